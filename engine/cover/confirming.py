"""A leader says that they cannot. A word texted back from the number on file makes sure that it was they."""

from __future__ import annotations

from datetime import datetime

from engine import confirming, rooms
from engine.cover import holding
from engine.cover.people import COMING
from engine.cover.reading import decent_at
from engine.cover.saying import ASKS, Voice
from engine.models import Confirmation, Member, Occurrence
from engine.settings import Settings

KIND = "cover"  # of the confirmations that are ours
CONFIRM = "confirm"


def ask_word(
    member: Member, row: Occurrence, settings: Settings, now: datetime, inbound_id: int | None
) -> None:
    """Ask for a word to be texted back, at the number on file whatever number wrote."""
    word = confirming.new_word(member, KIND, str(row.id), now, inbound_id)
    Voice(row, settings, now).answer(member, CONFIRM, inbound_id, by="text", keep=ASKS, word=word)


def confirmed(
    member: Member, asked: Confirmation, settings: Settings, now: datetime, inbound_id: int
) -> None:
    """It was they who cannot come: somebody is looked for."""
    row = Occurrence.get_or_none(Occurrence.id == int(asked.subject))
    if row is not None and row.state in COMING and row.ends_at is not None and row.ends_at > now:
        _start(member, row, Voice(row, settings, now), inbound_id)


def _start(member: Member, row: Occurrence, voice: Voice, inbound_id: int) -> None:
    leader = holding.leader_of(row, voice.now)
    if leader is not None and leader.id != member.id:
        voice.answer(member, "led already", inbound_id, leader=voice.called(leader))
        return
    holding.give_back(row, member, voice.now)
    call = rooms.terms(row)
    later = call is not None and decent_at(row, call, voice.now) is not None
    voice.answer(member, "asking later" if later else "asking", inbound_id)
