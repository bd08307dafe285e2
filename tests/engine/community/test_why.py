"""`why` leaves nothing out: what came, what went and did not, what waits, what was agreed."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

from engine import audience, consent, threads
from engine.community.waiting import waits
from engine.community.why import as_data, story
from engine.language.conditions import Condition, Conditions
from engine.language.place import Place
from engine.models import Address, Delivery, Fanout, Inbound, Member
from engine.models.db import transaction
from engine.publishing import publish

FILES = {
    "workflows/community.yaml": b"name: The Team\ntimezone: America/Chicago\n",
    "messages/news.txt": b"News.\n",
}
DAY = timedelta(days=1)


def test_every_part_is_oldest_first_with_its_reasons(cast: SimpleNamespace, now: datetime) -> None:
    for number, at in ((1, now), (2, now - DAY)):
        Inbound.create(
            provider="twilio", provider_id=f"SM{number}", channel="text", from_value="+13125550142",
            member=cast.amy, text=f"text {number}", received_at=at, understood_as="person",
        )  # fmt: skip
        Delivery.create(
            cause=f"c{number}", member=cast.amy, body="Hello", created_at=at, due_at=at, state="refused",
            reason="They have not agreed.", reason_code="consent",
        )  # fmt: skip
    with transaction():
        consent.stop(cast.amy, Address.get(Address.value == "+13125550142"), "text", {"words": "STOP"}, now)
    told = as_data(story(cast.amy, now))
    assert [one["text"] for one in told["inbound"]] == ["text 2", "text 1"]
    assert [one["reason_code"] for one in told["deliveries"]] == ["consent", "consent"]
    assert told["deliveries"][0]["at"] < told["deliveries"][1]["at"]
    assert [one["given"] for one in told["consent"]] == [True, True, False, False]
    assert told["consent"][-1]["how"] == "text"


def test_what_waits_and_until_when(cast: SimpleNamespace, now: datetime) -> None:
    publish(FILES, now, "test")
    Delivery.create(
        cause="c", member=cast.amy, message="news", created_at=now, due_at=now + DAY, state="held",
        reason="It is after 8pm there.", reason_code="hours",
    )  # fmt: skip
    with transaction():
        threads.open_thread(cast.amy, "host", now)
    Member.update(paused_until=now + 2 * DAY).where(Member.id == cast.amy.id).execute()
    waiting = {one["what"]: one for one in as_data(story(Member.get_by_id(cast.amy.id), now))["waiting"]}
    assert waiting["the message news"]["why"] == "It is after 8pm there."
    assert waiting["the message news"]["until"] == (now + DAY).isoformat()
    assert waiting["a conversation with Rosa Diaz"]["until"] == (now + DAY).isoformat()
    assert waiting["everything"]["until"] == (now + 2 * DAY).isoformat()


def test_what_is_still_to_come_is_told_to_whom_it_is_for_alone(cast: SimpleNamespace, now: datetime) -> None:
    publish(FILES, now, "test")
    leaders = Conditions((Condition("tagged", Place("", 0), ("leader",)),))
    detail = {"message": "news", "for": audience.stored(leaders)}
    Fanout.create(cause="broadcast:1", kind="send", detail=detail, begins_at=now, due_at=now + DAY)
    assert [one["what"] for one in as_data(story(cast.bob, now))["waiting"]] == ["a broadcast news"]
    assert as_data(story(cast.amy, now))["waiting"] == []


def test_what_they_asked_for_themselves_is_told(cast: SimpleNamespace, now: datetime) -> None:
    cast.amy.wants, cast.amy.week_most = "fewer", 2
    cast.bob.wants, cast.bob.resting_until = "calls", now + timedelta(days=2)
    assert [one.why for one in waits(cast.amy, now)] == ["they asked for at most 2 messages a week"]
    assert [(one.what, one.until) for one in waits(cast.bob, now)] == [
        ("everything", now + timedelta(days=2)),
        ("all but call reminders", None),
    ]
    data = as_data(story(cast.bob, now))["member"]
    assert (data["wants"], data["week_most"]) == ("calls", None)
