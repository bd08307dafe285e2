"""Travelling: every instant at which something is due is stopped at, and nothing is left behind at any."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import journey, runner, turns
from engine.language.check import check
from engine.language.files import decoded
from engine.models import Delivery
from engine.models.db import transaction
from engine.models.sending import CLAIMED, QUEUED, SENT
from engine.virtual import Person, VirtualHands, files_of, open_world, place_member
from tests.engine.virtual.small_files import small

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
STEPS = "start: by hand\nsteps:\n  - send: glad\n  - wait: 90 minutes\n  - send: still-here\n"


class Waiting(VirtualHands):
    """Hands of a machine on which another worker finishes while we wait."""

    rests = 0

    def rest(self, length: timedelta) -> None:
        super().rest(length)
        self.rests += 1
        Delivery.update(state=QUEUED, lease_token="", leased_until=None).execute()


def test_what_another_process_has_in_hand_is_waited_for() -> None:
    files = small(STEPS)
    with open_world(NOW) as world:
        world.publish(files_of(files, check(decoded(files)), "nudge")[0])
        community = world.published.community
        member = place_member(Person(name="Amy Lee", phone="+13125550142"), community, NOW)
        held = {"state": CLAIMED, "lease_token": "another's", "leased_until": NOW + timedelta(seconds=30)}
        Delivery.create(
            cause="test", member=member, message="glad", created_at=NOW, due_at=NOW, kind="answer", **held
        )
        hands = Waiting(NOW)
        assert journey.to_quiet(world.kit, hands)
        assert (hands.rests, Delivery.get().state) == (1, SENT)
        assert not journey.to_quiet(world.kit, hands)


def test_a_journey_stops_where_something_is_due_and_at_its_end() -> None:
    files = small(STEPS)
    with open_world(NOW) as world:
        world.publish(files_of(files, check(decoded(files)), "nudge")[0])
        member = place_member(Person(name="Amy Lee", phone="+13125550142"), world.published.community, NOW)
        world.enroll(member, "nudge")
        stops: list[datetime] = []
        end = NOW + timedelta(hours=2)
        journey.travel(world.kit, world.hands, end, at_each=stops.append)
        assert stops == [NOW, NOW + timedelta(minutes=90), end]


def test_a_slow_machine_does_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def happened() -> list[tuple[int, str, str]]:
        """Who got what, in the order in which it was queued and sent."""
        files = small(STEPS)
        with open_world(NOW) as world:
            world.publish(files_of(files, check(decoded(files)), "nudge")[0])
            community = world.published.community
            for number in range(30):
                person = Person(name=f"Member {number}", phone=f"+1312555{number:04}")
                member = place_member(person, community, NOW)
                with transaction():
                    runner.enroll("nudge", member, f"cause {number}", NOW)
            world.advance(NOW + timedelta(hours=2))
            rows = Delivery.select().order_by(Delivery.id)
            assert {row.state for row in rows} == {SENT}
            return [(row.member_id, row.step_key, str(row.sent_at)) for row in rows]

    usual = happened()
    looks = itertools.count(step=2)  # every look at the clock two seconds after the one before
    monkeypatch.setattr(turns, "time", SimpleNamespace(monotonic=lambda: float(next(looks))))
    assert happened() == usual


def test_turns_end_again_after_a_journey_that_broke_off() -> None:
    def break_off() -> None:
        with turns.without_hurry():
            assert turns.unending()
            assert turns.seconds() == turns.seconds()
            raise ValueError("on the way")

    with pytest.raises(ValueError, match="on the way"):
        break_off()
    assert not turns.unending()
    assert turns.seconds() > 0
