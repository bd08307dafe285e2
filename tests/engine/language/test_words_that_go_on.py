"""Words that members text with more behind them, those of praise, and the wall: what the check says of them."""

from __future__ import annotations

import pytest

from tests.engine.language.samples import WORKFLOW, checked, only, steps


def test_a_word_alone_and_with_more_behind_it_are_two_starts() -> None:
    text = steps("- send: hello", "start: text WIN")
    more = text.replace("WIN", "WIN ...")
    assert checked({"workflows/aa.yaml": text, "workflows/bb.yaml": more}).errors == ()
    assert only(checked({"workflows/aa.yaml": more, "workflows/bb.yaml": more})).rule == "keyword-twice"


def test_what_goes_on_after_the_word_is_an_answer_where_every_word_goes_on() -> None:
    said: dict[str, str | bytes] = {"messages/told.txt": "You said {{ answer }}."}
    assert (
        checked({**said, "workflows/aa.yaml": steps("- send: told", "start: text WIN ..., LOGRO...")}).errors
        == ()
    )
    mixed = steps("- send: told", "start: text WIN, WIN ...")
    assert [one.rule for one in checked({**said, "workflows/aa.yaml": mixed}).errors] == ["no-answer"]


def test_without_a_wall_no_message_links_to_it() -> None:
    community = "name: The Team\nwall: none\n"
    found = checked(
        {
            "workflows/community.yaml": community,
            "messages/hello.txt": "See {{ links.wall }}",
            WORKFLOW: steps("- send: hello"),
        }
    )
    assert [one.rule for one in found.errors] == ["no-wall"]


@pytest.mark.parametrize("word", ["PRAISE ...", "Elogio", "wall", "unshare", "APLAUSO"])
def test_the_words_of_praise_start_nothing_else(word: str) -> None:
    found = only(checked({"workflows/new.yaml": steps("- send: hello", f"start: text {word}")}))
    assert found.rule == "keyword-owned"
