"""Walks, step by step: what is queued, what is waited for, and since when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.steps import (
    ANYTHING_ELSE,
    Answered,
    Ended,
    Left,
    Phase,
    PutTag,
    Queue,
    Replied,
    Reported,
    SetFields,
    TellPerson,
    TimedOut,
    Withdraw,
)
from tests.engine.steps.walking import MONDAY, Trial, workflow

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

QUESTION = """
  - ask: how
    within: 2 days
    remind: nudge after 1 day
    save as: mood
    answers:
      yes, great:
        - send: glad
        - wait: 1 day
        - send: later
      no:
      anything else:
        - tell: host
      no answer:
        - send: still-here
  - send: onwards
"""


def test_a_walk_waits_for_its_own_message_and_counts_from_when_it_left() -> None:
    trial = Trial(workflow("  - send: a\n  - wait: 90 minutes\n  - send: b\n"))
    assert (trial.queued(), trial.walk.phase, trial.walk.due) == (["a"], Phase.LEFT, None)
    trial.cause(Left(MONDAY + 3 * HOUR, "sent"), at=MONDAY + 4 * HOUR)
    assert trial.walk.due == MONDAY + 4.5 * HOUR
    trial.cause(TimedOut(), at=MONDAY + 4 * HOUR)
    assert trial.queued() == ["a"]  # too early
    trial.cause(TimedOut(), at=MONDAY + 5 * HOUR)
    assert trial.queued() == ["a", "b"]


@pytest.mark.parametrize("outcome", ["refused", "expired", "failed", "cancelled"])
def test_a_message_that_never_left_is_said_and_the_walk_goes_on(outcome: str) -> None:
    trial = Trial(workflow("  - send: a\n  - send: b\n"))
    trial.cause(Left(MONDAY, outcome, "they stopped"))
    assert trial.queued() == ["a", "b"]
    assert ("send:a", outcome) in trial.notes()


def test_a_message_to_somebody_else_is_not_waited_for() -> None:
    trial = Trial(workflow("  - send: a\n    to: host\n  - send: b\n"))
    assert trial.queued() == ["a", "b"]


def test_a_question_counts_from_when_it_left_and_reminds_once() -> None:
    trial = Trial(workflow(QUESTION))
    assert (trial.walk.phase, trial.walk.due) == (Phase.REPLY, None)
    left = MONDAY + HOUR
    trial.cause(Left(left, "sent"))
    assert trial.walk.due == left + DAY
    trial.cause(TimedOut(), at=left + DAY)
    trial.cause(TimedOut(), at=left + DAY)
    assert (trial.queued(), trial.walk.due) == (["how", "nudge"], left + 2 * DAY)
    trial.cause(TimedOut(), at=left + 3 * DAY)
    assert trial.queued() == ["how", "nudge", "still-here"]
    assert trial.walk.since == left + 2 * DAY


def test_a_reply_takes_its_branch_and_what_follows_answers_it_up_to_the_next_wait() -> None:
    trial = Trial(workflow(QUESTION))
    trial.cause(Left(MONDAY, "sent"))
    did = trial.cause(Replied(MONDAY + HOUR, "0", "Yes!! loving it", 7), at=MONDAY + HOUR)
    assert Answered("ask:how", "yes") in did
    assert SetFields((("mood", "yes"),)) in did
    assert any(isinstance(effect, Withdraw) and "ask:how/remind" in effect.step_keys for effect in did)
    trial.cause(Left(MONDAY + HOUR, "sent"))
    trial.cause(TimedOut(), at=MONDAY + HOUR + DAY)
    trial.cause(Left(MONDAY + HOUR + DAY, "sent"))
    kinds = {effect.message: effect.answering for effect in trial.effects if isinstance(effect, Queue)}
    assert kinds == {"how": None, "glad": 7, "later": None, "onwards": None}


def test_a_member_may_be_faster_than_our_settling() -> None:
    trial = Trial(workflow(QUESTION))
    trial.cause(Replied(MONDAY, "1", "no"))
    assert trial.queued() == ["how", "onwards"]
    trial.cause(Left(MONDAY, "sent"))  # meant for the question, but this walk waits for "onwards" by now
    assert trial.walk.done


def test_an_ask_that_never_left_is_skipped_whole() -> None:
    trial = Trial(workflow(QUESTION))
    trial.cause(Left(MONDAY, "refused"))
    assert trial.queued() == ["how", "onwards"]


def test_other_words_go_to_anything_else_and_are_kept_as_they_are() -> None:
    trial = Trial(workflow(QUESTION))
    did = trial.cause(Replied(MONDAY, ANYTHING_ELSE, "it's complicated", 9))
    assert SetFields((("mood", "it's complicated"),)) in did
    assert any(isinstance(effect, TellPerson) and effect.answering == 9 for effect in did)


def test_a_change_is_seen_by_the_next_condition() -> None:
    steps = "  - tag: keen\n  - if: {tagged: keen}\n    then:\n      - send: a\n    else:\n      - send: b\n  - send: c\n"
    graph_trial = Trial(workflow(steps))
    assert graph_trial.queued() == ["b"]  # nobody applied the tag
    trial = Trial(workflow(steps), tags=("keen",))
    assert trial.queued() == ["a"]
    trial.cause(Left(MONDAY, "sent"))
    assert trial.queued() == ["a", "c"]


def test_the_machine_stops_after_a_change_so_that_it_can_be_applied() -> None:
    from engine.steps import GoOn, advance, begin

    trial = Trial(workflow("  - tag: keen\n  - send: a\n"))
    moved = advance(trial.graph, begin(trial.graph, MONDAY), GoOn(), now=MONDAY, member=trial.view())
    assert moved.more
    assert PutTag("keen") in moved.effects
    assert not any(isinstance(effect, Queue) for effect in moved.effects)


def test_a_step_for_others_is_passed_over() -> None:
    trial = Trial(workflow("  - send: a\n    for: {tagged: leader}\n  - send: b\n"))
    assert trial.queued() == ["b"]
    assert ("send:a", "not for them") in trial.notes()


def test_an_event_ends_its_wait_and_so_does_the_time() -> None:
    steps = "  - wait: until event first-sale or 30 days\n  - send: a\n"
    trial = Trial(workflow(steps))
    assert (trial.walk.phase, trial.walk.event) == (Phase.EVENT, "first-sale")
    trial.cause(Reported(MONDAY, "another"))
    assert trial.queued() == []
    trial.cause(Reported(MONDAY, "first-sale"))
    assert trial.queued() == ["a"]
    late = Trial(workflow(steps))
    late.cause(TimedOut(), at=MONDAY + 30 * DAY)
    assert late.queued() == ["a"]
    assert Trial(workflow(steps), events=("first-sale",)).queued() == ["a"]


def test_end_leaves_and_says_where() -> None:
    trial = Trial(workflow("  - if: {tagged: done}\n    then:\n      - end\n  - send: b\n"), tags=("done",))
    assert trial.walk.done
    assert [effect.step_key for effect in trial.effects if isinstance(effect, Ended)] == [
        "if:tagged=done/then/end"
    ]


def test_words_that_started_the_walk_are_answered() -> None:
    trial = Trial(workflow("  - send: a\n  - wait: 1 day\n  - send: b\n"), answering=3)
    assert [effect.answering for effect in trial.effects if isinstance(effect, Queue)] == [3]
    trial.cause(Left(MONDAY, "sent"))
    assert trial.walk.answering is None
