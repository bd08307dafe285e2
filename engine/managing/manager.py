"""Whoever orders something, and how they are answered: at the number on file, whatever number wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.language.community import Community
from engine.links import Links
from engine.managing.words import say
from engine.models import Inbound, Member
from engine.models.sending import SERVICE, URGENT
from engine.outbox import NewDelivery, queue
from engine.outbox.fields import first_name
from engine.settings import Settings

STAFF = ("host", "manager")


@dataclass(frozen=True)
class Manager:
    """The member is locked. ``inbound`` is their text; None at the keypad, where a PIN and a key have proven them.

    ``sure`` says that it can't have been anything but an order.
    """

    member: Member
    community: Community
    settings: Settings
    links: Links
    now: datetime
    inbound: Inbound | None = None
    sure: bool = True

    @property
    def role(self) -> str:
        return self.member.role.casefold()

    @property
    def own_only(self) -> bool:
        """Whether they act on nobody but those whose sponsor they are."""
        return self.role not in STAFF

    @property
    def among(self) -> Any:
        """Whom they may act on, as an expression over Member; None for everybody."""
        return Member.sponsor == self.member.id if self.own_only else None

    @property
    def language(self) -> str:
        return self.member.language

    def may(self, command: str) -> bool:
        return may(self.member, command, self.community)

    def called(self, member: Member) -> str:
        return first_name(member, self.community.nameless)

    def say(self, key: str, /, step: str = "managing", **values: str) -> None:
        """A line of ours to them; at the keypad nothing is texted, for they hear it."""
        self.answer(say(key, self.language, **values), step)

    def answer(self, body: str, step: str = "managing") -> None:
        if self.inbound is not None:
            tell(self.member, f"inbound:{self.inbound.id}", step, body, self.now, inbound_id=self.inbound.id)


def may(member: Member, command: str, community: Community) -> bool:
    """Whether somebody of this member's role may order it."""
    return bool(member.role) and member.role.casefold() in dict(community.may)[command]


def may_anything(member: Member, community: Community) -> bool:
    return any(may(member, command, community) for command, _ in community.may)


def tell(
    reader: Member, cause: str, step: str, body: str, now: datetime, *, inbound_id: int | None = None
) -> None:
    """Text a line of ours to whoever manages, first in line, once for each cause and step."""
    queue(
        NewDelivery(
            cause=cause,
            step_key=step,
            member_id=reader.id,
            kind=SERVICE,
            lane=URGENT,
            body=body,
            by="text",
            context={"subject": "Managing"},
            inbound_id=inbound_id,
        ),
        now,
    )
