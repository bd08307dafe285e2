"""What Twilio remembers: the texts that came in to our numbers, what was recorded there, and what became of the texts
and calls of ours.

Its webhooks are hardly tried again, so whatever they should have told can be asked for here. Every function
takes the account's REST client and raises ProviderError when it gets no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engine.errors import ProviderError

PAGE = 1000  # the most that Twilio puts into one answer


@dataclass(frozen=True)
class Arrived:
    """A text that reached one of our numbers. ``at`` is Twilio's time, in whole seconds."""

    provider_id: str
    from_value: str
    to_value: str
    text: str
    at: datetime
    service: str = ""
    media: int = 0


@dataclass(frozen=True)
class Fate:
    """What became of a text or call of ours: ``error`` is Twilio's code, ``price`` its decimal words; both may be empty.

    ``seconds`` and ``answered_by`` are known of a call that was taken.
    """

    provider_id: str
    status: str
    error: str = ""
    price: str = ""
    seconds: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class Recorded:
    """A recording that is there to be fetched. ``spoken``: somebody said it to our line, and it is no recorded call."""

    provider_id: str
    url: str
    seconds: int
    spoken: bool
    call_sid: str = ""
    conference_sid: str = ""


def arrived(client: Any, ours: str, since: datetime, until: datetime, limit: int) -> list[Arrived]:
    """The texts to ``ours`` from ``since`` up to ``until``, oldest first; the latest ``limit`` where there are more.

    Empty ``ours`` stands for every number of the account, whatever was sent from it counting towards ``limit``.
    The client writes a time as it stands and calls it UTC, so it is handed UTC.
    """
    with _asking():
        listed = client.messages.list(
            **({"to": ours} if ours else {}),
            date_sent_after=since.astimezone(UTC),
            date_sent_before=until.astimezone(UTC),
            limit=limit,
            page_size=min(limit, PAGE),
        )
    return [_arrived(one) for one in reversed(listed) if one.direction == "inbound"]


def recorded(client: Any, since: datetime, until: datetime, limit: int) -> list[Recorded]:
    """The recordings that were begun between ``since`` and ``until`` and are finished, oldest first."""
    with _asking():
        listed = client.recordings.list(
            date_created_after=since.astimezone(UTC),
            date_created_before=until.astimezone(UTC),
            limit=limit,
            page_size=min(limit, PAGE),
        )
    return [_recorded(one) for one in reversed(listed) if str(one.status) == "completed"]


def fate(client: Any, provider_id: str) -> Fate | None:
    """What Twilio says of one text of ours now; None where it knows none of that name."""
    message = _fetched(client.messages(provider_id))
    if message is None:
        return None
    code, price = message.error_code, message.price
    return Fate(provider_id, str(message.status or ""), str(code or ""), str(price or ""))


def fate_of_call(client: Any, provider_id: str) -> Fate | None:
    """What Twilio says of one call of ours now; None where it knows none of that name."""
    call = _fetched(client.calls(provider_id))
    if call is None:
        return None
    status, price = str(call.status or ""), str(call.price or "")
    return Fate(
        provider_id,
        status,
        price=price,
        seconds=str(call.duration or ""),
        answered_by=str(call.answered_by or ""),
    )


def _fetched(one: Any) -> Any:
    """What Twilio has of it; None where it knows no such thing."""
    try:
        with _asking():
            return one.fetch()
    except ProviderError as error:
        if error.permanent:
            return None
        raise


def _arrived(message: Any) -> Arrived:
    return Arrived(
        provider_id=str(message.sid),
        from_value=str(message.from_ or ""),
        to_value=str(message.to or ""),
        text=str(message.body or ""),
        at=message.date_sent or message.date_created,
        service=str(message.messaging_service_sid or ""),
        media=int(message.num_media or 0),
    )


def _recorded(recording: Any) -> Recorded:
    return Recorded(
        provider_id=str(recording.sid),
        url=str(recording.media_url or ""),
        seconds=int(recording.duration or 0),
        spoken=str(recording.source) == "RecordVerb",
        call_sid=str(recording.call_sid or ""),
        conference_sid=str(recording.conference_sid or ""),
    )


@contextmanager
def _asking() -> Iterator[None]:
    """Whatever keeps Twilio from answering becomes one error; permanent where it knows no such thing."""
    try:
        yield
    except Exception as error:
        gone = getattr(error, "status", None) == 404
        raise ProviderError(f"Twilio gave no answer: {error}"[:300], permanent=gone) from error
