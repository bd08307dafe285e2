"""The next call by the caller's own clock, the praise that was approved, and the letter that went out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Draft, Occurrence, Praise, Revision
from engine.phone.script import Ask, Go, HangUp
from engine.phone.words.times import day_aloud, time_aloud
from engine.publishing import publish
from tests.engine.phone.telephone import AMY, Line


def test_members_hear_their_own_time_strangers_the_calls(
    ring: Callable[..., Any], cast: SimpleNamespace, tuesday: Occurrence
) -> None:
    assert "The next call is tomorrow at 7 PM." in ring().presses("6").said
    assert "The next call is tomorrow at 6 PM." in ring(number="+13035550101").presses("6").said
    assert "tomorrow at 7 PM, Central time." in ring(number="+13125550777").presses("6").said
    assert "mañana a las 8 de la noche." in ring(number="+12125550103").presses("6").said


def test_joining_before_the_doors_open_says_when(ring: Callable[..., Any], tuesday: Occurrence) -> None:
    assert "The next call is tomorrow" in ring().presses("1").said


def test_a_bridge_elsewhere_is_told_with_its_code(
    published: Callable[..., None], ring: Callable[..., Any], tuesday: Occurrence
) -> None:
    from engine.models import Revision
    from tests.engine.phone.telephone import CALL

    number = "    number: +13125550188\n    code: 1234#\n"
    published(**{"tuesday-call": CALL.replace("    doors open: 10 minutes before\n", number)})
    newest = Revision.select().where(Revision.workflow == "tuesday-call").order_by(Revision.id.desc()).first()
    Occurrence.update(revision=newest).execute()
    words = ring().presses("6").said
    assert "1 3 1 2 5 5 5 0 1 8 8. The code is 1 2 3 4." in words


def test_no_call_is_planned(ring: Callable[..., Any]) -> None:
    line = ring().presses("6")
    assert line.said.startswith("No call is planned yet.")
    assert line.act(Ask).next == "menu"
    assert line.script.acts[-1] == HangUp()


def test_while_it_is_on_a_key_leads_in(
    ring: Callable[..., Any], cast: SimpleNamespace, tuesday: Occurrence
) -> None:
    line = ring(now=tuesday.starts_at).at("hear/next-call")
    assert line.said.startswith("The call is on right now.")
    assert line.act(Ask).next == "join"
    assert line.script.acts[-1] == HangUp()


@pytest.fixture
def praised(cast: SimpleNamespace, now: datetime) -> None:
    for words, state, days in (
        ("Bob brought three friends.", "approved", 2),
        ("Amy made her first sale.", "approved", 1),
        ("Nobody has looked at this.", "offered", 1),
        ("Long ago.", "approved", 9),
    ):
        at = now - timedelta(days=days)
        Praise.create(member=cast.bob, cause=words, words=words, state=state, shared_at=at, created_at=at)


def test_only_approved_praise_of_the_week_is_told(ring: Callable[..., Any], praised: None) -> None:
    line = ring()
    assert "press 8" in line.said
    words = line.presses("8").said
    assert words.index("Amy made her first sale.") < words.index("Bob brought three friends.")
    assert "Nobody" not in words
    assert "Long ago" not in words


def test_a_week_without_praise(ring: Callable[..., Any]) -> None:
    line = ring().presses("8")
    assert "yet this week" in line.said
    assert Go("menu") not in line.script.acts


@pytest.mark.parametrize(
    ("days", "english", "spanish"),
    [
        (0, "today", "hoy"),
        (1, "tomorrow", "mañana"),
        (3, "on Thursday", "el jueves"),
        (8, "on Tuesday the 1st", "el martes 1"),
        (10, "on Thursday the 3rd", "el jueves 3"),
        (19, "on Saturday the 12th", "el sábado 12"),
    ],
)
def test_days_aloud(now: datetime, days: int, english: str, spanish: str) -> None:
    at = now + timedelta(days=days)
    assert day_aloud(at, now, "America/Chicago", "en") == english
    assert day_aloud(at, now, "America/Chicago", "es-MX") == spanish


@pytest.mark.parametrize(
    ("hour", "minute", "english", "spanish"),
    [
        (9, 30, "at 9:30 AM", "a las 9 y 30 de la mañana"),
        (12, 0, "at noon", "a las 12 de la tarde"),
        (13, 0, "at 1 PM", "a la 1 de la tarde"),
        (20, 0, "at 8 PM", "a las 8 de la noche"),
    ],
)
def test_times_aloud(hour: int, minute: int, english: str, spanish: str) -> None:
    at = datetime(2026, 11, 24, hour, minute, tzinfo=UTC)
    assert time_aloud(at, "UTC", "en") == english
    assert time_aloud(at, "UTC", "es") == spanish


LETTER_LINE = "keys:\n  5: {hear: letter}\n  6: {hear: next call}\n  9: leave\n"
LETTER = "title: Our week\nstart:\n  letter:\n    every: monday noon\n    timezone: America/Chicago\nsteps:\n  - at: at the start\n    send: our-week\n"
WORDS = "Our week, {{ first_name }}. {% if letter.words %}{{ letter.words }}{% endif %} See {{ letter.link }}"


def test_the_newest_letter_is_read_out_to_members(db: str, cast: SimpleNamespace, now: datetime) -> None:
    files = {
        "workflows/community.yaml": "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
        "workflows/phone-line.yaml": LETTER_LINE,
        "workflows/our-letter.yaml": LETTER,
        "messages/our-week.txt": WORDS,
    }
    publish({path: text.encode() for path, text in files.items()}, now - timedelta(days=1), "the test")
    assert "letter" not in Line(number=AMY, now=now).rings().said
    row = Occurrence.create(
        kind="letter",
        workflow="our-letter",
        revision=Revision.get(Revision.workflow == "our-letter"),
        key="2026-11-23",
        starts_at=now - timedelta(hours=3),
        ends_at=now - timedelta(hours=3),
        signed_at=now - timedelta(hours=4),
    )
    Draft.create(occurrence=row, number=1, state="signed", words="I am proud of you.", as_of=row.signed_at)
    line = Line(number=AMY, now=now).rings()
    assert "To hear our newest letter, press 5." in line.said
    said = line.presses("5").said
    assert "Our week, Amy. I am proud of you." in said
    assert "http" not in said
    stranger = Line(number="+19995550100", now=now).rings()
    assert "letter" not in stranger.said
    assert "I am proud" not in stranger.presses("5").said
