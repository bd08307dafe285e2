"""Texts and their receipts: recorded once, rung once, answered with silence."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.jobs.bells import Bells
from engine.models import Inbound, Picture, Receipt
from handlers.bells import pulse

PAYLOADS = Path(__file__).parent.parent / "payloads"
TEXT: dict[str, str] = json.loads((PAYLOADS / "twilio-sms.json").read_text())
STATUS: dict[str, str] = json.loads((PAYLOADS / "twilio-status.json").read_text())


def test_a_text_is_recorded_and_the_bell_rung(web: Any, now: Any) -> None:
    answer = web.twilio("/twilio/sms", TEXT)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/xml")
    assert [*ElementTree.fromstring(answer.text)] == []
    row = Inbound.get()
    assert (row.provider_id, row.from_value, row.to_value, row.text) == (
        TEXT["MessageSid"],
        "+13125550177",
        "+13125550199",
        "JOIN",
    )
    assert row.received_at == now
    assert web.rung == ["inbound"]


def test_the_same_text_again_changes_nothing(web: Any) -> None:
    for _ in range(3):
        assert web.twilio("/twilio/sms", TEXT).status_code == 200
    assert Inbound.select().count() == 1
    assert web.rung == ["inbound"]


def test_twenty_threads_bring_the_same_text_and_it_counts_once(web: Any) -> None:
    statuses: list[int] = []
    threads = [
        threading.Thread(target=lambda: statuses.append(web.twilio("/twilio/sms", TEXT).status_code))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 20
    assert Inbound.select().count() == 1


def test_pictures_are_noted_and_never_fetched(web: Any) -> None:
    url = "https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/MM0/Media/ME0"
    form = {**TEXT, "MessageSid": "MM" + "4" * 32, "Body": "", "NumMedia": "1", "MediaUrl0": url}
    assert web.twilio("/twilio/sms", form).status_code == 200
    assert Inbound.get().raw["media"] == [f"a file, to be seen at Twilio: {form['MessageSid']}"]
    assert not Picture.select().exists()
    photo = {**form, "MessageSid": "MM" + "5" * 32, "MediaContentType0": "image/png"}
    assert web.twilio("/twilio/sms", photo).status_code == 200
    assert [(row.url, row.state) for row in Picture.select()] == [(url, "held")]


def test_what_twilio_says_of_an_opt_out_is_kept(web: Any) -> None:
    web.twilio("/twilio/sms", {**TEXT, "Body": "STOP", "OptOutType": "STOP"})
    assert Inbound.get().opt_out_type == "STOP"


@pytest.mark.parametrize("name", ["MessageSid", "From", "To"])
def test_a_form_without_what_makes_a_text_is_a_400(web: Any, name: str) -> None:
    form = {key: value for key, value in TEXT.items() if key != name}
    assert web.twilio("/twilio/sms", form).status_code == 400
    assert web.rung == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["Body", "From", "To", "NumMedia", "MediaUrl0", "OptOutType", "FromState", "Extra"]),
        st.text(max_size=300),
    ),
    st.integers(0, 2**64),
)
def test_whatever_is_signed_never_breaks_anything(web: Any, odd: dict[str, str], number: int) -> None:
    form = {**TEXT, **odd, "MessageSid": f"SM{number:032x}"}
    form = {key: value.encode("utf-8", "replace").decode() for key, value in form.items()}
    assert web.twilio("/twilio/sms", form).status_code < 500


def test_a_receipt_is_recorded_once(web: Any) -> None:
    path = "/twilio/status?t=0123456789abcdef0123456789abcdef-1"
    for _ in range(2):
        assert web.twilio(path, STATUS).status_code == 204
    row = Receipt.get()
    assert (row.provider_id, row.status) == (STATUS["MessageSid"], "delivered")
    assert row.attempt_token == "0123456789abcdef0123456789abcdef-1"


@pytest.mark.parametrize("status", ["", "x" * 100, "Delivered\x00"])
def test_a_receipt_without_a_status_is_a_400(web: Any, status: str) -> None:
    assert web.twilio("/twilio/status", {**STATUS, "MessageStatus": status}).status_code == 400


def test_words_that_no_database_keeps_do_not_lose_a_receipt(web: Any) -> None:
    assert web.twilio("/twilio/status", {**STATUS, "ErrorCode": "\x00", "To": "a\x00b"}).status_code == 204
    assert (Receipt.get().error, Receipt.get().raw["To"]) == ("", "ab")


def test_nothing_waits_for_redis(web: Any, make_web: Callable[..., Any]) -> None:
    bells = Bells("redis://localhost:9/0", "nobody")
    bells.ring("inbound")
    bells.close()
    assert pulse(web.settings)() is False
