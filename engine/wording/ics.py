"""A call or a meeting as a calendar invitation (RFC 5545 and, for REQUEST and CANCEL, RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Method = Literal["REQUEST", "CANCEL"]
_AROUND = timedelta(days=366)


def invitation(
    uid: str,
    title: str,
    starts: datetime,
    ends: datetime,
    tz: str,
    description: str,
    organizer_email: str,
    sequence: int,
    *,
    method: Method = "REQUEST",
    location: str = "",
    now: datetime,
) -> bytes:
    """The .ics of one call or meeting. `starts`, `ends` and `now` are aware; it keeps its wall-clock time in `tz`.

    The same `uid` with a higher `sequence` moves or (method CANCEL) removes what the reader's calendar has.
    """
    # Imported here because it takes 300 ms that only a process which mails a call's invitation has to spend.
    from icalendar import Calendar, Event, vCalAddress, vText

    zone = ZoneInfo(tz)
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", starts.astimezone(zone))
    event.add("dtend", ends.astimezone(zone))
    event.add("summary", title)
    event.add("description", description)
    if location:
        event.add("location", location)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    organizer = vCalAddress(f"mailto:{organizer_email}")
    organizer.params["CN"] = vText(organizer_email)
    event.add("organizer", organizer)
    calendar = Calendar()
    calendar.add("prodid", "-//Kindling//Calls//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    # A year around the call: calendars need its change of clocks, not the century's.
    calendar.add_missing_timezones((starts - _AROUND).date(), (ends + _AROUND).date())
    return bytes(calendar.to_ical())
