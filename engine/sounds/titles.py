"""What recordings made by phone are called: a title with its date, a name like a file's, a number of their own."""

from __future__ import annotations

from datetime import datetime

from peewee import fn

from engine.models import Instance, Recording
from engine.models.db import locked
from engine.times import local

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_DATES = {"en": "{month} {day}", "es": "{day} de {month}"}
_FROM = {"en": "A message from {name}, {date}", "es": "Un mensaje de {name}, {date}"}
_PART = {"en": "part", "es": "parte"}


def date_words(at: datetime, zone: str, language: str) -> str:
    """The day in words: "November 24", "24 de noviembre"."""
    short, wall = _spoken(language), local(at, zone)
    return _DATES[short].format(day=wall.day, month=_MONTHS[short].split()[wall.month - 1])


def title_of_call(title: str, at: datetime, zone: str, language: str) -> str:
    """What a recorded call is called: "Tuesday call, November 24"."""
    return f"{title}, {date_words(at, zone, language)}"


def title_of_part(title: str, part: int, language: str) -> str:
    """The title of a call's first recording, or of a further one, which says that it is a part."""
    return title if part == 1 else f"{title}, {_PART[_spoken(language)]} {part}"


def title_of_message(name: str, at: datetime, zone: str, language: str) -> str:
    """What a message is called that ``name`` recorded by phone."""
    return _FROM[_spoken(language)].format(name=name, date=date_words(at, zone, language))


def next_number() -> int:
    """The next free number of a recording. Whoever asks for one is alone in doing so until their commit."""
    locked(Instance.select()).execute()
    return upcoming_number()


def upcoming_number() -> int:
    """The number that comes next, as it is offered to somebody; another may be quicker."""
    highest: int | None = Recording.select(fn.MAX(Recording.number)).scalar()
    return max(highest or 0, 0) + 1


def is_free(number: int) -> bool:
    """Whether no recording has this number; those taken back keep theirs, so that it never means another one."""
    return number > 0 and not Recording.select().where(Recording.number == number).exists()


def free_name(name: str) -> tuple[str, int]:
    """``name``, or with the first number behind it that makes it nobody's yet; and that number."""
    part, tried = 1, name
    while Recording.select().where(Recording.name == tried).exists():
        part += 1
        tried = f"{name}-{part}"
    return tried, part


def _spoken(language: str) -> str:
    short = language.partition("-")[0].lower()
    return short if short in _MONTHS else "en"
