"""Travelling: every instant at which something is due is stopped at, and nothing is left behind at any."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine import journey
from engine.language.check import check
from engine.language.files import decoded
from engine.models import Delivery
from engine.models.sending import CLAIMED, QUEUED, SENT
from engine.outbox import draining
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


def test_a_machine_so_slow_that_a_drain_gets_nowhere_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files, drains, first_look = small(STEPS), [], iter([0.0])

    def elapsed(drain: object) -> float:
        """The first drain's second is over when it has claimed what is due; the others have all the time."""
        if drain not in drains:
            drains.append(drain)
        return next(first_look, 2.0) if drain is drains[0] else 0.0

    with open_world(NOW) as world:
        world.publish(files_of(files, check(decoded(files)), "nudge")[0])
        member = place_member(Person(name="Amy Lee", phone="+13125550142"), world.published.community, NOW)
        monkeypatch.setattr(draining._Drain, "elapsed", property(elapsed))
        world.enroll(member, "nudge")
        assert [row.state for row in Delivery.select()] == [SENT]
        assert len(drains) == 2
