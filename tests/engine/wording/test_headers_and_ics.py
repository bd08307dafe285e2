"""Headers no value can break, and invitations at the right hour on both sides of a change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from engine.wording.headers import list_unsubscribe, threading
from engine.wording.ics import invitation


def test_one_click_unsubscribe() -> None:
    assert list_unsubscribe("https://k.example/u/t", "u+t@reply.example") == {
        "List-Unsubscribe": "<https://k.example/u/t>, <mailto:u+t@reply.example>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@pytest.mark.parametrize(
    "url",
    ["https://k.example/u\r\nBcc: x", "https://k.example/>x", "javascript:x", "https://k.example/a b", ""],
)
def test_unsubscribe_addresses_cannot_carry_another_header(url: str) -> None:
    with pytest.raises(ValueError, match="List-Unsubscribe"):
        list_unsubscribe(url)


def test_threading_is_the_same_each_time_and_begins_with_the_root() -> None:
    first = threading("delivery-7", "<a@x>", ["<b@x>", "<a@x>"], root_seed="thread-1", domain="reply.example")
    assert first == threading(
        "delivery-7", "<a@x>", "<b@x> <a@x>", root_seed="thread-1", domain="reply.example"
    )
    root = threading("thread-1", domain="reply.example")["Message-ID"]
    assert first["References"] == f"{root} <b@x> <a@x>"
    assert first["In-Reply-To"] == "<a@x>"
    assert set(threading("delivery-7")) == {"Message-ID"}
    assert first["Message-ID"] != threading("delivery-8", domain="reply.example")["Message-ID"]


def test_threading_takes_only_ids_and_not_too_many() -> None:
    ids = [f"<{n}@x>" for n in range(50)]
    headers = threading(
        "s", "<a@x>\r\nBcc: evil", ["junk", "<no at>", "<x@y>\nSubject: z", *ids], root_seed="r"
    )
    assert headers["In-Reply-To"] == "<a@x>"
    assert "\n" not in "".join(headers.values())
    assert len(headers["References"].split()) == 20
    assert headers["References"].split()[-1] == "<a@x>"


@pytest.mark.parametrize(
    ("starts", "offset"),
    [
        (datetime(2026, 10, 28, 0, tzinfo=UTC), -5),
        (datetime(2026, 11, 4, 1, tzinfo=UTC), -6),
        (datetime(2027, 3, 17, 0, tzinfo=UTC), -5),
    ],
)
def test_an_invitation_reads_back_at_the_same_instant(starts: datetime, offset: int) -> None:
    raw = invitation(
        "call-1@k.example", "Team, call; weekly", starts, starts + timedelta(minutes=45), "America/Chicago",
        "Dial (312) 555-0142\ncode 1234#", "rosa@team.example", 2, now=datetime(2026, 10, 1, tzinfo=UTC),
    )  # fmt: skip
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    starting = event.decoded("DTSTART")
    assert starting == starts
    assert starting.hour == 19
    assert starting.utcoffset() == timedelta(hours=offset)
    assert (event["SEQUENCE"], event["SUMMARY"], calendar["METHOD"]) == (2, "Team, call; weekly", "REQUEST")
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["America/Chicago"]
    assert event["DESCRIPTION"] == "Dial (312) 555-0142\ncode 1234#"
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert len(raw) < 2000


def test_cancelling_and_a_title_that_tries_to_add_a_line() -> None:
    starts = datetime(2026, 12, 1, 1, tzinfo=UTC)
    raw = invitation(
        "u@x",
        "Call\r\nATTENDEE:x",
        starts,
        starts,
        "Asia/Tokyo",
        "",
        "r@x.example",
        3,
        method="CANCEL",
        now=starts,
    )
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert "ATTENDEE" not in event
