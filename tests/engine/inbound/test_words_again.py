"""A workflow's word from somebody who is in it already: never silence."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Enrollment, Inbound, Member, Trace
from engine.models.running import ACTIVE

SERIES = """start: text SERIES
steps:
  - send: welcome
  - wait: until they text NEXT or 3 days
  - send: glad
"""
ASKING = """start: text HOW
steps:
  - ask: how-are-you
    within: 2 days
    answers:
      anything else:
        - send: glad
"""
WAITING = "start: text LATER\nsteps:\n  - send: welcome\n  - wait: 2 days\n  - send: glad\n"
ONCE = "start: text ONCE\nagain: never\nsteps:\n  - send: welcome\n"
LEADERS = "start: text LEAD\nfor: {tagged: leader}\nsteps:\n  - send: welcome\n"


@pytest.fixture
def series(make_town: Any) -> Any:
    return make_town(
        **{
            "workflows/series.yaml": SERIES,
            "workflows/how.yaml": ASKING,
            "workflows/later.yaml": WAITING,
            "workflows/once.yaml": ONCE,
            "workflows/leaders.yaml": LEADERS,
        }
    )


def test_a_walk_that_waits_for_a_word_goes_on_with_its_own(series: Any, cast: SimpleNamespace) -> None:
    series.text(cast.amy, "series")
    series.sent()
    assert series.text(cast.amy, "SERIES") == "keyword"
    assert series.told(cast.amy) == ["welcome", "glad"]
    walk = Enrollment.get(Enrollment.workflow == "series")
    assert Inbound.select().order_by(Inbound.id.desc()).first().enrollment_id == walk.id
    assert Trace.get((Trace.enrollment == walk) & (Trace.outcome == "texted")).detail == {"word": "SERIES"}


def test_an_open_question_is_named_and_stays_open(series: Any, cast: SimpleNamespace) -> None:
    series.text(cast.amy, "how")
    series.sent()
    assert series.text(cast.amy, "How") == "keyword"
    assert series.told(cast.amy)[-1].startswith("We're in the midst of it: we asked you something")
    assert series.text(cast.amy, "quite well today, all of us") == "question"
    assert series.told(cast.amy)[-1] == "glad"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "The next part comes by itself."), ("es", "Lo que sigue llega solo.")]
)
def test_what_comes_by_itself_is_said(series: Any, cast: SimpleNamespace, language: str, said: str) -> None:
    Member.update(language=language).where(Member.id == cast.amy.id).execute()
    series.text(cast.amy, "later")
    series.sent()
    assert series.text(cast.amy, "later") == "keyword"
    assert series.told(cast.amy)[-1].endswith(said)
    assert Enrollment.select().where(Enrollment.status == ACTIVE).count() == 1


@pytest.mark.parametrize("word", ["once", "lead"])
def test_a_word_that_starts_nothing_for_them_reaches_a_person(
    series: Any, cast: SimpleNamespace, word: str
) -> None:
    if word == "once":
        assert series.text(cast.amy, word) == "keyword"
        series.sent()
    assert series.text(cast.amy, word) == "person"
    assert word in series.told(cast.rosa)[-1]
