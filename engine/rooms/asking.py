"""One command, said to the provider. Nothing here touches the database: it runs beside others, in a thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from engine.channels import Outcome, RoomControl
from engine.errors import ProviderError
from engine.models import Room, RoomCommand

GONE = (20404, 404)  # no such conference, or nobody of that name in it
NO_CONFERENCE = "nobody is in the room"


@dataclass(frozen=True, slots=True)
class Asked:
    command: RoomCommand
    room: Room


@dataclass(frozen=True, slots=True)
class Answer:
    """``again``: it did not work and may yet, after ``wait`` at least; ``gone``: there is no such conference or
    caller in it; ``conference`` is the one that was meant."""

    error: str = ""
    again: bool = False
    gone: bool = False
    wait: timedelta | None = None
    conference: str = ""
    call_sid: str = ""
    present: tuple[str, ...] | None = None


def ask(control: RoomControl, asked: Asked, base: str) -> Answer:
    """Ask the provider for it; ``base`` is our own address. Raises nothing."""
    try:
        if asked.command.kind == "bridge":
            return _bridge(control, asked, base)
        sid = asked.room.conference_sid or control.find(asked.room.name)
        if not sid:
            return _nobody(asked)
        if asked.command.kind == "look":
            return Answer(conference=sid, present=control.present(sid))
        answer = _read(_do(control, asked.command, sid, base), sid)
        gone = answer.gone and bool(asked.room.conference_sid)
        return _in_another(control, asked, answer, base) if gone else answer
    except ProviderError as error:
        return Answer(str(error), again=not error.permanent)


def _in_another(control: RoomControl, asked: Asked, failed: Answer, base: str) -> Answer:
    """The conference we knew may be over and another of the same name under way, of which no word came yet."""
    sid = control.find(asked.room.name)
    if not sid or sid == asked.room.conference_sid:
        return failed
    return _read(_do(control, asked.command, sid, base), sid)


def _do(control: RoomControl, command: RoomCommand, sid: str, base: str) -> Outcome:
    detail = command.detail
    match command.kind:
        case "mute" | "unmute":
            return control.mute(sid, command.call_sid, command.kind == "mute")
        case "announce":
            url = f"{base}/twilio/conference/words?{urlencode({'c': command.id})}"
            return control.announce(sid, url, command.call_sid)
        case "kick":
            return control.kick(sid, command.call_sid)
        case "end":
            return control.end(sid)
        case "pause":
            return control.pause(sid, bool(detail["paused"]))
        case "record":
            return control.record(command.call_sid, f"{base}/twilio/recording?kind=call", bool(detail["on"]))
        case other:
            raise ValueError(f"{other!r} is nothing that can be done in a room")


def _bridge(control: RoomControl, asked: Asked, base: str) -> Answer:
    """Ring ourselves. One in doubt is not repeated: whoever looks into the rooms sees whether it stands."""
    room, detail = asked.room, asked.command.detail
    url = f"{base}/twilio/voice/bridge?{urlencode({'room': room.public_id})}"
    outcome = control.bridge(detail["ours"], detail["ours"], url, f"ww{detail['token']}#", "")
    if outcome.kind == "accepted":
        return Answer(call_sid=outcome.provider_id)
    return Answer(_words(outcome), again=outcome.kind == "retry", wait=outcome.retry_after)


def _read(outcome: Outcome, sid: str) -> Answer:
    if outcome.kind == "accepted":
        return Answer(conference=sid)
    gone = outcome.code in GONE
    again = gone or outcome.kind in ("retry", "settle")
    return Answer(_words(outcome), again=again, gone=gone, wait=outcome.retry_after, conference=sid)


def _nobody(asked: Asked) -> Answer:
    """There is no conference: what speaks of all is done with that, what is for one may have come too early."""
    alone = asked.command.kind in ("mute", "unmute", "kick", "record")
    present = () if asked.command.kind == "look" else None
    return Answer(NO_CONFERENCE if alone else "", again=alone, present=present)


def _words(outcome: Outcome) -> str:
    return f"{outcome.code or outcome.kind}: {outcome.message}"
