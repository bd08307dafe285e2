"""Who guesses our words is stopped, however the asking ended meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import confirming
from engine.confirming.words import FRIENDLY
from engine.models import Inbound, Member

HALF_HOUR = timedelta(minutes=31)


def guess(member: Member, now: datetime, *, right: str) -> bool:
    """Text another of our words than the ``right`` one; whether anything was confirmed by it."""
    count = Inbound.select().count()
    word = next(one for one in FRIENDLY if one != right)
    row = Inbound.create(
        provider="twilio", provider_id=f"SM{count}", channel="text", from_value="+13125550142", text=word, received_at=now
    )  # fmt: skip
    return confirming.said(member, word, row, now) is not None


@pytest.mark.parametrize("how", ["undone", "expired"])
def test_neither_undo_nor_time_makes_wrong_words_forgotten(
    db: str, cast: SimpleNamespace, now: datetime, how: str
) -> None:
    for number in range(3):
        assert not confirming.tried_out(cast.rosa, now)
        word = confirming.new_word(cast.rosa, "managing", f"order {number}", now, None)
        for _ in range(2):
            assert not guess(cast.rosa, now, right=word)
        if how == "undone":
            confirming.end("managing", f"order {number}")
        now += HALF_HOUR
    assert confirming.tried_out(cast.rosa, now)
    assert not confirming.tried_out(cast.rosa, now + timedelta(days=1))


def test_the_last_wrong_word_ends_all_that_is_asked(db: str, cast: SimpleNamespace, now: datetime) -> None:
    words = [confirming.new_word(cast.rosa, "managing", f"order {number}", now, None) for number in range(3)]
    wrong = next(one for one in FRIENDLY if one not in words)
    for number in range(2):
        row = Inbound.create(
            provider="twilio", provider_id=f"SM{number}", channel="text", from_value="+1", text=wrong, received_at=now
        )  # fmt: skip
        assert confirming.said(cast.rosa, wrong, row, now) is None
    assert confirming.tried_out(cast.rosa, now)
    assert confirming.said(cast.rosa, words[0], row, now) is None
