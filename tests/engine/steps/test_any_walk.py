"""Whatever a manager writes and whatever comes in which order, a walk keeps its promises."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.language.steps import Ask, Send
from engine.steps import (
    ANYTHING_ELSE,
    CallOver,
    Cause,
    Left,
    Phase,
    Pressed,
    Queue,
    Rang,
    Replied,
    Reported,
    TimedOut,
)
from tests.engine.steps.walking import MONDAY, Trial, workflow

SIMPLE = (
    "- send: {n}",
    "- wait: 1 day",
    "- wait: until tuesday 10am",
    "- wait: until event e{n} or 3 days",
    "- wait: until they text NEXT or 3 days",
    "- tag: t{n}",
    "- set: {{mood: m{n}}}",
    "- tell: host",
    "- praise: {n}",
    "- send: {n}\n  to: host",
    "- send: {n}\n  for: {{tagged: a}}",
    "- ring: {n}\n  retry: 2 times after 20 minutes",
)
NESTED = (
    (
        "- ask: {n}\n  within: 2 days\n  remind: r{n} after 1 day\n  answers:\n    yes:\n{0}\n    no:\n"
        "    anything else:\n{1}\n    no answer:\n{2}"
    ),
    "- if: {{tagged: a}}\n  then:\n{0}\n  else:\n{1}",
    "- ring: {n}\n  press:\n    1, 2:\n{0}\n    3:\n{1}\n    0:",
)


def indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in text.splitlines())


@st.composite
def written(draw: st.DrawFn, depth: int = 2) -> str:
    lines = []
    for _ in range(draw(st.integers(1, 4 if depth == 2 else 2))):
        name = f"m{draw(st.integers(0, 9999))}"
        if depth and draw(st.booleans()):
            below = [indented(draw(written(depth - 1)), 6) for _ in range(3)]
            lines.append(draw(st.sampled_from(NESTED)).format(*below, n=name))
        else:
            lines.append(draw(st.sampled_from(SIMPLE)).format(n=name))
    return "\n".join(lines)


def _causes(trial: Trial) -> list[Cause]:
    """Everything that might come now, the fitting and the stale."""
    now = trial.now
    return [
        Left(now, "sent"),
        Left(now, "refused"),
        Replied(now, "0", "yes", 5),
        Replied(now, ANYTHING_ELSE, "hm", 6),
        Reported(now, trial.walk.event or "e0"),
        TimedOut(),
        Rang(now, now + timedelta(hours=2)),
        CallOver(now, "busy"),
        Pressed(now, "0", "1", 7),
    ]


@given(
    written(),
    st.sampled_from([(), ("a",)]),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 80)), max_size=60),
)
def test_each_step_is_taken_once_and_the_walk_waits_for_one_thing(
    steps: str, tags: tuple[str, ...], moves: list[tuple[int, int]]
) -> None:
    flow = workflow(indented(steps, 2))
    trial = Trial(flow, tags=tags)
    for which, hours in moves:
        trial.cause(_causes(trial)[which], at=trial.now + timedelta(hours=hours))
        waits = trial.walk
        assert waits.phase is not Phase.READY
        assert (waits.at is None) == waits.done
        assert (waits.phase in (Phase.TIMER, Phase.EVENT, Phase.TEXTED, Phase.CALL)) == (
            waits.until is not None and waits.phase != Phase.REPLY
        )
    counted = Counter(effect.step_key for effect in trial.effects if isinstance(effect, Queue))
    assert not counted or max(counted.values()) == 1
    keys = {step.key for step in flow.walk() if isinstance(step, (Send, Ask))}
    assert {key.removesuffix("/remind") for key in counted} <= keys


@given(written(), st.sampled_from([(), ("a",)]))
def test_a_walk_that_is_left_to_the_clock_comes_to_its_end(steps: str, tags: tuple[str, ...]) -> None:
    trial = Trial(workflow(indented(steps, 2)), tags=tags)
    for _ in range(200):
        if trial.walk.done:
            break
        due = trial.walk.due
        trial.cause(Left(trial.now, "sent") if due is None else TimedOut(), at=max(trial.now, due or MONDAY))
    assert trial.walk.done
