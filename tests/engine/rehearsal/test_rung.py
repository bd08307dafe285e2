"""Calls in managers' tests: what rings, what is pressed, and who is rung where others are texted."""

from __future__ import annotations

import pytest

from engine.rehearsal import Rehearsed, rehearse, shown
from tests.engine.virtual.small_files import COMMUNITY, small

RINGS = """start: by hand
steps:
  - ring: how-are-you
    retry: 2 times after 20 minutes
    press:
      1:
        - tag: well
        - send: glad
      2, 3:
        - tell: host
  - wait: 1 day
  - send: still-here
"""
HEAD = "- test: a ring\n  now: monday 3pm\n  talk:\n    - enroll: nudge\n"


def run(workflow: str, *talk: str, member: str = "", community: str = COMMUNITY) -> Rehearsed:
    lines = "".join(f"    - {line}\n" for line in talk)
    head = HEAD.replace("  now:", f"  member: {member}\n  now:") if member else HEAD
    return rehearse(small(workflow, tests=head + lines, community=community))


def came_out(done: Rehearsed) -> None:
    assert not [shown(failure, done.lines) for failure in done.failures]
    assert done.passed == ("a ring",)


@pytest.mark.parametrize(
    "talk",
    [
        ("rings: how-are-you", "press: 1", "tagged: well", "we: glad", "after: 1 day", "we: still-here"),
        ("rings: how are you", "press: 3", "silence: 23 hours", "after: 2 hours", "we: still-here"),
        ("rings: how-are-you", "press: 9", "silence: 1 week"),
    ],
)
def test_a_call_and_its_keys(talk: tuple[str, ...]) -> None:
    came_out(run(RINGS, *talk))


def test_who_presses_nothing_rings_off_after_a_minute() -> None:
    came_out(run(RINGS, "rings: how-are-you", "after: 1 day", "after: 1 minute", "we: still-here"))


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        (("we: how-are-you",), "how-are-you was expected, but how-are-you rang"),
        (("rings: glad",), "A call that plays glad was expected, but how-are-you rang"),
        (("rings: how-are-you", "press: 7"), "The key 7 does nothing in this call. It takes 1, 2, 3 or 9."),
        (("rings: how-are-you", "after: 5 minutes", "press: 1"), "Nobody is on the phone with us"),
        (("rings: how-are-you", "press: 1", "we: glad", "press: 1"), "Nobody is on the phone with us"),
        (("press: 1",), "Nothing more was expected here, but how-are-you rang"),
    ],
)
def test_what_is_not_as_written_is_said(talk: tuple[str, ...], said: str) -> None:
    (failure,) = run(RINGS, *talk).failures
    assert said in failure.message


@pytest.mark.parametrize(
    ("by", "prefers", "line"),
    [
        ("text or phone", "", "we: glad"),
        ("text or phone", "phone", "rings: glad"),
        ("phone", "", "rings: glad"),
        ("text", "phone", "we: glad"),
    ],
)
def test_by_text_or_by_phone(by: str, prefers: str, line: str) -> None:
    workflow = f"start: by hand\nsteps:\n  - send: glad\n    by: {by}\n"
    member = f'{{name: Amy Lee, phone: "+13125550142"{", prefers: phone" if prefers else ""}}}'
    came_out(run(workflow, line, "silence: 1 day", member=member))


def test_who_prefers_calls_is_rung_where_the_file_leaves_it_open() -> None:
    member = '{name: Amy Lee, phone: "+13125550142", prefers: phone}'
    came_out(run("start: by hand\nsteps:\n  - send: glad\n", "rings: glad", member=member))


def test_nobody_is_rung_at_night() -> None:
    talk = HEAD.replace("3pm", "11pm") + "    - rings: how-are-you\n"
    assert "held until Tue 6 Jan 2026 9am" in rehearse(small(RINGS, tests=talk)).failures[0].message
