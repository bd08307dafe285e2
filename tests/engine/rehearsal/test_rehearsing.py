"""Managers' tests: what is as written passes; what is not is shown with its place and what came instead."""

from __future__ import annotations

import pytest

from engine.rehearsal import Rehearsed, UnknownTest, rehearse, shown
from tests.engine.virtual.small_files import shipped, small

HEAD = "- test: a nudge\n  now: monday 3pm\n  talk:\n    - enroll: nudge\n"


def run(*talk: str, **more: str) -> Rehearsed:
    lines = "".join(f"    - {line}\n" for line in talk)
    return rehearse(small(tests=HEAD + lines, **more))


def test_the_shipped_community_comes_out_as_written() -> None:
    done = rehearse(shipped())
    assert not [shown(failure, done.lines) for failure in done.failures]
    assert done.ok
    assert len(done.passed) >= 9


@pytest.mark.parametrize(
    "talk",
    [
        ("we: how-are-you", "they: good", "tagged: well", "we: glad", "silence: 1 week"),
        ("we: how are YOU", "after: 2 days", "we: still-here"),
        ("we: how-are-you", "at: wednesday 3pm", "we: still-here"),
        ("we: how-are-you", "at: 2026-01-07 3pm", "we: still-here"),
        ("we: how-are-you", "they: STOP", "silence: 3 weeks"),
    ],
)
def test_what_is_as_written_passes(talk: tuple[str, ...]) -> None:
    done = run(*talk)
    assert not [shown(failure, done.lines) for failure in done.failures]
    assert done.passed == ("a nudge",)


@pytest.mark.parametrize(
    ("talk", "line", "said", "came"),
    [
        (
            ("we: glad",),
            5,
            "glad was expected, but how-are-you was sent on Mon 5 Jan 2026 3pm Central",
            "Hi Amy",
        ),
        (("we: hello there",), 5, '"hello there" was expected, but how-are-you was sent', "Hi Amy"),
        (
            ("we: how-are-you", "silence: 3 days"),
            6,
            "Nothing was to be sent for 3 days, but still-here",
            "Still here.",
        ),
        (("after: 1 hour",), 5, "Nothing more was expected here, but how-are-you", "Hi Amy"),
        (("we: how-are-you", "they: good"), 6, "Nothing more was expected here, but glad was sent", "Glad"),
        (("we: how-are-you", "we: glad"), 6, "nothing was sent. nudge goes on at Wed 7 Jan 2026 3pm", ""),
        (("we: how-are-you", "tagged: well"), 6, "The tag well was expected by Mon 5 Jan", ""),
        (("we: how-are-you", "at: 2026-01-01 3pm"), 6, "That has gone by", ""),
        (("we: how-are-you", "rings: glad"), 6, "A call was expected", ""),
        (("we: how-are-you", "press: 1"), 6, "Nobody is on the phone with us at Mon 5 Jan 2026 3pm", ""),
        (("we: how-are-you", "attended: nudge"), 6, "There is no call of nudge", ""),
        (
            ("we: how-are-you", "they: good", "we: glad", "enroll: nudge"),
            8,
            "Nothing more was expected",
            "Hi Amy",
        ),
    ],
)
def test_what_is_not_is_shown_where_it_stands(talk: tuple[str, ...], line: int, said: str, came: str) -> None:
    done = run(*talk)
    assert not done.ok
    (failure,) = done.failures
    assert (failure.place.file, failure.place.line) == ("workflows/tests/nudge.yaml", line)
    text = shown(failure, done.lines)
    assert said in text
    assert "^" in text
    assert came in failure.came


def test_a_message_that_is_held_is_said_to_be() -> None:
    talk = "- test: late\n  now: monday 11pm\n  talk:\n    - enroll: nudge\n    - we: how-are-you\n"
    (failure,) = rehearse(small(tests=talk)).failures
    assert "held until Tue 6 Jan 2026 9am Central" in failure.message
    assert "our hours are 9am to 8pm" in failure.message


def test_who_joins_in_the_talk_has_agreed_to_nothing_before() -> None:
    workflow = "start: joined\nsteps:\n  - send: glad\n"
    joins = "- test: joining\n  talk:\n    - they: join!\n    - we: glad\n"
    assert rehearse(small(workflow, tests=joins)).ok
    already = "- test: in already\n  talk:\n    - silence: 1 week\n"
    assert rehearse(small(workflow, tests=already)).ok


def test_a_call_and_who_was_on_it() -> None:
    call = (
        "start:\n  call:\n    every: tuesday 3pm\n    timezone: America/Chicago\n    lasts: 1 hour\nsteps:\n"
    )
    call += "  - at: 1 hour after the end\n    for: {}\n    send: glad\n"
    for word, other in (("attended", "missed"), ("missed", "attended")):
        talk = f"- test: t\n  now: monday noon\n  talk:\n    - at: tuesday 3:30pm\n    - {word}: nudge\n    - at: 6pm\n    - we: glad\n"
        assert rehearse(small(call.format(word), tests=talk)).ok
        assert not rehearse(small(call.format(other), tests=talk)).ok


def test_a_draft_is_tried_in_the_place_of_its_workflow() -> None:
    files = small(tests=HEAD + "    - we: glad\n")
    files["workflows/nudge.draft.yaml"] = b"start: by hand\nsteps:\n  - send: glad\n"
    assert rehearse(files, drafts=True).ok
    assert not rehearse(files).ok


def test_errors_are_shown_instead_of_tests() -> None:
    done = rehearse(small("start: by hand\nsteps:\n  - sned: glad\n", tests=HEAD + "    - we: glad\n"))
    assert [finding.place.file for finding in done.findings] == ["workflows/nudge.yaml"]
    assert not done.passed
    assert not done.failures


def test_a_member_who_cannot_be_is_said() -> None:
    talk = '- test: t\n  member: {name: Amy, phone: "12"}\n  talk:\n    - silence: 1 day\n'
    (failure,) = rehearse(small(tests=talk)).failures
    assert "This member cannot be" in failure.message


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(UnknownTest, match="There are: nudge"):
        rehearse(small(tests=HEAD), ["nugde"])


def test_one_broken_file_keeps_no_other_from_being_tried() -> None:
    files = small(tests=HEAD + "    - we: how-are-you\n")
    files["workflows/tests/lost.yaml"] = b"- test: t\n  talk:\n    - silence: 1 day\n"
    done = rehearse(files)
    assert done.passed == ("a nudge",)
    assert [finding.place.file for finding in done.findings] == ["workflows/tests/lost.yaml"]
    del files["workflows/nudge.yaml"]
    files["workflows/nudge.draft.yaml"] = small()["workflows/nudge.yaml"]
    assert rehearse(files, ["nudge"]).passed == ("a nudge",)
