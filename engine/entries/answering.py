"""What a member hears of their entry: that it is in, how far all are, and, once each, what they may say next."""

from __future__ import annotations

from datetime import datetime

from engine import threads
from engine.challenges import Run
from engine.models import Entry, Inbound, Member, Picture
from engine.models.challenges import COUNTS, LOST, OVER, SAME, UNREADABLE, WAITING
from engine.models.sending import ANSWER
from engine.outbox import answer_words
from engine.threads.saying import name_of
from engine.wording.challenges import says

STEP = "entry"


def answer(inbound: Inbound, run: Run, member: Member, now: datetime) -> None:
    """Answer all that came with one text or mail, when the last of it is decided: one line, once."""
    entries = list(Entry.select().where((Entry.inbound == inbound.id) & (Entry.member == member.id)))
    if any(one.state == WAITING for one in entries):
        return
    body = _words(entries, run, member, now)
    title, name = run.workflow.title, run.workflow.name
    answer_words(inbound, member, STEP, body, now, kind=ANSWER, subject=title, workflow=name)


def _words(entries: list[Entry], run: Run, member: Member, now: datetime) -> str:
    language = member.language
    states = [one.state for one in entries]
    counted = [one for one in entries if one.state in COUNTS]
    if counted:
        said = says("in_many", language, count=len(counted)) if len(counted) > 1 else says("in", language)
        hint = _hint(counted, run, member, now)
        return " ".join(part for part in (said, f"{run.how_far(now, language)}.", hint) if part)
    if SAME in states:
        return f"{says('same', language)} {run.how_far(now, language)}."
    if OVER in states:
        a_day = run.challenge.each is not None and run.challenge.each.a_day
        return f"{says('over_today' if a_day else 'over_all', language)} {run.how_far(now, language)}."
    failed = Picture.entry.in_([one.id for one in entries]) & (Picture.state == UNREADABLE)
    unreadable = LOST in states and Picture.select(Picture.id).where(failed).exists()
    return says("unreadable" if unreadable else "lost", language)


def _hint(counted: list[Entry], run: Run, member: Member, now: datetime) -> str:
    """With their first picture, who sees it and how to keep it private; later, once, the leaders' board."""
    ids = [one.id for one in counted]
    if run.challenge.counts == "photos" and member.pictures_yes is None and not _had_any(member, ids):
        owner = threads.owner_for(member, "host", now) if run.challenge.approval else None
        host = name_of(owner) if owner is not None else says("ours", member.language)
        return says("private", member.language, host=host)
    if run.challenge.board and member.board_yes is None and member.board_asked_at is None:
        member.board_asked_at = now
        member.save(only=[Member.board_asked_at])
        return says("board", member.language)
    return ""


def _had_any(member: Member, besides: list[int]) -> bool:
    earlier = (Entry.member == member.id) & Entry.state.in_(COUNTS) & Entry.id.not_in(besides)
    return bool(
        Picture.select(Picture.id).join(Entry, on=(Picture.entry == Entry.id)).where(earlier).exists()
    )
