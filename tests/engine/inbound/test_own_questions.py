"""A member's own question while one of ours is open: it is answered, and ours stays open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine import runner
from engine.models import Member

ASKING = {
    "workflows/how.yaml": """start: text HOW
steps:
  - ask: how-are-you
    within: 2 days
    answers:
      good:
        - send: glad
      when is the call?:
        - send: welcome
      anything else:
        - tell: host
""",
}


@pytest.mark.parametrize(
    "words", ["What time is the call?", "what time is the call", "Hi! What time's the next call??"]
)
def test_a_members_own_question_is_no_answer_to_ours(
    make_town: Any, cast: SimpleNamespace, words: str
) -> None:
    town = make_town(**ASKING)
    town.text(cast.amy, "HOW")
    town.sent()
    assert town.text(cast.amy, words) == "answer"
    assert town.told(cast.amy)[-1] == "Tuesdays at 7pm."
    assert town.told(cast.rosa) == []
    assert [one.workflow for one in runner.open_questions(cast.amy)] == ["how"]
    assert town.text(cast.amy, "good, thanks!") == "question"
    assert town.told(cast.amy)[-1] == "glad"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("when is the call?", "welcome"),  # a line of the question's own
        ("I wonder what time the call is, all is so new to me", None),
        ("where is my blue box?", None),
    ],
)
def test_what_fits_a_line_or_no_answer_is_still_a_reply(
    make_town: Any, cast: SimpleNamespace, words: str, told: str | None
) -> None:
    town = make_town(**ASKING)
    town.text(cast.amy, "HOW")
    town.sent()
    assert town.text(cast.amy, words) == "question"
    assert (town.told(cast.amy)[-1] if told else None) == told
    assert runner.open_questions(cast.amy) == []
    assert bool(town.told(cast.rosa)) is (told is None)


def test_a_workflows_word_is_nobodys_name(make_town: Any, cast: SimpleNamespace) -> None:
    named = "start: text HOW\nsteps:\n  - ask: how-are-you\n    within: 2 days\n    save as: name\n"
    town = make_town(**{"workflows/how.yaml": named})
    town.text(cast.amy, "HOW")
    town.sent()
    assert town.text(cast.amy, "listen") == "keyword"
    assert [one.workflow for one in runner.open_questions(cast.amy)] == ["how"]
    assert town.text(cast.amy, "Amelia") == "question"
    assert Member.get_by_id(cast.amy.id).name == "Amelia"


THANKED = "start: text HOW\nsteps:\n  - ask: how-are-you\n    within: 2 days\n{}    answers:\n      anything else:\n{}"
GLAD = "        - send: glad\n"


@pytest.mark.parametrize(
    ("more", "below", "understood", "open_still"),
    [
        ("", GLAD, "person", True),
        ("", "        - if: {tagged: keen}\n          then:\n            - tell: host\n", "person", True),
        ("", "        - tell: host\n          for: {tagged: keen}\n", "person", True),
        ("", GLAD + "        - praise: glad\n", "question", False),
        ("    anonymous: yes\n", GLAD, "question", False),  # with a person it would have a name
    ],
)
def test_what_they_ask_is_kept_as_an_answer_only_where_somebody_gets_it(
    make_town: Any, cast: SimpleNamespace, more: str, below: str, understood: str, open_still: bool
) -> None:
    town = make_town(**{"workflows/how.yaml": THANKED.format(more, below)})
    town.text(cast.amy, "HOW")
    town.sent()
    assert town.text(cast.amy, "where is my blue box?") == understood
    assert bool(town.told(cast.rosa)) is (understood == "person")
    assert bool(runner.open_questions(cast.amy)) is open_still


@pytest.mark.parametrize(
    ("kept", "words", "answer"),
    [
        ("name", "my order has not come, it's been two weeks", "I'm Amelia"),
        ("birthday", "I'd rather not say", "May 3"),
    ],
)
def test_what_is_no_such_detail_is_with_a_person_and_the_question_stays_open(
    make_town: Any, cast: SimpleNamespace, kept: str, words: str, answer: str
) -> None:
    asks = f"start: text HOW\nsteps:\n  - ask: how-are-you\n    within: 2 days\n    save as: {kept}\n"
    town = make_town(**{"workflows/how.yaml": asks})
    town.text(cast.amy, "HOW")
    town.sent()
    assert town.text(cast.amy, words) == "person"
    assert words in town.told(cast.rosa)[-1]
    assert town.text(cast.amy, answer) == "question"
    assert getattr(Member.get_by_id(cast.amy.id), kept) == {"name": "Amelia", "birthday": "05-03"}[kept]
