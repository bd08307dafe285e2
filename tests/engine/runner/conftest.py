"""The town that workflows run in."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.engine.runner.town import Town


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    return Town(now)
