"""Voting with the keys: the choices are read out, a key is a vote, and without a vote it is said so."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from engine import occurrences
from engine.models import Ballot
from engine.phone.script import HangUp
from engine.published import live
from tests.engine.phone.telephone import LINE

VOTE = """title: Which candle comes next
start:
  vote:
    choices: [spruce, orange peel]
    from: 2026-11-23 2pm
    lasts: 4 days
    timezone: America/Chicago
steps:
  - at: at the start
    send: soon
"""
KEYS = LINE.replace("8: {hear: praise}", "8: vote")


def opened(published: Callable[..., None], now: Any, text: str = VOTE) -> None:
    published(**{"phone-line": KEYS, "vote": text})
    occurrences.plan(live(), now)


def test_a_key_is_a_vote_and_the_last_one_counts(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace, now: Any
) -> None:
    opened(published, now)
    line = ring()
    assert "To vote, press 8." in line.at("menu").said
    assert line.presses("8").said.startswith(
        "Which candle comes next. For spruce, press 1. For orange peel, press 2."
    )
    assert "that key does nothing" in line.presses("3").said
    assert "Your vote is for orange peel" in line.presses("2").said
    line.at("vote").presses("1")
    assert [(row.member_id, row.choice, row.channel) for row in Ballot.select()] == [
        (cast.amy.id, "spruce", "phone")
    ]


def test_silence_and_wrong_keys_come_to_an_end(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace, now: Any
) -> None:
    opened(published, now)
    line = ring().at("vote").waits().waits()
    assert line.script.acts[-1] == HangUp()
    line.at("vote").presses("9").presses("*").presses("7")
    assert line.script.acts[-1] == HangUp()
    assert not Ballot.select().exists()


def test_without_a_vote_for_them_it_is_said_so(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace, now: Any
) -> None:
    published(**{"phone-line": KEYS})
    line = ring()
    assert "To vote" not in line.at("menu").said
    assert "no vote just now" in line.presses("8").said
    opened(published, now)
    assert "no vote just now" in ring(number="+13125550166").at("vote").said


def test_names_are_voted_for_by_text(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace, now: Any
) -> None:
    opened(published, now, VOTE.replace("[spruce, orange peel]", "members"))
    assert "text the word vote and a name" in ring().at("vote").said


def test_choices_are_read_out_in_the_language_of_the_caller(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace, now: Any
) -> None:
    both = "{spruce: {es: abeto}, orange peel: {es: piel de naranja}}"
    opened(published, now, VOTE.replace("[spruce, orange peel]", both))
    line = ring(number="+12125550103").at("vote")
    assert "piel de naranja" in line.said
    assert "orange" not in line.said
    assert "piel de naranja" in line.presses("2").said
    assert [row.choice for row in Ballot.select()] == ["orange peel"]
