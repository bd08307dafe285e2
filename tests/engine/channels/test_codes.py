"""The tables: what a provider's answer means, what follows, and what a broken call proves."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.error import URLError

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError, ReadTimeoutError

from engine.channels.codes import Kind, classify_sendgrid, classify_twilio
from engine.channels.failures import classify_break
from engine.channels.retry import Fail, Halt, RetryAt, Settle, Suppress, decide

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)

TWILIO: list[tuple[int | None, int | None, Kind]] = [
    (20429, 429, "retry"),
    (None, 429, "retry"),
    (20500, 500, "settle"),
    (None, 502, "settle"),
    (20503, 503, "settle"),
    (30003, None, "later"),
    (30008, None, "later"),
    (21611, 400, "later"),
    (30023, None, "tomorrow"),
    (63038, 429, "tomorrow"),
    (21610, 400, "suppress"),
    (30004, None, "suppress"),
    (21211, 400, "permanent"),
    (21617, 400, "permanent"),
    (30007, None, "permanent"),
    (20003, 401, "configuration"),
    (None, 401, "configuration"),
    (21408, 400, "configuration"),
    (30034, None, "configuration"),
    (14107, None, "loop"),
    (99999, 400, "permanent"),
    (99999, None, "permanent"),
]


@pytest.mark.parametrize(("code", "status", "kind"), TWILIO)
def test_twilio_codes(code: int | None, status: int | None, kind: Kind) -> None:
    assert classify_twilio(code, status) == kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (202, "accepted"),
        (200, "accepted"),
        (400, "permanent"),
        (413, "permanent"),
        (401, "configuration"),
        (403, "configuration"),
        (429, "retry"),
        (500, "settle"),
        (503, "settle"),
    ],
)
def test_sendgrid_statuses(status: int, kind: Kind) -> None:
    assert classify_sendgrid(status) == kind


POOL = None  # urllib3's errors want a pool to speak of and take none


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (requests.ConnectionError(MaxRetryError(POOL, "/", NewConnectionError(POOL, "refused"))), "retry"),  # type: ignore[arg-type]
        (requests.ConnectTimeout(), "retry"),
        (requests.ReadTimeout(ReadTimeoutError(POOL, "/", "read")), "settle"),  # type: ignore[arg-type]
        (requests.ConnectionError(ProtocolError("aborted", ConnectionResetError(104))), "settle"),
        (URLError(ConnectionRefusedError(111)), "retry"),
        (URLError(socket.gaierror(-2)), "retry"),
        (URLError(ssl.SSLCertVerificationError("bad")), "retry"),
        (URLError(TimeoutError()), "settle"),
        (URLError(ConnectionResetError(104)), "settle"),
        (TimeoutError(), "settle"),
        (ValueError("an answer that is no JSON"), "settle"),
    ],
)
def test_only_what_happened_before_the_first_byte_is_tried_again(error: Exception, kind: Kind) -> None:
    assert classify_break(error) == kind


RETRIES = [
    ("settle", 1, None, None, Settle()),
    ("suppress", 1, None, 21610, Suppress()),
    ("permanent", 1, None, 21211, Fail()),
    ("loop", 1, None, 14107, Fail()),
    ("configuration", 9, None, 30034, Halt(NOW + timedelta(minutes=15))),
    ("retry", 1, None, 20429, RetryAt(NOW + timedelta(seconds=2))),
    ("retry", 1, timedelta(seconds=40), 20429, RetryAt(NOW + timedelta(seconds=40))),
    ("retry", 4, timedelta(seconds=40), 20429, RetryAt(NOW + timedelta(seconds=60))),
    ("retry", 1, timedelta(days=300), 20429, RetryAt(NOW + timedelta(days=1))),
    ("retry", 11, None, 20429, Fail()),
    ("later", 1, None, 30003, RetryAt(NOW + timedelta(minutes=15))),
    ("later", 5, None, 30003, Fail()),
    ("later", 1, None, 30008, RetryAt(NOW + timedelta(minutes=15))),
    ("later", 2, None, 30008, Fail()),
    ("tomorrow", 1, None, 63038, RetryAt(NOW + timedelta(days=1))),
    ("tomorrow", 3, None, 63038, Fail()),
]


@pytest.mark.parametrize(("kind", "attempt", "retry_after", "code", "expected"), RETRIES)
def test_what_follows(
    kind: Kind, attempt: int, retry_after: timedelta | None, code: int, expected: object
) -> None:
    assert decide(kind, attempt, NOW, retry_after=retry_after, code=code) == expected


@given(
    kind=st.sampled_from(["retry", "later", "tomorrow"]),
    retry_after=st.none() | st.timedeltas(timedelta(0), timedelta(days=999)),
)
def test_every_schedule_ends_and_never_comes_sooner_than_asked(
    kind: Kind, retry_after: timedelta | None
) -> None:
    for attempt in range(1, 50):
        decision = decide(kind, attempt, NOW, retry_after=retry_after)
        if isinstance(decision, Fail):
            return
        assert isinstance(decision, RetryAt)
        assert decision.at - NOW >= min(retry_after or timedelta(0), timedelta(days=1))
    pytest.fail("it would be tried for ever")
