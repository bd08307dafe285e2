"""The leader's keys in the room, each confirmed by voice; whatever is pressed, they are back in afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine import rooms
from engine.models import Leg, Member, Room
from engine.models.db import transaction
from engine.models.phone import LEADER
from engine.outbox.fields import first_name
from engine.outbox.week import praised
from engine.phone.call import Call, Turn
from engine.phone.entering import BELL, back_in, go_in
from engine.phone.saying import ANY_KEY, SECONDS_TO_PRESS, say, script, sentence
from engine.phone.script import Act, Ask, Go, HangUp, Script

END = "9"


def lead(call: Call, turn: Turn) -> Script:
    """``enter`` (after a PIN), ``press`` and ``end``; what is none of them tells the keys."""
    if turn.rest[:1] == ("enter",):
        return _enter(call, turn)
    leg = rooms.leg_of(call.call_sid)
    if leg is None or leg.role != LEADER or not rooms.stays_open(leg):
        return script(call, Go("left"))
    match turn.rest[:1]:
        case ("press",):
            return _press(call, leg, turn.digits[:1])
        case ("end",):
            return _end(call, leg, turn.digits[:1])
    keys = Ask("lead/press", (say(call, "lead_keys"),), digits=1, seconds=SECONDS_TO_PRESS, finish=ANY_KEY)
    return back_in(call, leg, keys)


def _enter(call: Call, turn: Turn) -> Script:
    """Who proved by a PIN who they are, named by their public id; for whoever leads another call it is just a room."""
    on = rooms.open_call(call.now)
    member = Member.get_or_none(Member.public_id == turn.args.get("member", ""))
    if on is None:
        return script(call, say(call, "room_not_open"), Go("menu"))
    if member is None or not rooms.is_leader(on, member.id):
        return script(call, Go("room"))
    return go_in(call, on, member, leads=True)


def _press(call: Call, leg: Leg, key: str) -> Script:
    if key == END:
        sure = Ask(
            "lead/end", (say(call, "lead_end_sure"),), digits=1, seconds=SECONDS_TO_PRESS, finish=ANY_KEY
        )
        return back_in(call, leg, sure)
    if key == "#":
        return back_in(call, leg, say(call, "room_back"))
    act = KEYS.get(key)
    if act is None:
        return back_in(call, leg, say(call, "wrong_key"))
    said = act(call, leg)
    call.ring(BELL)
    return back_in(call, leg, *said)


def _end(call: Call, leg: Leg, key: str) -> Script:
    if key != END:
        return back_in(call, leg, say(call, "room_back"))
    rooms.close(leg.occurrence, call.now)
    call.ring(BELL)
    return script(call, say(call, "lead_ended"), HangUp())


def _mute(call: Call, leg: Leg) -> tuple[Act, ...]:
    rooms.mute_all(leg.occurrence, call.now)
    return (say(call, "lead_muted"),)


def _unmute(call: Call, leg: Leg) -> tuple[Act, ...]:
    rooms.unmute_all(leg.occurrence, call.now)
    return (say(call, "lead_unmuted"),)


def _next_hand(call: Call, leg: Leg) -> tuple[Act, ...]:
    called = rooms.call_on_next(leg.occurrence, call.now)
    if called is None:
        return (say(call, "lead_no_hand"),)
    if called.member is None:
        return (say(call, "lead_next", who=say(call, "lead_somebody").words),)
    return (say(call, "lead_next", who=first_name(called.member, call.community.nameless)),)


def _count(call: Call, leg: Leg) -> tuple[Act, ...]:
    """Everybody in all rooms but the one who asks, who is out of it just now, and the hands that are up."""
    others = rooms.present(leg.occurrence, but=leg)
    key = "lead_many" if others > 1 else "lead_one" if others else "lead_alone"
    hands = rooms.hands_up(leg.occurrence)
    told = [say(call, key, count=others)]
    if hands:
        told.append(say(call, "lead_hands_many" if hands > 1 else "lead_hands_one", count=hands))
    return tuple(told)


def _lock(call: Call, leg: Leg) -> tuple[Act, ...]:
    main = rooms.main_room(leg.occurrence)
    locked = main is not None and not main.locked
    if main is not None:
        with transaction():
            Room.update(locked=locked).where(Room.id == main.id).execute()
    return (say(call, "lead_locked" if locked else "lead_unlocked"),)


def _praise(call: Call, leg: Leg) -> tuple[Act, ...]:
    words = [one.words for one in praised(call.now)]
    if not words:
        return (say(call, "lead_no_praise"),)
    with transaction():
        rooms.announce(leg.occurrence, "praise_list", call.now, words=" ".join(map(sentence, words)))
    return (say(call, "lead_praise"),)


def _record(call: Call, leg: Leg) -> tuple[Act, ...]:
    state = rooms.tape(leg.occurrence, leg, call.now)
    key = {"on": "lead_recording_on", "no": "lead_recording_no"}.get(state, "lead_recording_off")
    return (say(call, key),)


KEYS: Mapping[str, Callable[[Call, Leg], tuple[Act, ...]]] = {
    "1": _mute,
    "2": _unmute,
    "3": _next_hand,
    "4": _count,
    "5": _lock,
    "6": _praise,
    "7": _record,
}
