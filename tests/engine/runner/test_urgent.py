"""``urgent: yes``: past hours, the day's limit and an open conversation, never past a stop or the law."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import consent, threads
from engine.models import Address, Delivery
from engine.models.db import transaction
from tests.engine.runner.town import Town

STRICT = (
    "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\nhours: 9am to 5pm\nat most: 1 a day\n"
)
CRISIS = "start: by hand\nurgent: yes\nagain: always\nsteps:\n  - send: storm\n"
PLAIN = "start: by hand\nagain: always\nsteps:\n  - send: news\n"


@pytest.fixture
def town(db: str, now: datetime, cast: SimpleNamespace) -> Town:
    """Six in the evening in Chicago, Amy has had her one message of the day and talks with a person."""
    made = Town(now, community=STRICT)
    made.publish(crisis=CRISIS, plain=PLAIN)
    made.enroll("plain", cast.amy, "first")
    made.go(timedelta(hours=3))
    assert made.texts() == ["news"]
    with transaction():
        threads.open_thread(cast.amy, "host", made.now)
    return made


def test_a_crisis_goes_out_at_once_where_all_else_waits(town: Town, cast: SimpleNamespace) -> None:
    town.enroll("plain", cast.amy, "second")
    town.enroll("crisis", cast.amy)
    town.settle()
    assert town.texts("+13125550142") == ["news", "storm"]
    assert [row.reason_code for row in Delivery.select().where(Delivery.state == "held")] == ["thread"]


def test_the_law_holds_a_crisis_too(town: Town, cast: SimpleNamespace) -> None:
    town.go(timedelta(hours=4))  # ten in the evening
    town.enroll("crisis", cast.amy)
    town.settle()
    assert town.texts("+13125550142") == ["news"]
    assert [row.reason_code for row in Delivery.select().where(Delivery.state == "held")] == ["law"]


def test_whoever_stopped_hears_of_no_crisis(town: Town, cast: SimpleNamespace) -> None:
    with transaction():
        consent.stop(cast.amy, Address.get(Address.value == "+13125550142"), "text", {}, town.now)
    town.enroll("crisis", cast.amy)
    town.settle()
    assert town.texts("+13125550142") == ["news"]
    assert Delivery.get(Delivery.message == "storm").state == "refused"
