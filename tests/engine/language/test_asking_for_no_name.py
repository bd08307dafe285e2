"""A question that promises no name keeps to it, and what members answered is read by staff alone."""

from __future__ import annotations

import pytest

from tests.engine.language.samples import checked

ASK = "start: joined\nsteps:\n  - ask: how\n    within: 1 day\n    anonymous: yes\n"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("    save as: shirt size\n", "promises not to"),
        ("    answers:\n      yes:\n", 'add "anything else:"'),
        ("    answers:\n      anything else:\n        - tell: host\n", '"tell" below this answer'),
        (
            "    answers:\n      anything else:\n        - if: {tagged: a}\n          then:\n            - tag: b\n",
            '"tag" below',
        ),
        ("  - send: welcome\n", 'says "answer"'),
    ],
)
def test_what_would_break_the_promise(more: str, says: str) -> None:
    found = checked({"workflows/it.yaml": ASK + more, "messages/welcome.txt": "{{ answer }}"})
    assert [one for one in found.errors if says in one.message], found.errors


def test_a_call_knows_who_says_yes() -> None:
    call = "start:\n  call:\n    every: tuesday 7pm\n    lasts: 1 hour\nsteps:\n  - at: 1 day before\n"
    text = call + "    ask: how\n    within: 1 hour\n    anonymous: yes\n"
    assert "known of a call" in checked({"workflows/it.yaml": text}).errors[0].message


@pytest.mark.parametrize(
    ("audience", "fine"), [("", False), ("for: {tagged: a}\n", False), ("for: {role: host}\n", True)]
)
def test_answers_go_to_a_role(audience: str, fine: bool) -> None:
    text = f"start: every monday at 9am\n{audience}steps:\n  - send: welcome\n"
    said = "{% for one in week.responses %}{{ one.words }}{% endfor %}"
    found = checked({"workflows/it.yaml": text, "messages/welcome.txt": said})
    assert (found.errors == ()) is fine, found.errors
