"""Into the room of the call that is on: with one sentence saying how many are there, and whether it is recorded."""

from __future__ import annotations

from datetime import datetime

from engine import rooms
from engine.inbound.phone_line import newest_recording
from engine.models import Leg, Member, Occurrence, Room
from engine.models.phone import LEADER, MAIN
from engine.phone.call import Call, Turn
from engine.phone.saying import ANY_KEY, say, script
from engine.phone.script import Act, Ask, Enter, Go, HangUp, Say, Script, to
from engine.phone.taking_over import may_take, take_over

BELL = "phone"
STAR = "*"
SECONDS_TO_PROVE = 3
LONGER = 300  # seconds; the provider ends lines that nobody could show out


def room(call: Call, turn: Turn) -> Script:
    """The call's leader by their own proven number leads at once; by any other they are asked for a PIN."""
    on = rooms.open_call(call.now)
    if on is None:
        return script(call, say(call, "room_not_open"), Go("menu"))
    if turn.rest[:1] == ("prove",) and turn.digits[:1] == STAR:
        return script(call, Go(_proof(call, on)))
    hers = call.member is not None and rooms.is_leader(on, call.member.id)
    if not turn.rest and not _led_before(call) and (words := _may_lead(call, on, hers)):
        asked = Ask(
            to("room", "prove"),
            (say(call, words),),
            digits=1,
            seconds=SECONDS_TO_PROVE,
            finish=ANY_KEY,
        )
        return script(call, asked, Go(to("room", "in")))
    if rooms.nobody_leads(on, call.now) and not (hers and call.attested):
        return script(call, *_instead(call, on))
    return go_in(call, on, call.member, leads=hers and call.attested)


def _may_lead(call: Call, on: Occurrence, hers: bool) -> str:
    """What is said to somebody who may lead and does not by their number alone; '' to everybody else."""
    if hers:
        return "" if call.attested else "room_prove"
    return "room_take" if may_take(on, call.member, call.now) else ""


def _proof(call: Call, on: Occurrence) -> str:
    """The way to lead: at once for those who may take the call by a number that is proven, else by a PIN."""
    if call.attested and call.member is not None and take_over(on, call.member, call.now):
        return to("lead", "enter", member=call.member.public_id)
    return "pin"


def left(call: Call, turn: Turn) -> Script:
    """The call is over, for everybody or for this caller."""
    return script(call, say(call, "room_over"), HangUp())


def go_in(call: Call, on: Occurrence, member: Member | None, *, leads: bool) -> Script:
    """The way in, unless the room is locked for whoever was not in before."""
    main = rooms.main_room(on)
    if main is not None and main.locked and not leads and not _was_in(call, on):
        return script(call, say(call, "room_locked"), Go(to("record", "message")))
    others = rooms.present(on)
    try:
        leg = _leg(call, on, member, leads=leads)
    except rooms.NotOpen:
        return left(call, Turn())
    if leg.role == LEADER:
        rooms.keep_taping(on, leg, call.now)
    return script(call, *_greeting(call, leg, others), entering(call, leg))


def back_in(call: Call, leg: Leg, *before: Act) -> Script:
    """The same room again, after ``before``."""
    try:
        leg = _leg(call, leg.occurrence, leg.member, leads=leg.role == LEADER)
    except rooms.NotOpen:
        return left(call, Turn())
    return script(call, *before, entering(call, leg))


def entering(call: Call, leg: Leg) -> Enter:
    main = leg.room.number == MAIN
    said = rooms.terms(leg.occurrence)
    return Enter(
        leg.room.name,
        next="star",
        muted=leg.muted,
        starts=leg.role == LEADER,
        label=f"leg-{call.call_sid}",  # a bare call id is refused as a label
        record=main and said is not None and said.record == "yes",
        wait=to("wait", leg=call.call_sid),
        most_seconds=most_seconds(leg.occurrence, call.now),
    )


def most_seconds(on: Occurrence, now: datetime) -> int:
    """How long a line may stay: until everybody is shown out, and a little longer."""
    return max(0, round(((on.closes_at or now) - now).total_seconds())) + LONGER


def _instead(call: Call, on: Occurrence) -> tuple[Act, ...]:
    """The newest recording takes the place of the call, where its file says so; in any case they know. Whoever can lead
    it after all, and rings from a phone that we don't know, gets to their PIN by the star key."""
    said = rooms.terms(on)
    if said is None or said.if_nobody_leads is None or newest_recording(call.now, call.member) is None:
        nothing = (say(call, "nobody_leads_nothing"),)
        return (
            Ask(to("room", "prove"), nothing, digits=1, seconds=SECONDS_TO_PROVE, finish=ANY_KEY),
            HangUp(),
        )
    return (say(call, "nobody_leads"), Go(to("listen", instead=1)))


def _leg(call: Call, on: Occurrence, member: Member | None, *, leads: bool) -> Leg:
    caller = rooms.Caller(
        call_sid=call.call_sid,
        ours=call.ours,
        member=member,
        address="" if call.hidden else call.theirs,
        attested=call.attested,
        leads=leads,
    )
    call.ring(BELL)  # a further room may need its bridge
    return rooms.enter(on, caller, call.settings.room_mark, call.now)


def _greeting(call: Call, leg: Leg, others: int) -> tuple[Say, ...]:
    if others < 2:
        here = say(call, "room_one" if others else _alone(call, leg))
    else:
        here = say(call, "room_many", count=others)
    taped = Room.select().where((Room.occurrence == leg.occurrence_id) & (Room.recording == "on")).exists()
    more = ["room_recorded"] if taped else []
    more += ["room_leads"] if leg.role == LEADER else ["room_muted"] if leg.muted else []
    return (here, *(say(call, key) for key in more))


def _alone(call: Call, leg: Leg) -> str:
    """Whoever leads and is late may have sent everybody else to the recording, and must not think that nobody came."""
    said = rooms.terms(leg.occurrence)
    listening = said is not None and said.if_nobody_leads is not None
    late = call.now >= leg.occurrence.starts_at + rooms.LATE
    return "room_first_late" if leg.role == LEADER and listening and late else "room_first"


def _led_before(call: Call) -> bool:
    leg = rooms.leg_of(call.call_sid)
    return leg is not None and leg.role == LEADER


def _was_in(call: Call, on: Occurrence) -> bool:
    """Whether this call, or this member by another, was in before: a dropped line keeps nobody out."""
    same = Leg.call_sid == call.call_sid
    if call.member is not None:
        same |= Leg.member == call.member.id
    return bool(Leg.select().where((Leg.occurrence == on.id) & same).exists())
