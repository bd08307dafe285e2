"""``POST /twilio/conference``: what happens in a room. Beside it what Twilio asks for while people are in one.

Waiting is asked for with little said of whom it is for, so it has a door of its own that needs nothing but its
address: where it fails, Twilio lets nobody in.
"""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from flask import Blueprint, Response, abort, request

from engine import rooms
from engine.inbound.cleaning import clean
from engine.language.community import Community
from engine.language.parsing.community import Defaults, default_community
from engine.models import RoomCommand
from engine.models.db import connection
from engine.models.instance import instance
from engine.now import MILLISECOND
from engine.phone.script import Act, Go, Pause, Play, Say, Script, to
from engine.phone.waiting import MUSIC, wait
from engine.phone.words import spoken
from engine.published import NothingPublished, live
from handlers.doors import doors
from handlers.proofs import TWILIO, proven_by
from handlers.twilio.forms import sid, xml
from handlers.twilio.twiml import render

blueprint = Blueprint("twilio_conference", __name__)
log = logging.getLogger(__name__)

BELL = "phone"
_SEQUENCE = re.compile(r"[0-9]{1,9}")
_EVENT = re.compile(r"[a-z-]{1,32}")
_CALL = re.compile(r"CA[0-9a-fA-F]{32}")
_LONGEST_NAME, _LONGEST = 80, 200
_KEPT = (
    *("Muted", "Hold", "ParticipantLabel", "EndConferenceOnExit", "StartConferenceOnEnter"),
    *("ReasonConferenceEnded", "Reason", "CallSidEndingConference"),
    *("ParticipantCallStatus", "ReasonParticipantLeft", "ReasonAnnouncementFailed", "Timestamp"),
)


@blueprint.post("/twilio/conference")
@proven_by(TWILIO)
def something_happened() -> Response:
    """Written down at once; it may be late, have come before, or be told in another order than it happened."""
    here = doors()
    conference, sequence = sid("ConferenceSid", "CF"), request.form.get("SequenceNumber", "")
    event = request.form.get("StatusCallbackEvent", "")
    if not _SEQUENCE.fullmatch(sequence):
        abort(400, "SequenceNumber is missing or is no number")
    if not _EVENT.fullmatch(event):
        abort(400, "StatusCallbackEvent is missing or is no event")
    now = here.now()
    told = rooms.Told(
        conference_sid=conference,
        sequence=int(sequence),
        name=clean(request.form.get("FriendlyName", "")[:_LONGEST_NAME]),
        event=event,
        at=_when(now),
        call_sid=sid("CallSid", "CA") if request.form.get("CallSid") else "",
        raw=clean({name: request.form[name][:_LONGEST] for name in _KEPT if name in request.form}),
    )
    if rooms.take_event(told, now):
        here.ring(BELL)
    return Response(status=204)


@blueprint.post("/twilio/conference/words")
@proven_by(TWILIO)
def words_for_a_room() -> Response:
    """A sentence that was ordered for a room, in the language of the community: many hear it."""
    number = request.args.get("c", "")
    with connection():
        found = (
            RoomCommand.get_or_none(RoomCommand.id == int(number)) if _SEQUENCE.fullmatch(number) else None
        )
        community = _community()
    acts: tuple[Act, ...] = (Pause(1),)
    if found is not None and found.kind == "announce":
        detail = found.detail
        acts = (Say(spoken(detail["key"], community.language, **detail["values"])),)
    return xml(render(Script(acts, community.language), doors().settings.public_url))


@blueprint.post("/twilio/voice/wait")
@proven_by(TWILIO)
def somebody_waits() -> Response:
    """What is heard until the call begins."""
    here = doors()
    over = "over" in request.args
    try:
        script = _waiting(request.args.get("leg", ""), over)
    except Exception:
        log.exception("Nobody knows what they wait for; they hear music.")
        script = Script((Play(here.settings.public_url + MUSIC), Go(to("wait", **request.args))), "en")
    if over:
        here.ring(BELL)
    return xml(render(script, here.settings.public_url))


def _waiting(call_sid: str, over: bool) -> Script:
    here = doors()
    with connection():
        leg = rooms.leg_of(call_sid) if _CALL.fullmatch(call_sid) else None
        return wait(leg, over, _community(), here.links, here.now())


def _community() -> Community:
    try:
        return live().community
    except NothingPublished:
        return default_community(Defaults())


def _when(now: datetime) -> datetime:
    """When it happened, in the community's time: Twilio says it in its own, in whole seconds. Without it, now.

    By the stored distance of the two clocks: a measured one would shift two words of one second against each other.
    """
    with connection():
        ahead = instance().offset_ms * MILLISECOND
    try:
        at = parsedate_to_datetime(request.form.get("Timestamp", ""))
        return min((at if at.tzinfo else at.replace(tzinfo=UTC)) + ahead, now)
    except (ValueError, TypeError, OverflowError):
        return now
