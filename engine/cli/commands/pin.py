"""`kindling pin`."""

from __future__ import annotations

from datetime import datetime

import click

from engine import pins
from engine.cli import place
from engine.community.finding import the_member
from engine.consent.ledger import reach, standing
from engine.errors import KindlingError
from engine.models import Audit, Member
from engine.models.db import transaction
from engine.models.instance import community_time
from engine.models.people import PHONE, lock_member
from engine.models.sending import CRISIS
from engine.outbox import NewDelivery, queue

WORDS = {
    "en": "Your PIN for our phone line is {pin}. Call us, press the star key, then enter it. Please keep it to yourself.",
    "es": "Tu PIN para nuestro teléfono es {pin}. Llama, marca asterisco y luego el PIN. Por favor, no lo compartas.",
}


@click.command()
@click.argument("member")
@click.option("--text", is_flag=True, help="Also text it to the number we have of them.")
def command(member: str, *, text: bool) -> None:
    """Give MEMBER a new PIN for the phone line; the one they had ends.

    It is shown this once and kept nowhere. On the phone, * and the PIN prove who rings: a host leads the call from
    any phone, and records messages.
    """
    with place.opened() as here:
        found = the_member(member)
        if text and not _takes_texts(found):
            raise KindlingError(f"{_called(found)} has no number that we may text. Make it without --text.")
        now = community_time()
        with transaction():
            locked = lock_member(found.id) or found
            digits = pins.new_pin(locked, here, now)
            Audit.create(at=now, who=place.who(), did="made a PIN", about=found.public_id)
            if text:
                _text(locked, digits, now)
        if text:
            place.ring(here, "urgent")
    click.echo(f"The PIN of {_called(found)} is {digits}. It is not shown again.")


def _called(member: Member) -> str:
    return member.name or member.public_id


def _takes_texts(member: Member) -> bool:
    return any(one.channel == PHONE and standing(one).allows(member) for one in reach(member))


def _text(member: Member, digits: str, now: datetime) -> None:
    words = WORDS.get(member.language.split("-")[0], WORDS["en"])
    queue(
        NewDelivery(
            cause=pins.cause(member, now),
            step_key="pin",
            member_id=member.id,
            kind=CRISIS,
            body=words.format(pin=digits),
            by="text",
        ),
        now,
    )
