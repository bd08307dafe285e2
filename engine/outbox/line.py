"""The number that members text and ring, as words that tell it to them."""

from __future__ import annotations

from engine.models import Inbound, Receipt
from engine.settings import Settings

PLUS = "+"


def our_line(settings: Settings) -> str:
    """``TWILIO_FROM``, or, where that is a Messaging Service, the number it was last seen to use: members wrote
    to it, or a report on a text of ours named it. Empty before any of that."""
    ours = settings.twilio_from
    if ours.startswith(PLUS):
        return ours
    return _written_to() or _reported()


def _written_to() -> str:
    ours = (Inbound.provider == "twilio") & Inbound.to_value.startswith(PLUS)
    last = Inbound.select(Inbound.to_value).where(ours).order_by(Inbound.id.desc()).first()
    return last.to_value if last else ""


def _reported() -> str:
    last = Receipt.select(Receipt.raw).where(Receipt.provider == "twilio").order_by(Receipt.id.desc()).first()
    number = str(last.raw.get("From", "")) if last else ""
    return number if number.startswith(PLUS) else ""
