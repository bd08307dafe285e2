"""Calls of ours: who is rung, what is heard, what it costs, and when it is tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent, outbox
from engine.channels import Kit, PaperCarrier
from engine.language.community import Community
from engine.models import Address, Blob, Delivery, Inbound, Member, Recording, SpendDay
from engine.models.sending import (
    ANSWER,
    CRISIS,
    EXPIRED,
    HELD,
    PERSON,
    QUEUED,
    REFUSED,
    SENT,
    SERVICE,
    STARTED,
    UNKNOWN,
)
from engine.outbox import NewReceipt
from engine.outbox.calls import Again, ended, said
from engine.outbox.facts import Facts, Reach
from engine.outbox.gate import decide
from engine.times import Duration, parse_hours
from tests.engine.outbox.conftest import drain, fresh, make_kit, say, sent

COMMUNITY = Community("The Team", "America/Chicago", parse_hours("9am to 8pm"))
NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # in Chicago
NIGHT = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # half past ten there
LANDLINE = Reach(1, "phone", "+13125550142", country="US", kind="landline", given=True)
MOBILE = replace(LANDLINE, kind="mobile")
MAIL = Reach(2, "email", "amy@example.com", given=True)
ALL = frozenset({"text", "email", "phone"})
AMY = Facts("Amy", STARTED, "any", "America/Chicago", forms=ALL, reaches=(MOBILE, MAIL))
OURS = "+13125550199"


def phone_kit(**settings: Any) -> Kit:
    kit = make_kit(calls_per_second=100.0, **settings)
    return replace(kit, carriers=replace(kit.carriers, phone=PaperCarrier(OURS, "twilio")))


@pytest.fixture
def line(kit: Kit) -> Kit:
    """A kit that can ring, on paper."""
    return phone_kit()


def report(row: Delivery, status: str, now: datetime, **raw: str) -> None:
    receipt = NewReceipt(
        "twilio", f"CA{row.id}:{status}", status, fresh(row).attempt_token or "", f"CA{row.id}", raw=raw
    )
    outbox.record_receipt(receipt, now)


# -- choosing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "prefers", "rings", "kind", "reaches", "channel"),
    [
        ("any", "", False, STARTED, (MOBILE, MAIL), "text"),
        ("any", "phone", False, STARTED, (MOBILE, MAIL), "phone"),
        ("any", "phone", False, STARTED, (LANDLINE, MAIL), "phone"),
        ("any", "phone", False, PERSON, (MOBILE, MAIL), "text"),  # what people write is read
        ("any", "phone", False, SERVICE, (MOBILE,), "text"),
        ("any", "phone", False, ANSWER, (replace(MOBILE, wrote_from=True),), "text"),
        ("any", "phone", False, ANSWER, (replace(LANDLINE, wrote_from=True),), "phone"),
        ("any", "email", True, STARTED, (LANDLINE, MAIL), "email"),
        ("any", "", False, STARTED, (LANDLINE, MAIL), "email"),
        ("any", "", True, STARTED, (LANDLINE, MAIL), "phone"),
        ("any", "", True, STARTED, (MOBILE, MAIL), "text"),
        ("any", "", False, STARTED, (LANDLINE,), "landline"),
        ("any", "", True, SERVICE, (LANDLINE,), "landline"),  # no phone rings to confirm a stop
        ("text", "", False, STARTED, (LANDLINE, MAIL), "landline"),
        ("text", "", True, STARTED, (LANDLINE, MAIL), "phone"),
        ("text", "phone", False, STARTED, (LANDLINE,), "phone"),
        ("text", "phone", False, STARTED, (MOBILE,), "text"),
        ("email", "phone", True, STARTED, (LANDLINE, MAIL), "email"),
        ("number", "", False, STARTED, (MOBILE,), "text"),
        ("number", "", False, STARTED, (LANDLINE,), "phone"),
        ("number", "phone", False, STARTED, (MOBILE,), "phone"),
        ("number", "", False, STARTED, (MAIL,), "no-address"),
        ("phone", "", False, STARTED, (MOBILE,), "phone"),
        ("phone", "", False, STARTED, (LANDLINE,), "phone"),
        ("phone", "", False, STARTED, (replace(LANDLINE, given=False, status="stopped"),), "stopped"),
        ("phone", "", False, STARTED, (replace(LANDLINE, given=None),), "consent"),
        ("phone", "", False, STARTED, (replace(LANDLINE, blocked=True),), "blocked"),
        ("phone", "", False, STARTED, (replace(LANDLINE, value="+447700900123", country="GB"),), "country"),
    ],
)
def test_who_is_rung_and_who_is_written_to(
    part: str, prefers: str, rings: bool, kind: str, reaches: tuple[Reach, ...], channel: str
) -> None:
    facts = replace(AMY, part=part, prefers=prefers, ring_landlines=rings, kind=kind, reaches=reaches)
    found = decide(facts, COMMUNITY, NOON)
    assert channel in (found.channel, found.code)


def test_a_question_never_becomes_a_call() -> None:
    """Nobody can answer a voice of ours, so whoever has only a landline is not asked."""
    asked = replace(AMY, asks=True, prefers="phone", ring_landlines=True)
    assert decide(asked, COMMUNITY, NOON).channel == "text"
    assert decide(replace(asked, reaches=(LANDLINE,)), COMMUNITY, NOON).code == "landline"


@pytest.mark.parametrize(
    ("kind", "held"), [(STARTED, "hours"), (CRISIS, "law"), (ANSWER, "law"), (PERSON, "law")]
)
def test_no_phone_rings_at_night(kind: str, held: str) -> None:
    facts = replace(AMY, part="phone", kind=kind, reaches=(LANDLINE,))
    found = decide(facts, COMMUNITY, NIGHT)
    assert (found.verdict, found.code) == ("hold", held)
    assert found.until is not None
    assert decide(facts, COMMUNITY, found.until).verdict == "send"


def test_a_call_counts_under_the_days_limit() -> None:
    facts = replace(AMY, part="phone", counted=2)
    assert decide(facts, COMMUNITY, NOON).code == "cap"


# -- what is said -----------------------------------------------------------------------------------------


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


# -- pace -------------------------------------------------------------------------------------------------


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


# -- doubt ------------------------------------------------------------------------------------------------


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


# -- the end of a call ------------------------------------------------------------------------------------


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


# -- ringing again ----------------------------------------------------------------------------------------

TWICE = {"retry": Again(2, Duration(20, "minutes")).as_data()}


def missed(line: Kit, row: Delivery, now: datetime, status: str = "no-answer") -> list[Delivery]:
    drain(line, now)
    report(row, status, now)
    return list(Delivery.select().where(Delivery.cause == "c").order_by(Delivery.id))


def test_a_missed_call_is_rung_again_by_its_rule(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE, body="Ring, ring.")
    for at, status in enumerate(("no-answer", "busy", "failed")):
        rows = missed(line, row, now + at * timedelta(minutes=20), status)
        assert len(rows) == min(at + 2, 3)
        row = rows[-1]
    first, second, third = rows
    assert [one.step_key for one in rows] == ["send:it", "send:it/again-1", "send:it/again-2"]
    assert [one.due_at - now for one in rows] == [at * timedelta(minutes=20) for at in range(3)]
    assert [said(one) for one in rows] == ["no answer", "busy", "failed"]
    assert second.body == third.body == first.body == "Ring, ring."


def test_the_same_status_twice_rings_once_more_and_not_twice(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE)
    missed(line, row, now)
    receipt = NewReceipt("twilio", "another:busy", "no-answer", fresh(row).attempt_token or "", "CA9")
    outbox.record_receipt(receipt, now)
    assert Delivery.select().count() == 2


@pytest.mark.parametrize("status", ["completed", "canceled"])
def test_who_was_reached_is_not_rung_again(
    line: Kit, cast: SimpleNamespace, now: datetime, status: str
) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE)
    assert len(missed(line, row, now, status)) == 1


def test_nobody_is_rung_past_what_the_call_is_good_for(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE, expires_at=now + timedelta(minutes=15))
    assert len(missed(line, row, now)) == 1


def test_nobody_is_rung_again_after_a_stop(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE)
    drain(line, now)
    address = Address.get(Address.value == "+13125550142")
    consent.stop(cast.amy, address, "phone", {}, now)
    outbox.cancel(member_id=cast.amy.id, why="They said stop.", now=now)
    rows = missed(line, row, now)
    drain(line, now + timedelta(minutes=20))
    assert [fresh(one).state for one in rows] == [SENT, REFUSED]
    assert fresh(rows[1]).reason_code == "stopped"


def test_another_try_takes_no_other_place_in_the_day(
    line: Kit, publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(community="at most: 1 a day\n")
    row = say(cast.amy, now, by="phone", context=TWICE)
    rows = missed(line, row, now)
    other = say(cast.amy, now, cause="other")
    drain(line, now + timedelta(minutes=20))
    assert (fresh(rows[1]).state, fresh(other).reason_code) == (SENT, "cap")


def test_another_try_expires_like_the_first(line: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, by="phone", context=TWICE, expires_at=now + timedelta(minutes=30))
    rows = missed(line, row, now)
    drain(line, now + timedelta(minutes=31))
    assert fresh(rows[1]).state == EXPIRED


def test_a_message_that_became_a_call_is_rung_again_unasked(
    line: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    Address.update(kind="landline").where(Address.value == "+13125550142").execute()
    row = say(cast.amy, now, message="welcome", by="text or phone")
    rows = missed(line, row, now)
    assert [one.part for one in rows] == ["number", "number"]
    assert rows[1].due_at == now + timedelta(minutes=20)


@pytest.mark.parametrize("rule", [{"times": "many"}, {"times": 1, "after": "a while"}, {}, "2 times"])
def test_a_rule_that_is_none_rings_nobody_again(
    line: Kit, cast: SimpleNamespace, now: datetime, rule: Any
) -> None:
    row = say(cast.amy, now, by="phone", context={"retry": rule})
    assert len(missed(line, row, now)) == 1
