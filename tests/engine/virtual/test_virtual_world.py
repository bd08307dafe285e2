"""A world in memory: it runs the real engine, and what was bound before is bound again, untouched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from engine.language.check import check
from engine.language.files import decoded
from engine.models import Enrollment, Inbound, Member, database
from engine.virtual import Person, World, files_of, open_world, place_host, place_member
from tests.engine.virtual.small_files import small

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


@pytest.fixture
def world() -> Iterator[World]:
    files = small()
    with open_world(NOW) as made:
        made.publish(files_of(files, check(decoded(files)), "nudge")[0])
        place_host(made.published.community, NOW)
        yield made


def amy(world: World) -> Member:
    person = Person(name="Amy Lee", phone="+13125550142", timezone="America/Chicago")
    return place_member(person, world.published.community, world.now)


def sent(world: World, member: Member) -> list[str]:
    return [one.message for one in world.happened if one.kind == "sent" and one.member_id == member.id]


def test_a_walk_goes_on_as_time_does(world: World) -> None:
    member = amy(world)
    world.enroll(member, "nudge")
    world.advance(NOW + timedelta(days=3))
    assert sent(world, member) == ["how-are-you", "still-here"]
    assert [one.at for one in world.happened if one.message == "still-here"] == [NOW + timedelta(days=2)]


def test_stop_ends_it_and_the_carrier_confirms_not_we(world: World) -> None:
    member = amy(world)
    world.enroll(member, "nudge")
    world.text(member, "STOP")
    world.advance(NOW + timedelta(days=9))
    assert sent(world, member) == ["how-are-you"]
    assert Enrollment.get(Enrollment.member == member.id).status == "stopped"


def test_what_is_not_in_the_database_is_forgotten_by_a_restart(world: World) -> None:
    member = amy(world)
    world.enroll(member, "nudge")
    before = database.obj
    world.restart()
    assert database.obj is not before
    world.text(Member.get_by_id(member.id), "good")
    assert sent(world, member) == ["how-are-you", "glad"]


def test_time_does_not_go_back(world: World) -> None:
    with pytest.raises(ValueError, match="behind"):
        world.advance(NOW - timedelta(seconds=1))


def test_whoever_has_no_address_can_write_nothing(world: World) -> None:
    nobody = Member.create(name="Nobody", timezone="UTC", joined_at=NOW)
    with pytest.raises(LookupError, match="Nobody"):
        world.text(nobody, "hello")


def test_the_database_that_serves_is_bound_again(db: str) -> None:
    Member.create(name="Real", timezone="UTC", joined_at=NOW)
    bound = database.obj
    with pytest.raises(ZeroDivisionError):
        _lose_a_world()
    assert database.obj is bound
    assert [one.name for one in Member.select()] == ["Real"]
    assert Inbound.select().count() == 0


def _lose_a_world() -> None:
    with open_world(NOW):
        assert Member.select().count() == 0
        Inbound.create(provider="twilio", provider_id="x", channel="text", from_value="+1", received_at=NOW)
        raise ZeroDivisionError


def test_a_workflow_comes_with_those_it_starts_and_those_it_stops_stand_still() -> None:
    first = "start: by hand\nsteps:\n  - start: second\n  - stop: third\n"
    other = "start: joined\nsteps:\n  - send: glad\n"
    files = small(first, second="start: by hand\nsteps:\n  - send: glad\n", third=other, fourth=other)
    chosen, silent = files_of(files, check(decoded(files)), "nudge")
    workflows = {path for path in chosen if path.startswith("workflows/")}
    assert workflows == {f"workflows/{name}.yaml" for name in ("community", "nudge", "second", "third")}
    assert silent == {"third"}


def test_the_phone_line_comes_along_unless_it_has_errors() -> None:
    line = "workflows/phone-line.yaml"
    for body, comes in ((b"keys:\n  1: leave\n", True), (b"keys:\n  1: leaf\n", False)):
        files = {**small(), line: body}
        chosen, _ = files_of(files, check(decoded(files)), "nudge")
        assert (line in chosen) is comes
