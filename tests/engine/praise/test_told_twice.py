"""The same news sent twice is one praise; the same words on another day are another."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine import praise
from engine.models import Praise
from engine.models.db import transaction
from tests.engine.runner.town import Town


@pytest.fixture
def town(db: str, now: object) -> Town:
    town = Town(now)  # type: ignore[arg-type]
    town.publish(hello="start: by hand\nsteps:\n- send: hello\n")
    return town


def test_the_same_words_on_one_day_are_one(town: Town, cast: SimpleNamespace) -> None:
    with transaction():
        first = praise.offer(cast.amy, "I sold ten!", "", "win:1", town.now)
        assert praise.offer(cast.amy, "I sold ten!", "", "win:2", town.now + timedelta(hours=1)) == first
        assert praise.offer(cast.bob, "I sold ten!", "", "win:3", town.now) != first
        assert praise.offer(cast.amy, "I sold ten!", "", "win:4", town.now + timedelta(days=2)) != first
    assert Praise.select().count() == 3
