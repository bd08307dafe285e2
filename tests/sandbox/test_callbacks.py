"""Status reports: signed, in order on a clean day, late and doubled on a rough one, retried as Twilio retries."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from twilio.rest import Client

from sandbox.courier import retry_after_ms
from sandbox.faults import schedule
from sandbox.posting import Answer
from sandbox.server import Sandbox
from sandbox.settings import SandboxSettings
from sandbox.twilio.messages import FORM
from tests.sandbox.receiving import ANA, Loopback, Web


def test_reports_name_the_text_and_come_in_order(twilio: Client, sandbox: Sandbox, web: Web) -> None:
    url = f"{web.url}/twilio/status?token=ab"
    sent = twilio.messages.create(
        to=ANA, from_=sandbox.settings.twilio_number, body="hi", status_callback=url
    )
    assert web.at("/twilio/status") == []
    sandbox.deliver_callbacks()
    reports = web.at("/twilio/status")
    assert [report["MessageStatus"] for report in reports] == ["sent", "delivered"]
    assert {report["MessageSid"] for report in reports} == {sent.sid}


@pytest.mark.parametrize("code", [30003, 30005, 30007, 30034])
def test_a_number_that_fails_later_says_why(twilio: Client, sandbox: Sandbox, web: Web, code: int) -> None:
    number = f"+15005553{code - 30000:03d}"
    twilio.messages.create(
        to=number, from_=sandbox.settings.twilio_number, body="hi", status_callback=f"{web.url}/s"
    )
    sandbox.deliver_callbacks()
    assert [(r["MessageStatus"], r.get("ErrorCode")) for r in web.at("/s")] == [
        ("sent", None),
        ("undelivered", str(code)),
    ]
    assert sandbox.messages()[0]["status"] == "undelivered"


def test_a_rough_day_is_the_same_every_time_and_loses_nothing(tmp_path: Path) -> None:
    def day(seed: int) -> list[list[str]]:
        settings = SandboxSettings(tmp_path, "", "", "", "", "", "", mode="rough", seed=seed)
        return [
            [stage.name for stage in schedule(settings, f"phone {n}", ("queued", "sent", "delivered"))]
            for n in range(200)
        ]

    lives = day(1)
    assert lives == day(1) != day(2)
    assert all({"queued", "sent", "delivered"} == set(life) for life in lives)
    assert any(len(life) == 4 for life in lives)
    assert any(life.index("delivered") < life.index("sent") for life in lives)


def test_the_status_itself_never_goes_back(tmp_path: Path, web: Web) -> None:
    with Sandbox.start(tmp_path, web_url=web.url, mode="rough") as sandbox:
        ours = sandbox.settings
        http = Loopback(sandbox.url)
        client = Client(ours.account_sid, ours.auth_token, http_client=http)
        for n in range(30):
            client.messages.create(to=f"+131255502{n:02d}", from_=ours.twilio_number, body="hi")
        sandbox.deliver_callbacks()
        assert {text["status"] for text in sandbox.messages()} == {"delivered"}
        http.session.close()


def test_left_alone_the_reports_come_by_themselves(tmp_path: Path, web: Web) -> None:
    arrived = threading.Event()
    with Sandbox.start(tmp_path, web_url=web.url, callbacks="auto") as sandbox:
        deliver = sandbox.carrier.courier._poster.post

        def noticed(*what: object) -> Answer:
            answer = deliver(*what)  # type: ignore[arg-type]
            arrived.set()
            return answer

        sandbox.carrier.courier._poster.post = noticed  # type: ignore[assignment,method-assign]
        http = Loopback(sandbox.url)
        client = Client(sandbox.settings.account_sid, sandbox.settings.auth_token, http_client=http)
        client.messages.create(
            to=ANA, from_=sandbox.settings.twilio_number, body="hi", status_callback=f"{web.url}/s"
        )
        assert arrived.wait(10)
        http.session.close()
    assert web.at("/s")[0]["MessageStatus"] == "sent"


def test_only_a_connection_that_never_came_about_counts_as_unconnected(sandbox: Sandbox, web: Web) -> None:
    post = sandbox.carrier.courier._poster.post
    nobody = post("status", "http://127.0.0.1:9/s", FORM, [b"a=b"])
    heard = post("status", f"{web.url}/s", FORM, [b"a=b"])
    assert (nobody.status, nobody.unconnected) == (None, True)
    assert (heard.status, heard.unconnected) == (200, False)


GONE, CUT = Answer(None, "ConnectionError", unconnected=True), Answer(None, "ReadTimeout")


@pytest.mark.parametrize(
    ("kind", "attempts", "answer", "again"),
    [
        ("status", 0, GONE, True),
        ("status", 1, GONE, False),
        ("status", 0, CUT, False),
        ("status", 0, Answer(500, ""), False),
        ("event", 0, Answer(404, ""), True),
        ("event", 0, Answer(204, ""), False),
        ("event", 5, Answer(500, ""), False),
        ("mail", 0, Answer(503, ""), True),
        ("mail", 0, GONE, True),
        ("mail", 0, Answer(404, ""), False),
        ("mail", 0, Answer(302, ""), False),
    ],
)
def test_each_provider_retries_in_its_own_way(kind: str, attempts: int, answer: Answer, again: bool) -> None:
    assert (retry_after_ms(kind, attempts, answer) is not None) is again
