"""A leader says that they cannot. A word texted back from the number on file makes sure that it was they.

The word is kept in the delivery that brought it, so nothing else has to remember that we asked.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from engine import rooms
from engine.cover import holding
from engine.cover.people import COMING
from engine.cover.reading import decent_at
from engine.cover.saying import ASKS, Voice
from engine.cover.words import FRIENDLY
from engine.models import Delivery, Inbound, Member, Occurrence
from engine.models.sending import CANCELLED, REFUSED
from engine.settings import Settings
from engine.understanding import normal

GOOD_FOR = timedelta(minutes=30)
MOST_TRIES = 3  # texts within which the word must come: nobody goes through all of them
CONFIRM = "confirm"


def ask_word(
    member: Member, row: Occurrence, settings: Settings, now: datetime, inbound_id: int | None
) -> None:
    """Ask for a word to be texted back, at the number on file whatever number wrote."""
    word = secrets.choice(FRIENDLY)
    Voice(row, settings, now).answer(
        member, CONFIRM, inbound_id, by="text", keep={**ASKS, "word": word}, word=word
    )


def confirmed(member: Member, text: str, settings: Settings, now: datetime, inbound: Inbound) -> bool:
    """Whether this is the word we asked for: then somebody is looked for. Anything else is something else."""
    if normal(text).upper() not in FRIENDLY:
        return False
    sent = _open_question(member, now)
    if sent is None or inbound.channel != "text" or _tries(inbound, sent) > MOST_TRIES:
        return False
    if not hmac.compare_digest(normal(text).encode(), normal(str(sent.context["word"])).encode()):
        return False
    Delivery.update(context={**sent.context, "word": ""}).where(Delivery.id == sent.id).execute()
    row = Occurrence.get_by_id(sent.occurrence_id)
    if row.state in COMING and row.ends_at is not None and row.ends_at > now:
        _start(member, row, Voice(row, settings, now), inbound.id)
    return True


def _open_question(member: Member, now: datetime) -> Delivery | None:
    mine = (Delivery.member == member.id) & Delivery.step_key.startswith(f"{CONFIRM} ")
    recent = Delivery.cause.startswith("cover:") & (Delivery.created_at > now - GOOD_FOR)
    left = Delivery.state.not_in((REFUSED, CANCELLED))
    last: Delivery | None = Delivery.select().where(mine & recent & left).order_by(Delivery.id.desc()).first()
    return last if last is not None and last.context.get("word") else None


def _tries(inbound: Inbound, sent: Delivery) -> int:
    since = (Inbound.from_value == inbound.from_value) & (Inbound.received_at >= sent.created_at)
    later = Inbound.id > (sent.inbound_id or 0)
    return int(Inbound.select().where(since & later).count())


def _start(member: Member, row: Occurrence, voice: Voice, inbound_id: int) -> None:
    leader = holding.leader_of(row, voice.now)
    if leader is not None and leader.id != member.id:
        voice.answer(member, "led already", inbound_id, leader=voice.called(leader))
        return
    holding.give_back(row, member, voice.now)
    call = rooms.terms(row)
    later = call is not None and decent_at(row, call, voice.now) is not None
    voice.answer(member, "asking later" if later else "asking", inbound_id)
