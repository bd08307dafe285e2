"""Whoever loses their last usable address is taken out of everything, whichever way we came to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent, journey, runner
from engine.channels import Kit, Outcome, Outgoing, PaperCarrier
from engine.inbound.receipts import take_receipts
from engine.jobs import work
from engine.jobs.clockwork import Clockwork
from engine.models import Delivery, Enrollment, Member
from engine.models.db import transaction
from engine.models.instance import community_time
from engine.models.running import ACTIVE, STOPPED
from engine.now import machine_now
from engine.outbox import NewReceipt
from engine.runner.ending import UNREACHABLE
from tests.addresses import first_address
from tests.engine.runner.town import Town

WELCOME = "start: by hand\nsteps:\n- send: welcome\n- wait: 1 day\n- send: onwards\n"
BLOCKED = 21610


class Blocking(PaperCarrier):
    """A carrier whose readers have all said stop to it."""

    def send(self, outgoing: Outgoing) -> Outcome:
        return Outcome(
            "suppress", self.provider, code=BLOCKED, message="Attempt to send to unsubscribed recipient"
        )


class Silent:
    """Bells that nobody hears."""

    def ring(self, *bells: str) -> None: ...


def walk_of(member: Member) -> tuple[str, str]:
    row = Enrollment.get(Enrollment.member == member)
    return row.status, row.ended_why


@pytest.fixture
def town(db: str) -> Town:
    return Town(community_time())


def put_in(town: Town, *members: Member) -> None:
    town.publish(welcome=WELCOME)
    with transaction():
        for member in members:
            runner.enroll("welcome", member, f"hand:{member.id}", town.now)


def by_a_job(town: Town) -> None:
    bells: Any = Silent()
    work.set_up(town.kit, bells)
    work.advance()
    work.normal()


def by_a_journey(town: Town) -> None:
    hands = SimpleNamespace(now=lambda: town.now, machine_now=machine_now)
    journey.to_quiet(town.kit, hands)  # type: ignore[arg-type]


@pytest.mark.parametrize("way", [by_a_job, by_a_journey])
def test_a_carriers_refusal_ends_the_walk_of_whoever_has_nothing_else(
    town: Town, cast: SimpleNamespace, way: Callable[[Town], None]
) -> None:
    put_in(town, cast.amy, cast.bob)
    town.text = Blocking("+13125550199", "twilio")
    way(town)
    assert walk_of(cast.bob) == (STOPPED, UNREACHABLE)
    assert walk_of(cast.amy)[0] == ACTIVE, "her mailbox still takes what we write"


def blocked(row: Delivery) -> NewReceipt:
    return NewReceipt(
        "twilio", f"{row.provider_id}:undelivered", "undelivered", provider_id=row.provider_id or "",
        error=str(BLOCKED),
    )  # fmt: skip


def test_a_receipt_ends_it_too(town: Town, cast: SimpleNamespace) -> None:
    put_in(town, cast.bob)
    town.settle()
    assert take_receipts([blocked(Delivery.get())], town.now) == 1
    assert walk_of(cast.bob) == (STOPPED, UNREACHABLE)


def test_a_receipt_that_waited_for_its_delivery_ends_it_at_the_clocks_next_look(
    town: Town, cast: SimpleNamespace, tmp_path: Path
) -> None:
    put_in(town, cast.bob)
    town.settle()
    row = Delivery.get()
    Delivery.update(provider_id="not known yet").execute()
    take_receipts([blocked(row)], town.now)
    assert walk_of(cast.bob)[0] == ACTIVE
    Delivery.update(provider_id=row.provider_id).execute()
    bells: Any = Silent()
    Clockwork(in_folders(town, tmp_path), bells).beat()
    assert walk_of(cast.bob) == (STOPPED, UNREACHABLE)


def in_folders(town: Town, folder: Path) -> Kit:
    """The town's kit, its files where the clock looks for them."""
    for path, text in {"workflows/community.yaml": town.community, **town.files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    kit = town.kit
    settings = replace(kit.settings, workflows_dir=folder / "workflows", messages_dir=folder / "messages")
    return replace(kit, settings=settings)


def test_whoever_came_back_meanwhile_stays_in(town: Town, cast: SimpleNamespace) -> None:
    put_in(town, cast.bob)
    phone = first_address(cast.bob)
    consent.suppress(phone, "carrier", {}, town.now)
    consent.grant(phone, "text", {}, town.now + timedelta(seconds=1))
    assert runner.end_unreachable([cast.bob.id, cast.bob.id], town.now) == 0
    assert walk_of(cast.bob)[0] == ACTIVE
