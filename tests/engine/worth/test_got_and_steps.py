"""What each member got and why, and what each step did: written back, stopped, what it cost."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from engine import consent
from engine.cli.root import root
from engine.models import Address, Delivery, Enrollment, Inbound, Member, Revision
from engine.models.sending import ANSWER, HELD, PERSON, REFUSED, SENT, STARTED
from engine.worth.got import got
from engine.worth.steps import Step, steps
from tests.addresses import first_address

DAY = timedelta(days=1)


@pytest.fixture
def sent(db: str, now: datetime) -> Callable[..., Delivery]:
    counted = iter(range(1000))

    def make(member: Member, **fields: Any) -> Delivery:
        address = Address.select().where(Address.member == member.id).order_by(Address.id).first()
        values: dict[str, Any] = {
            "cause": f"c{next(counted)}", "state": SENT, "sent_at": now, "settled_at": now, "created_at": now,
            "due_at": now, "channel": "text", "body": "Hello.", "kind": STARTED, "address": address, "price_micros": 100,
        }  # fmt: skip
        return Delivery.create(member=member, **{**values, **fields})

    return make


def wrote(member: Member, at: datetime, understood_as: str = "question") -> None:
    Inbound.create(
        provider="twilio", provider_id=f"SM{member.id}{at.isoformat()}", channel="text", from_value="+1", member=member,
        text="hi", received_at=at, understood_as=understood_as,
    )  # fmt: skip


def test_a_week_tells_what_came_what_waits_and_why(
    cast: SimpleNamespace, sent: Callable[..., Delivery], now: datetime
) -> None:
    revision = Revision.create(workflow="welcome", sha256="0" * 64, at=now)
    walk = Enrollment.create(
        workflow="welcome", revision=revision, member=cast.amy, cause="joined:1", started_at=now
    )
    sent(cast.amy, workflow="welcome", enrollment=walk, cap_day="2026-11-23", body="Welcome,\nAmy!")
    sent(cast.amy, kind=ANSWER, settled_at=now - 8 * DAY)
    sent(cast.bob, workflow="newsletter", carried_in="x-1", reason="It goes out in one text with news.")
    sent(cast.bob, state=REFUSED, sent_at=None, reason="Bob told us to stop.", kind=PERSON)
    sent(cast.bob, state=HELD, sent_at=None, settled_at=None, reason="It is night.")
    found = [(one.member.name, one.state, one.words, one.why, one.counted) for one in got(now - 7 * DAY, now)]
    assert sorted(found) == [
        ("Amy Lee", "sent", "Welcome, Amy!", "we started it; Welcome; they joined", True),
        ("Bob Stone", "refused", "Hello.", "a person's own words; Bob told us to stop.", False),
        (
            "Bob Stone",
            "sent",
            "Hello.",
            "we started it; Newsletter; It goes out in one text with news.",
            False,
        ),
        ("Bob Stone", "waits", "Hello.", "we started it; It is night.", False),
    ]
    assert [one.member.name for one in got(now - 7 * DAY, now, cast.amy)] == ["Amy Lee"]


def test_steps_are_counted_with_what_followed(
    cast: SimpleNamespace, sent: Callable[..., Delivery], now: datetime
) -> None:
    for member in (cast.amy, cast.bob, cast.carla):
        sent(member, workflow="welcome", step_key="1", message="welcome")
    sent(cast.amy, workflow="news", step_key="1", message="news", sent_at=now + 3 * DAY)
    sent(cast.amy, kind=ANSWER, workflow="welcome", step_key="2", message="glad")
    wrote(cast.amy, now + DAY)
    wrote(cast.bob, now + 3 * DAY)
    wrote(cast.carla, now + DAY, "stop")
    consent.stop(cast.carla, first_address(cast.carla), "text", {}, now + DAY)
    assert list(steps(now - DAY, now + 9 * DAY)) == [
        Step("news", "1", "news", 1, 0, 0, 100),
        Step("welcome", "1", "welcome", 3, 1, 1, 300),
    ]
    assert [one.workflow for one in steps(now - DAY, now + 9 * DAY, "news")] == ["news"]
    assert list(steps(now + 5 * DAY, now + 9 * DAY)) == []


@pytest.fixture
def run(db: str, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Callable[..., str]:
    """A command in this process, beside the test's database and clock."""
    from contextlib import contextmanager

    from engine.cli import place

    @contextmanager
    def opened() -> Any:
        yield SimpleNamespace()

    monkeypatch.setattr(place, "opened", opened)
    for name in ("week", "worth", "letter"):
        monkeypatch.setattr(f"engine.cli.commands.{name}.community_time", lambda: now)

    def invoke(*words: str) -> str:
        done = CliRunner().invoke(root, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return invoke


def test_week_and_worth_as_tables_csv_and_json(
    run: Callable[..., str],
    publish_small: None,
    cast: SimpleNamespace,
    sent: Callable[..., Delivery],
    now: datetime,
) -> None:
    sent(cast.amy, workflow="welcome", message="welcome", cap_day="2026-11-23", body="=1+1")
    told = run("week", "Amy Lee")
    assert "Amy Lee: 1 place taken under at most" in told
    assert "Mon 23 Nov 3pm" in told
    assert json.loads(run("week", "--json"))[0]["why"] == "we started it; Welcome"
    table = list(csv.DictReader(io.StringIO(run("week", "--csv"))))
    assert table[0]["words"] == "'=1+1"  # no cell runs as a formula
    assert "welcome   welcome  1" in run("worth")
    assert json.loads(run("worth", "welcome", "--json"))[0]["sent"] == 1
    assert run("worth", "--csv").splitlines()[0] == "workflow,step,message,sent,answered,stopped,micros"
    assert run("worth", "nothing") == "Nothing was sent.\n"
