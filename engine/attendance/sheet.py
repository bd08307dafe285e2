"""Everything known of one call's rooms, read out of the tables, and who was there as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from engine.attendance.presences import Entry, Fate, Heard, Visit, length, presences, unsure
from engine.models import Leg, Member, Occurrence, Room, RoomEvent
from engine.models.people import STRANGER
from engine.models.phone import BRIDGE, LEADER
from engine.now import from_ms, to_ms

LOOKED_UP = (
    "looked-up"  # what the provider said of a phone call when asked, kept beside what it told by itself
)
NOBODY = frozenset({"", "anonymous", "unknown", "restricted"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One caller: a member, or somebody who could not be named (``member_id`` None)."""

    member_id: int | None
    address: str
    visits: tuple[Visit, ...]
    phone_calls: int  # how often they rang: leaving for the keypad and coming back is one call
    unnamed: bool

    @property
    def first_at(self) -> datetime:
        return min(one.start for one in self.visits)

    @property
    def last_at(self) -> datetime:
        return max(one.end for one in self.visits)

    @property
    def seconds(self) -> int:
        return int(length(self.visits).total_seconds())


@dataclass(frozen=True)
class Sheet:
    """What was told of one call."""

    call: Occurrence
    legs: Mapping[str, Leg]
    heard: tuple[Heard, ...]
    fates: Mapping[str, Fate]
    bridges: frozenset[str]

    @cached_property
    def missing(self) -> list[str]:
        """The phone calls that the provider has to be asked about."""
        return unsure(self.heard, self.legs, self.fates)

    @cached_property
    def led(self) -> bool:
        """Whether somebody was in the room who leads: without them there was no call."""
        return any(leg.role == LEADER and self._visits.get(sid) for sid, leg in self.legs.items())

    def seen(self) -> list[Seen]:
        """Everybody who was there, each once, however often and by how many phones they came."""
        theirs: dict[tuple[int | None, str], list[Visit]] = {}
        rang: Counter[tuple[int | None, str]] = Counter()
        for sid, visits in self._visits.items():
            if visits:
                theirs.setdefault(self._who(sid), []).extend(visits)
                rang[self._who(sid)] += 1
        strangers = self._strangers()
        return [
            Seen(
                who,
                address,
                tuple(sorted(visits, key=lambda one: one.start)),
                rang[who, address],
                who is None or who in strangers,
            )
            for (who, address), visits in theirs.items()
        ]

    @property
    def _entries(self) -> dict[str, Entry]:
        return {sid: Entry(leg.entered_at, leg.joined_at, leg.left_at) for sid, leg in self.legs.items()}

    @cached_property
    def _visits(self) -> dict[str, tuple[Visit, ...]]:
        planned = self.call.ended_at or self.call.ends_at or self.call.starts_at
        closed_at = max([planned, *(one.at for one in self.heard)])
        found = presences(self.heard, self._entries, self.fates, closed_at)
        return {sid: visits for sid, visits in found.items() if sid not in self.bridges}

    def _who(self, sid: str) -> tuple[int | None, str]:
        """Members go by who they are, others by their number, and those without one by the phone call."""
        leg = self.legs.get(sid)
        if leg is not None and leg.member_id is not None:
            return leg.member_id, ""
        address = leg.address if leg is not None else ""
        return None, sid if address.lower() in NOBODY else address

    def _strangers(self) -> set[int]:
        ids = [leg.member_id for leg in self.legs.values() if leg.member_id is not None]
        rows = Member.select(Member.id).where(Member.id.in_(ids) & (Member.how == STRANGER))
        return {row.id for row in rows}


def sheet_of(call: Occurrence) -> Sheet:
    rooms = list(Room.select().where(Room.occurrence == call.id))
    every = list(Leg.select().where(Leg.occurrence == call.id))
    theirs = RoomEvent.room.in_([room.id for room in rooms])
    theirs |= RoomEvent.call_sid.in_(Leg.select(Leg.call_sid).where(Leg.occurrence == call.id))
    rows = list(RoomEvent.select().where(theirs).order_by(RoomEvent.at, RoomEvent.id))
    told = [row for row in rows if row.event != LOOKED_UP]
    ours = {room.bridge_sid for room in rooms if room.bridge_sid}
    ours |= {leg.call_sid for leg in every if leg.role == BRIDGE}
    return Sheet(
        call=call,
        legs={leg.call_sid: leg for leg in every if leg.role != BRIDGE},
        heard=tuple(Heard(row.conference_sid, row.sequence, row.event, row.call_sid, row.at) for row in told),
        fates={row.call_sid: _fate(row) for row in rows if row.event == LOOKED_UP},
        bridges=frozenset(ours),
    )


def keep(leg: Leg, fate: Fate, now: datetime) -> None:
    """Write down what the provider said of a phone call, once, in the caller's transaction."""
    times = {"started": fate.started_at, "ended": fate.ended_at}
    RoomEvent.insert(
        conference_sid=leg.call_sid,
        sequence=0,
        room=leg.room_id,
        event=LOOKED_UP,
        call_sid=leg.call_sid,
        at=now,
        raw={"status": fate.status, **{name: to_ms(at) if at else None for name, at in times.items()}},
    ).on_conflict_ignore().execute()


def _fate(row: RoomEvent) -> Fate:
    started, ended = (row.raw.get(name) for name in ("started", "ended"))
    return Fate(
        str(row.raw.get("status", "")),
        from_ms(ended) if ended is not None else None,
        from_ms(started) if started is not None else None,
    )
