"""What is kept: over restarts, for an independent check, and fast enough for a crowd."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from sendgrid import SendGridAPIClient
from twilio.rest import Client

from sandbox.keys import ensure_keys
from sandbox.posting import Answer
from sandbox.server import Sandbox
from tests.sandbox.calling import answers, room
from tests.sandbox.receiving import ANA, BEN, Web, mail_to

CROWD = 200
SLOWEST_SECONDS = 4.0
"""Far above what it takes (under one second), far below what a lost keep-alive or Nagle's delay would cost."""
DEAREST_DIAL_SECONDS = 0.01
"""Of the processor; it takes about two thousandths of a second."""


def test_everything_lasts_over_a_restart(tmp_path: Path, web: Web) -> None:
    with Sandbox.start(tmp_path, web_url=web.url) as first:
        first.text(ANA, "STOP")
        keys = first.keys
    with Sandbox.start(tmp_path, web_url=web.url) as second:
        assert second.messages()[0]["body"] == "STOP"
        assert second.keys == keys == ensure_keys(tmp_path)
        assert ANA in requests.get(second.url, timeout=5).text


def test_keys_are_printed_as_settings(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "sandbox.keys", str(tmp_path)], capture_output=True, text=True, check=True
    )
    keys = ensure_keys(tmp_path)
    assert f"SENDGRID_EVENTS_PUBLIC_KEY={keys.events_public}\n" in said.stdout
    assert (tmp_path / "events-key.pem").stat().st_mode & 0o077 == 0


def test_scripts_can_text_and_look(sandbox: Sandbox, browser: requests.Session) -> None:
    said = browser.post(f"{sandbox.url}/_phone", data={"from": ANA, "body": "JOIN"})
    assert said.json() == {"error": "", "webhook_status": 200}
    bad = browser.post(f"{sandbox.url}/_phone", data={"from": "nobody", "body": "JOIN"})
    assert bad.status_code == 400
    [text] = browser.get(f"{sandbox.url}/_messages.json").json()["messages"]
    assert (text["sender"], text["body"]) == (ANA, "JOIN")
    assert browser.get(f"{sandbox.url}/_mails.json").json() == {"mails": []}


def test_scripts_see_calls_and_rooms(sandbox: Sandbox, web: Web, browser: requests.Session) -> None:
    answers(web, voice=room(participantLabel="ana"))
    call = sandbox.dial(ANA)
    [seen] = browser.get(f"{sandbox.url}/_calls.json").json()["calls"]
    [inside] = browser.get(f"{sandbox.url}/_rooms.json").json()["rooms"]
    assert (seen["sid"], seen["room"], seen["keys"]) == (call, inside, "*")
    assert [(one["call_sid"], one["label"]) for one in inside["participants"]] == [(call, "ana")]
    assert browser.get(f"{sandbox.url}/_recordings/REnone.wav").status_code == 404


def test_the_record_of_requests_is_complete(
    twilio: Client, sendgrid: SendGridAPIClient, sandbox: Sandbox, browser: requests.Session
) -> None:
    twilio.messages.create(to=ANA, from_=sandbox.settings.twilio_number, body="Grüße")
    twilio.messages.list(to=ANA)
    sendgrid.client.mail.send.post(request_body=mail_to("ana@mail.localhost"))
    lines = [json.loads(line) for line in browser.get(f"{sandbox.url}/_captured.jsonl").text.splitlines()]
    assert [(line["method"], line["path"].rpartition("/")[2][:13]) for line in lines] == [
        ("POST", "Messages.json"),
        ("GET", "Messages.json"),
        ("POST", "send"),
    ]
    assert "Body=Gr%C3%BC%C3%9Fe" in lines[0]["body"]
    assert "?To=%2B13125550142" in lines[1]["path"]


def test_captured_requests_satisfy_the_official_specifications(
    twilio: Client, sendgrid: SendGridAPIClient, sandbox: Sandbox, judge: Any
) -> None:
    ours = sandbox.settings.twilio_number
    sent = twilio.messages.create(to=ANA, from_=ours, body="hi", status_callback="http://127.0.0.1/s")
    twilio.messages(sent.sid).fetch()
    twilio.messages.list(to=ANA, date_sent_after=sent.date_created)
    sendgrid.client.mail.send.post(request_body=mail_to("ana@mail.localhost"))
    for line in sandbox.captured():
        found = judge.check(line["method"], line["path"], line["headers"], line["body"].encode())
        assert found == [], line["path"]


def test_the_voice_requests_we_understand_satisfy_them_too(
    twilio: Client, sandbox: Sandbox, web: Web, judge: Any
) -> None:
    answers(web, voice=room(), news="<Say>News.</Say>")
    ana, ours = sandbox.dial(ANA), sandbox.settings.twilio_number
    sandbox.dial(BEN)
    told = {"status_callback": f"{web.url}/s", "status_callback_event": ["initiated", "completed"]}
    placed = twilio.calls.create(
        to=BEN,
        from_=ours,
        url=f"{web.url}/v",
        send_digits="ww7#",
        machine_detection="DetectMessageEnd",
        **told,
    )
    twilio.calls.list(to=BEN, status="queued", start_time_after=placed.date_created)
    twilio.calls(placed.sid).fetch()
    twilio.calls(placed.sid).update(status="canceled")
    [found] = twilio.conferences.list(friendly_name="Tuesday", status="in-progress")
    people = twilio.conferences(found.sid).participants
    people.list(muted=False)
    people(ana).update(muted=True, announce_url=f"{web.url}/news")
    twilio.calls(ana).recordings.create(recording_status_callback=f"{web.url}/r")
    twilio.calls(ana).recordings("Twilio.CURRENT").update(status="stopped")
    twilio.recordings.list(date_created_after=placed.date_created)
    people(ana).delete()
    twilio.conferences(found.sid).update(announce_url=f"{web.url}/news")
    twilio.conferences(found.sid).update(status="completed")
    for line in sandbox.captured():
        found = judge.check(line["method"], line["path"], line["headers"], line["body"].encode())
        assert found == [], line["path"]


def test_calls_of_an_older_file_are_let_go(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "sandbox.db") as old:
        old.execute("CREATE TABLE calls (id INTEGER PRIMARY KEY, sid TEXT)")
        old.execute("CREATE TABLE recordings (sid TEXT PRIMARY KEY)")
    old.close()
    with Sandbox.start(tmp_path, web_url="http://127.0.0.1:9") as sandbox:
        assert sandbox.calls() == []


def test_no_call_outlives_the_sandbox(tmp_path: Path, web: Web) -> None:
    answers(web, voice=room(record="record-from-start"))
    with Sandbox.start(tmp_path, web_url=web.url) as first:
        for phone in (ANA, BEN):
            first.dial(phone)
    with Sandbox.start(tmp_path, web_url=web.url) as second:
        assert {call["status"] for call in second.calls()} == {"completed"}
        assert [(one["state"], one["participants"]) for one in second.rooms()] == [("completed", [])]
        second.dial(ANA)
        assert len(second.rooms("init")) == 1


def test_a_dial_costs_little_besides_its_webhook(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<Response>{room()}</Response>"
    answer = Answer(200, "", page, content_type="text/xml")
    monkeypatch.setattr(sandbox.carrier.courier._poster, "post", lambda *what: answer)
    begun = time.process_time()
    for n in range(CROWD):
        sandbox.dial(f"+1312556{n:04d}")
    assert (time.process_time() - begun) / CROWD < DEAREST_DIAL_SECONDS
    assert len(sandbox.rooms()[0]["participants"]) == CROWD


def test_a_crowd_is_served_quickly(sandbox: Sandbox) -> None:
    path = f"{sandbox.url}/2010-04-01/Accounts/{sandbox.settings.account_sid}/Messages.json"
    with requests.Session() as session:
        session.trust_env = False
        session.auth = (sandbox.settings.account_sid, sandbox.settings.auth_token)
        begun = time.monotonic()
        for n in range(CROWD):
            form = {"From": sandbox.settings.twilio_number, "To": f"+1312555{n:04d}", "Body": "hi"}
            assert session.post(path, data=form, timeout=5).status_code == 201
    assert time.monotonic() - begun < SLOWEST_SECONDS
