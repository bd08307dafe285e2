"""Webhooks that found nobody: what they had to tell is asked for, and counts once, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest

from engine import inbound, outbox
from engine.channels import build
from engine.channels.history import arrived, fate
from engine.errors import ProviderError
from engine.inbound import Received, receive
from engine.jobs.recovering import Recoverer
from engine.models import Bookmark, Delivery, Inbound, Member
from engine.models.sending import NORMAL, URGENT
from engine.outbox import NewDelivery
from engine.recovery import Recovered
from tests.engine.recovery.conftest import OURS, Outage

AMY, BOB = "+13125550142", "+13035550101"
SERVICE = "MG" + "0" * 32


@pytest.fixture
def down(outage: Outage, cast: SimpleNamespace) -> Outage:
    """The first look has marked the place; Amy and Bob are members."""
    assert outage.look() == Recovered()
    return outage


def test_lost_texts_are_recorded_once_and_in_order(down: Outage) -> None:
    for phone, words in ((AMY, "Are you there?"), (BOB, "I'll be late"), (AMY, "Hello?")):
        down.text(phone, words)
    assert down.look(minutes=4).texts == 0
    assert down.look(minutes=2).texts == 3
    assert down.recorded() == ["Are you there?", "I'll be late", "Hello?"]
    assert down.look(minutes=6).texts == 0
    assert len(down.recorded()) == 3
    assert down.asked("/Messages.json") == 2


def test_a_text_that_its_webhook_brought_is_not_recorded_again(down: Outage) -> None:
    down.text(AMY, "One")
    down.text(AMY, "Two")
    (sid, *_) = [row["sid"] for row in down.sandbox.messages() if row["body"] == "One"]
    came = Received(
        provider="twilio", provider_id=sid, channel="text", from_value=AMY, to_value=OURS, text="One"
    )
    assert receive(came, down.now) is not None
    assert down.look(minutes=6).texts == 1
    assert down.recorded() == ["One", "Two"]


def test_a_lost_stop_stops(down: Outage) -> None:
    down.text(AMY, "STOP")
    down.look(minutes=6)
    inbound.drain(down.kit, down.now)
    assert Inbound.get().understood_as == "stop"


def test_after_a_long_outage_the_oldest_hours_come_first(down: Outage) -> None:
    """Each look goes through one hour; the last one is the hour of now."""
    down.text(AMY, "Now")
    back = Bookmark.get(Bookmark.name == "texts in")
    Bookmark.update(at=back.at - timedelta(hours=2, minutes=30)).where(Bookmark.id == back.id).execute()
    looks = [down.look(minutes=6)]
    while looks[-1].more:
        looks.append(down.look())
    assert [look.texts for look in looks] == [0, 0, 1]


def test_nothing_is_older_than_three_days(down: Outage) -> None:
    Bookmark.update(at=down.machine_now - timedelta(days=30)).where(Bookmark.name == "texts in").execute()
    down.look()
    reached = Bookmark.get(Bookmark.name == "texts in").at
    assert timedelta(hours=70) < down.machine_now - reached < timedelta(hours=72)


def test_a_messaging_service_has_several_numbers(outage: Outage, cast: SimpleNamespace) -> None:
    outage.kit = outage.with_sender(SERVICE)
    outage.look()
    outage.text(AMY, "To the service")
    assert outage.look(minutes=6).texts == 1


def test_times_are_asked_for_in_utc(down: Outage) -> None:
    """The client writes the hour as it stands and a Z behind it."""
    client = down.kit.carriers.text.client
    down.text(AMY, "Here")
    tokyo = timezone(timedelta(hours=9))
    start, end = datetime.now(tokyo) - timedelta(minutes=1), datetime.now(tokyo) + timedelta(minutes=1)
    assert [one.text for one in arrived(client, OURS, start, end, 10)] == ["Here"]
    assert arrived(client, OURS, end, end + timedelta(hours=1), 10) == []
    path = down.sandbox.captured()[-2]["path"]
    assert start.astimezone(UTC).strftime("%Y-%m-%dT%H") in path


def send(down: Outage, member: Member, key: str) -> Delivery:
    outbox.queue(
        NewDelivery(cause="test", step_key=key, member_id=member.id, kind="answer", message="hello"), down.now
    )
    outbox.drain((URGENT, NORMAL), down.kit, now=down.now + down.later, machine_now=down.machine_now)
    return Delivery.get(Delivery.step_key == key)


def test_lost_statuses_are_asked_for_after_ten_minutes_and_once(down: Outage, cast: SimpleNamespace) -> None:
    row = send(down, cast.amy, "a")
    assert (row.state, row.provider_status) == ("sent", "queued")
    assert not any(posted.good for posted in down.sandbox.deliver_callbacks())
    assert down.look(minutes=9).statuses == 0
    assert down.look(minutes=2).statuses == 1
    assert Delivery.get_by_id(row.id).provider_status == "delivered"
    asked = down.asked(f"/Messages/{row.provider_id}.json")
    assert down.look(hours=12).statuses == 0
    assert down.asked(f"/Messages/{row.provider_id}.json") == asked == 1


def test_the_lost_end_of_a_call_is_asked_for(down: Outage, cast: SimpleNamespace) -> None:
    new = NewDelivery(
        cause="test", step_key="r", member_id=cast.amy.id, kind="crisis", body="Hello", by="phone"
    )
    outbox.queue(new, down.now)
    outbox.drain((URGENT, NORMAL), down.kit, now=down.now, machine_now=down.machine_now)
    row = Delivery.get(Delivery.step_key == "r")
    assert row.state == "sent"
    sid = down.sandbox.ringing("+13125550142")
    assert sid == row.provider_id
    down.sandbox.hang_up(sid)
    assert not any(posted.good for posted in down.sandbox.deliver_callbacks())
    assert down.look(minutes=11).statuses == 1
    after = Delivery.get_by_id(row.id)
    assert (after.provider_status, after.price_micros) == ("busy", 0)
    assert down.look(hours=12).statuses == 0


def test_a_failure_that_was_never_reported_is_learnt(
    down: Outage, make_member: Callable[..., Member]
) -> None:
    row = send(down, make_member("Gone", phone="+15005553003"), "b")
    down.sandbox.deliver_callbacks()
    down.look(minutes=11)
    after = Delivery.get_by_id(row.id)
    assert (after.provider_status, after.provider_error) == ("undelivered", "30003")


def test_who_never_confirms_is_asked_twice_and_no_more(down: Outage, cast: SimpleNamespace) -> None:
    row = send(down, cast.amy, "c")
    for hours in (1, 1, 11, 1, 24):
        down.look(hours=hours)
    assert down.asked(f"/Messages/{row.provider_id}.json") == 2
    assert Delivery.get_by_id(row.id).provider_status == "queued"


def test_a_text_that_twilio_does_not_know_holds_up_nothing(down: Outage, cast: SimpleNamespace) -> None:
    lost, known = send(down, cast.amy, "d"), send(down, cast.bob, "e")
    Delivery.update(provider_id="SM" + "f" * 32).where(Delivery.id == lost.id).execute()
    down.sandbox.deliver_callbacks()
    assert fate(down.kit.carriers.text.client, "SM" + "f" * 32) is None
    assert down.look(minutes=11).statuses == 1
    assert Delivery.get_by_id(known.id).provider_status == "delivered"


class NoBells:
    def ring(self, *bells: str) -> None:
        raise AssertionError(f"nothing was found and {bells} rung")


def test_twilios_silence_is_said_once_and_nothing_is_passed_over(
    down: Outage, caplog: pytest.LogCaptureFixture
) -> None:
    down.text(AMY, "Lost for now")
    awake, asleep = down.kit, build(replace(down.kit.settings, twilio_api_url=down.kit.settings.public_url))
    Bookmark.update(at=down.machine_now - timedelta(minutes=6)).where(Bookmark.name == "texts in").execute()
    before = Bookmark.get(Bookmark.name == "texts in").at
    recoverer = Recoverer(asleep, NoBells())
    with caplog.at_level(logging.WARNING):
        recoverer.look()
        recoverer.look()
    assert len(caplog.records) == 1
    assert Bookmark.get(Bookmark.name == "texts in").at == before
    down.kit = asleep
    with pytest.raises(ProviderError):
        down.look()
    down.kit = awake
    assert down.look().texts == 1
