"""A host, a manager, a leader with one of her own, and members enough that words to all need a word back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine.models import Address, Member
from tests.engine.managing.evening import Evening


@pytest.fixture
def people(cast: SimpleNamespace, make_member: Callable[..., Member], now: datetime) -> SimpleNamespace:
    """The cast; ``max`` manages, ``lea`` leads and brought ``amy``; ``dot`` has a landline and ``ned`` never agreed."""
    cast.max = make_member("Max Poe", phone="+13125550163", role="manager")
    cast.lea = make_member("Lea Fox", phone="+13125550164", role="leader", tags=("leader",))
    cast.dot = make_member("Dot Hill", phone="+13125550165")
    Address.update(kind="landline").where(Address.member == cast.dot.id).execute()
    cast.ned = make_member("Ned Grey", phone="+13125550166", agreed=False)
    Member.update(sponsor=cast.lea.id).where(Member.id == cast.amy.id).execute()
    Member.update(joined_at=now - timedelta(days=90)).execute()
    Address.update(introduced_at=now).execute()
    return cast


@pytest.fixture
def make_evening(people: SimpleNamespace, now: datetime) -> Callable[..., Evening]:
    def make(more: str = "", **workflows: str) -> Evening:
        evening = Evening(now)
        evening.community += more
        evening.publish(listen="start: text LISTEN\nsteps:\n  - send: heard\n", **workflows)
        evening.settle()
        return evening

    return make


@pytest.fixture
def evening(make_evening: Callable[..., Evening]) -> Evening:
    return make_evening()
