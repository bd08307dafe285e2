"""When waits are over, across both changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine.steps import TimedOut
from tests.engine.steps.walking import Trial, workflow


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# Chicago leaves summer time on 2026-11-01 at 2am and takes it up again on 2027-03-14 at 2am.
@pytest.mark.parametrize(
    ("since", "wait", "until"),
    [
        ("2026-10-31T15:00", "1 day", "2026-11-01T16:00"),  # ten in the morning stays ten
        ("2026-10-31T15:00", "24 hours", "2026-11-01T15:00"),  # hours are exact
        ("2026-10-25T00:00", "1 week", "2026-11-01T00:00"),
        ("2026-10-27T00:00", "until tuesday 7pm", "2026-10-28T00:00"),
        ("2026-10-28T00:00", "until tuesday 7pm", "2026-11-04T01:00"),  # strictly later, and an hour on
        ("2026-10-31T15:00", "until 1:30am", "2026-11-01T06:30"),  # the first of two
        ("2027-03-14T06:00", "until 2:30am", "2027-03-14T08:30"),  # skipped: moves on by the gap
        ("2027-03-13T08:30", "1 day", "2027-03-14T08:30"),
        ("2026-11-23T21:00", "until wednesday", "2026-11-25T15:00"),  # when hours open
        ("2026-11-23T21:00", "1 month", "2026-12-23T21:00"),
    ],
)
def test_a_wait_in_chicago(since: str, wait: str, until: str) -> None:
    trial = Trial(workflow(f"  - wait: {wait}\n  - send: a\n"), now=at(since))
    assert trial.walk.due == at(until)


@pytest.mark.parametrize(
    ("birthday", "until"),
    [
        ("1990-12-01", "2026-12-01T15:00"),
        ("12-01", "2026-12-01T15:00"),
        ("1990-11-22", "2027-11-22T15:00"),
        ("2000-02-29", "2027-02-28T15:00"),
    ],
)
def test_until_the_birthday_is_the_next_one_when_hours_open(birthday: str, until: str) -> None:
    trial = Trial(workflow("  - wait: until birthday\n  - send: a\n"), birthday=birthday)
    assert trial.walk.due == at(until)


@pytest.mark.parametrize(
    ("birthday", "fields"),
    [("", {}), ("1990-11-23", {}), ("", {"due date": "2026-03-01"}), ("", {"due date": "soon"})],
)
def test_a_date_that_is_missing_here_or_gone_by_does_not_wait(birthday: str, fields: dict[str, str]) -> None:
    field = "due date" if fields else "birthday"
    trial = Trial(workflow(f"  - wait: until {field}\n  - send: a\n"), birthday=birthday, fields=fields)
    assert trial.queued() == ["a"]


def test_a_timer_looked_at_late_still_counts_from_when_it_was_due() -> None:
    trial = Trial(
        workflow("  - wait: 1 day\n  - tag: x\n  - wait: 1 day\n  - send: a\n"), now=at("2026-11-20T15:00")
    )
    trial.cause(TimedOut(), at=at("2026-11-22T14:00"))
    assert trial.walk.due == at("2026-11-22T15:00")
