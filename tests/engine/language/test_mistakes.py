"""Every typical mistake is one finding at one place, with the line as it should be."""

from __future__ import annotations

import pytest

from engine.language.render import shown
from tests.engine.language.mistakes import MISTAKES
from tests.engine.language.samples import GOOD, checked
from tests.engine.language.syntax_mistakes import Mistake


def test_the_good_files_have_no_findings() -> None:
    assert checked({}).findings == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_a_mistake_has_its_place_its_words_and_its_repair(mistake: Mistake) -> None:
    data = mistake.text.encode("utf-8", "surrogateescape")
    found = checked({mistake.file: data})
    here = [finding for finding in found.findings if finding.place.file == mistake.file]
    told = [(finding.place.line, finding.place.column, finding.message) for finding in here]
    match = next((finding for finding in here if mistake.says in finding.message), None)
    assert match is not None, told
    assert (match.place.line, match.place.column) == (mistake.line, mistake.column), told
    assert match.repair == mistake.repair
    assert len({finding.place.line for finding in here if finding.level == "error"}) <= 1, told


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_the_repaired_line_really_repairs(mistake: Mistake) -> None:
    """Put in place (or, where a line was missing, below), it makes the finding go away."""
    if mistake.repair is None or mistake.name in _REPAIRED_BY_MORE_THAN_A_LINE:
        return
    lines = mistake.text.split("\n")
    at = mistake.line if mistake.name in _LINES_TO_ADD else mistake.line - 1
    lines[at : mistake.line] = [mistake.repair]
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    found = checked({**GOOD, mistake.file: data})
    again = [finding for finding in found.findings if mistake.says in finding.message]
    assert again == [], [shown(finding, found.lines).text() for finding in again]


_LINES_TO_ADD = {
    "ask without within",
    "call without at",
    "no start of a challenge",
    "no end of a challenge",
}
_REPAIRED_BY_MORE_THAN_A_LINE = {
    "no beside answers",  # "answers:" is still missing above
    "words after an answer",  # the words go from the line above
    "no hyphen",  # the line below lacks one too
}
