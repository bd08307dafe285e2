"""Texts whose webhook was lost. Twilio tries a webhook hardly twice, but it remembers what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.channels.history import Arrived, arrived
from engine.channels.twilio import SERVICE, TwilioCarrier
from engine.channels.twilio_client import PROVIDER
from engine.inbound import Received, receive
from engine.models import Inbound
from engine.outbox.line import our_line
from engine.recovery.bookmarks import bookmark, move
from engine.settings import Settings

EVERY = timedelta(minutes=5)
OVERLAP = timedelta(minutes=2)  # Twilio may list a text later than it came
WINDOW = timedelta(hours=1)  # looked at in one go after a longer outage, so that the oldest come first
FARTHEST = timedelta(days=3)  # what is older nobody waits for an answer to
MOST = 1000  # texts to one number in one window

MARK = "texts in"


@dataclass(frozen=True)
class Look:
    """``found`` were lost and are recorded now; ``more`` where the next window is already due."""

    found: int = 0
    more: bool = False


def recover_texts(carrier: TwilioCarrier, settings: Settings, now: datetime, machine_now: datetime) -> Look:
    """Look once in five minutes at what came since the last look. Raises ProviderError; then nothing has moved on.

    The first look of all only marks the place: what came before Kindling was there was not said to it.
    """
    mark = bookmark(MARK, machine_now)
    if machine_now - mark.at < EVERY:
        return Look()
    since = max(mark.at, machine_now - FARTHEST)
    until = min(since + WINDOW, machine_now)
    missing: list[Arrived] = []
    for ours in _numbers(settings):
        missing += _unknown(arrived(carrier.client, ours, since - OVERLAP, until, MOST))
    missing.sort(key=lambda one: one.at)
    found = sum(
        receive(_received(one), min(one.at + (now - machine_now), now)) is not None for one in missing
    )
    move(mark, until)
    return Look(found, more=machine_now - until >= EVERY)


def _numbers(settings: Settings) -> list[str]:
    """Ours. A Messaging Service has several: those at which texts came of late and the one it last sent from.

    Before any of that it is every number of the account: little can have been sent by then.
    """
    if not settings.twilio_from.startswith(SERVICE):
        return [settings.twilio_from]
    latest = Inbound.select(Inbound.to_value).where(Inbound.channel == "text").order_by(Inbound.id.desc())
    return sorted({our_line(settings), *(row.to_value for row in latest.limit(MOST))} - {""}) or [""]


def _unknown(listed: Sequence[Arrived]) -> list[Arrived]:
    ids = [one.provider_id for one in listed]
    mine = (Inbound.provider == PROVIDER) & Inbound.provider_id.in_(ids)
    known = {row.provider_id for row in Inbound.select(Inbound.provider_id).where(mine)}
    return [one for one in listed if one.provider_id not in known]


def _received(lost: Arrived) -> Received:
    raw: dict[str, object] = {"recovered": True}
    if lost.service:
        raw["MessagingServiceSid"] = lost.service
    if lost.media:  # the list does not say where they are, and a person can look
        raw["media"] = [f"{lost.media} attached, to be seen at Twilio: {lost.provider_id}"]
    return Received(
        provider=PROVIDER,
        provider_id=lost.provider_id,
        channel="text",
        from_value=lost.from_value,
        to_value=lost.to_value,
        text=lost.text,
        raw=raw,
    )
