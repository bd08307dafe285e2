"""The search for somebody to lead a call, played through on both databases: every way it can go."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine import consent, cover, pins, runner
from engine.inbound import Received, drain, receive
from engine.models import Address, Delivery, Member, Occurrence, StandIn
from engine.models.db import transaction
from tests.addresses import first_address
from tests.engine.cover.conftest import STARTS, Search


def test_a_silent_host_is_reminded_and_then_replaced(search: Search, people: SimpleNamespace) -> None:
    search.at(-41)
    assert search.told(people.rosa) == []
    search.at(-39)
    (reminder,) = search.told(people.rosa)
    assert "Text ON if you are leading it. Can't make it? Text SICK" in reminder
    search.at(-9.9)
    assert search.asked() == [("Bea", "texted")]  # who led last week comes after those who never did
    assert 'Can you lead "Tuesday call" at 7pm?' in search.told(people.bea)[0]
    assert search.says(people.bea, "no sorry") == "leading"
    assert search.asked() == [("Bea", "no"), ("Cy", "texted")]
    assert '¿Puedes dirigir "Tuesday call"' in search.told(people.cy)[0]
    assert search.says(people.cy, "Sí, claro") == "leading"
    assert (search.call.cover, search.call.led_by) == ("covered", people.cy)
    assert 'Cy leads "Tuesday call" at 7pm' in search.told(people.rosa)[-1]
    assert search.told(people.bob) == []
    search.at(1)
    assert search.asked() == [("Bea", "no"), ("Cy", "yes")]


def test_whoever_takes_it_gets_a_pin_for_this_call_and_the_notes(
    search: Search, people: SimpleNamespace
) -> None:
    search.at(-9.9)
    search.says(people.bea, "YES")
    yours, notes = search.told(people.bea)[1:]
    assert notes == "notes"
    assert "Call +13125550199 from this phone" in yours
    assert "your PIN for this call: ******." in yours  # nobody reads it here once it has left
    pin = re.search(r"PIN for this call: (\d{6})\.", " ".join(one.body for one in search.text.sent))
    assert pin
    settings = search.kit.settings
    closes = STARTS + timedelta(minutes=60)
    assert pins.proves(pin[1], settings, closes - timedelta(seconds=1)) == people.bea
    assert pins.proves(pin[1], settings, closes) is None


@pytest.mark.parametrize("words", ["ON", "I'm on!", "yes"])
def test_a_host_who_is_on_is_left_alone(search: Search, people: SimpleNamespace, words: str) -> None:
    search.at(-39)
    assert search.says(people.rosa, words) == "leading"
    assert '"Tuesday call" is yours, at 7pm' in search.told(people.rosa)[-1]
    search.at(-1)
    assert search.call.host_said == "on"
    host = search.dials_in(people.rosa)
    search.at(30)
    assert search.asked() == []
    assert host.left_at is None


def test_a_host_who_said_on_and_never_came_is_replaced(search: Search, people: SimpleNamespace) -> None:
    search.says(people.rosa, "ON")
    assert search.call.host_said == "on"
    search.at(2.9)
    assert search.asked() == []
    search.at(3.1)
    assert search.asked() == [("Bea", "texted")]
    assert "is on right now and nobody is leading it" in search.told(people.bea)[0]


def test_dialling_in_says_on(make_search: Callable[..., Search], people: SimpleNamespace) -> None:
    search = make_search(("    notes: notes\n", "    notes: notes\n    doors open: 20 minutes before\n"))
    search.at(-15)
    search.dials_in(people.rosa)
    search.at(20)
    assert search.asked() == []
    assert search.call.cover == ""


def test_silent_by_text_and_yes_by_a_key(search: Search, people: SimpleNamespace) -> None:
    search.at(-9.9)
    search.at(-7)
    assert search.asked() == [("Bea", "ringing")]
    (ring,) = search.phone.sent
    assert "If you can, press 1" in ring.body
    rung = Delivery.get(Delivery.part == "phone")
    assert rung.context["press"] == {"1": "yes", "2": "no"}
    with transaction():
        assert cover.answered(people.bea, True, search.kit.settings, search.now)
    assert search.call.led_by == people.bea
    search.go(timedelta(seconds=2))
    assert 'Bea leads "Tuesday call"' in search.told(people.rosa)[-1]


def test_a_no_by_a_key_moves_it_on(search: Search, people: SimpleNamespace) -> None:
    search.at(-7)
    with transaction():
        assert cover.answered(people.bea, False, search.kit.settings, search.now)
    search.go(timedelta(seconds=2))
    assert search.asked() == [("Bea", "no"), ("Cy", "texted")]


def test_a_key_answers_for_the_call_that_rang(search: Search, people: SimpleNamespace) -> None:
    """Though they have been asked to lead another one since."""
    search.at(-7)
    other = Occurrence.create(
        workflow="call",
        revision=search.call.revision_id,
        key="2026-11-26",
        starts_at=STARTS + timedelta(days=2),
        ends_at=STARTS + timedelta(days=2, minutes=45),
        cover="asking",
        cover_at=STARTS + timedelta(days=2),
        zone="America/Chicago",
    )
    StandIn.create(occurrence=other, member=people.bea, position=1, asked_at=search.now)
    rung = Delivery.get(Delivery.part == "phone")
    receive(
        Received(
            provider="twilio",
            provider_id="CA1:press",
            channel="phone",
            from_value=Address.get((Address.member == people.bea.id) & (Address.channel == "phone")).value,
            text="1",
            raw={"press": "1", "delivery": rung.public_id},
        ),
        search.now,
    )
    drain(search.kit, search.now)
    assert search.call.led_by == people.bea
    assert Occurrence.get_by_id(other.id).led_by is None


def test_a_phone_that_nobody_picks_up_moves_it_on(search: Search, people: SimpleNamespace) -> None:
    search.at(-7)
    Delivery.update(provider_status="no-answer", channel="phone").where(Delivery.part == "phone").execute()
    search.go(timedelta(seconds=25))
    assert search.asked() == [("Bea", "silent"), ("Cy", "texted")]


def test_nobody_is_told_in_time_and_a_late_yes_still_counts(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(("    notes: notes\n", "    notes: notes\n    if nobody leads: latest recording\n"))
    search.at(-20)
    search.sick(people.rosa)
    for one in (people.bea, people.cy, people.bob):
        assert search.says(one, "no") == "leading"
    assert search.now < STARTS
    assert search.call.cover == "nobody"
    for one in (people.rosa, people.max):
        assert 'We found nobody to lead "Tuesday call" at 7pm' in search.told(one)[-1]
        assert "callers hear our newest message" in search.told(one)[-1]
    search.at(-3)
    assert search.says(people.bob, "yes") == "leading"
    assert (search.call.cover, search.call.led_by) == ("covered", people.bob)
    assert "Bob leads" in search.told(people.rosa)[-1]


def test_while_it_is_still_asked_staff_hear_of_it_before_the_start(
    search: Search, people: SimpleNamespace
) -> None:
    search.at(-1)
    for one in (people.rosa, people.max):
        assert "has said yes to leading" in search.told(one)[-1]
    search.at(10)
    assert [name for name, _ in search.asked()] == ["Bea", "Cy", "Bob"]
    assert search.call.cover == "nobody"
    assert len([words for words in search.told(people.max) if "has said yes to leading" in words]) == 1


def test_whoever_stopped_or_paused_is_not_asked(search: Search, people: SimpleNamespace) -> None:
    consent.withdraw(first_address(people.bea), "text", {}, search.now)
    Member.update(paused_until=STARTS).where(Member.id == people.cy.id).execute()
    search.at(-5)
    assert [name for name, _ in search.asked()] == ["Bob"]


def test_a_landline_is_rung_at_once(search: Search, people: SimpleNamespace) -> None:
    Address.update(kind="landline").where(Address.member == people.bea.id).execute()
    search.at(-9)
    assert search.asked() == [("Bea", "ringing")]
    assert search.told(people.bea) == []
    assert search.rung(people.bea) == 1


def test_a_call_that_was_taken_out_of_the_calendar_asks_nobody(
    search: Search, people: SimpleNamespace
) -> None:
    search.at(-50)
    text = search.files["workflows/call.yaml"]
    search.publish(call=text.replace("    notes: notes\n", "    notes: notes\n    skip: [2026-11-24]\n"))
    search.at(5)
    assert search.call.state == "cancelled"
    assert search.asked() == []
    assert search.told(people.rosa) == []


def test_a_yes_to_a_call_that_was_cancelled_meanwhile(search: Search, people: SimpleNamespace) -> None:
    search.at(-9.9)
    text = search.files["workflows/call.yaml"]
    search.publish(call=text.replace("    notes: notes\n", "    notes: notes\n    skip: [2026-11-24]\n"))
    search.settle()
    assert search.says(people.bea, "yes") == "leading"
    assert "doesn't need anybody any more" in search.told(people.bea)[-1]
    assert search.call.led_by is None


def test_an_outside_bridge_is_not_looked_after(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    ours = "    stand-ins: {tagged: leader}\n    ask stand-ins: 10 minutes before\n    notes: notes\n"
    search = make_search((ours, "    number: +13125550188\n"))
    search.at(5)
    assert search.asked() == []
    assert search.told(people.rosa) == []
    assert search.says(people.rosa, "sick") != "sick"


def test_a_yes_answers_the_newer_question(search: Search, people: SimpleNamespace) -> None:
    search.files["workflows/well.yaml"] = (
        "start: by hand\nsteps:\n  - ask: how\n    within: 2 hours\n    answers:\n      yes:\n        - tag: well\n"
    )
    search.files["messages/how.txt"] = "Are you well?"
    search.publish()
    search.at(-9.9)
    with transaction():
        runner.enroll("well", people.bea, "hand", search.now + timedelta(seconds=1))
    search.go(timedelta(seconds=30))
    assert search.says(people.bea, "yes") == "question"
    assert search.call.led_by is None
    assert search.says(people.bea, "yes") == "leading"
    assert search.call.led_by == people.bea


def test_a_late_clock_asks_without_reminding_first(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(minutes=-5)
    search.go(timedelta(seconds=5))
    assert search.asked() == [("Bea", "texted")]
    assert search.told(people.rosa) == []


def test_whoever_became_the_host_meanwhile_is_the_host(search: Search, people: SimpleNamespace) -> None:
    Member.update(role="").where(Member.id == people.rosa.id).execute()
    search.settle()
    assert search.call.host == people.rosa  # there is no other yet
    Member.update(role="host").where(Member.id == people.amy.id).execute()
    search.at(-39)
    assert search.call.host == people.amy
    assert search.told(people.rosa) == []
    assert "Text ON if you are leading it" in search.told(people.amy)[-1]
