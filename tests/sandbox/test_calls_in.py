"""A phone rings us: every verb as Twilio runs it, what each request carries, and what a wrong answer leads to."""

from __future__ import annotations

import pytest
import requests
from twilio.rest import Client

from sandbox.server import Sandbox
from sandbox.twilio.fetching import APOLOGY
from sandbox.twilio.session import NoSuchCall
from tests.sandbox.calling import VOICE, answers, told
from tests.sandbox.receiving import ANA, BEN, Web

ASK = '<Gather action="/key" {}><Say>Which?</Say></Gather><Say>Nothing came.</Say>'


def test_a_new_call_says_who_rings(sandbox: Sandbox, web: Web) -> None:
    call = sandbox.dial(ANA)
    [post] = web.at(VOICE)
    assert post == {
        **post, "CallSid": call, "AccountSid": sandbox.settings.account_sid, "From": ANA, "Caller": ANA,
        "To": sandbox.settings.twilio_number, "Called": sandbox.settings.twilio_number, "CallStatus": "ringing",
        "Direction": "inbound", "ApiVersion": "2010-04-01", "StirVerstat": "TN-Validation-Passed-A",
        "FromCity": "CHICAGO", "CallerState": "IL",
    }  # fmt: skip
    assert "AnsweredBy" not in post


@pytest.mark.parametrize(
    ("attested", "said"), [(False, None), ("TN-Validation-Passed-C", "TN-Validation-Passed-C")]
)
def test_a_number_may_be_vouched_for_less(
    sandbox: Sandbox, web: Web, attested: bool | str, said: str | None
) -> None:
    sandbox.dial(ANA, attested=attested)
    assert web.at(VOICE)[0].get("StirVerstat") == said


@pytest.mark.parametrize(
    ("attributes", "keys", "digits"),
    [
        ("", "12#", "12"),
        ("", "12", "12"),
        ('numDigits="1"', "1", "1"),
        ('numDigits="4"', "12345", "1234"),
        ('finishOnKey="*"', "1#2*", "1#2"),
        ('finishOnKey=""', "*", "*"),
        ('finishOnKey=""', "#", "#"),
        ("", "#", None),
        ('actionOnEmptyResult="true"', "#", ""),
    ],
)
def test_keys_answer_a_question(
    sandbox: Sandbox, web: Web, attributes: str, keys: str, digits: str | None
) -> None:
    answers(web, voice=ASK.format(attributes))
    call = sandbox.dial(ANA)
    assert sandbox.phone_call(call)["waiting"]["kind"] == "gather"
    sandbox.press(call, keys)
    assert [post["Digits"] for post in web.at("/key")] == ([] if digits is None else [digits])
    assert ("Nothing came." in sandbox.phone_call(call)["heard"]) is (digits is None)


def test_keys_beyond_one_question_answer_the_next(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice='<Gather action="/key" numDigits="1"/>', key='<Gather action="/next" numDigits="1"/>')
    sandbox.press(sandbox.dial(ANA), "27")
    assert (web.at("/key")[0]["Digits"], web.at("/next")[0]["Digits"]) == ("2", "7")


def test_a_question_without_an_action_asks_its_own_address(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice="<Gather/>")
    sandbox.press(sandbox.dial(ANA), "5")
    assert [post.get("Digits") for post in web.at(VOICE)] == [None, "5"]


def test_words_answer_where_they_are_listened_to(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=ASK.format('input="dtmf speech"'), key=ASK.format(""))
    call = sandbox.dial(ANA)
    sandbox.speak(call, "the call please")
    assert web.at("/key")[0]["SpeechResult"] == "the call please"
    with pytest.raises(NoSuchCall):
        sandbox.speak(call, "hello?")


def test_silence_goes_on_unless_the_question_wants_to_hear_of_it(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=ASK.format('actionOnEmptyResult="true"'), key=ASK.format(""))
    call = sandbox.dial(ANA)
    sandbox.silence(call)
    assert web.at("/key")[0]["Digits"] == ""
    sandbox.silence(call)
    seen = sandbox.phone_call(call)
    assert (seen["heard"][-1], seen["status"]) == ("Nothing came.", "completed")
    with pytest.raises(NoSuchCall):
        sandbox.press(call, "1")


RECORD = '<Record action="/kept" maxLength="30" finishOnKey="#" recordingStatusCallback="/rec" {}/><Say>Empty.</Say>'


@pytest.mark.parametrize(("ended", "digits"), [(None, "#"), ("", None), ("hangup", "hangup")])
def test_a_message_is_kept_and_its_sound_comes_later(
    sandbox: Sandbox, web: Web, ended: str | None, digits: str | None
) -> None:
    answers(web, voice=RECORD.format(""), kept="<Say>Thank you.</Say>")
    call = sandbox.dial(ANA)
    sandbox.record(call, "I sold one!", seconds=40, ended=ended)
    [kept] = web.at("/kept")
    assert (kept["RecordingDuration"], kept.get("Digits")) == ("30", digits)
    assert sandbox.phone_call(call)["heard"] == ([] if ended == "hangup" else ["Thank you."])
    account = (sandbox.settings.account_sid, sandbox.settings.auth_token)
    assert requests.get(kept["RecordingUrl"], auth=account, timeout=5).status_code == 404
    [post] = told(sandbox, web, "/rec")
    assert post == {
        **post, "RecordingSid": kept["RecordingSid"], "RecordingStatus": "completed", "RecordingDuration": "30",
        "RecordingChannels": "1", "RecordingSource": "RecordVerb", "CallSid": call,
    }  # fmt: skip
    for ending in ("", ".wav", ".mp3"):
        sound = requests.get(kept["RecordingUrl"] + ending, auth=account, timeout=5)
        assert (sound.content[:4], sound.headers["Content-Type"]) == (b"RIFF", "audio/x-wav")
        assert len(set(sound.content[44:])) > 50
    assert requests.get(kept["RecordingUrl"], timeout=5).status_code == 401
    assert sandbox.recordings()[0]["words"] == "I sold one!"


@pytest.mark.parametrize("how", ["silence", "hang_up"])
def test_where_nothing_is_said_there_is_no_recording(sandbox: Sandbox, web: Web, how: str) -> None:
    answers(web, voice=RECORD.format('recordingStatusCallbackEvent="completed absent"'))
    call = sandbox.dial(ANA)
    getattr(sandbox, how)(call)
    assert [post["RecordingStatus"] for post in told(sandbox, web, "/rec")] == ["absent"]
    assert web.at("/kept") == []
    assert sandbox.phone_call(call)["heard"] == (["Empty."] if how == "silence" else [])


def test_the_sounds_of_two_messages_differ(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice='<Record action="/kept"/>', kept='<Record action="/done"/>')
    call = sandbox.dial(ANA)
    sandbox.record(call, "one")
    sandbox.record(call, "two")
    sandbox.deliver_callbacks()
    first, second = (
        requests.get(f"{sandbox.url}/_recordings/{one['sid']}.wav", timeout=5).content
        for one in sandbox.recordings()
    )
    assert first != second


@pytest.mark.parametrize(
    ("inside", "status"),
    [
        ("<Say>Hi</Say><Hangup/><Say>unheard</Say>", "completed"),
        ('<Reject reason="busy"/>', "busy"),
        ("<Reject/>", "no-answer"),
        ("", "completed"),
    ],
)
def test_a_call_ends_as_it_is_told(sandbox: Sandbox, web: Web, inside: str, status: str) -> None:
    answers(web, voice=inside)
    seen = sandbox.phone_call(sandbox.dial(ANA))
    assert (seen["status"], "unheard" in seen["heard"]) == (status, False)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (("oops", 500), "11200"),
        (("not xml", 200), "12100"),
        (("<Response><Sms>hi</Sms></Response>", 200), "12200"),
        (('<Response><Gather timeout="soon"/></Response>', 200), "13313"),
    ],
)
def test_a_wrong_answer_ends_the_call_with_an_apology(
    sandbox: Sandbox, web: Web, twilio: Client, answer: tuple[str, int], code: str
) -> None:
    web.answers[VOICE] = answer
    seen = sandbox.phone_call(sandbox.dial(ANA))
    assert (seen["status"], seen["heard"]) == ("completed", [APOLOGY])
    assert seen["error"].startswith(code)
    if answer[1] == 200:
        assert code in requests.get(sandbox.url, timeout=5).text


@pytest.mark.parametrize(("content_type", "code"), [("text/html", ""), ("application/json", "12300")])
def test_an_answer_has_to_be_of_a_kind_that_twilio_reads(
    sandbox: Sandbox, web: Web, content_type: str, code: str
) -> None:
    answers(web, voice="<Say>Hi</Say>")
    web.content_type = content_type
    assert sandbox.phone_call(sandbox.dial(ANA))["error"][:5] == code


def test_an_empty_answer_that_says_so_ends_the_call(sandbox: Sandbox, web: Web) -> None:
    web.answers[VOICE] = ("", 204)
    seen = sandbox.phone_call(sandbox.dial(ANA))
    assert (seen["status"], seen["heard"]) == ("completed", [])


def test_the_fallback_answers_for_a_failing_address(sandbox: Sandbox, web: Web, twilio: Client) -> None:
    [number] = twilio.incoming_phone_numbers.list()
    number.update(voice_fallback_url=f"{web.url}/fallback")
    web.answers[VOICE] = ("", 503)
    answers(web, fallback="<Say>Ring again in five minutes.</Say>")
    seen = sandbox.phone_call(sandbox.dial(ANA))
    assert (seen["heard"], seen["error"]) == (["Ring again in five minutes."], "")
    [post] = web.at("/fallback")
    assert (post["ErrorCode"], post["ErrorUrl"]) == ("11200", f"{web.url}{VOICE}")


def test_a_number_may_be_told_when_a_call_to_it_is_over(sandbox: Sandbox, web: Web, twilio: Client) -> None:
    [number] = twilio.incoming_phone_numbers.list()
    number.update(status_callback=f"{web.url}/over")
    answers(web, voice="<Gather/>")
    sandbox.hang_up(sandbox.dial(ANA))
    [post] = told(sandbox, web, "/over")
    assert (post["CallStatus"], post["SequenceNumber"], post["CallDuration"]) == ("completed", "0", "0")


def test_a_dialed_phone_rings_and_the_action_hears_how_it_went(sandbox: Sandbox, web: Web) -> None:
    dial = f'<Dial action="/after" timeout="20" callerId="{sandbox.settings.twilio_number}">{BEN}</Dial>'
    answers(web, voice=dial, after="<Say>That was that.</Say>")
    call = sandbox.dial(ANA)
    other = sandbox.ringing(BEN)
    assert other is not None
    assert sandbox.phone_call(other)["from"] == sandbox.settings.twilio_number
    sandbox.answer(other)
    sandbox.speak(other, "Rosa here")
    assert sandbox.phone_call(call)["heard"] == [f"{BEN}: Rosa here"]
    sandbox.hang_up(other)
    [post] = web.at("/after")
    assert post == {
        **post, "DialCallStatus": "completed", "DialCallSid": other, "DialCallDuration": "0",
        "DialBridged": "true",
    }  # fmt: skip
    assert sandbox.phone_call(call)["heard"][-1] == "That was that."


@pytest.mark.parametrize(
    ("how", "status"), [("hang_up", "busy"), ("silence", "no-answer"), ("caller leaves", "completed")]
)
def test_a_dialed_phone_that_does_not_answer(sandbox: Sandbox, web: Web, how: str, status: str) -> None:
    answers(web, voice=f'<Dial action="/after">{BEN}</Dial>')
    call = sandbox.dial(ANA)
    other = sandbox.ringing(BEN)
    assert other is not None
    if how == "caller leaves":
        sandbox.hang_up(call)
        assert sandbox.phone_call(other)["status"] == "canceled"
    else:
        getattr(sandbox, how)(other)
    [post] = web.at("/after")
    assert post["DialCallStatus"] == status
    assert "DialCallDuration" not in post


def test_of_several_dialed_phones_the_first_to_answer_is_connected(sandbox: Sandbox, web: Web) -> None:
    other = "+13035550101"
    answers(
        web,
        voice=f'<Dial hangupOnStar="true"><Number>{BEN}</Number><Number>{other}</Number></Dial><Say>On.</Say>',
    )
    call = sandbox.dial(ANA)
    first, second = sandbox.ringing(BEN), sandbox.ringing(other)
    assert first is not None
    assert second is not None
    sandbox.answer(second)
    assert sandbox.phone_call(first)["status"] == "canceled"
    sandbox.press(call, "*")
    assert sandbox.phone_call(second)["status"] == "completed"
    assert sandbox.phone_call(call)["heard"] == ["On."]
