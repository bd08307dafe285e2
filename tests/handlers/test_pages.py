"""Pages and links: looking changes nothing, a press does once, and a recording plays in parts."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent
from engine.links import Links
from engine.models import (
    Address,
    Blob,
    Consent,
    Delivery,
    Enrollment,
    Fanout,
    Inbound,
    Instance,
    Recording,
    Revision,
    Sender,
    database,
)
from engine.now import machine_now

SOUND = bytes(range(256)) * 40


@pytest.fixture
def links(web: Any) -> Links:
    return Links(web.settings.secret_key, web.settings.public_url)


@pytest.fixture
def mailbox(cast: SimpleNamespace) -> Address:
    return Address.get(Address.value == "amy@example.com")


def path(link: str) -> str:
    return link.removeprefix("http://localhost:8000")


@pytest.mark.parametrize("page", ["/", "/privacy", "/terms", "/style.css", "/healthz", "/metrics"])
def test_pages_for_anybody(web: Any, page: str) -> None:
    answer = web.client.get(page)
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_privacy_page_says_who_sees_what_and_how_to_ask(web: Any) -> None:
    page = " ".join(web.client.get("/privacy").text.split())
    assert "You are told so before it names you." in page
    assert "WHAT DO YOU KNOW for all we have on you" in page


def test_looking_at_the_link_changes_nothing(web: Any, links: Links, mailbox: Address) -> None:
    before = Consent.select().count()
    for method in ("GET", "HEAD"):
        assert web.client.open(path(links.unsubscribe(mailbox.public_id)), method=method).status_code == 200
    assert Consent.select().count() == before
    assert "<button" in web.client.get(path(links.unsubscribe(mailbox.public_id))).text


def test_one_click_ends_email_once_and_texts_go_on(
    web: Any, links: Links, mailbox: Address, cast: SimpleNamespace
) -> None:
    before = Consent.select().count()
    for _ in range(3):
        answer = web.client.post(
            path(links.unsubscribe(mailbox.public_id)), data={"List-Unsubscribe": "One-Click"}
        )
        assert answer.status_code == 200
    assert Consent.select().count() == before + 1
    assert consent.state(mailbox).given is False
    assert consent.state(Address.get(Address.value == "+13125550142")).given is True


def test_the_last_way_gone_ends_what_they_are_in(
    web: Any, links: Links, cast: SimpleNamespace, now: Any
) -> None:
    box = Address.get(Address.value == "tom@example.com")
    revision = Revision.create(workflow="w", sha256="0" * 64, at=now)
    walk = Enrollment.create(workflow="w", revision=revision, member=cast.tom, cause="c", started_at=now)
    web.client.post(path(links.unsubscribe(box.public_id)))
    assert Enrollment.get_by_id(walk.id).status == "stopped"


def test_a_change_of_mind_is_one_more_press(web: Any, links: Links, mailbox: Address) -> None:
    link = path(links.unsubscribe(mailbox.public_id))
    web.client.post(link)
    assert web.client.post(link, data={"do": "resubscribe"}).status_code == 200
    assert consent.state(mailbox).given is True


@pytest.mark.parametrize("token", ["x", "a" * 37, "%00", "..", "a.b.c"])
def test_a_made_up_link_is_a_404_for_people(web: Any, token: str) -> None:
    for where in ("/u/", "/listen/"):
        answer = web.client.get(where + token)
        assert answer.status_code == 404
        assert "<h1>" in answer.text


@pytest.fixture
def recording(web: Any, now: Any) -> Recording:
    blob = Blob.create(sha256="f" * 64, body=SOUND, media_type="audio/mpeg")
    return Recording.create(
        name="first", number=7, title="The first <one>", transcript="Hello & welcome", blob=blob,
        media_type="audio/mpeg", published_at=now,
    )  # fmt: skip


def test_a_recordings_page_needs_no_script(web: Any, links: Links, recording: Recording) -> None:
    page = web.client.get(path(links.listen(recording.public_id))).text
    assert "<audio controls" in page
    assert "<script" not in page
    assert "Hello &amp; welcome" in page
    assert "The first &lt;one&gt;" in page


def test_it_plays_whole_and_in_parts(web: Any, links: Links, recording: Recording) -> None:
    sound = path(links.listen(recording.public_id)) + "/audio"
    assert web.client.get(sound).data == SOUND
    part = web.client.get(sound, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.data) == (206, SOUND[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(SOUND)}"
    assert web.client.get(sound, headers={"Range": "bytes=999999-"}).status_code == 416
    assert web.client.get(sound, headers={"Range": "bytes=0-1"}).data == SOUND[:2]
    assert Recording.get_by_id(recording.id).plays == 1


def test_the_sandboxs_clock_takes_a_wish_and_rings(web: Any, now: Any) -> None:
    key = {"Authorization": f"Bearer {web.settings.twilio_auth_token}"}
    assert web.client.get("/sandbox/clock", headers=key).json == {
        "now": now.isoformat(), "timezone": "America/Chicago", "moving": False, "target": None,
    }  # fmt: skip
    answer = web.client.post("/sandbox/clock", headers=key, json={"by_seconds": 3600})
    assert answer.status_code == 202
    assert answer.json["moving"] is True
    assert Instance.get().target == now + timedelta(hours=1)
    assert web.rung


@pytest.mark.parametrize(
    "wish",
    [
        {},
        [],
        {"to": "soon"},
        {"to": "2026-11-24T10:00"},
        {"by_seconds": -5},
        {"by_seconds": "x"},
        {"by_seconds": 1e300},
        {"to": None},
        {"to": "2020-01-01T00:00:00+00:00"},
        {"by_seconds": 10**12},
    ],
)
def test_a_wish_that_is_none_is_a_400(web: Any, wish: Any) -> None:
    key = {"Authorization": f"Bearer {web.settings.twilio_auth_token}"}
    answer = web.client.post("/sandbox/clock", headers=key, json=wish)
    assert answer.status_code == 400
    assert answer.json["detail"]
    assert Instance.get().target is None


def test_readiness_names_what_is_missing(web: Any, now: Any) -> None:
    answer = web.client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json["database"], answer.json["redis"]) == ("ok", "does not answer")
    assert answer.json["clock"] == "has not run yet"
    Instance.update(clock_beat_at=machine_now()).execute()
    assert web.client.get("/readyz").json["clock"] == "ok"


def test_what_waits_for_a_person_is_counted_and_names_nobody(web: Any, cast: Any, now: Any) -> None:
    usual: dict[str, Any] = {"cause": "c", "member": cast.amy, "created_at": now, "due_at": now}
    tried = machine_now() - timedelta(minutes=5)
    Delivery.create(**usual, step_key="1", state="unknown", attempted_at=tried)
    Delivery.create(**usual, step_key="2", state="unknown", attempted_at=tried + timedelta(minutes=4))
    Delivery.create(**usual, step_key="3", state="failed", reason_code="quarantined")
    Inbound.create(
        provider="twilio", provider_id="SM1", channel="text", from_value="+13125550142", received_at=now,
        understood_as="quarantined",
    )  # fmt: skip
    Fanout.create(cause="c", kind="send", begins_at=now, due_at=now, state="quarantined")
    Sender.create(
        channel="text", value="+13125550199", next_free_at=now, bulk_free_at=now, halted_at=now,
        halted_why="twilio 21608: +13125550142 is not verified",
    )  # fmt: skip
    answer = web.client.get("/readyz")
    waiting = answer.json["waiting"]
    assert waiting["quarantined"] == {"inbound": 1, "walks": 0, "deliveries": 1, "fanouts": 1}
    assert waiting["in_doubt"]["deliveries"] == 2
    assert 300 <= waiting["in_doubt"]["oldest_seconds"] < 360
    assert waiting["halted"] == {"text": "twilio 21608, since 2026-11-23T21:00:00+00:00"}
    counts = dict(line.rsplit(" ", 1) for line in web.client.get("/metrics").text.splitlines())
    assert counts['kindling_quarantined{what="deliveries"}'] == "1"
    assert counts["kindling_deliveries_in_doubt"] == "2"
    assert int(counts["kindling_deliveries_in_doubt_oldest_seconds"]) >= 300
    assert counts['kindling_sender_halted{channel="text"}'] == "1"
    assert counts['kindling_sender_halted{channel="email"}'] == "0"
    assert "5550142" not in answer.text


@pytest.mark.parametrize("page", ["/nothing", "/api/v1/nothing", "/twilio/nothing"])
def test_what_is_not_there_is_said_without_a_trace(web: Any, page: str) -> None:
    answer = web.client.get(page)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_every_page_gives_its_connection_back(
    web: Any, links: Links, mailbox: Address, recording: Recording
) -> None:
    pages = [
        "/",
        "/readyz",
        "/metrics",
        path(links.unsubscribe(mailbox.public_id)),
        path(links.listen(recording.public_id)),
        path(links.listen(recording.public_id)) + "/audio",
    ]
    left_open: list[str] = []

    def ask() -> None:
        for page in pages:
            web.client.get(page)
            web.api("GET", "/api/v1/members?email=amy@example.com")
            web.api("POST", "/api/v1/events", json={"email": "amy@example.com", "event": "x"})
            if not database.is_closed():
                left_open.append(page)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    assert left_open == []
