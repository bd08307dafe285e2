"""The member of a preview for which nobody is named: somebody for whom everything is in order."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from engine.language.community import Community
from engine.language.workflow import OnDate, Workflow
from engine.times import local, resolve
from engine.virtual import Person
from engine.wording.names import field_key

NAMES = ("Amy Lee", "Bob Stone", "Carla Ruiz", "Dan Cole", "Eve Hall", "Finn Day", "Gia Moss", "Hal Reed")
AT_HOME = ("America/", "US/", "Canada/", "Pacific/Honolulu")
SOON = timedelta(days=2)
JOINED = "joined"
A_YEAR = relativedelta(years=1)
NOON = time(12)


def joined_for(workflow: Workflow, zone: str, now: datetime) -> datetime | None:
    """When the samples of a workflow must have joined that starts by the day they did; None where it does not matter."""
    start = workflow.start
    if not isinstance(start, OnDate) or start.rule.field.casefold() != JOINED:
        return None
    day = start.rule.returning(local(now, zone).date() + SOON)
    return resolve(day if start.rule.after else day - A_YEAR, NOON, zone)


def sample(number: int, zone: str, workflow: Workflow, community: Community, now: datetime) -> Person:
    """The ``number``-th sample member, counted from 0, who lives in ``zone``; their dates come up soon.

    They take texts where our numbers are at home, and email elsewhere: a number from here would bring the law of
    here to a place where it is night.
    """
    start = workflow.start
    dates: dict[str, str] = {}
    if isinstance(start, OnDate):
        soon = local(now, zone).date() + SOON
        dates[start.rule.field.casefold()] = start.rule.returning(soon).isoformat()
    birthday = dates.pop("birthday", "")
    dates.pop(JOINED, None)
    return Person(
        name=NAMES[number % len(NAMES)],
        phone=f"+131255501{42 + number:02}" if zone.startswith(AT_HOME) else "",
        email=f"sample{number + 1}@example.com",
        timezone=zone,
        language=community.language,
        birthday=birthday,
        fields={field_key(name): value for name, value in dates.items()},
    )
