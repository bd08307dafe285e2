"""Meetings: once or again and again, with a place, a yes or no by text, and HERE from those who came."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from engine.models import Attendance, Member, Occurrence
from engine.occurrences import plan
from engine.published import live
from tests.engine.runner.town import Town

WEBINAR = """
title: Candles, live
start:
  meeting:
    at: 2026-12-05 10am
    timezone: America/Chicago
    lasts: 1 hour
    where: The Hall, Elm Street
    link: https://meet.example.org/candles
    host: {tagged: leader}
steps:
  - at: 3 days before at 10am
    ask: coming
    within: 2 days
    answers:
      yes:
        - send: lovely
      no:
        - send: pity
  - at: 1 hour before
    for: said yes
    send: soon
  - at: 1 hour before
    for: not answered
    send: still-time
  - at: 1 hour before
    for: {role: host}
    send: chairs
  - at: 1 hour after the end
    for: attended
    send: thanks
"""
SAYS = {
    "messages/soon.txt": "{{ meeting.day }}, {{ meeting.time }}: {{ meeting.place }} or {{ meeting.link }}. Ask for {{ meeting.host }}.",
    "messages/soon.es.txt": "{{ meeting.day }}, {{ meeting.time }}",
    "messages/chairs.txt": "{{ meeting.coming }} come",
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_who_comes_is_asked_reminded_and_believed(now: datetime, cast: SimpleNamespace) -> None:
    town = Town(now, files=dict(SAYS))
    town.publish(candles=WEBINAR)
    town.go(at("2026-12-03T02:00"))
    for member, words in ((cast.amy, "yes"), (cast.carla, "Sí"), (cast.bob, "no"), (cast.rosa, "Yes!")):
        assert town.reply(member, words)
    town.go(at("2026-12-05T15:30"))
    last = {one.to: one.body.splitlines()[-1] for one in town.text.sent}
    amy, carla, bob, rosa = (
        last[number] for number in ("+13125550142", "+12125550103", "+13035550101", "+13125550100")
    )
    assert (
        amy
        == "Saturday, December 5, 10am: The Hall, Elm Street or https://meet.example.org/candles. Ask for Bob."
    )
    assert carla == "sabado 5 de diciembre, 11am"  # an á would make the text dear
    assert (bob, rosa) == ("This is pity.", "3 come")
    (mail,) = [one for one in town.email.sent if "still-time" in one.body]  # Tom has not answered
    calendar = (mail.calendar or b"").replace(b"\r\n ", b"").decode()
    assert r"LOCATION:The Hall\, Elm Street\, https://meet.example.org/candles" in calendar
    assert "SUMMARY:Candles\\, live" in calendar
    row = Occurrence.get()
    assert (row.kind, row.host_id, row.state) == ("meeting", cast.bob.id, "planned")
    Attendance.create(occurrence=row, member=cast.carla, how="said")
    town.go(at("2026-12-05T18:30"))
    assert [one.to for one in town.text.sent if "thanks" in one.body] == ["+12125550103"]
    assert Occurrence.get().state == "over"
    assert Occurrence.select().count() == 1


def test_another_takes_the_place_of_a_host_who_is_none_any_more(now: datetime, cast: SimpleNamespace) -> None:
    Town(now).publish(candles=WEBINAR)
    plan(live(), now)
    assert Occurrence.get().host_id == cast.bob.id
    tags: Any = cast.bob.tags
    tags.get().delete_instance()
    Member.update(role="host").where(Member.id == cast.bob.id).execute()
    plan(live(), now)
    assert Occurrence.get().host_id == cast.bob.id  # nobody else fits
    cast.amy.tags.model.create(member=cast.amy, name="leader", at=now)
    plan(live(), now)
    assert Occurrence.get().host_id == cast.amy.id
