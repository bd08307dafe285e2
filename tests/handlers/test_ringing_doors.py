"""Calls of ours at the doors: every way that an answered call can go, and the words of its status callback."""

from __future__ import annotations

import json
from datetime import datetime
from itertools import permutations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine import outbox
from engine.channels import Carriers, Kit, PaperCarrier
from engine.links import Links
from engine.models import Blob, Delivery, Receipt, Recording, Sender
from engine.models.sending import NORMAL, SENT, UNKNOWN, URGENT
from tests.handlers.caller import Caller

CALL: dict[str, str] = json.loads(
    (Path(__file__).parent.parent / "payloads" / "twilio-call.json").read_text()
)
OURS, AMY, CARLA = "+13125550199", "+13125550142", "+12125550103"
SID = "CA" + "5" * 32
LIFE = (
    ("initiated", "0", {}),
    ("ringing", "1", {}),
    ("in-progress", "2", {}),
    ("completed", "3", {"CallDuration": "42", "AnsweredBy": "human"}),
)


def place(web: Any, member: Any, now: datetime, **fields: Any) -> Delivery:
    """A call that the provider has taken, as a worker left it."""
    carriers = Carriers(text=PaperCarrier(OURS, "twilio"), phone=PaperCarrier(OURS, "twilio"))
    kit = Kit(web.settings, carriers, Links(web.settings.secret_key, web.settings.public_url))
    values = {"kind": "started", "body": "The call begins at seven.", "by": "phone", **fields}
    new = outbox.NewDelivery(cause="c", step_key="ring:it", member_id=member.id, **values)
    [row] = outbox.queue(new, now)
    outbox.drain((URGENT, NORMAL), kit, now=now, machine_now=now)
    found: Delivery = Delivery.get_by_id(row.id)
    assert found.state == SENT, found.reason
    return found


def report(web: Any, row: Delivery, status: str, **more: str) -> int:
    form = {
        **CALL,
        "CallSid": SID,
        "From": OURS,
        "To": AMY,
        "Direction": "outbound-api",
        "CallStatus": status,
    }
    return int(web.twilio(f"/twilio/status?t={row.attempt_token}", {**form, **more}).status_code)


@pytest.mark.parametrize(
    ("language", "by", "recorded"),
    [
        ("en", "human", False),
        ("es", "unknown", True),
        ("en", "", True),
        ("es", "machine_end_beep", False),
        ("en", "machine_end_other", True),
        ("en", "fax", False),
    ],
)
def test_every_way_of_an_answered_call_ends(
    web: Any, cast: SimpleNamespace, now: datetime, language: str, by: str, recorded: bool
) -> None:
    """Each key, each word and silence at every place: valid for the provider, and never without an end."""
    member, number = (cast.amy, AMY) if language == "en" else (cast.carla, CARLA)
    if recorded:
        blob = Blob.create(sha256="f" * 64, body=b"sound", media_type="audio/mpeg")
        Recording.create(
            name="hello", number=4, title="Hello", blob=blob, media_type="audio/mpeg", published_at=now
        )
    what = {"message": "hello", "body": ""} if recorded else {}
    row = place(web, member, now, context={"press": {"1": "0", "2": "1"}}, **what)
    form = {**CALL, "From": OURS, "To": number, "Direction": "outbound-api", "CallSid": SID}
    start = {**form, **({"AnsweredBy": by} if by else {})}
    found = Caller(web, start).explore(f"/twilio/voice/ringing?t={row.attempt_token}")
    for request in found.answers:
        found.turns_of_nothing(request)
    keys = {digits for _, fields in found.answers for name, digits in fields if name == "Digits"}
    assert bool(keys) is (by in ("human", "unknown", ""))


def test_a_token_of_nothing_hangs_up(web: Any, cast: SimpleNamespace, now: datetime) -> None:
    for token in ("", "x", "0" * 32 + "-1", "%00", "%C3%A9", "9" * 5000):
        answer = web.twilio(f"/twilio/voice/ringing?t={token}", {**CALL, "Direction": "outbound-api"})
        assert answer.status_code == 200
        assert "<Hangup" in answer.text
        assert "<Say" not in answer.text


def test_every_order_of_a_calls_callbacks_ends_alike(web: Any, cast: SimpleNamespace, now: datetime) -> None:
    ends = set()
    for order in list(permutations(LIFE))[::5]:
        for table in (Delivery, Receipt, Sender):
            table.delete().execute()
        row = place(web, cast.amy, now)
        for status, sequence, more in (*order, order[0]):
            assert report(web, row, status, SequenceNumber=sequence, **more) == 204
        row = Delivery.get_by_id(row.id)
        ends.add((row.state, row.provider_status, row.context["answered_by"]))
        assert row.price_micros == 21_500
        assert Receipt.select().count() == len(LIFE)
    assert ends == {(SENT, "completed", "human")}
    assert set(web.rung) == {"advance"}


def test_a_callback_settles_a_call_in_doubt(web: Any, cast: SimpleNamespace, now: datetime) -> None:
    row = place(web, cast.amy, now)
    Delivery.update(state=UNKNOWN, provider_id=None).where(Delivery.id == row.id).execute()
    assert report(web, row, "ringing") == 204
    found = Delivery.get_by_id(row.id)
    assert (found.state, found.provider_id) == (SENT, SID)
    raw = Receipt.get().raw
    assert (raw["CallStatus"], raw["To"]) == ("ringing", AMY)


@pytest.mark.parametrize("bad", [{"CallSid": "x"}, {"CallStatus": ""}, {"CallStatus": "no such\x00thing"}])
def test_what_is_no_status_is_a_400(
    web: Any, cast: SimpleNamespace, now: datetime, bad: dict[str, str]
) -> None:
    row = place(web, cast.amy, now)
    assert report(web, row, bad.get("CallStatus", "ringing"), **bad) == 400
    assert Receipt.select().count() == 0


def test_an_unsigned_status_is_refused(web: Any, cast: SimpleNamespace, now: datetime) -> None:
    form = {**CALL, "CallStatus": "ringing"}
    assert web.twilio("/twilio/status", form, token="another").status_code == 403
