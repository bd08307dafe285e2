"""The month as a letter: its numbers, its sentences in three views, and one page to print."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine import consent
from engine.models import Attendance, Delivery, Entry, Member, Occurrence, Praise, Revision, Thread
from engine.models.sending import PERSON, SENT
from engine.worth.letter import as_html, as_text, told
from engine.worth.month import NoSuchMonth, month, month_before, span
from tests.addresses import first_address
from tests.engine.worth.test_got_and_steps import run, sent

__all__ = ["run", "sent"]
HOUR = timedelta(hours=1)
CHICAGO = "America/Chicago"


@pytest.fixture
def lived(cast: SimpleNamespace, sent: Callable[..., Delivery], now: datetime) -> None:
    """A November: two calls, a question answered in half an hour and one in four hours, a stop, praise, 500 micros."""
    Member.update(joined_at=now - timedelta(days=60)).where(Member.id != cast.amy.id).execute()
    revision = Revision.create(workflow="call", sha256="0" * 64, at=now)
    for n in range(2):
        call = Occurrence.create(
            workflow="call", revision=revision, key=str(n), starts_at=now - n * HOUR, ends_at=now, attendance_known=True
        )  # fmt: skip
        for member in (cast.amy, cast.bob) if n else (cast.amy,):
            Attendance.create(occurrence=call, member=member)
    for code, waited in ((1, HOUR / 2), (2, 4 * HOUR), (3, None)):
        thread = Thread.create(
            member=cast.amy, owner=cast.rosa, code=code, opened_at=now, last_at=now, quiet_after=now
        )
        sent(cast.rosa, kind=PERSON, thread_id=thread.id, price_micros=0)
        if waited is not None:
            sent(cast.amy, kind=PERSON, thread_id=thread.id, created_at=now + waited, price_micros=250_000)
    Entry.create(occurrence=call, member=cast.amy, key="e", how="text", at=now)
    consent.stop(cast.carla, first_address(cast.carla), "text", {}, now)
    Praise.create(member=cast.amy, cause="p", words="!", state="approved", shared_at=now, created_at=now)


def test_a_month_is_counted(lived: None, now: datetime) -> None:
    it = month("2026-11", CHICAGO, "USD", now + timedelta(days=20))
    assert it.as_data() == {
        "month": "2026-11", "members": 5, "joined": 1, "left": 1, "calls": 2, "attendances": 3, "came": 2, "questions": 3,
        "answered": 2, "answered_within": 135, "written": 0, "sent": 5, "praises": 1, "entries": 1, "cost_micros": 500_000,
        "currency": "USD",
    }  # fmt: skip
    assert month("2026-12", CHICAGO, "USD", now).sent == 0


def test_months_are_the_communitys_own() -> None:
    since, until = span("2026-11", CHICAGO)
    assert (since.isoformat(), until.isoformat()) == (
        "2026-11-01T05:00:00+00:00",
        "2026-12-01T06:00:00+00:00",
    )
    assert month_before(datetime.fromisoformat("2026-12-01T05:00:00+00:00"), CHICAGO) == "2026-10"
    with pytest.raises(NoSuchMonth, match="like 2026-11"):
        span("november", CHICAGO)


def test_three_views_of_the_same_month(lived: None, now: datetime) -> None:
    it = month("2026-11", CHICAGO, "USD", now + timedelta(days=20))
    theirs = as_text(it, "members", "The Tuesday Team")
    assert "We met on 2 calls, with 2 people on each." in theirs
    assert "3 conversations went to a person, and 2 of them have been answered so far." in theirs
    assert "2 h  until a person answered, usually" in theirs
    assert "$" not in theirs
    ours = as_text(it, "organization", "The Tuesday Team")
    assert "1 person joined, and 1 person asked us to stop." in ours
    assert "$0.50" in ours
    assert "conversations" not in ours
    both = told(it)
    assert both.name == "November 2026"
    assert len(both.figures) == 13


def test_the_page_stands_alone_and_says_what_it_is_given(lived: None, now: datetime) -> None:
    page = as_html(month("2026-11", CHICAGO, "USD", now), "both", "Rosa & friends <3", "Rosa")
    assert "Rosa &amp; friends &lt;3" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_the_command_writes_it_all_ways(
    lived: None, publish_small: None, run: Callable[..., str], tmp_path: Path
) -> None:
    assert "November 2026" in run("letter", "--month", "2026-11")
    assert json.loads(run("letter", "--month", "2026-11", "--json"))["calls"] == 2
    assert run("letter", "--csv").splitlines()[0].startswith("month,members,joined")
    page = tmp_path / "letter.html"
    assert run("letter", "--month", "2026-11", "--html", str(page)) == f"Written to {page}.\n"
    assert page.read_text().startswith("<!doctype html>")


def test_nothing_happened_reads_well_too(db: str, now: datetime) -> None:
    words = as_text(month("2026-11", CHICAGO, "USD", now), "both", "The Team")
    assert "There was no call this month." in words
    assert "-  until a person answered" in words
    assert Delivery.select().where(Delivery.state == SENT).count() == 0
