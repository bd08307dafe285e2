"""The page as a visitor uses it: phones, calls, time, and nothing taken from other sites."""

from __future__ import annotations

import io
import re
import wave
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from twilio.rest import Client

from sandbox.clock import next_weekday_at
from sandbox.server import Sandbox
from tests.sandbox.calling import answers, room
from tests.sandbox.receiving import ANA, BEN, Web

WELCOME = (
    '<Response><Gather input="dtmf speech" action="/twilio/voice/key"><Say>Press 1.</Say></Gather>'
    "<Say>Goodbye.</Say></Response>"
)


def test_texts_of_both_sides_show_on_the_phone(
    sandbox: Sandbox, twilio: Client, browser: requests.Session
) -> None:
    answer = browser.post(f"{sandbox.url}/act/text", data={"phone": "(312) 555-0142", "body": "<b>JOIN</b>"})
    assert answer.json() == {"ok": True, "said": ""}
    ours = sandbox.settings.twilio_number
    twilio.messages.create(to=ANA, from_=ours, body="See http://127.0.0.1:5000/listen/x")
    twilio.messages.create(to=BEN, from_=ours, body="hi")
    page = browser.get(sandbox.url).text
    assert "&lt;b&gt;JOIN&lt;/b&gt;" in page
    assert 'href="http://127.0.0.1:5000/listen/x"' in page
    assert "(212) 555-0119</button> <span>1 text</span>" in page


def test_only_what_changed_is_sent_again(sandbox: Sandbox, browser: requests.Session) -> None:
    sandbox.text(ANA, "hello")
    first = browser.get(f"{sandbox.url}/parts").json()
    assert "hello" in first["parts"][f"thread {ANA}"]
    again = browser.get(f"{sandbox.url}/parts", params={"have": first["version"]}).json()
    assert again["parts"] == {}
    sandbox.text(ANA, "again")
    assert browser.get(f"{sandbox.url}/parts", params={"have": first["version"]}).json()["parts"]


@pytest.mark.parametrize(
    ("act", "form"),
    [
        ("phone", {"number": "hello"}),
        ("mailbox", {"address": "hello"}),
        ("text", {"phone": ANA, "body": "  "}),
        ("reply", {"mail": "7", "text": "hi"}),
        ("reply", {"mail": "seven", "text": "hi"}),
        ("time", {"by_seconds": "soon"}),
        ("press", {"call": "CAnone", "digits": "1"}),
        ("text", {"phone": "nobody", "body": "hi"}),
    ],
)
def test_bad_input_gets_a_sentence(
    sandbox: Sandbox, browser: requests.Session, act: str, form: dict[str, str]
) -> None:
    answer = browser.post(f"{sandbox.url}/act/{act}", data=form)
    assert answer.status_code == 400
    assert answer.json()["said"].endswith(".")


def test_other_sites_cannot_act_here(sandbox: Sandbox, browser: requests.Session) -> None:
    form = {"phone": ANA, "body": "hi"}
    other = {"Origin": "http://evil.example"}
    assert browser.post(f"{sandbox.url}/act/text", data=form, headers=other).status_code == 403
    own = {"Origin": sandbox.url}
    assert browser.post(f"{sandbox.url}/act/text", data=form, headers=own).status_code == 200
    assert len(sandbox.messages()) == 1


def test_a_picture_is_kept_and_served(sandbox: Sandbox, web: Web, browser: requests.Session) -> None:
    files = {"picture": ("cat.png", b"\x89PNG", "image/png")}
    browser.post(f"{sandbox.url}/act/text", data={"phone": ANA}, files=files)
    [text] = web.at("/twilio/sms")
    assert re.fullmatch(
        rf"{sandbox.url}/2010-04-01/Accounts/AC\w{{32}}/Messages/MM\w{{32}}/Media/ME\w{{32}}",
        text["MediaUrl0"],
    )
    assert browser.get(text["MediaUrl0"]).status_code == 401
    key = (sandbox.settings.account_sid, sandbox.settings.auth_token)
    sent_on = browser.get(text["MediaUrl0"], auth=key, allow_redirects=False)
    assert sent_on.status_code == 307
    assert browser.get(sent_on.headers["Location"]).content == b"\x89PNG"
    assert browser.get(sent_on.headers["Location"], auth=key).status_code == 400  # as the store has it
    refused = browser.post(
        f"{sandbox.url}/act/text", data={"phone": ANA}, files={"picture": ("x.html", b"<script>")}
    )
    assert refused.status_code == 400


def test_the_buttons_move_the_communitys_time(sandbox: Sandbox, web: Web, browser: requests.Session) -> None:
    browser.post(f"{sandbox.url}/act/time", data={"by_seconds": "3600"})
    assert web.now == datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    browser.post(f"{sandbox.url}/act/time", data={"to": "tuesday"})
    assert abs((web.now - datetime(2026, 11, 25, 1, 0, tzinfo=UTC)).total_seconds()) < 5
    sandbox.text(ANA, "hi")
    assert sandbox.messages()[0]["community_at"].startswith("2026-11-25T01:0")
    assert "Tuesday 24 November" in browser.get(sandbox.url).text


def test_without_an_engine_time_stays_and_the_page_says_so(tmp_path: Path) -> None:
    with Sandbox.start(tmp_path, web_url="http://127.0.0.1:9") as sandbox:
        wish = {"by_seconds": "60"}
        headers = {"Accept": "application/json"}
        answer = requests.post(f"{sandbox.url}/act/time", data=wish, headers=headers, timeout=10)
        assert (answer.status_code, "Is it running?" in answer.json()["said"]) == (400, True)
        assert "is not answering" in requests.get(sandbox.url, timeout=10).text


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-24T18:59:00-06:00", "2026-11-24T19:00:00-06:00"),
        ("2026-11-24T19:00:00-06:00", "2026-12-01T19:00:00-06:00"),
        ("2026-10-31T12:00:00-05:00", "2026-11-03T19:00:00-06:00"),
    ],
)
def test_next_tuesday_is_strictly_later_across_dst(now: str, then: str) -> None:
    found = next_weekday_at(datetime.fromisoformat(now), "America/Chicago", 1, 19)
    assert found == datetime.fromisoformat(then)


def test_a_call_hears_presses_and_leaves_a_message(
    sandbox: Sandbox, web: Web, twilio: Client, browser: requests.Session
) -> None:
    web.answers["/twilio/voice"] = (WELCOME, 200)
    record = '<Response><Say>Speak.</Say><Record action="/twilio/kept" recordingStatusCallback="/twilio/rec"/></Response>'
    web.answers["/twilio/voice/key"] = (record, 200)
    browser.post(f"{sandbox.url}/act/call", data={"phone": ANA})
    [call] = twilio.calls.list(from_=ANA)
    assert call.status == "in-progress"
    browser.post(f"{sandbox.url}/act/press", data={"call": call.sid, "digits": "1#"})
    assert web.at("/twilio/voice/key")[0]["Digits"] == "1"
    browser.post(f"{sandbox.url}/act/speak", data={"call": call.sid, "words": "Call me back"})
    [kept] = web.at("/twilio/kept")
    account = (sandbox.settings.account_sid, sandbox.settings.auth_token)
    assert browser.get(kept["RecordingUrl"], auth=account).status_code == 404
    sandbox.deliver_callbacks()
    [told] = web.at("/twilio/rec")
    assert kept["RecordingUrl"] == told["RecordingUrl"]
    assert browser.get(kept["RecordingUrl"]).status_code == 401
    with wave.open(io.BytesIO(browser.get(kept["RecordingUrl"], auth=account).content)) as audio:
        assert audio.getnframes() / audio.getframerate() == int(kept["RecordingDuration"])
    assert twilio.calls(call.sid).fetch().status == "completed"


def test_silence_goes_on_with_the_next_verb(
    sandbox: Sandbox, web: Web, twilio: Client, browser: requests.Session
) -> None:
    web.answers["/twilio/voice"] = (WELCOME, 200)
    browser.post(f"{sandbox.url}/act/call", data={"phone": ANA})
    [call] = twilio.calls.list()
    browser.post(f"{sandbox.url}/act/wait", data={"call": call.sid})
    assert "Goodbye." in browser.get(sandbox.url).text
    assert twilio.calls(call.sid).fetch().status == "completed"


def test_a_circle_of_redirects_ends(
    sandbox: Sandbox, web: Web, twilio: Client, browser: requests.Session
) -> None:
    web.answers["/twilio/voice"] = ("<Response><Redirect>/twilio/voice</Redirect></Response>", 200)
    browser.post(f"{sandbox.url}/act/call", data={"phone": ANA})
    assert [call.status for call in twilio.calls.list()] == ["completed"]
    assert sandbox.calls()[0]["error"] == "11215 redirected in a circle"
    assert len(web.at("/twilio/voice")) < 30


def test_a_call_we_place_rings_until_it_is_answered(
    sandbox: Sandbox, web: Web, twilio: Client, browser: requests.Session
) -> None:
    web.answers["/ring"] = ("<Response><Say>Hello</Say></Response>", 200)
    ours = sandbox.settings.twilio_number
    call = twilio.calls.create(to=ANA, from_=ours, url=f"{web.url}/ring", status_callback=f"{web.url}/done")
    assert call.status == "queued"
    assert sandbox.ringing(ANA) == call.sid
    browser.post(f"{sandbox.url}/act/answer", data={"call": call.sid})
    sandbox.deliver_callbacks()
    assert [report["CallStatus"] for report in web.at("/done")] == ["completed"]
    assert web.at("/ring")[0]["Direction"] == "outbound-api"


def test_a_phone_does_not_ring_on_while_time_is_moved(
    sandbox: Sandbox, twilio: Client, web: Web, browser: requests.Session
) -> None:
    web.answers["/ring"] = ("<Response><Say>Hello</Say></Response>", 200)
    ours = sandbox.settings.twilio_number
    call = twilio.calls.create(
        to=ANA, from_=ours, url=f"{web.url}/ring", status_callback=f"{web.url}/done", timeout=30
    )
    assert sandbox.ringing(ANA) == call.sid
    assert "Kindling is calling" in browser.get(sandbox.url).text
    browser.post(f"{sandbox.url}/act/time", data={"by_seconds": "10"})
    assert sandbox.ringing(ANA) == call.sid
    browser.post(f"{sandbox.url}/act/time", data={"by_seconds": "1800"})
    assert sandbox.ringing(ANA) is None
    sandbox.deliver_callbacks()
    assert [report["CallStatus"] for report in web.at("/done")] == ["no-answer"]


def test_waiting_on_is_offered_only_until_the_call_begins(
    sandbox: Sandbox, web: Web, browser: requests.Session
) -> None:
    answers(web, voice=room(waitUrl="/wait", startConferenceOnEnter="false"))
    answers(web, wait="<Say>Soon.</Say><Redirect/>")
    sandbox.dial(ANA)
    assert "Wait on" in browser.get(sandbox.url).text
    answers(web, voice=room())
    sandbox.dial(BEN)
    assert "Wait on" not in browser.get(sandbox.url).text


def test_a_mailbox_sends_a_picture(sandbox: Sandbox, web: Web, browser: requests.Session) -> None:
    form = {"mailbox": "ana@example.com", "subject": "Look", "text": ""}
    files = {"picture": ("me.jpg", b"\xff\xd8\xff", "image/jpeg")}
    assert browser.post(f"{sandbox.url}/act/write", data=form, files=files).status_code == 200
    [mail] = sandbox.mails()
    assert [(one["filename"], one["type"]) for one in mail["attachments"]] == [("me.jpg", "image/jpeg")]
    assert browser.get(f"{sandbox.url}/mail/{mail['id']}/0").content == b"\xff\xd8\xff"
