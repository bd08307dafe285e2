"""Conditions that are known of one date only: of a call, of a meeting; where they may stand, and that they can be known."""

from __future__ import annotations

from engine.language.conditions import CALL_OUTCOMES
from engine.language.folder import Folder
from engine.language.parsing.workflow import Parsed
from engine.language.report import one_of
from engine.language.steps import Ask

SAID = ("said yes", "said no", "not answered")
KNOWN_OF: dict[str, tuple[str, ...]] = {
    "call": ("attended", "missed", *SAID),
    "meeting": ("attended", *SAID),
    "challenge": ("took part",),
    "vote": ("voted", "not voted", "won"),
}
"""Which of them are known of what. Of a meeting nobody knows who was not there: only who says that they were is known."""


def check(folder: Folder) -> None:
    for parsed in folder.everything():
        if parsed.workflow is None:
            continue
        kind = parsed.workflow.dated.kind if parsed.workflow.dated else ""
        _known(parsed, kind)
        if kind:
            _whole(parsed, kind)
        if SAID[0] in KNOWN_OF.get(kind, ()):
            _questions(parsed, kind)


def _known(parsed: Parsed, kind: str) -> None:
    for mention in parsed.mentions:
        if mention.kind != "outcome" or mention.name in KNOWN_OF.get(kind, ()):
            continue
        if kind == "meeting" and mention.name == "missed":
            message = "Nobody is counted at a meeting, so nobody can be said to have missed it."
        else:
            kinds = [f"{one}s" for one, names in KNOWN_OF.items() if mention.name in names]
            message = f'"{mention.name}" is known of {one_of(kinds, "and")} only.'
        parsed.report.error(mention.place, message, rule="call-only")


def _whole(parsed: Parsed, kind: str) -> None:
    """What is known of one date is asked of its steps; the workflow's own audience is that of all dates."""
    assert parsed.workflow is not None
    for conditions in (parsed.workflow.audience, *parsed.workflow.stop_when):
        for condition in conditions.all_of:
            if condition.key in CALL_OUTCOMES:
                message = f'"{condition.key}" goes with a step of the {kind}, not with the whole workflow.'
                parsed.report.error(condition.place, message, rule="call-attendance")


def _questions(parsed: Parsed, kind: str) -> None:
    """``said yes`` and its like speak of the one ``ask``."""
    asks = [step for step in parsed.workflow.walk() if isinstance(step, Ask)] if parsed.workflow else []
    for extra in asks[1:]:
        message = f"A {kind} asks one question, and it does so in line {asks[0].place.line} already."
        parsed.report.error(extra.place, message, rule="call-asks")
    for mention in parsed.mentions:
        if mention.kind == "outcome" and mention.name in SAID and not asks:
            message = f'"{mention.name}" speaks of the {kind}\'s question, and this {kind} asks none.'
            parsed.report.error(mention.place, message, rule="call-asks")
