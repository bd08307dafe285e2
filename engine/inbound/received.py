"""Transaction A: what came in becomes a row, once, before anybody is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import peewee

from engine.entries import Photo, hold
from engine.inbound.cleaning import clean
from engine.models import Address, Delivery, Inbound, Member
from engine.models.db import connection, transaction
from engine.models.looks import Look
from engine.models.people import EMAIL, PHONE
from engine.now import EPOCH

NO_WORDS = ("raw_bytes", "photos")
LONGEST_WORDS = 64_000  # characters kept of one mail's own words


@dataclass(frozen=True, kw_only=True)
class Received:
    """One text, mail or call as a door understood it.

    ``provider_id`` is the provider's, or a hash of the bytes where it gives none; ``proven`` says whether we
    know that ``from_value`` wrote it; ``automatic`` is ``auto-reply`` or ``bounce``; ``raw`` keeps what else came, ``photos`` are its pictures.
    """

    provider: str
    provider_id: str
    channel: str
    from_value: str
    to_value: str = ""
    text: str = ""
    subject: str = ""
    proven: bool = True
    automatic: str = ""
    opt_out_type: str = ""
    reply_token: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    raw_bytes: bytes | None = None
    photos: Sequence[Photo] = ()


def receive(received: Received, now: datetime) -> Inbound | None:
    """Record it; None where it already was. Once this returns, the provider may be told that we have it."""
    values = clean(
        {name: getattr(received, name) for name in received.__dataclass_fields__ if name not in NO_WORDS}
    )
    values["text"] = values["text"][:LONGEST_WORDS]
    try:
        with transaction():
            writer = who_wrote(received.channel, values["from_value"])
            made: Inbound = Inbound.create(
                **values, raw_bytes=received.raw_bytes, member=writer, received_at=now
            )
            hold(made, received.photos)
            return made
    except peewee.IntegrityError:
        with connection():
            if _had_already(received.provider, values["provider_id"]):
                return None
        raise


def _had_already(provider: str, provider_id: str) -> bool:
    ours = (Inbound.provider == provider) & (Inbound.provider_id == provider_id)
    return bool(Inbound.select().where(ours).exists())


def address_of(channel: str, value: str) -> Address | None:
    """The address this inbound came from, where we know it. Calls and texts come from the same phone."""
    kind = EMAIL if channel == "email" else PHONE
    found: Address | None = _AT.one(EPOCH, kind, value)
    return found


def _at(now: datetime, kind: str, value: str) -> Any:
    return Address.select().where((Address.channel == kind) & (Address.value == value))


_AT = Look(_at)


def who_wrote(channel: str, value: str) -> Member | None:
    """The member behind an address; at a household's, whoever was written to there last, else its first."""
    address = address_of(channel, value)
    if address is None or address.household_id is None:
        return address.member if address else None
    last: Member | None = (
        Member.select()
        .join(Delivery, on=(Delivery.member == Member.id))
        .where((Delivery.address == address.id) & (Member.household == address.household_id))
        .order_by(Delivery.sent_at.is_null(), Delivery.sent_at.desc(), Delivery.id.desc())
        .first()
    )
    return last or Member.select().where(Member.household == address.household_id).order_by(Member.id).first()
