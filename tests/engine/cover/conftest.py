"""One call with a host and three who may stand in, an hour before it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine.channels import Carriers, Kit, PaperCarrier
from engine.inbound import Received, drain, receive
from engine.models import Address, Confirmation, Delivery, Inbound, Leg, Member, Occurrence, Room, StandIn
from engine.models.phone import LEADER
from engine.models.sending import SENT
from tests.engine.runner.town import Town

CALL = """
title: Tuesday call
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
    host: {role: host}
    stand-ins: {tagged: leader}
    ask stand-ins: 10 minutes before
    notes: notes
steps:
  - at: 15 minutes before
    for: {tagged: nobody-has-this}
    send: soon
"""
STARTS = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@dataclass
class Search(Town):
    """Texts come in and are understood at once; ``at(-10)`` goes to ten minutes before the start."""

    phone: PaperCarrier = field(default_factory=lambda: PaperCarrier("+13125550199", "twilio"))
    counted: int = 0

    @property
    def kit(self) -> Kit:
        kit = super().kit
        return Kit(kit.settings, Carriers(self.text, self.email, self.phone), kit.links)

    @property
    def call(self) -> Occurrence:
        return Occurrence.get(Occurrence.starts_at == STARTS)

    def at(self, minutes: float) -> None:
        self.go(STARTS + timedelta(minutes=minutes))

    def says(self, member: Member, words: str) -> str:
        """The member texts this; returns what it was understood as."""
        self.counted += 1
        address = Address.get((Address.member == member.id) & (Address.channel == "phone"))
        row = receive(
            Received(
                provider="twilio",
                provider_id=f"SM{self.counted:032x}",
                channel="text",
                from_value=address.value,
                to_value="+13125550199",
                text=words,
            ),
            self.now,
        )
        assert row is not None
        drain(self.kit, self.now)
        understood: str = Inbound.get_by_id(row.id).understood_as
        self.go(timedelta(seconds=2))
        return understood

    def sick(self, host: Member) -> None:
        """The host says so, and texts the word back."""
        assert self.says(host, "SICK") == "sick"
        assert self.says(host, self.word(host)) == "leading"

    def word(self, host: Member) -> str:
        """The word that the host is to text back."""
        asked = Confirmation.select().where(Confirmation.member == host.id)
        word: str = asked.order_by(Confirmation.id.desc()).get().word
        return word

    def told(self, member: Member) -> list[str]:
        """What left for a member by text or email, oldest first; a manager's message by its name."""
        mine = (Delivery.member == member.id) & (Delivery.state == SENT) & (Delivery.part != "phone")
        return [row.message or row.body for row in Delivery.select().where(mine).order_by(Delivery.id)]

    def rung(self, member: Member) -> int:
        mine = (Delivery.member == member.id) & (Delivery.state == SENT) & (Delivery.part == "phone")
        return Delivery.select().where(mine).count()

    def asked(self) -> list[tuple[str, str]]:
        """Who was asked, in order, and what came of it."""
        rows = StandIn.select(StandIn, Member).join(Member).order_by(StandIn.position)
        return [(row.member.name.split()[0], row.state) for row in rows]

    def dials_in(self, member: Member) -> Leg:
        """The member is in the room and leads."""
        room = Room.get(Room.occurrence == self.call.id)
        sid = f"CA{Leg.select().count():032x}"
        return Leg.create(
            call_sid=sid,
            occurrence=self.call,
            room=room,
            member=member,
            role=LEADER,
            entered_at=self.now,
            joined_at=self.now,
        )

    def drops(self, leg: Leg) -> None:
        Leg.update(left_at=self.now).where(Leg.id == leg.id).execute()


@pytest.fixture
def people(cast: SimpleNamespace, make_member: Callable[..., Member], now: datetime) -> SimpleNamespace:
    """The cast, with two more leaders beside Bob, who led a week ago, and a manager."""
    cast.bea = make_member("Bea Ray", phone="+13125550161", tags=("leader",))
    cast.cy = make_member("Cy Orr", phone="+13125550162", tags=("leader",), language="es")
    cast.max = make_member("Max Poe", phone="+13125550163", role="manager")
    return cast


@pytest.fixture
def make_search(people: SimpleNamespace) -> Callable[..., Search]:
    """A town with the call in it; other words in the call's file by ``("these", "those")``."""

    def make(*changes: tuple[str, str], minutes: float = -60, **files: str) -> Search:
        text = CALL
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        search = Search(STARTS + timedelta(minutes=minutes))
        search.files |= {"messages/notes.txt": "Here is how.", **files}
        search.publish(call=text)
        search.settle()
        last_week = STARTS - timedelta(weeks=1)
        Occurrence.create(
            workflow="call",
            revision=search.call.revision_id,
            key="2026-11-17",
            starts_at=last_week,
            ends_at=last_week + timedelta(minutes=45),
            state="over",
            counted_at=last_week + timedelta(hours=1),
            led_by=Member.get(Member.name == "Bob Stone"),
        )
        return search

    return make


@pytest.fixture
def search(make_search: Callable[..., Search]) -> Search:
    return make_search()
