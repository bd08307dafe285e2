"""What is wrong with a phrase about time, for the manager who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TimesError(ValueError):
    """A phrase that names no time.

    `message` is a whole sentence; `span` are the offsets of the offending words inside the text that was
    given to the parser; `repair` is what would stand in their place and `guess` the whole phrase put right
    (both None where any guess would be a bad one).
    """

    def __init__(
        self, message: str, *, text: str = "", span: tuple[int, int] | None = None, repair: str | None = None
    ) -> None:
        self.message = message
        self.text = text
        self.span = span
        self.repair = repair
        super().__init__(message)

    @property
    def guess(self) -> str | None:
        """The whole text with the offending words repaired."""
        if self.repair is None:
            return None
        start, end = self.span or (0, len(self.text))
        return self.text[:start] + self.repair + self.text[end:]

    def inside(self, text: str, start: int) -> TimesError:
        """The same error, seen from a longer `text` in which the phrase begins at offset `start`."""
        first, last = self.span or (0, len(self.text))
        return TimesError(self.message, text=text, span=(start + first, start + last), repair=self.repair)


def whole(text: str, message: str, repair: str | None = None) -> TimesError:
    """An error about all of `text`, the blanks around it left out of the place."""
    start = len(text) - len(text.lstrip())
    return TimesError(message, text=text, span=(start, max(start, len(text.rstrip()))), repair=repair)


def part(match: re.Match[str], group: str, parse: Callable[[str], T]) -> T:
    """Parse one named group of `match`; an error is told in the terms of the whole text."""
    try:
        return parse(match[group])
    except TimesError as error:
        raise error.inside(match.string, match.start(group)) from None


def phrase(pattern: str) -> re.Pattern[str]:
    """A pattern for a whole phrase: any case, blanks around it, every blank in it as wide as it was typed."""
    return re.compile(r"\s*" + pattern.replace(" ", r"\s+") + r"\s*", re.IGNORECASE)
