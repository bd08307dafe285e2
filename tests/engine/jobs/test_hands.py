"""The hands of a clock that is moved never stop short of where they were moved to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.jobs import hands
from engine.jobs.hands import StoredHands
from engine.models import Instance

MACHINE = datetime(2026, 11, 23, 21, 0, 0, 300, tzinfo=UTC)  # a fraction of a millisecond past the hour


def test_it_is_no_earlier_than_where_they_were_moved_to(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "machine_now", lambda: MACHINE)
    there = MACHINE.replace(microsecond=0) + timedelta(hours=3)
    StoredHands().move_to(there)
    now = MACHINE + timedelta(milliseconds=Instance.get().offset_ms)
    assert there <= now < there + timedelta(milliseconds=1)
