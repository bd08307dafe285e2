"""What whoever signs a letter is told, and how what they add is read."""

from __future__ import annotations

from datetime import datetime

from engine.approvals import UNCLEAR, Verdict
from engine.approvals.states import NO, WORDS
from engine.audience import reachable
from engine.letters.coming import Coming
from engine.links import Links
from engine.models import Member
from engine.published import live
from engine.times import say_when
from engine.understanding import fit
from engine.understanding.normal import asks, normal
from engine.wording.sentences import sentence

NOTHING = (("no", "skip", "nothing", "none", "not this time", "no thanks", "saltar", "nada", "ninguno"),)
YES = (("yes",),)


def reads_paragraph(text: str, language: str) -> Verdict | None:
    """SKIP and its like add nothing; a question goes to a person; a bare yes says too little; the rest is theirs."""
    if asks(text) or not normal(text):
        return None
    if fit(text, NOTHING, language) is not None:
        return NO
    return UNCLEAR if fit(text, YES, language) is not None else WORDS


def asks_for_words(coming: Coming, reader: Member) -> str:
    """The question for a paragraph of their own."""
    return sentence("letter_words", reader.language, title=coming.title, when=_when(coming, reader))


def shows(coming: Coming, reader: Member, links: Links, now: datetime) -> str:
    """Where to read the letter, to how many it goes and when, and how to sign it."""
    published = live()
    workflow = published.workflows[coming.row.workflow].workflow
    reach = reachable(
        workflow.audience, now=now, community=published.community, workflow_name=coming.row.workflow
    )
    return sentence(
        "letter_shown",
        reader.language,
        title=coming.title,
        link=links.letter(coming.row.public_id, reader.public_id),
        people=_people(reach.reachable, reader.language),
        when=_when(coming, reader) if coming.row.starts_at > now else sentence("at_once", reader.language),
    )


def _people(count: int, language: str) -> str:
    return (
        sentence("one_person", language) if count == 1 else sentence("people", language, count=f"{count:,}")
    )


def _when(coming: Coming, reader: Member) -> str:
    return say_when(coming.row.starts_at, reader.timezone)
