"""Previews of real members: what is shown is what then happens, and the database that is read stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import consent, threads
from engine.models import TABLES, Address, Delivery, Event, Household, Member, Tag
from engine.models.db import transaction
from engine.models.sending import SENT
from engine.preview import Asked, NoSuchMember, Preview, lines, outlook, preview
from engine.publishing import publish
from engine.settings import Settings
from engine.virtual.world import World
from tests.addresses import first_address
from tests.engine.virtual.small_files import shipped, small

SETTINGS = Settings(twilio_from="+13125550100", public_url="https://kindling.example", secret_key="k" * 40)
START = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)


def of(
    files: dict[str, bytes], *members: str, workflow: str = "nudge", now: datetime = START, **asked: object
) -> Preview:
    wanted = Asked(workflow=workflow, members=members, **asked)  # type: ignore[arg-type]
    return preview(wanted, files, now, SETTINGS, database=True)


def everything() -> dict[str, list[tuple[object, ...]]]:
    return {table.__name__: sorted(table.select().tuples(), key=str) for table in TABLES}


def only(files: dict[str, bytes], workflow: str) -> dict[str, bytes]:
    """Without the other workflows, which would take places of their own."""
    kept = ("workflows/community.yaml", f"workflows/{workflow}.yaml")
    return {path: body for path, body in files.items() if path.startswith("messages/") or path in kept}


def test_what_a_preview_shows_is_what_then_happens(cast: SimpleNamespace) -> None:
    """Minute for minute and word for word, over the change of the clocks, on the database that serves."""
    files = only(shipped(), "tuesday-call")
    names = ("Amy Lee", "Bob Stone", "Carla Ruiz", "Tom Sato")
    real = World(START, SETTINGS)
    real.publish(files)
    for name in names:  # the recording is for those who have been on the call at all
        member = Member.get(Member.name == name)
        Event.create(member=member, name="attended-tuesday-call", key=name, at=START, handled_at=START)
    before = everything()
    seen = of(files, *names, workflow="tuesday-call", until="10 days")
    assert everything() == before
    real.advance(START + timedelta(days=10))
    members = [Member.get(Member.name == name) for name in names]
    happened = {
        member.name: [
            (
                row.sent_at.replace(second=0),
                row.channel,
                row.address.value,
                row.subject,
                row.body,
                row.price_micros,
            )
            for row in Delivery.select()
            .where((Delivery.member == member) & (Delivery.state == SENT))
            .order_by(Delivery.id)
        ]
        for member in members
    }
    shown = {
        member.name: [
            (one.at.replace(second=0), one.channel, one.to, one.subject, one.words, one.price_micros)
            for one in seen.of(member)
            if one.kind == "sent"
        ]
        for member in seen.members
    }
    assert shown == happened
    assert [len(rows) for rows in shown.values()] == [
        6,
        6,
        6,
        6,
    ]  # both reminders and, as they were not there, what followed, twice


def test_a_member_comes_with_all_that_the_gate_looks_at(cast: SimpleNamespace) -> None:
    amy, bob = cast.amy, cast.bob
    Member.update(paused_until=START + timedelta(days=3)).where(Member.id == amy.id).execute()
    consent.withdraw(first_address(bob), "text", {}, START)
    publish(small(), START, "the test")
    with transaction():
        threads.open_thread(cast.carla, "host", START)
    seen = of(small(), "Amy Lee", "+1 303 555 0101", "carla ruiz", until="4 days")
    first = [
        next(one for one in seen.of(member) if one.kind in ("held", "refused")) for member in seen.members
    ]
    assert [one.code for one in first] == ["paused", "stopped", "thread"]
    assert first[0].until == START + timedelta(days=3)
    assert [member.sample for member in seen.members] == [False, False, False]


def test_tags_fields_and_language_decide_as_they_would(cast: SimpleNamespace) -> None:
    workflow = "start: by hand\nfor: {tagged: leader}\nsteps:\n  - send: glad\n"
    files = {**small(workflow), "messages/glad.es.txt": b"Me alegro."}
    Tag.create(member=cast.carla, name="leader", at=START)
    seen = of(files, "Amy Lee", "Carla Ruiz", starting="10am", until="2 days")
    (words,) = [one.words for one in seen.of(seen.members[1]) if one.kind == "sent"]
    assert words.startswith("The Tuesday Team: Me alegro.\nHasta 2 mensajes")  # it is her first text
    shown = "\n".join(line.text for line in lines(seen))
    assert "not put in nudge: they are not among those it is for" in shown


def test_a_household_is_brought_along(cast: SimpleNamespace) -> None:
    home = Household.create(name="Lee")
    Member.update(household=home).where(Member.id == cast.amy.id).execute()
    Address.update(member=None, household=home).where(Address.member == cast.amy.id).execute()
    seen = of(small(), "amy lee", starting="10am", until="1 day")
    assert [one.to for one in seen.of(seen.members[0]) if one.kind == "sent"] == ["+13125550142"]


def test_who_it_is_for_now_how_long_that_takes_and_who_would_never_get_it(cast: SimpleNamespace) -> None:
    consent.withdraw(first_address(cast.bob), "text", {}, START)
    about = outlook("tuesday-call", shipped(), START, replace(SETTINGS, sender_rate=0.5))
    assert about.members == 5
    assert about.never == {"they stopped": 1}
    assert [one.step_key for one in about.fan_outs][:2] == ["send:call-tomorrow", "send:call-soon"]
    assert about.fan_outs[1].seconds == pytest.approx(10)
    seen = of(shipped(), workflow="tuesday-call")
    shown = [line.text for line in lines(seen, about)]
    assert "For 5 members now; 4 can be reached." in shown
    assert "  call-soon takes 10 seconds to send at 0.5 segments a second." in shown


@pytest.mark.parametrize(
    ("who", "said"), [("Nobody", "no member"), ("", "could be any"), ("+13125550177", "no member")]
)
def test_whoever_is_not_found_or_not_sure_is_said(cast: SimpleNamespace, who: str, said: str) -> None:
    with pytest.raises(NoSuchMember, match=said):
        of(small(), who)
