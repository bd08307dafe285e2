"""A phone texts us: the webhook in full, stop words as Twilio treats them, TwiML answers, failures shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from sandbox.server import Sandbox
from sandbox.twilio.segments import segments
from tests.sandbox.receiving import ANA, Web


def test_the_webhook_is_complete(sandbox: Sandbox, web: Web) -> None:
    assert sandbox.text(ANA, "JOIN", ("http://127.0.0.1/cat.png",)) == 200
    [text] = web.at("/twilio/sms")
    assert text["MessageSid"] == text["SmsSid"] == text["SmsMessageSid"]
    assert text["MessageSid"].startswith("MM")
    said = {"From": ANA, "To": sandbox.settings.twilio_number, "Body": "JOIN", "NumMedia": "1"}
    place = {"FromCity": "CHICAGO", "FromState": "IL", "FromCountry": "US", "MediaContentType0": "image/png"}
    assert text == {**text, **said, **place}
    assert "OptOutType" not in text


@pytest.mark.parametrize(
    "word", ["STOP", "stop ", "StopAll", "unsubscribe", "cancel", "END", "quit", "revoke", "optout"]
)
def test_a_stop_word_blocks_and_is_confirmed_once(
    twilio: Client, sandbox: Sandbox, web: Web, word: str
) -> None:
    sandbox.text(ANA, word)
    sandbox.text(ANA, word)
    shown = [text["body"] for text in sandbox.messages() if text["recipient"] == ANA]
    assert len(shown) == 1
    assert shown[0].startswith("You have successfully been unsubscribed")
    assert len(web.at("/twilio/sms")) == 2
    with pytest.raises(TwilioRestException) as refused:
        twilio.messages.create(to=ANA, from_=sandbox.settings.twilio_number, body="hi")
    assert refused.value.code == 21610


@pytest.mark.parametrize("words", ["Stop please", "don't stop!", "opt out", "yes"])
def test_other_words_are_ordinary_texts(twilio: Client, sandbox: Sandbox, words: str) -> None:
    sandbox.text(ANA, words)
    assert len(sandbox.messages()) == 1
    twilio.messages.create(to=ANA, from_=sandbox.settings.twilio_number, body="hi")


def test_start_reopens_only_what_was_stopped(twilio: Client, sandbox: Sandbox) -> None:
    for word in ("STOP", "YES"):
        sandbox.text(ANA, word)
    assert "re-subscribed" in sandbox.messages()[-1]["body"]
    twilio.messages.create(to=ANA, from_=sandbox.settings.twilio_number, body="hi")


def test_a_service_with_advanced_opt_out_says_so(tmp_path: Path, web: Web) -> None:
    with Sandbox.start(tmp_path, web_url=web.url, advanced_opt_out=True) as sandbox:
        for word in ("hello", "STOP", "START", "HELP"):
            sandbox.text(ANA, word)
    assert [text.get("OptOutType") for text in web.at("/twilio/sms")] == [None, "STOP", "START", "HELP"]


def test_twiml_answers_reach_the_phone(sandbox: Sandbox, web: Web) -> None:
    page = (
        "<Response><Message>One</Message><Message><Body>Two</Body><Media>/b.jpg</Media></Message></Response>"
    )
    web.answers["/twilio/sms"] = (page, 200)
    sandbox.text(ANA, "hi")
    answers = [(text["body"], text["media"]) for text in sandbox.messages() if text["recipient"] == ANA]
    assert answers == [("One", []), ("Two", [f"{web.url}/b.jpg"])]


def test_a_twiml_answer_does_not_reach_who_stopped(sandbox: Sandbox, web: Web) -> None:
    web.answers["/twilio/sms"] = ("<Response><Message>Sorry to see you go</Message></Response>", 200)
    sandbox.text(ANA, "STOP")
    assert "Sorry" not in "".join(text["body"] for text in sandbox.messages())
    assert "21610" in sandbox.messages()[0]["note"]


@pytest.mark.parametrize(("answer", "code"), [(("oops", 500), "11200"), (("not xml", 200), "12100")])
def test_a_failing_webhook_is_shown_and_not_repeated(
    sandbox: Sandbox, web: Web, answer: tuple[str, int], code: str
) -> None:
    web.answers["/twilio/sms"] = answer
    sandbox.text(ANA, "hi")
    assert code in sandbox.messages()[0]["note"]
    assert sandbox.deliver_callbacks() == []
    assert len(web.at("/twilio/sms")) == 1


def test_without_a_web_process_nothing_breaks(tmp_path: Path) -> None:
    with Sandbox.start(tmp_path, web_url="http://127.0.0.1:9") as sandbox:
        assert sandbox.text(ANA, "anyone there?") is None
        assert "11200" in sandbox.messages()[0]["note"]


def test_the_fallback_is_told_what_failed(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    [number] = twilio.incoming_phone_numbers.list()
    number.update(sms_fallback_url=f"{web.url}/fallback")
    web.answers["/twilio/sms"] = ("", 503)
    assert sandbox.text(ANA, "hi") == 200
    assert web.at("/fallback")[0]["ErrorCode"] == "11200"


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("👋" * 35, 1),
        ("👋" * 36, 2),
    ],
)
def test_segments_are_counted_as_billed(body: str, parts: int) -> None:
    assert segments(body) == parts
