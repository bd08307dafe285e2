"""Many phones guess at the same moment: together they have no more tries than one after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from engine import pins
from engine.models.db import connection, transaction
from tests.engine.phone.telephone import SETTINGS, Line

PHONES = 10
UNKNOWN = "+13125550177"


def at_once(lines: list[Line], digits: str) -> list[str]:
    """All of them say these digits together; what each of them hears."""
    start = threading.Barrier(len(lines))

    def guess(line: Line) -> str:
        with connection():
            start.wait()
            return line.at("pin/said?asked=1", digits=digits).said

    with ThreadPoolExecutor(len(lines)) as pool:
        return list(pool.map(guess, lines))


@pytest.fixture
def wrong(cast: SimpleNamespace, published: Callable[..., None], now: Any) -> str:
    with transaction():
        right = pins.new_pin(cast.rosa, SETTINGS, now)
    return "000000" if right != "000000" else "000001"


def test_one_number_on_many_calls_has_three_tries(
    ring: Callable[..., Line], wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    proves = pins.proves

    def counting(digits: str, *rest: Any) -> Any:
        compared.append(digits)
        return proves(digits, *rest)

    monkeypatch.setattr(pins, "proves", counting)
    heard = at_once([ring(number=UNKNOWN) for _ in range(PHONES)], wrong)
    assert len(compared) == 3
    assert sum("try again in" in words for words in heard) >= PHONES - 3
