"""Conferences at Twilio: who is in them, and what is done there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from engine.channels.carrier import Outcome
from engine.channels.rooms import CallFacts
from engine.channels.twilio_client import PROVIDER, TwilioClient
from engine.errors import ProviderError
from engine.settings import Settings

CURRENT = "Twilio.CURRENT"  # whichever recording runs
MOST_IN_A_ROOM = 250
UNDER_WAY = ("in-progress", "init")
NOT_FOUND = 404


class TwilioRooms:
    """One per process; threads share it."""

    def __init__(self, settings: Settings, client: TwilioClient | None = None) -> None:
        self._client = client or TwilioClient(settings)

    def mute(self, conference_sid: str, call_sid: str, muted: bool) -> Outcome:
        return self._done(lambda: self._participant(conference_sid, call_sid).update(muted=muted))

    def announce(self, conference_sid: str, url: str, call_sid: str = "") -> Outcome:
        told = {"announce_url": url, "announce_method": "POST"}
        if call_sid:
            return self._done(lambda: self._participant(conference_sid, call_sid).update(**told))
        return self._done(lambda: self._conference(conference_sid).update(**told))

    def kick(self, conference_sid: str, call_sid: str) -> Outcome:
        return self._done(lambda: self._participant(conference_sid, call_sid).delete())

    def end(self, conference_sid: str) -> Outcome:
        return self._done(lambda: self._conference(conference_sid).update(status="completed"))

    def pause(self, conference_sid: str, paused: bool) -> Outcome:
        """What is said meanwhile is left out of the recording; no silence takes its place."""
        how = {"status": "paused", "pause_behavior": "skip"} if paused else {"status": "in-progress"}
        return self._done(lambda: self._conference(conference_sid).recordings(CURRENT).update(**how))

    def record(self, call_sid: str, callback: str, on: bool) -> Outcome:
        recordings = self._rest.calls(call_sid).recordings
        if not on:
            return self._done(lambda: self._rest.calls(call_sid).recordings(CURRENT).update(status="stopped"))
        return self._done(
            lambda: recordings.create(
                recording_status_callback=callback,
                recording_status_callback_method="POST",
                recording_status_callback_event=["completed", "absent"],
            )
        )

    def bridge(self, to: str, sender: str, url: str, digits: str, callback: str) -> Outcome:
        told = {"status_callback": callback, "status_callback_method": "POST"} if callback else {}
        return self._done(
            lambda: self._rest.calls.create(
                to=to, from_=sender, url=url, method="POST", send_digits=digits, **told
            )
        )

    def find(self, name: str) -> str:
        for status in UNDER_WAY:
            under_way = partial(self._rest.conferences.list, friendly_name=name, status=status, limit=1)
            if found := self._looked(under_way):
                return str(found[0].sid)
        return ""

    def present(self, conference_sid: str) -> tuple[str, ...]:
        listed = self._looked(
            lambda: self._conference(conference_sid).participants.list(page_size=MOST_IN_A_ROOM)
        )
        return tuple(str(one.call_sid) for one in listed or ())

    def call(self, call_sid: str) -> CallFacts | None:
        found = self._looked(lambda: self._rest.calls(call_sid).fetch())
        return CallFacts(str(found.status), _time(found.start_time), _time(found.end_time)) if found else None

    @property
    def _rest(self) -> Any:
        return self._client.rest

    def _conference(self, sid: str) -> Any:
        return self._rest.conferences(sid)

    def _participant(self, conference_sid: str, call_sid: str) -> Any:
        return self._conference(conference_sid).participants(call_sid)

    def _done(self, act: Callable[[], Any]) -> Outcome:
        try:
            made = act()
        except Exception as error:  # noqa: BLE001  the network's faults come as any of a dozen classes
            return self._client.failed(error)
        return Outcome("accepted", PROVIDER, provider_id=str(getattr(made, "sid", "") or ""))

    def _looked(self, look: Callable[[], Any]) -> Any:
        """What the provider has; None where it says that there is no such thing. Raises ProviderError."""
        try:
            return look()
        except Exception as error:
            if self._client.status == NOT_FOUND:
                return None
            outcome = self._client.failed(error)
            permanent = outcome.kind not in ("retry", "settle")
            raise ProviderError(outcome.message, permanent=permanent) from error


def _time(value: Any) -> datetime | None:
    return value if isinstance(value, datetime) else None
