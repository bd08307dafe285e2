"""A leader's own people: only theirs, by name only once they were told, and nobody who is to be left in peace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent, wishes
from engine.language.community import Community
from engine.models import Attendance, Delivery, Event, Member, Occurrence, Praise, Revision, Thread
from engine.models.sending import QUEUED, REFUSED, SENT, STARTED
from engine.published import live
from engine.times import parse_hours
from engine.worth.calling import ToCall
from engine.worth.team import Team, team
from tests.engine.outbox.conftest import drain, make_kit, say, sent

DAY = timedelta(days=1)
COMMUNITY = Community("The Tuesday Team", "America/Chicago", parse_hours("9am to 8pm"))


@pytest.fixture
def people(cast: SimpleNamespace, make_member: Callable[..., Member], now: datetime) -> Callable[..., Member]:
    """Somebody whom Bob has brought: ``days`` ago, and last heard from ``heard`` days ago (None: never)."""
    numbers = count(200)

    def make(name: str, days: int, heard: int | None = None, **fields: Any) -> Member:
        values: dict[str, Any] = {
            "sponsor": cast.bob,
            "told_at": now - DAY,
            "joined_at": now - days * DAY,
            "phone": f"+13125550{next(numbers)}",
            **fields,
        }
        values["last_heard_at"] = None if heard is None else now - heard * DAY
        return make_member(name, **values)

    return make


def of(leader: Member, now: datetime, language: str = "en") -> Team:
    return team(leader, COMMUNITY, language, now)


def called(leader: Member, now: datetime, language: str = "en") -> list[tuple[str, str]]:
    return [(one.name, one.why) for one in of(leader, now, language).call]


def missed(member: Member, at: datetime, call: str = "tuesday-call") -> None:
    Event.create(member=member, name="missed-3", key=f"missed:{member.id}:{at}", at=at, data={"call": call})


def test_a_leader_hears_of_their_own_and_of_nobody_else(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    people("Nina New", 2)
    ana = people("Ana Absent", 120, 5)
    people("Quinn Quiet", 120, 40)
    people("Mona Mourning", 120, 50, resting_until=now + DAY)
    wes = people("Wes Winner", 120, 1)
    people("Theirs Not", 120, 80, sponsor=cast.amy)
    people("Gone", 120, 80, forgotten_at=now)
    missed(ana, now - 5 * DAY)
    Event.create(member=wes, name="first-sale", key="sale", at=now - DAY)
    assert of(cast.bob, now) == Team(
        new=("Nina",),
        quiet=("Quinn",),
        missed=("Ana",),
        wins=("Wes",),
        call=(
            ToCall("Wes", "had news this week: a first sale"),
            ToCall("Ana", "missed three calls in a row"),
            ToCall("Quinn", "quiet for 5 weeks"),
        ),
        others=0,
        count=5,
    )


def test_every_reason_in_both_languages(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    pia = people("Pia Praised", 120, 1)
    Praise.create(
        member=pia, cause="p", words="Pia did it", said="I sold my very first \u201ccandle\u201d \U0001f389 to my aunt",
        state="approved", shared_at=now - DAY, created_at=now,
    )  # fmt: skip
    assert called(cast.bob, now) == [("Pia", 'had news this week: "I sold my very first..."')]
    assert called(cast.bob, now, "es-mx") == [("Pia", 'noticia: "I sold my very first..."')]
    Praise.update(shared_at=now - 8 * DAY).execute()
    assert called(cast.bob, now) == []
    una = people("Una Answered", 120, 10)
    for number in (1, 2):
        question(una, number, now)
    people("Sol Unsold", 62, 1)
    assert called(cast.bob, now) == [
        ("Una", "two of our questions unanswered"),
        ("Sol", "joined 62 days ago, no first sale yet"),
    ]
    assert called(cast.bob, now, "es") == [
        ("Una", "dos preguntas sin respuesta"),
        ("Sol", "8 semanas con nosotros, sin primera venta"),
    ]


def question(member: Member, number: int, now: datetime) -> None:
    Delivery.create(
        cause=f"q{number}", step_key=f"ask:q{number}", member=member, part="any", kind=STARTED, lane=1, state=SENT,
        context={"asks": True}, created_at=now, due_at=now, sent_at=now - number * DAY,
    )  # fmt: skip


def test_one_question_or_one_before_they_wrote_is_no_reason(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    una = people("Una Answered", 120, 3)
    question(una, 1, now)
    question(una, 4, now)
    assert called(cast.bob, now) == []


@pytest.mark.parametrize("sold", ["first-sale", "sale", "purchase"])
def test_no_first_sale_is_a_reason_from_the_sixtieth_day_to_the_ninetieth(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime, sold: str
) -> None:
    people("Early Bird", 59, 1)
    people("Late Lee", 91, 1)
    sol = people("Sol Unsold", 61, 1)
    assert [name for name, _ in called(cast.bob, now)] == ["Sol"]
    Event.create(member=sol, name=sold, key="sale", at=now - 30 * DAY)
    assert called(cast.bob, now) == []


def test_who_was_on_that_call_again_has_missed_nothing(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    back, other, long_ago = (people(name, 120, 5) for name in ("Bea Back", "Olu Other", "Len Long"))
    missed(back, now - 10 * DAY)
    missed(other, now - 10 * DAY)
    missed(long_ago, now - 30 * DAY)
    revision = Revision.create(workflow="call", sha256="0" * 64, at=now)
    for member, name in ((back, "tuesday-call"), (other, "office-hours")):
        call = Occurrence.create(
            workflow=name, revision=revision, key=name, starts_at=now - 3 * DAY, ends_at=now - 3 * DAY,
            attendance_known=True, state="over",
        )  # fmt: skip
        Attendance.create(occurrence=call, member=member)
    assert of(cast.bob, now).missed == ("Olu",)


def test_each_reason_has_its_turn_and_who_is_long_gone_none(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    for name, heard in (("Quinn A", 30), ("Quinn B", 60), ("Quinn C", 45), ("Long Gone", 200)):
        people(name, 300, heard)
    missed(people("Ana", 120, 5), now - DAY)
    assert called(cast.bob, now) == [
        ("Ana", "missed three calls in a row"),
        ("Quinn B.", "quiet for 8 weeks"),
        ("Quinn C.", "quiet for 6 weeks"),
    ]
    assert of(cast.bob, now).quiet == ("Quinn", "Quinn", "Quinn", "Long")


def test_some_are_left_in_peace(cast: SimpleNamespace, people: Callable[..., Member], now: datetime) -> None:
    people("Mona Mourning", 120, 50, resting_until=now + DAY)
    people("Paul Paused", 120, 50, paused_until=now + DAY)
    stopped = people("Sue Stopped", 120, 50)
    consent.stop(stopped, stopped.addresses.get(), "text", {}, now)
    names = ("Gina Grave", "Cora Complains", "Olga Other", "Una Unknown", "Abe About")
    grave, cora, olga, una, abe = (people(name, 120, 50) for name in names)
    about = {cora: [cast.bob.id], olga: [cast.rosa.id, abe.id], una: []}
    for number, (member, avoid) in enumerate([(grave, None), *about.items()], start=1):
        Thread.create(
            member=member, code=number, opened_at=now - DAY, last_at=now - DAY, quiet_after=now,
            grave=avoid is None, complaint=avoid is not None, avoid=avoid or [],
        )  # fmt: skip
    found = of(cast.bob, now)
    assert (found.quiet, [one.name for one in found.call], found.count) == (("Olga",), ["Olga"], 8)
    later = now + timedelta(days=20)
    assert set(of(cast.bob, later).quiet) == {"Mona", "Paul", "Gina", "Cora", "Olga", "Una", "Abe"}


def test_no_name_before_its_owner_was_told(
    publish_small: None, cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    nina = people("Nina New", 2, told_at=None, language="es")
    people("Old Hand", 90, 40)
    assert (of(cast.bob, now).new, of(cast.bob, now).others) == ((), 1)
    assert wishes.tell_who_sees(live(), now) == 1
    assert wishes.tell_who_sees(live(), now) == 0
    row = Delivery.get(Delivery.member == nina.id)
    assert (row.state, row.due_at) == (QUEUED, datetime.fromisoformat("2026-11-24T16:00:00+00:00"))
    assert row.context["words"].startswith("Para que sepas: Bob recibe cada semana")
    assert of(cast.bob, now).others == 1  # it is on its way
    Delivery.update(state=REFUSED).where(Delivery.id == row.id).execute()
    assert of(cast.bob, now).others == 1
    Delivery.update(state=SENT).where(Delivery.id == row.id).execute()
    assert (of(cast.bob, now).new, of(cast.bob, now).others) == (("Nina",), 0)


def test_where_no_leader_gets_a_note_nobody_is_told(
    cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    from engine.publishing import publish
    from tests.engine.worth.conftest import FILES

    publish(
        {path: words for path, words in FILES.items() if "leaders" not in path and "people" not in path},
        now,
        "t",
    )
    people("Nina New", 2, told_at=None)
    assert wishes.tell_who_sees(live(), now) == 0


def test_the_leaders_email_names_their_people(
    publish_small: None, cast: SimpleNamespace, people: Callable[..., Member], now: datetime
) -> None:
    people("Old Hand", 90, 40)
    people("Untold Person", 90, 40, told_at=None)
    kit = make_kit()
    Member.update(sponsor=cast.rosa).where(Member.sponsor == cast.bob.id).execute()
    say(cast.rosa, now, message="people", by="email")
    drain(kit, now)
    (email,) = sent(kit, "email")
    assert "You have 2." in email.body
    assert "Old" in email.body
    assert "Untold" not in email.body
