"""Replies on a real database: which question they answer, and until when."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from engine import runner
from engine.models import Enrollment, Inbound
from engine.models.db import transaction
from tests.engine.runner.town import WELCOME, Town

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def walk(name: str = "welcome") -> Enrollment:
    found: Enrollment = Enrollment.get(Enrollment.workflow == name)
    return found


def test_a_reply_answers_the_newest_question_it_fits(town: Town, cast: SimpleNamespace) -> None:
    ask = "start: by hand\nsteps:\n  - ask: {0}\n    within: 2 days\n    answers:\n      {1}:\n        - send: {0}-done\n{2}"
    other = "      anything else:\n        - send: hm\n"
    town.publish(one=ask.format("one", "red", ""), two=ask.format("two", "blue", other))
    town.enroll("one", cast.amy)
    assert town.reply(cast.amy, "red") is None  # it has not left yet, so this answers something else
    town.go(HOUR)
    town.enroll("two", cast.amy)
    town.go(HOUR)
    assert (town.reply(cast.amy, "Red!") or "").startswith("one")
    assert town.reply(cast.amy, "what?") is None  # nobody would get it there
    assert (town.reply(cast.amy, "what a day") or "").startswith("two, ask:two: anything else")
    assert town.reply(cast.amy, "blue") is None
    town.go(HOUR)
    assert town.texts() == ["one", "two", "one-done", "hm"]


def test_a_stray_reply_leaves_the_question_open(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    town.publish(welcome=WELCOME)
    town.enroll("welcome", cast.amy)
    town.go(DAY)
    assert town.reply(cast.amy, "who is this?") is None
    assert len(runner.open_questions(cast.amy)) == 1


def test_a_reply_in_time_wins_however_late_it_is_read(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    town.publish(welcome=WELCOME)
    town.enroll("welcome", cast.amy)
    town.go(DAY + HOUR)
    inbound = town.writes(cast.amy, "great", at=town.now + DAY)
    town.now += 4 * DAY
    runner.drain_due(town.now)
    assert walk().waiting == "reply"  # words are still to be read
    with transaction():
        assert runner.reply(cast.amy, inbound, town.now) is not None
        Inbound.update(handled_at=town.now).execute()
    town.go(HOUR)
    assert town.texts() == ["welcome", "how", "glad", "onwards"]


def test_after_its_time_a_reply_goes_to_a_person(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    town.publish(welcome=WELCOME)
    town.enroll("welcome", cast.amy)
    town.go(DAY)
    inbound = town.writes(cast.amy, "great", at=town.now + 3 * DAY)
    town.now += 3 * DAY
    with transaction():
        assert runner.reply(cast.amy, inbound, town.now) is None


NEXT = "start: by hand\nsteps:\n  - send: one\n  - wait: until they text NEXT or 3 days\n  - send: two\n  - wait: until they text NEXT or 3 days\n  - send: three\n"
MOOD = "start: by hand\nsteps:\n  - ask: mood\n    within: 5 days\n    answers:\n      good:\n      anything else:\n        - send: noted\n"


def test_a_walk_goes_on_at_the_members_own_pace_at_any_hour(town: Town, cast: SimpleNamespace) -> None:
    town.publish(talks=NEXT)
    town.enroll("talks", cast.amy)
    town.go(9 * HOUR)  # it is after midnight where she is
    assert town.reply(cast.amy, "more, please") is None
    assert (town.reply(cast.amy, "Next!") or "").startswith("talks")
    town.settle()
    assert town.texts() == ["one", "two"]
    town.go(4 * DAY)
    assert town.texts() == ["one", "two", "three"]
    assert town.reply(cast.amy, "next") is None


def test_a_word_is_understood_in_the_members_language_and_by_no_question_that_takes_anything(
    town: Town, cast: SimpleNamespace
) -> None:
    town.publish(talks=NEXT, mood=MOOD)
    for name in ("talks", "mood"):
        town.enroll(name, cast.carla)
    town.go(HOUR)
    assert (town.reply(cast.carla, "Sigue") or "").startswith("talks")
    assert (town.reply(cast.carla, "regular") or "").startswith("mood")
    town.settle()
    assert town.texts() == ["one", "mood", "two", "noted"]


def test_a_word_that_came_in_time_counts_however_late_it_is_read(town: Town, cast: SimpleNamespace) -> None:
    town.publish(talks=NEXT)
    town.enroll("talks", cast.amy)
    town.go(HOUR)
    late = town.writes(cast.amy, "next", at=town.now + 4 * DAY)
    with transaction():
        assert runner.reply(cast.amy, late, town.now) is None
        Inbound.delete().execute()
    assert town.reply(cast.amy, "next") is not None
