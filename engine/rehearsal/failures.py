"""Where a talk went another way than it is written: the place, what was expected, what came instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.language import render
from engine.language.findings import Finding
from engine.language.place import Place

RULE = "test"
MARGIN = "     > "


@dataclass(frozen=True, slots=True)
class Failure:
    """``came`` are the words that came instead, ``when`` their time on the member's own clock; both may be empty."""

    test: str
    place: Place
    message: str
    came: str = ""
    when: str = ""

    @property
    def finding(self) -> Finding:
        return Finding(self.place, self.message, rule=RULE)

    def as_json(self) -> dict[str, Any]:
        """As an editor reads a finding, with the test's name and the words that came."""
        return {
            **render.as_json([self.finding])[0],
            "test": self.test,
            "came": self.came,
            "when": self.when,
        }


class Unmet(Exception):
    """A line of a talk that did not come true; caught where the talk is run, with the test's name at hand."""

    def __init__(self, place: Place, message: str, came: str = "", when: str = "") -> None:
        super().__init__(message)
        self.place, self.message, self.came, self.when = place, message, came, when


def shown(failure: Failure, lines: Mapping[str, Sequence[str]]) -> str:
    """Like a finding of `check`, with the test's name before it and what came below it."""
    rows = [f"{MARGIN}{row}" for row in failure.came.splitlines()]
    return "\n".join([f'"{failure.test}"', render.shown(failure.finding, lines).text(), *rows])
