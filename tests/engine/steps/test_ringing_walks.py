"""Walks that ring: what they wait for, and which way a key leads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.language.steps import Retry
from engine.steps import CallOver, Left, Phase, Pressed, PutTag, Queue, Rang, RingMember, TimedOut
from engine.times import Duration
from tests.engine.steps.walking import MONDAY, Trial, workflow

PLAIN = "  - ring: hello\n    retry: 2 times after 20 minutes\n  - wait: 1 day\n  - send: after\n"
KEYS = "  - ring: hello\n    press:\n      1, 2:\n        - tag: keen\n        - send: glad\n      3:\n  - send: after\n"
LATER = MONDAY + timedelta(minutes=2)


def test_a_call_is_waited_for_until_it_is_over() -> None:
    trial = Trial(workflow(PLAIN))
    [ring] = [effect for effect in trial.effects if isinstance(effect, RingMember)]
    assert (ring.what, ring.keys, ring.retry) == ("hello", (), Retry(2, Duration(20, "minutes")))
    assert trial.walk.phase is Phase.LEFT
    trial.cause(Rang(MONDAY, MONDAY + timedelta(hours=2)))
    assert (trial.walk.phase, trial.walk.due) == (Phase.CALL, MONDAY + timedelta(hours=2))
    trial.cause(Rang(MONDAY), at=LATER)  # it is to be placed once more
    assert (trial.walk.phase, trial.walk.due) == (Phase.CALL, None)
    trial.cause(CallOver(LATER, "busy, then answered"), at=LATER)
    assert trial.walk.until == LATER + timedelta(days=1)
    assert trial.notes() == [("ring:hello", "sent"), ("ring:hello", "rang")]


@pytest.mark.parametrize("outcome", ["refused", "expired", "failed"])
def test_a_call_that_never_left_is_passed_over(outcome: str) -> None:
    trial = Trial(workflow(PLAIN))
    trial.cause(Left(LATER, outcome, "the reason"), at=LATER)
    assert trial.walk.phase is Phase.TIMER


@pytest.mark.parametrize("faster", [True, False])
@pytest.mark.parametrize(("key", "branch", "sent"), [("1", "0", ["glad"]), ("3", "1", ["after"])])
def test_a_key_leads_to_its_line(key: str, branch: str, sent: list[str], faster: bool) -> None:
    trial = Trial(workflow(KEYS))
    [ring] = [effect for effect in trial.effects if isinstance(effect, RingMember)]
    assert ring.keys == (("1", "0"), ("2", "0"), ("3", "1"))
    if not faster:  # than our writing down that it was placed
        trial.cause(Rang(MONDAY, MONDAY + timedelta(hours=2)))
    did = trial.cause(Pressed(LATER, branch, key, 9), at=LATER)
    assert trial.queued() == sent
    assert [effect.answering for effect in did if isinstance(effect, Queue)] == [9]
    assert any(isinstance(effect, PutTag) for effect in did) == (key == "1")


def test_silence_goes_on_with_what_follows() -> None:
    trial = Trial(workflow(KEYS))
    trial.cause(CallOver(LATER, "answered"), at=LATER)
    assert trial.queued() == ["after"]


@pytest.mark.parametrize("stale", [TimedOut(), Pressed(LATER, "0", "1")])
def test_what_comes_when_nothing_rings_changes_nothing(stale: TimedOut | Pressed) -> None:
    trial = Trial(workflow("  - send: hello\n"))
    before = trial.walk
    assert trial.cause(stale) == []
    assert trial.walk == before
