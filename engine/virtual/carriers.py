"""The kit of a virtual world: what the real settings say, and carriers that only write down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.channels import Carriers, Kit, PaperCarrier, PaperPictures, PaperRooms, PaperSounds
from engine.links import Links
from engine.settings import Settings

# What stands in a text that is only looked at, where no settings say it.
PRETEND = {
    "twilio_from": "+13125550100",
    "email_from": "Kindling <hello@kindling.example>",
    "reply_domain": "reply.kindling.example",
    "postal_address": "Kindling, 1 Hearth Lane, Springfield, IL 62701",
    "public_url": "https://kindling.example",
    "secret_key": "nobody-ever-follows-a-link-of-a-preview",
}


def paper_kit(settings: Settings) -> Kit:
    """Words, links and rates as with ``settings``; nothing leaves."""
    missing: dict[str, Any] = {name: value for name, value in PRETEND.items() if not getattr(settings, name)}
    known = replace(settings, **missing)
    carriers = Carriers(
        text=PaperCarrier(known.twilio_from, "twilio"),
        email=PaperCarrier(known.email_from, "sendgrid"),
        phone=PaperCarrier(
            known.twilio_from if known.twilio_from.startswith("+") else PRETEND["twilio_from"], "twilio"
        ),
        rooms=PaperRooms("twilio"),
        sounds=PaperSounds(),
        pictures=PaperPictures(),
    )
    return Kit(known, carriers, Links(known.secret_key, known.public_url))
