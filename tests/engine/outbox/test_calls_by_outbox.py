"""Calls of ours: what is heard, what it costs, and how they end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from engine import outbox
from engine.channels import Kit, PaperCarrier
from engine.models import Address, Blob, Delivery, Inbound, Member, Recording, SpendDay
from engine.models.sending import (
    CRISIS,
    HELD,
    QUEUED,
    SENT,
    UNKNOWN,
)
from engine.outbox.calls import ended, said
from tests.engine.outbox.conftest import drain, fresh, phone_kit, report, say, sent

OURS = "+13125550199"


def recording(name: str, now: datetime, **fields: Any) -> Recording:
    blob, _ = Blob.get_or_create(sha256="f" * 64, defaults={"body": b"sound"})
    values = {"number": 4, "title": "A good week", "transcript": "Well done.", "media_type": "audio/mpeg"}
    made: Recording = Recording.create(name=name, blob=blob, published_at=now, **{**values, **fields})
    return made


def test_a_message_is_spoken_without_the_lines_of_a_first_text(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now, message="welcome", by="phone")
    assert drain(line, now).sent == 1
    row = fresh(row)
    assert (row.state, row.channel, row.sender) == (SENT, "phone", OURS)
    assert row.body == "Welcome Amy, good to have you!"
    assert (row.segments, row.price_micros) == (0, 21_500)
    assert Address.get(Address.value == "+13125550142").introduced_at is None
    [outgoing] = sent(line, "phone")
    assert (outgoing.channel, outgoing.to, outgoing.token) == ("phone", "+13125550142", row.attempt_token)


def test_words_of_somebodys_own_are_spoken_in_their_language(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    named = say(cast.carla, now, message="welcome", by="phone")
    literal = say(cast.bob, now, body="Can you lead? See https://k.example.org/x 🙂", by="phone", kind=CRISIS)
    drain(line, now)
    assert fresh(named).body == "Bienvenida Carla!"
    assert fresh(literal).body == "Can you lead? See"


def test_a_recording_of_that_name_is_played(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    made = recording("good-week", now, seconds=100)
    row = say(cast.amy, now, message="good-week", by="phone")
    drain(line, now)
    row = fresh(row)
    assert row.body == "A good week\nWell done."
    assert (row.context["plays"], row.context["silent"]) == (made.public_id, True)
    assert row.price_micros == 2 * 14_000 + 7_500


def test_a_message_about_a_recording_is_spoken_and_then_played(
    line: Kit, publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish({"messages/worth-it.txt": "Worth hearing: {{ recording.title }}. {{ recording.link }}"})
    made = recording("worth-it", now)
    row = say(cast.amy, now, message="worth-it", by="text or phone")
    Address.update(kind="landline").where(Address.value == "+13125550142").execute()
    drain(line, now)
    row = fresh(row)
    assert row.body == "Worth hearing: A good week."
    assert (row.context["plays"], row.context["silent"]) == (made.public_id, False)


def test_a_message_that_is_neither_is_refused(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    gone = say(cast.amy, now, message="gone", by="phone")
    mail = say(cast.bob, now, message="letter", by="phone")
    drain(line, now)
    assert [fresh(one).reason_code for one in (gone, mail)] == ["no-words", "no-form"]


def test_landlines_are_rung_where_the_community_says_so(
    line: Kit, publish: Callable[..., None], make_member: Callable[..., Member], now: datetime
) -> None:
    member = make_member("Gus Old", phone="+13125550188")
    Address.update(kind="landline").execute()
    left_out = say(member, now, cause="one", message="welcome")
    drain(line, now)
    publish(community="landlines: ring\n")
    rung = say(member, now, cause="two", message="welcome")
    drain(line, now)
    assert (fresh(left_out).reason_code, fresh(rung).channel) == ("landline", "phone")


def test_a_messaging_service_rings_from_the_number_it_was_seen_to_use(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    service = phone_kit(twilio_from="MG" + "0" * 32)
    carrier = PaperCarrier("", "twilio")
    service = replace(service, carriers=replace(service.carriers, phone=carrier))
    row = say(cast.amy, now, by="phone")
    drain(service, now)
    assert (fresh(row).state, fresh(row).reason_code) == (HELD, "halted")
    Inbound.create(
        provider="twilio", provider_id="SM1", channel="text", from_value="+1", to_value=OURS, received_at=now
    )
    later = now + timedelta(minutes=16)
    drain(service, later)
    assert (fresh(row).state, fresh(row).sender) == (SENT, OURS)


def test_calls_keep_to_their_own_rate(kit: Kit, make_member: Callable[..., Member], now: datetime) -> None:
    slow = phone_kit()
    slow = replace(slow, settings=replace(slow.settings, calls_per_second=1.0))
    rows = [
        say(make_member(f"M{at}", phone=f"+131255501{at}0"), now, cause=f"c{at}", by="phone")
        for at in range(1, 7)
    ]
    assert drain(slow, now).sent == 3  # two seconds ahead
    assert drain(slow, now).sent == 0
    assert drain(slow, now + timedelta(seconds=1)).sent == 1
    assert drain(slow, now + timedelta(minutes=1)).sent == 2
    assert {fresh(one).state for one in rows} == {SENT}


def test_nobody_is_rung_while_on_another_call_of_ours(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    """Two at one table: the second would only find it busy."""
    first = say(cast.amy, now, by="phone")
    second = say(cast.amy, now, by="phone", cause="second")
    third = say(cast.amy, now, "answer", by="text", cause="third")
    drain(line, now)
    drain(line, now + timedelta(seconds=1))
    assert [fresh(one).state for one in (first, second, third)] == [SENT, HELD, SENT]
    report(first, "completed", now)
    drain(line, now + timedelta(minutes=1, seconds=1))
    assert fresh(second).state == SENT


@pytest.mark.parametrize(("known", "state"), [(True, SENT), (False, QUEUED)])
def test_a_call_in_doubt_is_settled_by_the_providers_list(
    line: Kit, cast: SimpleNamespace, now: datetime, known: bool, state: str
) -> None:
    row = say(cast.amy, now, by="phone")
    drain(line, now)
    Delivery.update(state=UNKNOWN, provider_id=None).where(Delivery.id == row.id).execute()
    if not known:
        sent_list: Any = line.carriers.phone
        sent_list.sent.clear()
    outbox.settle_unknown(line, now=now, machine_now=now + timedelta(minutes=5))
    assert fresh(row).state == state


def test_a_call_in_doubt_is_settled_by_its_status(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone")
    drain(line, now)
    Delivery.update(state=UNKNOWN, provider_id=None).where(Delivery.id == row.id).execute()
    report(row, "ringing", now)
    assert (fresh(row).state, fresh(row).provider_id) == (SENT, f"CA{row.id}")


@pytest.mark.parametrize(
    ("life", "how", "price"),
    [
        (("initiated", "ringing", "in-progress", "completed"), "answered", 2 * 14_000 + 7_500),
        (("initiated", "ringing", "busy"), "busy", 0),
        (("initiated", "ringing", "no-answer"), "no answer", 0),
        (("initiated", "failed"), "failed", 0),
        (("initiated", "ringing", "canceled"), "called off", 0),
    ],
)
def test_every_order_of_a_calls_statuses_ends_alike(
    line: Kit,
    make_member: Callable[..., Member],
    now: datetime,
    life: tuple[str, ...],
    how: str,
    price: int,
) -> None:
    ends = set()
    for at, order in enumerate(permutations(life)):
        member = make_member(f"M{at}", phone=f"+13125550{100 + at}")
        row = say(member, now, by="phone")
        drain(line, now)
        for status in (*order, order[0]):
            more = {"CallDuration": "61"} if status == "completed" else {}
            report(row, status, now, **more)
        row = fresh(row)
        ends.add((row.state, said(row), ended(row), row.price_micros))
    assert ends == {(SENT, how, True, price)}
    assert SpendDay.get().micros == price * at + price
    assert Delivery.select().count() == at + 1  # without a rule nobody is rung again


def test_who_answered_is_kept(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone")
    drain(line, now)
    report(row, "completed", now, AnsweredBy="machine_end_beep", CallDuration="20")
    assert said(fresh(row)) == "answered by a machine"
    assert fresh(row).context["plays"] == ""
