"""Workflows running on a real database: entering, moving, replying, reporting, leaving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine import runner
from engine.models import CallAnswer, Delivery, Enrollment, Event, Fanout, Member, Tag, Trace
from engine.models.db import transaction
from engine.models.running import ACTIVE, DONE, QUARANTINED, STOPPED
from engine.models.sending import ANSWER, CANCELLED, STARTED
from tests.engine.runner.town import WELCOME, Town

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def walk(name: str = "welcome") -> Enrollment:
    found: Enrollment = Enrollment.get(Enrollment.workflow == name)
    return found


def drops(member: Member) -> list[str]:
    return [
        row.detail["why"]
        for row in Trace.select().where((Trace.member == member) & (Trace.outcome == "not put in"))
    ]


def test_a_walk_from_beginning_to_end(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    town.publish(welcome=WELCOME)
    with transaction():
        runner.joined(cast.amy, "text", town.now)
    town.go(DAY)
    assert town.texts() == ["welcome", "how"]
    assert town.reply(cast.amy, "Yes!! loving it") is not None
    town.go(HOUR)
    assert town.texts() == ["welcome", "how", "glad", "onwards"]
    assert (walk().status, Member.get_by_id(cast.amy.id).fields) == (DONE, {"mood": "yes"})
    assert [tag.name for tag in Tag.select()][-1] == "keen"
    kinds = {row.message: row.kind for row in Delivery.select()}
    assert kinds == {"welcome": STARTED, "how": STARTED, "glad": ANSWER, "onwards": ANSWER}
    assert not any(row.state == CANCELLED for row in Delivery.select())


def test_silence_reminds_once_and_goes_on(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    town.publish(welcome=WELCOME)
    town.enroll("welcome", cast.amy)
    town.go(5 * DAY)
    assert town.texts() == ["welcome", "how", "nudge", "still", "onwards"]


def test_imported_members_do_not_join_by_themselves(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    town.publish(welcome=WELCOME)
    with transaction():
        assert runner.joined(cast.amy, "import", town.now) == []
        assert len(runner.joined(cast.amy, "form", town.now)) == 1


def test_one_cause_puts_a_member_in_once(town: Town, cast: SimpleNamespace) -> None:
    town.publish(note="start: by hand\nagain: always\nsteps:\n  - send: a\n")
    first = town.enroll("note", cast.amy, "c1")
    assert town.enroll("note", cast.amy, "c1") is None
    assert town.enroll("note", cast.amy, "c2") is None  # in already
    assert drops(cast.amy) == ["they are in it already"]
    town.go(HOUR)
    assert first is not None
    assert town.enroll("note", cast.amy, "c1") is None  # that cause has had its walk
    assert town.enroll("note", cast.amy, "c3") is not None
    town.go(HOUR)
    assert town.texts() == ["a", "a"]


@pytest.mark.parametrize(
    ("again", "after", "comes"),
    [("never", 400, False), ("after 90 days", 80, False), ("after 90 days", 91, True), ("always", 0, True)],
)
def test_again(town: Town, cast: SimpleNamespace, again: str, after: int, comes: bool) -> None:
    town.publish(note=f"start: by hand\nagain: {again}\nsteps:\n  - send: a\n")
    town.enroll("note", cast.amy, "c1")
    town.go(after * DAY)
    assert (town.enroll("note", cast.amy, "c2") is not None) is comes
    assert len(drops(cast.amy)) == (0 if comes else 1)


def test_for_is_looked_at_on_entering_and_by_hand_may_pass_over_it(town: Town, cast: SimpleNamespace) -> None:
    town.publish(note="start: by hand\nfor: {tagged: leader}\nsteps:\n  - wait: 1 day\n  - send: a\n")
    assert town.enroll("note", cast.amy, "c1") is None
    assert drops(cast.amy) == ["they are not among those it is for"]
    assert town.enroll("note", cast.amy, "c2", ignore_audience=True) is not None
    assert town.enroll("note", cast.bob, "c1") is not None
    Tag.delete().execute()
    town.go(2 * DAY)
    assert sorted(town.texts()) == ["a", "a"]  # leaving the audience takes nobody out


def test_an_event_is_recorded_once_and_stops_what_it_stops(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    town.publish(welcome=WELCOME)
    town.report(cast.amy, "first-sale", "before")
    town.now += HOUR
    town.enroll("welcome", cast.amy)
    town.go(HOUR)
    assert walk().status == ACTIVE  # it came before this run began
    town.now += HOUR
    town.report(cast.amy, "First-Sale", "k1")
    town.report(cast.amy, "first-sale", "k1")
    assert Event.select().count() == 2
    assert walk().status == STOPPED
    town.go(9 * DAY)
    assert town.texts() == ["welcome"]


def test_an_event_starts_and_wakes(town: Town, cast: SimpleNamespace) -> None:
    waiting = "start: event order\nsteps:\n  - wait: until event delivered or 9 days\n  - send: a\n"
    town.publish(order=waiting)
    town.report(cast.amy, "order", "o1")
    town.report(cast.amy, "order", "o1")
    town.go(DAY)
    town.report(cast.bob, "delivered", "d0")
    assert walk("order").status == ACTIVE
    town.report(cast.amy, "delivered", "d1")
    town.go(HOUR)
    assert (town.texts(), Enrollment.select().count()) == (["a"], 1)


def test_a_tag_put_on_by_one_workflow_starts_another(town: Town, cast: SimpleNamespace) -> None:
    town.publish(
        one="start: by hand\nsteps:\n  - tag: keen\n  - tag: keen\n",
        two="start: tagged keen\nsteps:\n  - send: a\n  - start: three\n",
        three="start: by hand\nsteps:\n  - send: b\n  - stop: two\n",
    )
    town.enroll("one", cast.amy)
    town.go(HOUR)
    assert town.texts() == ["a", "b"]
    assert Enrollment.select().count() == 3


def test_a_paused_workflow_stands_still(town: Town, cast: SimpleNamespace) -> None:
    town.publish(
        note="start: by hand\nsteps:\n  - wait: 1 day\n  - send: a\n",
        other="start: by hand\nsteps:\n  - end\n",
    )
    town.enroll("note", cast.amy)
    text = town.files.pop("workflows/note.yaml")
    town.publish()
    town.now += 3 * DAY
    runner.drain_due(town.now)
    assert walk("note").version == 1
    assert town.enroll("note", cast.bob) is None
    town.publish(note=text)
    town.go(HOUR)
    assert town.texts() == ["a"]


def test_a_row_that_raises_is_put_aside_and_its_neighbours_go_on(
    town: Town, cast: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    town.publish(note="start: by hand\nsteps:\n  - wait: 1 day\n  - send: a\n")
    town.enroll("note", cast.amy)
    town.enroll("note", cast.bob)
    Enrollment.update(state={"phase": "timer", "since": 0, "at": "no such step"}).where(
        Enrollment.member == cast.amy
    ).execute()
    town.go(2 * DAY)
    broken = Enrollment.get(Enrollment.member == cast.amy)
    assert (broken.status, broken.raises) == (QUARANTINED, 3)
    assert town.texts("+13035550101") == ["a"]
    assert "no such step" in caplog.text


def test_end_all_cancels_what_waits(town: Town, cast: SimpleNamespace) -> None:
    town.publish(
        note="start: by hand\nsteps:\n  - send: a\n",
        other="start: by hand\nsteps:\n  - wait: 1 day\n  - send: b\n",
    )
    town.enroll("note", cast.amy)
    town.enroll("other", cast.amy)
    with transaction():
        assert runner.end_all(cast.amy, "they texted STOP", town.now) == 2
    town.go(3 * DAY)
    assert town.texts() == []
    assert [row.state for row in Delivery.select()] == [CANCELLED]


def test_stop_workflow_takes_everybody_out(town: Town, cast: SimpleNamespace) -> None:
    town.publish(note="start: by hand\nsteps:\n  - wait: 1 day\n  - send: a\n")
    for member in (cast.amy, cast.bob, cast.carla):
        town.enroll("note", member)
    audience = {"kind": "enroll", "workflow": "note", "begins_at": town.now, "due_at": town.now}
    for state in ("waiting", "running", "done"):
        Fanout.create(cause=state, state=state, **audience)
    assert runner.stop_workflow("note", town.now) == 3
    assert {row.status for row in Enrollment.select()} == {STOPPED}
    assert {row.cause: row.state for row in Fanout.select()} == {
        "waiting": "cancelled",
        "running": "cancelled",  # under way, it would go on putting people in
        "done": "done",
    }


def test_stopping_a_workflow_keeps_each_transaction_short(
    town: Town, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.runner.ending.PAGE", 2)
    town.publish(note="start: by hand\nsteps:\n  - wait: 1 day\n  - send: a\n")
    for member in (cast.amy, cast.bob, cast.carla):
        town.enroll("note", member)
    assert runner.stop_workflow("note", town.now) == 3
    assert Trace.select().where(Trace.outcome == "stopped").count() == 3


def test_a_member_who_moves_keeps_the_wall_clock(town: Town, cast: SimpleNamespace) -> None:
    town.publish(note="start: by hand\nsteps:\n  - wait: until 10am\n  - send: a\n")
    town.enroll("note", cast.amy)
    before = walk("note").due_at
    Member.update(timezone="America/New_York").where(Member.id == cast.amy.id).execute()
    with transaction():
        runner.rezoned(Member.get_by_id(cast.amy.id), town.now)
    assert before is not None
    assert walk("note").due_at == before - HOUR


def test_conditions_see_what_the_walk_has_changed(town: Town, cast: SimpleNamespace) -> None:
    town.community += "fields: [mood]\n"
    steps = (
        "start: by hand\nsteps:\n  - set: {mood: fine}\n  - if: {mood: Fine}\n    then:\n      - send: a\n    else:\n"
        "      - send: b\n  - stage: try\n  - send: c\n    for: {stage: try}\n"
    )
    town.community += "stages: [know, try]\n"
    town.publish(note=steps)
    town.enroll("note", cast.amy)
    town.go(HOUR)
    assert town.texts() == ["a", "c"]


def test_a_message_to_a_role_reaches_everybody_in_it(
    town: Town, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    make_member("Second Host", phone="+13125550111", role="Host")
    town.publish(note="start: by hand\nsteps:\n  - send: news\n    to: host\n  - send: a\n")
    town.enroll("note", cast.amy)
    town.go(HOUR)
    assert sorted(town.texts()) == ["a", "news", "news"]
    assert {row.about_id for row in Delivery.select().where(Delivery.message == "news")} == {cast.amy.id}
    assert CallAnswer.select().count() == 0
