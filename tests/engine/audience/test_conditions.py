"""Every condition means the same asked of everybody, of one member, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from engine import audience, consent
from engine.language.community import Community
from engine.language.conditions import EVERYONE, Condition, ConditionKey, Conditions
from engine.language.place import Place
from engine.models import (
    Address,
    Attendance,
    CallAnswer,
    Event,
    Household,
    Inbound,
    Member,
    Occurrence,
    Revision,
    Room,
    Tag,
)
from engine.models.people import STRANGER
from engine.times import Duration, Hours

DAY = timedelta(days=1)
TEAM = Community("Team", "America/Chicago", Hours(time(9), time(20)))
NOWHERE = Place("", 1)


def one(key: ConditionKey, *values: str, **more: Any) -> Condition:
    return Condition(key, NOWHERE, values, **more)


def fitting(*conditions: Condition, now: datetime, **context: Any) -> set[str]:
    """Who fits, by first name; asked both ways, which must agree."""
    rules = Conditions(conditions)
    which = audience.query(rules, now=now, community=TEAM, **context)
    together = {member.name.split()[0] for member in Member.select().where(which)}
    alone = {
        member.name.split()[0]
        for member in Member.select()
        if audience.holds(rules, member, now=now, community=TEAM, **context)
    }
    assert together == alone
    return together


@pytest.fixture
def people(cast: SimpleNamespace, make_member: Callable[..., Member], now: datetime) -> SimpleNamespace:
    """The cast, lived in: tags, fields, words heard, a household, somebody who stopped, a stranger."""
    Member.update(joined_at=now - 40 * DAY).where(Member.id.in_([cast.rosa.id, cast.bob.id])).execute()
    Member.update(last_heard_at=now - 2 * DAY, stage="Try", fields={"shirt size": "XL"}).where(
        Member.id == cast.bob.id
    ).execute()
    Member.update(fields={"shirt size": "Groß"}, language="es-MX").where(Member.id == cast.carla.id).execute()
    Tag.create(member=cast.amy, name="Keen", at=now)
    Tag.create(member=cast.bob, name="keen", at=now)
    Event.create(member=cast.amy, name="First-Sale", key="e1", at=now - DAY)
    home = Household.create(name="The Reeds")
    make_member("Dan Reed", household=home)
    eve = make_member("Eve Reed", household=home)
    shared = Address.create(
        channel="phone", value="+13125550155", household=home, created_at=now, kind="mobile"
    )
    consent.grant(shared, how="form", evidence={}, now=now)
    consent.withdraw(shared, how="text", evidence={}, now=now, scope=eve.public_id)
    make_member("Held Import", phone="+13125550166", agreed=False)
    stopped = make_member("Sue Stop", phone="+13125550177")
    consent.stop(stopped, stopped.addresses.get(), how="text", evidence={}, now=now)
    make_member("Lou Line", phone="+13125550188")
    Address.update(kind="landline").where(Address.value == "+13125550188").execute()
    make_member("Some Stranger", how=STRANGER, phone="+13125550199")
    make_member("Gone Away", forgotten_at=now)
    return cast


MEMBERS = {"Rosa", "Bob", "Amy", "Carla", "Tom", "Dan", "Eve", "Held", "Sue", "Lou"}
OLD = {"Rosa", "Bob"}
MONTH = Duration(30, "days")
CASES: list[tuple[Condition, set[str]]] = [
    (one("tagged", "KEEN"), {"Amy", "Bob"}),
    (one("tagged", "leader", "nobody"), {"Bob"}),
    (one("all tagged", "leader", "keen"), {"Bob"}),
    (one("not tagged", "keen"), MEMBERS - {"Amy", "Bob"}),
    (one("role", "HOST"), {"Rosa"}),
    (one("not role", "HOST"), MEMBERS - {"Rosa"}),
    (one("stage", "try"), {"Bob"}),
    (one("joined within", duration=MONTH), MEMBERS - OLD),
    (one("joined over", duration=MONTH), OLD),
    (one("quiet for", duration=MONTH), {"Rosa"}),
    (one("takes", "text"), {"Rosa", "Bob", "Amy", "Carla", "Dan"}),
    (one("takes", "email"), {"Rosa", "Amy", "Tom"}),
    (one("takes", "phone"), {"Rosa", "Bob", "Amy", "Carla", "Dan", "Lou"}),
    (one("takes", "text", "email"), {"Rosa", "Bob", "Amy", "Carla", "Dan", "Tom"}),
    (one("language", "es"), {"Carla"}),
    (one("event", "first-sale"), {"Amy"}),
    (one("event", "first-sale", duration=Duration(2, "days")), {"Amy"}),
    (one("event", "first-sale", duration=Duration(23, "hours")), set()),
    (one("no event", "first-sale"), MEMBERS - {"Amy"}),
    (one("no event", "second-sale", "first-sale"), MEMBERS - {"Amy"}),
    (one("no event", "first-sale", duration=Duration(23, "hours")), MEMBERS),
    (one("percent", percent=100), MEMBERS),
    (one("percent", percent=0), set()),
    (one("field", "xl", field="shirt size"), {"Bob"}),
    (one("field", "Groß", field="shirt size"), {"Carla"}),
    (one("attended"), set()),
]


def test_everybody_are_the_members(people: SimpleNamespace, now: datetime) -> None:
    assert fitting(now=now) == MEMBERS


@pytest.mark.parametrize(("condition", "names"), CASES, ids=lambda value: getattr(value, "key", ""))
def test_a_condition(people: SimpleNamespace, now: datetime, condition: Condition, names: set[str]) -> None:
    assert fitting(condition, now=now) == names


def test_all_of_them_must_hold(people: SimpleNamespace, now: datetime) -> None:
    assert fitting(one("tagged", "keen"), one("takes", "email"), now=now) == {"Amy"}


def test_every_condition_is_tried_here() -> None:
    of_a_date = {"missed", "said yes", "said no", "not answered", "took part", "voted", "not voted", "won"}
    tried = {condition.key for condition, _ in CASES} | of_a_date
    assert tried == set(get_args(ConditionKey))


@pytest.fixture
def call(people: SimpleNamespace, now: datetime) -> Occurrence:
    revision = Revision.create(workflow="call", sha256="0" * 64, at=now)
    made = Occurrence.create(workflow="call", revision=revision, key="2026-11-24", starts_at=now)
    Attendance.create(occurrence=made, member=people.amy, seconds=90)
    CallAnswer.create(occurrence=made, member=people.bob, said="yes", at=now)
    CallAnswer.create(occurrence=made, member=people.tom, said="no", at=now)
    return made


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("attended", {"Amy"}),
        ("missed", MEMBERS - {"Amy"}),
        ("said yes", {"Bob"}),
        ("said no", {"Tom"}),
        ("not answered", MEMBERS - {"Bob", "Tom"}),
    ],
)
def test_what_came_of_a_call(call: Occurrence, now: datetime, key: ConditionKey, names: set[str]) -> None:
    call.attendance_known = True
    assert fitting(one(key), now=now, occurrence=call) == names


def test_whoever_rang_during_a_call_did_not_miss_it(
    call: Occurrence, people: SimpleNamespace, now: datetime
) -> None:
    """They were turned away, or heard a recording in its place; those who rang before or after it missed it."""
    call.attendance_known, call.ends_at = True, now + timedelta(minutes=45)
    Room.create(occurrence=call, name="a room", opened_at=now - timedelta(minutes=10))
    for number, (member, minutes) in enumerate(((people.bob, 5), (people.carla, -11), (people.tom, 46))):
        Inbound.create(
            provider="twilio",
            provider_id=f"CA{number}",
            channel="phone",
            from_value="+13125550177",
            member=member,
            received_at=now + timedelta(minutes=minutes),
        )
    assert fitting(one("missed"), now=now, occurrence=call) == MEMBERS - {"Amy", "Bob"}
    assert fitting(one("attended"), now=now, occurrence=call) == {"Amy"}


def test_a_host_who_said_they_are_ill_is_not_missed(
    call: Occurrence, people: SimpleNamespace, now: datetime
) -> None:
    call.attendance_known, call.host, call.host_said = True, people.bob, "sick"
    assert fitting(one("missed"), now=now, occurrence=call) == MEMBERS - {"Amy", "Bob"}
    call.host_said = "on"
    assert fitting(one("missed"), now=now, occurrence=call) == MEMBERS - {"Amy"}


@pytest.mark.parametrize("key", ["attended", "missed"])
def test_unknown_attendance_is_neither(call: Occurrence, now: datetime, key: ConditionKey) -> None:
    assert fitting(one(key), now=now, occurrence=call) == set()


def test_an_event_counts_from_the_start_of_a_walk_only_for_stopping(
    people: SimpleNamespace, now: datetime
) -> None:
    sale = Conditions((one("event", "first-sale"),))
    asked = {"now": now, "community": TEAM}
    assert audience.holds(sale, people.amy, **asked)
    assert not audience.holds(sale, people.amy, since=now, **asked)
    assert audience.holds(sale, people.amy, since=now - 2 * DAY, **asked)
    never = Conditions((one("no event", "first-sale"),))
    assert not audience.holds(never, people.amy, since=now, **asked)  # all that was ever reported
    began = Event.get(Event.key == "e1").public_id
    assert not audience.holds(sale, people.amy, since=now - 2 * DAY, cause=f"event:{began}", **asked)


def test_a_share_is_stable_nested_and_about_right(db: str, now: datetime) -> None:
    rows = [
        {"name": f"m{i}", "timezone": "UTC", "joined_at": now, "public_id": f"{i:032}"} for i in range(2000)
    ]
    Member.insert_many(rows).execute()

    def share(percent: int, name: str) -> set[int]:
        which = audience.query(
            Conditions((one("percent", percent=percent),)), now=now, community=TEAM, workflow_name=name
        )
        return {member.id for member in Member.select(Member.id).where(which)}

    quarter, half = share(25, "a"), share(50, "a")
    assert quarter < half
    assert 440 < len(quarter) < 560
    other = share(25, "b")
    assert 70 < len(quarter & other) < 190  # another workflow shuffles anew: about a sixteenth
    assert sorted(share(1, "a"))[:3] == FIRST_OF_A


FIRST_OF_A = [4, 23, 247]
"""The same ids on every database and in every release, or a roll out would change under way."""


def test_who_can_be_reached_and_why_the_others_cannot(people: SimpleNamespace, now: datetime) -> None:
    found = audience.reachable(EVERYONE, now=now, community=TEAM)
    assert (found.total, found.reachable) == (10, 6)
    assert found.reasons == {
        "nothing says that they agreed": 2,
        "their phone is a landline, which takes no texts": 1,
        "they stopped": 1,
    }


def test_a_landline_is_reached_where_it_is_rung(people: SimpleNamespace, now: datetime) -> None:
    why = "their phone is a landline, which takes no texts"
    assert (
        why not in audience.reachable(EVERYONE, now=now, community=replace(TEAM, ring_landlines=True)).reasons
    )
    Member.update(prefers="phone").execute()
    found = audience.reachable(EVERYONE, now=now, community=TEAM)
    assert (found.reachable, why in found.reasons) == (7, False)


def test_conditions_survive_being_stored() -> None:
    rules = Conditions(
        (one("tagged", "a", "b"), one("quiet for", duration=MONTH), one("percent", percent=25))
    )
    assert audience.restored(audience.stored(rules)) == Conditions(
        tuple(
            Condition(each.key, Place("", 0), each.values, each.field, each.duration, each.percent)
            for each in rules.all_of
        )
    )
