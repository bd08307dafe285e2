"""Calls that the app places: refusals, ringing, who answers, what is reported, and bridges to our own number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from sandbox.errands import Errands
from sandbox.server import Sandbox
from tests.sandbox.calling import VOICE, answers, events, room, told
from tests.sandbox.receiving import ANA, BEN, Loopback, Web

EVENTS = ["initiated", "ringing", "answered", "completed"]


def ring(twilio: Client, sandbox: Sandbox, web: Web, to: str = ANA, **more: Any) -> str:
    """Place a call whose document is at /ring and whose reports go to /done."""
    told = {"status_callback": f"{web.url}/done", "status_callback_event": EVENTS}
    given = {"url": f"{web.url}/ring", **told, **more}
    return str(twilio.calls.create(to=to, from_=sandbox.settings.twilio_number, **given).sid)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"to": "nobody"}, 21211),
        ({"to": "+15005550001"}, 21217),
        ({"to": "+15005550003"}, 21215),
        ({"from_": "+13125550999"}, 21210),
        ({"url": "ring"}, 21205),
        ({"url": None}, 21205),
        ({"url": None, "twiml": "<Response/>" + " " * 4000}, 21218),
        ({"status_callback": "http://my_host/x"}, 21609),
        ({"send_digits": "1x"}, 21206),
        ({"timeout": 3}, 21208),
        ({"machine_detection": "Maybe"}, 21207),
        ({"status_callback_event": ["hung"]}, 20001),
    ],
)
def test_what_twilio_refuses_is_refused(
    twilio: Client, sandbox: Sandbox, change: dict[str, Any], code: int
) -> None:
    wish = {"to": ANA, "from_": sandbox.settings.twilio_number, "url": "http://127.0.0.1/ring", **change}
    with pytest.raises(TwilioRestException) as refused:
        twilio.calls.create(**{name: value for name, value in wish.items() if value is not None})
    assert refused.value.code == code
    assert sandbox.calls() == []


def test_every_step_is_reported_with_its_number(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    answers(web, ring="<Say>Tonight at seven.</Say>")
    call = ring(twilio, sandbox, web)
    assert sandbox.ringing(ANA) == call
    sandbox.answer(call)
    posts = told(sandbox, web, "/done")
    assert [(post["CallStatus"], post["SequenceNumber"]) for post in posts] == [
        ("initiated", "0"), ("ringing", "1"), ("in-progress", "2"), ("completed", "3"),
    ]  # fmt: skip
    assert {post["CallbackSource"] for post in posts} == {"call-progress-events"}
    assert (posts[-1]["CallDuration"], posts[-1]["Duration"], posts[-1]["SipResponseCode"]) == (
        "0",
        "0",
        "200",
    )
    assert "CallDuration" not in posts[0]
    assert all(post["Timestamp"] for post in posts)
    [fetched] = web.at("/ring")
    assert (fetched["Direction"], fetched["CallStatus"]) == ("outbound-api", "in-progress")
    assert sandbox.phone_call(call)["heard"] == ["Tonight at seven."]


@pytest.mark.parametrize(("how", "status"), [("hang_up", "busy"), ("silence", "no-answer")])
def test_nobody_has_to_answer(twilio: Client, sandbox: Sandbox, web: Web, how: str, status: str) -> None:
    call = ring(twilio, sandbox, web)
    sandbox.settle()
    getattr(sandbox, how)(call)
    assert [post["CallStatus"] for post in told(sandbox, web, "/done")][-1] == status
    fetched = twilio.calls(call).fetch()
    assert (fetched.status, fetched.duration) == (status, "0")
    assert web.at("/ring") == []


@pytest.mark.parametrize(
    ("number", "status"),
    [("2001", "busy"), ("2002", "no-answer"), ("2003", "failed"), ("2007", "completed")],
)
def test_magic_numbers_act_by_themselves(
    twilio: Client, sandbox: Sandbox, web: Web, number: str, status: str
) -> None:
    call = ring(twilio, sandbox, web, to=f"+1500555{number}")
    assert sandbox.phone_call(call)["status"] == status


@pytest.mark.parametrize(
    ("mode", "by", "said"),
    [
        (None, "machine", None),
        ("Enable", "human", "human"),
        ("Enable", "machine", "machine_start"),
        ("DetectMessageEnd", "machine", "machine_end_beep"),
        ("DetectMessageEnd", "machine_end_silence", "machine_end_silence"),
        ("DetectMessageEnd", "fax", "fax"),
    ],
)
def test_who_answers_is_said_where_it_was_asked(
    twilio: Client, sandbox: Sandbox, web: Web, mode: str | None, by: str, said: str | None
) -> None:
    call = ring(twilio, sandbox, web, **({"machine_detection": mode} if mode else {}))
    sandbox.settle()
    sandbox.answer(call, by=by)
    assert web.at("/ring")[0].get("AnsweredBy") == said
    assert twilio.calls(call).fetch().answered_by == said


def test_a_late_detection_is_told_beside(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    late = {"async_amd": "true", "async_amd_status_callback": f"{web.url}/amd"}
    call = ring(twilio, sandbox, web, machine_detection="DetectMessageEnd", **late)
    sandbox.settle()
    sandbox.answer(call, by="machine")
    assert "AnsweredBy" not in web.at("/ring")[0]
    assert told(sandbox, web, "/amd")[0]["AnsweredBy"] == "machine_end_beep"


def test_a_given_document_is_run_if_its_addresses_are_whole(
    twilio: Client, sandbox: Sandbox, web: Web
) -> None:
    good, bad = "<Response><Say>Hi</Say></Response>", '<Response><Gather action="/key"/></Response>'
    for document in (good, bad):
        call = ring(twilio, sandbox, web, url=None, twiml=document)
        sandbox.settle()
        sandbox.answer(call)
    fine, wrong = sandbox.calls()
    assert (fine["heard"], fine["error"]) == (["Hi"], "")
    assert wrong["error"].startswith("11100")


def test_the_api_ends_and_redirects_calls(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    answers(web, ring="<Gather/>", voice=room(), other="<Say>Elsewhere.</Say><Gather/>")
    first, second = ring(twilio, sandbox, web), ring(twilio, sandbox, web, to=BEN)
    sandbox.settle()
    assert twilio.calls(first).update(status="canceled").status == "canceled"
    with pytest.raises(TwilioRestException) as early:
        twilio.calls(second).update(url=f"{web.url}/other")
    sandbox.answer(second)
    with pytest.raises(TwilioRestException) as late:
        twilio.calls(second).update(status="canceled")
    assert (early.value.code, late.value.code) == (21220, 21220)
    inside = sandbox.dial(ANA)
    twilio.calls(inside).update(url=f"{web.url}/other")
    assert sandbox.phone_call(inside)["heard"] == ["Elsewhere."]
    assert (sandbox.phone_call(inside)["room"], web.at("/left")) == (None, [])
    twilio.calls(second).update(twiml="<Response><Say>Last words.</Say></Response>")
    assert sandbox.phone_call(second)["heard"] == ["Last words."]
    assert twilio.calls(inside).update(status="completed").status == "completed"


def test_calls_are_listed_by_what_is_known_of_them(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    answers(web, voice="<Gather/>")
    first, second = sandbox.dial(ANA), sandbox.dial(BEN)
    sandbox.hang_up(first)
    [over] = twilio.calls.list(from_=ANA)
    assert (over.sid, over.status, over.direction) == (first, "completed", "inbound")
    assert over.start_time <= over.end_time
    assert over.duration == "0"
    assert [one.sid for one in twilio.calls.list(status="in-progress")] == [second]
    assert len(twilio.calls.list(to=sandbox.settings.twilio_number)) == 2
    assert len(twilio.calls.list(start_time_after=over.start_time)) == 2
    assert twilio.calls.list(start_time_before=over.start_time.replace(year=2020)) == []


def test_a_bridge_runs_both_ends_and_carries_the_sound(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    """Our own call to our own number: one leg in the first room, the other where its digits lead it."""
    ours = sandbox.settings.twilio_number
    answers(web, voice=room("main"))
    host = sandbox.dial(ANA)
    answers(web, voice='<Gather action="/code" finishOnKey="#"/>', ring=room("main", muted="true"))
    answers(web, code=room("second"))
    bridge = ring(twilio, sandbox, web, to=ours, send_digits="ww77#")
    sandbox.settle()
    assert web.at("/code")[0]["Digits"] == "77"
    assert web.at("/code")[0]["From"] == ours
    answers(web, voice=room("second"))
    guest = sandbox.dial(BEN)
    sandbox.speak(host, "Good evening")
    sandbox.speak(guest, "Can you hear me?")
    assert sandbox.phone_call(guest)["heard"] == [f"{ANA}: Good evening"]
    assert sandbox.phone_call(host)["heard"] == []
    sid = sandbox.rooms()[0]["sid"]
    answers(web, news="<Say>For everybody.</Say>")
    twilio.conferences(sid).update(announce_url=f"{web.url}/news")
    assert sandbox.phone_call(guest)["heard"][-1] == "For everybody."
    twilio.calls(bridge).update(status="completed")
    sandbox.settle()
    assert [len(one["participants"]) for one in sandbox.rooms()] == [1, 1]
    assert len([post for post in web.at(VOICE) if post["From"] == ours]) == 1


def test_a_bridge_that_is_refused_is_busy(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    answers(web, voice='<Reject reason="busy"/>')
    call = ring(twilio, sandbox, web, to=sandbox.settings.twilio_number)
    assert sandbox.phone_call(call)["status"] == "busy"


def test_a_call_is_recorded_as_long_as_it_is_asked(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room())
    call = sandbox.dial(ANA)
    begun = twilio.calls(call).recordings.create(
        recording_status_callback=f"{web.url}/rec",
        recording_status_callback_event=["in-progress", "completed"],
    )
    assert begun.status == "in-progress"
    stopped = twilio.calls(call).recordings("Twilio.CURRENT").update(status="stopped")
    assert (stopped.sid, stopped.status) == (begun.sid, "stopped")
    assert [post["RecordingStatus"] for post in told(sandbox, web, "/rec")] == ["in-progress", "completed"]
    assert {post["RecordingSource"] for post in web.at("/rec")} == {"StartCallRecordingAPI"}
    with pytest.raises(TwilioRestException):
        twilio.calls(call).recordings("Twilio.CURRENT").update(status="stopped")
    assert [one.sid for one in twilio.recordings.list(call_sid=call)] == [begun.sid]
    assert twilio.recordings.list(date_created_before=begun.date_created.replace(year=2020)) == []
    assert len(twilio.recordings.list(date_created_after=begun.date_created.replace(year=2020))) == 1
    assert twilio.recordings(begun.sid).delete()
    assert twilio.recordings.list() == []
    sandbox.hang_up(call)
    with pytest.raises(TwilioRestException) as over:
        twilio.calls(call).recordings.create()
    assert over.value.code == 21220


def test_a_rough_day_loses_some_doubles_some_and_is_the_same_again(tmp_path: Path, web: Web) -> None:
    def day(folder: str, seed: int) -> list[str]:
        web.arrived.clear()
        answers(web, voice=room(after="<Hangup/>"))
        rough = {"mode": "rough", "loss": 0.2, "seed": seed}
        with Sandbox.start(tmp_path / folder, web_url=web.url, **rough) as sandbox:
            for call in [sandbox.dial(f"+131255502{n:02d}") for n in range(40)]:
                sandbox.hang_up(call)
            names = events(sandbox, web)
            assert len(sandbox.calls()) == 40
        posts = web.at("/conference")
        return [f"{post.get('CallSid', '') and name}" for post, name in zip(posts, names, strict=True)]

    first = day("one", 1)
    joins = first.count("participant-join")
    assert joins < 55
    assert sorted(first) == sorted(day("two", 1)) != sorted(day("three", 2))
    assert first.index("participant-leave") < len(first) - first[::-1].index("participant-join")


def test_lost_reports_are_still_true(tmp_path: Path, web: Web) -> None:
    answers(web, voice='<Record action="/kept" recordingStatusCallback="/rec"/>')
    with Sandbox.start(tmp_path, web_url=web.url, loss=1.0) as sandbox:
        sandbox.record(sandbox.dial(ANA), "hello")
        assert told(sandbox, web, "/rec") == []
        ours = sandbox.settings
        http = Loopback(sandbox.url)
        client = Client(ours.account_sid, ours.auth_token, http_client=http)
        assert [one.status for one in client.recordings.list()] == ["completed"]
        http.session.close()


def test_left_alone_a_phone_stops_ringing(tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[tuple[float, Any]] = []
    monkeypatch.setattr(Errands, "later", lambda self, seconds, *what: waits.append((seconds, what)))
    with Sandbox.start(tmp_path, web_url=web.url, callbacks="auto") as sandbox:
        http = Loopback(sandbox.url)
        client = Client(sandbox.settings.account_sid, sandbox.settings.auth_token, http_client=http)
        call = ring(client, sandbox, web, timeout=25)
        assert sandbox.ringing(ANA) == call
        [(seconds, (then, *values))] = waits
        then(*values)
        assert (seconds, sandbox.phone_call(call)["status"]) == (25, "no-answer")
        http.session.close()
