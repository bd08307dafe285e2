"""The member of a preview for which nobody is named: somebody for whom everything is in order."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.language.community import Community
from engine.language.workflow import OnDate, Workflow
from engine.times import local
from engine.virtual import Person
from engine.wording.names import field_key

NAMES = ("Amy Lee", "Bob Stone", "Carla Ruiz", "Dan Cole", "Eve Hall", "Finn Day", "Gia Moss", "Hal Reed")
AT_HOME = ("America/", "US/", "Canada/", "Pacific/Honolulu")
SOON = timedelta(days=2)


def sample(number: int, zone: str, workflow: Workflow, community: Community, now: datetime) -> Person:
    """The ``number``-th sample member, counted from 0, who lives in ``zone``; their dates come up soon.

    They take texts where our numbers are at home, and email elsewhere: a number from here would bring the law of
    here to a place where it is night.
    """
    start = workflow.start
    dates: dict[str, str] = {}
    if isinstance(start, OnDate):
        soon = local(now, zone).date() + SOON
        ahead = start.rule.before.days() if start.rule.before else timedelta()
        dates[start.rule.field.casefold()] = (soon + ahead).isoformat()
    birthday = dates.pop("birthday", "")
    dates.pop("joined", None)
    return Person(
        name=NAMES[number % len(NAMES)],
        phone=f"+131255501{42 + number:02}" if zone.startswith(AT_HOME) else "",
        email=f"sample{number + 1}@example.com",
        timezone=zone,
        language=community.language,
        birthday=birthday,
        fields={field_key(name): value for name, value in dates.items()},
    )
