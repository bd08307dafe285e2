"""Words that mean something by themselves are named where a workflow wants them for a start."""

from __future__ import annotations

import pytest

from tests.engine.language.samples import WORKFLOW, checked, steps


@pytest.mark.parametrize(
    ("word", "level", "said"),
    [
        ("VOTE", "warning", "is the beginning of a vote while one is open"),
        ("VOTO", "warning", "so it does not always lead here"),
        ("VOTE ...", "warning", "is the beginning of a vote while one is open"),
        ("SICK", "warning", "is what whoever leads a call says of it on its day"),
        ("HERE", "warning", "usually says that a member was on the call"),
        ("HOW FAR", "warning", "usually tells how far a challenge is"),
        ("TABLA", "warning", "usually puts a member on the leaders' board"),
        ("PRIVADO", "warning", "usually keeps a member's pictures from others"),
        ("THANKS", "warning", "usually is small talk, and left alone"),
        ("AYUDA", "error", "is always answered with help"),
        ("BASTA", "error", "ends everything that a member gets"),
        ("SUICIDE", "error", "goes to a person at once"),
    ],
)
def test_a_word_that_means_something_already_is_named(word: str, level: str, said: str) -> None:
    found = checked({WORKFLOW: steps("- send: hello", f"start: text {word}")}).findings
    (one,) = [finding for finding in found if finding.rule.startswith("keyword")]
    assert one.level == level
    assert said in one.message


def test_what_makes_a_member_may_be_a_word_that_members_have_other_uses_for() -> None:
    joins = {"workflows/community.yaml": "name: Us\njoin words: [HOLA]\n"}
    assert not [one for one in checked(joins).findings if one.rule == "keyword-built-in"]
