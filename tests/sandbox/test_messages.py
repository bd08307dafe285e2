"""Messages.json through the real client: what is taken, what is refused, what can be found again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from sandbox.server import Sandbox
from tests.sandbox.receiving import ANA, BEN, Web

SERVICE = "MG" + "1" * 32


def test_a_text_is_taken_and_found_again(twilio: Client, sandbox: Sandbox) -> None:
    ours = sandbox.settings.twilio_number
    sent = twilio.messages.create(to=ANA, from_=ours, body="Hello 👋")
    assert (sent.status, sent.from_, sent.num_segments, sent.date_sent) == ("queued", ours, "1", None)
    sandbox.deliver_callbacks()
    found = twilio.messages(sent.sid).fetch()
    assert (found.status, found.body, found.direction) == ("delivered", "Hello 👋", "outbound-api")
    assert abs(found.date_sent - datetime.now(UTC)) < timedelta(seconds=30)


def test_a_service_chooses_its_number_later(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    sent = twilio.messages.create(
        to=ANA, messaging_service_sid=SERVICE, body="x" * 161, status_callback=f"{web.url}/s"
    )
    assert (sent.status, sent.from_, sent.num_segments) == ("accepted", None, "0")
    sandbox.deliver_callbacks()
    assert [report["MessageStatus"] for report in web.at("/s")] == ["queued", "sent", "delivered"]
    found = twilio.messages(sent.sid).fetch()
    assert (found.from_, found.num_segments) == (sandbox.settings.twilio_number, "2")


@pytest.mark.parametrize(
    ("to", "fields", "code"),
    [
        ("12345", {"body": "hi"}, 21211),
        ("+15005550001", {"body": "hi"}, 21211),
        ("+15005550002", {"body": "hi"}, 21612),
        ("+15005550003", {"body": "hi"}, 21408),
        ("+15005550004", {"body": "hi"}, 21610),
        ("+15005550009", {"body": "hi"}, 21614),
        (ANA, {"body": ""}, 21602),
        (ANA, {"body": "x" * 1601}, 21617),
        (ANA, {"body": "hi", "from_": "Rosa"}, 21212),
        (ANA, {"body": "hi", "from_": "+13125550999"}, 21606),
        (ANA, {"media_url": ["http://127.0.0.1/a.jpg"] * 11}, 21623),
        (ANA, {"body": "hi", "status_callback": "http://a_b.example/"}, 21609),
        (ANA, {"body": "hi", "status_callback": "http://["}, 21609),
    ],
)
def test_refusals_carry_twilios_codes(
    twilio: Client, sandbox: Sandbox, to: str, fields: dict[str, str], code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        twilio.messages.create(to=to, **{"from_": sandbox.settings.twilio_number, **fields})
    assert (refused.value.code, refused.value.status) == (code, 400)
    assert sandbox.messages() == []


def test_a_wrong_key_is_refused(sandbox: Sandbox) -> None:
    path = f"{sandbox.url}/2010-04-01/Accounts/{sandbox.settings.account_sid}/Messages.json"
    answer = requests.post(path, auth=(sandbox.settings.account_sid, "wrong"), data={"To": ANA}, timeout=5)
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_the_list_filters_by_number_and_time_and_pages(twilio: Client, sandbox: Sandbox) -> None:
    ours = sandbox.settings.twilio_number
    sids = [twilio.messages.create(to=ANA, from_=ours, body=f"text {n}").sid for n in range(5)]
    twilio.messages.create(to=BEN, from_=ours, body="another")
    now = datetime.now(UTC)
    found = twilio.messages.list(to=ANA, from_=ours, date_sent_after=now - timedelta(minutes=1), page_size=2)
    assert [message.sid for message in found] == sids[::-1]
    assert twilio.messages.list(to=ANA, date_sent_after=now + timedelta(minutes=1)) == []
    assert len(twilio.messages.list(date_sent=now.date())) == 6
    assert twilio.messages.list(date_sent_before=now - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("number", "taken"),
    [("+15005554290", 0), ("+15005555000", 1), ("+15005555001", 0), ("+15005555003", 0)],
)
def test_a_bad_answer_comes_once(twilio: Client, sandbox: Sandbox, number: str, taken: int) -> None:
    ours = sandbox.settings.twilio_number
    with pytest.raises(TwilioRestException) as refused:
        twilio.messages.create(to=number, from_=ours, body="hi")
    assert refused.value.status in (429, 500, 503)
    assert len(sandbox.messages()) == taken
    twilio.messages.create(to=number, from_=ours, body="hi")
    assert len(sandbox.messages()) == taken + 1


@pytest.mark.parametrize(
    ("number", "taken"),
    [("+15005555040", 1), ("+15005555041", 0), ("+15005555050", 1), ("+15005555051", 0)],
)
def test_a_call_without_an_answer_may_have_been_taken(
    twilio: Client, sandbox: Sandbox, number: str, taken: int
) -> None:
    with pytest.raises(requests.ConnectionError):
        twilio.messages.create(to=number, from_=sandbox.settings.twilio_number, body="hi")
    assert len(sandbox.messages()) == taken


def test_the_account_and_its_numbers_can_be_read_and_set(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    assert twilio.api.accounts(sandbox.settings.account_sid).fetch().status == "active"
    [number] = twilio.incoming_phone_numbers.list(phone_number=sandbox.settings.twilio_number)
    assert number.sms_url == f"{web.url}/twilio/sms"
    number.update(sms_url=f"{web.url}/elsewhere")
    assert twilio.incoming_phone_numbers(number.sid).fetch().sms_url == f"{web.url}/elsewhere"
    assert sandbox.text(ANA, "hello") == 200
    assert [text["Body"] for text in web.at("/elsewhere")] == ["hello"]
    with pytest.raises(TwilioRestException):
        number.update(sms_url="ftp://nowhere")
