"""Collects what is wrong with one file, and says how the line should be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from engine.language.findings import Finding
from engine.language.place import Place
from engine.times import TimesError
from engine.times.guesses import nearest


class Report:
    """The findings of one file. Nothing stops at the first: whoever meets a mistake reports it and goes on."""

    def __init__(self, file: str, text: str = "") -> None:
        self.file = file
        self.lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.as_read = self.lines
        self.findings: list[Finding] = []

    def error(
        self,
        place: Place,
        message: str,
        *,
        rule: str,
        guess: str | None = None,
        instead: str | None = None,
        repair: str | None = None,
    ) -> None:
        """Note an error. ``guess`` is asked about and stands in the repaired line in place of the span, as
        ``instead`` does without being asked about; ``repair`` is a whole line."""
        self._add("error", place, message, rule, guess, instead, repair)

    def warn(
        self,
        place: Place,
        message: str,
        *,
        rule: str,
        guess: str | None = None,
        instead: str | None = None,
        repair: str | None = None,
    ) -> None:
        self._add("warning", place, message, rule, guess, instead, repair)

    def unknown(self, place: Place, word: str, message: str, known: Iterable[str], *, rule: str) -> None:
        """An error about a word that should be one of ``known``; the nearest one is the guess."""
        self.error(place, message, rule=rule, guess=nearest(word, sorted(known)))

    def times(self, place: Place, error: TimesError) -> None:
        """An error in a phrase about time that begins at ``place``."""
        start, end = error.span or (0, len(error.text) or place.width)
        here = Place(place.file, place.line, place.column + start, max(1, end - start))
        self.error(here, error.message, rule="time", guess=error.repair)

    def take_back(self, line: int, rule: str) -> None:
        """What was found in a line is better said by what comes now."""
        found = [one for one in self.findings if (one.place.line, one.rule) != (line, rule)]
        self.findings[:] = found

    def line(self, number: int) -> str:
        """A line as it was read: with the slips in it put right, so that a repair holds all of them."""
        return self.as_read[number - 1] if 0 < number <= len(self.as_read) else ""

    def _as_typed(self, place: Place) -> Place:
        """A place in the lines as read, in the file as it is: what was put right before it has moved it."""
        typed = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        line = self.line(place.line)
        if typed == line:
            return place
        same = next((at for at, (a, b) in enumerate(zip(typed, line, strict=False)) if a != b), len(line))
        if place.column <= same:
            return place
        column = max(same + 1, place.column + len(typed) - len(line))
        return Place(place.file, place.line, column, place.width)

    @property
    def failed(self) -> bool:
        return any(finding.level == "error" for finding in self.findings)

    def _add(
        self,
        level: Literal["error", "warning"],
        place: Place,
        message: str,
        rule: str,
        guess: str | None,
        instead: str | None,
        repair: str | None,
    ) -> None:
        if guess is not None:
            message = f'{message} Did you mean "{guess}"?'
        put = guess if instead is None else instead
        if repair is None and put is not None:
            repair = replaced(self.line(place.line), place, put)
        self.findings.append(Finding(self._as_typed(place), message, level, repair or None, rule))


def replaced(line: str, place: Place, text: str) -> str:
    """The line with what stands at ``place`` replaced."""
    start = place.column - 1
    return line[:start] + text + line[start + place.width :]


def commented(line: str) -> str | None:
    """The line taken out of force; None where lines below it hang on it."""
    body = line.strip()
    return None if not body or body.endswith(":") else line[: len(line) - len(line.lstrip())] + f"# {body}"


def one_of(words: Sequence[str], word: str = "or") -> str:
    """Like "text, email or both"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {word} {words[-1]}"
