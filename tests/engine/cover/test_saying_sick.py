"""A leader who says that they cannot: a word texted back makes sure of it, and somebody is looked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine.confirming.words import FRIENDLY
from engine.models import Delivery, StandIn, Thread
from tests.engine.cover.conftest import Search


def test_sick_early_and_confirmed_begins_at_once(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(minutes=-8 * 60)
    assert search.says(people.rosa, "So sorry, I can't make it tonight. Fever!") == "sick"
    assert "Text back" in search.told(people.rosa)[-1]
    assert search.asked() == []
    assert search.says(people.rosa, f"{search.word(people.rosa).title()}.") == "leading"
    assert "We're asking the stand-ins now" in search.told(people.rosa)[-1]
    assert search.asked() == [("Bea", "texted")]
    assert StandIn.get().until_at - StandIn.get().asked_at == timedelta(minutes=15)
    assert search.says(people.bea, "yes!") == "leading"
    assert 'Bea leads "Tuesday call"' in search.told(people.rosa)[-1]
    search.at(-1)
    assert len(search.told(people.rosa)) == 3  # and nobody asks her any more whether she is on


def test_sick_twenty_minutes_before_and_the_second_takes_it(search: Search, people: SimpleNamespace) -> None:
    search.at(-20)
    search.sick(people.rosa)
    assert search.asked() == [("Bea", "texted")]
    search.at(-12)  # silent by text and by phone
    assert search.rung(people.bea) == 1
    assert search.asked() == [("Bea", "silent"), ("Cy", "texted")]
    search.says(people.cy, "SI")
    assert search.call.led_by == people.cy
    search.says(people.bea, "yes, sorry, I was driving")
    assert search.call.led_by == people.cy
    search.says(people.bea, "YES")
    assert 'Somebody is leading "Tuesday call" already' in search.told(people.bea)[-1]


def test_without_the_word_nothing_happens(search: Search, people: SimpleNamespace) -> None:
    search.says(people.rosa, "sick")
    word = search.word(people.rosa)
    search.says(people.rosa, "no wait, all is well")
    search.go(timedelta(minutes=31))
    assert search.says(people.rosa, word) != "leading"
    assert search.call.cover == ""
    assert search.asked() == []


def test_the_word_is_not_to_be_tried_out(search: Search, people: SimpleNamespace) -> None:
    search.says(people.rosa, "sick")
    word = search.word(people.rosa)
    for other in [one for one in FRIENDLY if one != word][:3]:
        search.says(people.rosa, other)
    assert search.says(people.rosa, word) != "leading"
    assert search.call.cover == ""


def test_a_word_is_good_once(search: Search, people: SimpleNamespace) -> None:
    search.sick(people.rosa)
    search.says(people.bea, "yes")
    word = Delivery.get(Delivery.step_key.startswith("confirm ")).body
    assert search.says(people.rosa, re.findall(r"[A-Z]{5,}", word)[0]) != "leading"


def test_the_host_can_after_all(search: Search, people: SimpleNamespace) -> None:
    search.sick(people.rosa)
    assert search.says(people.rosa, "ON") == "leading"
    assert 'Rosa is leading "Tuesday call"' in search.told(people.bea)[-1]
    assert search.asked() == [("Bea", "silent")]
    search.at(1)
    assert search.asked() == [("Bea", "silent")]
    search.says(people.bea, "yes")
    assert search.call.led_by is None


REMINDED = ("for: {tagged: nobody-has-this}", "for: everyone")


def test_a_host_who_cannot_come_is_not_reminded_of_the_call(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(REMINDED)
    search.sick(people.rosa)
    search.at(-14)
    assert "soon" not in search.told(people.rosa)
    assert "soon" in search.told(people.amy)
    kept_back = Delivery.get((Delivery.member == people.rosa.id) & (Delivery.message == "soon"))
    assert (kept_back.state, kept_back.reason_code) == ("refused", "cannot-come")
    assert kept_back.reason == "Rosa Diaz said that they can't come to this call."


def test_a_host_who_can_after_all_is_reminded_as_everybody_is(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(REMINDED)
    search.sick(people.rosa)
    search.says(people.rosa, "ON")
    search.at(-14)
    assert "soon" in search.told(people.rosa)


def test_a_stand_in_who_gave_the_call_back_is_not_reminded_of_it(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(REMINDED)
    search.sick(people.rosa)
    search.says(people.bea, "yes")
    search.sick(people.bea)
    search.at(-14)
    assert "soon" not in search.told(people.bea)


def test_sick_from_somebody_who_leads_nothing_goes_to_a_person(
    search: Search, people: SimpleNamespace
) -> None:
    assert search.says(people.amy, "I'm sick, can't make it tonight") == "person"
    assert search.says(people.bea, "ON") == "person"
    assert Thread.select().count() == 2
    assert search.call.cover == ""


def test_sick_two_days_before_is_for_a_person(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(minutes=-50 * 60)
    assert search.says(people.rosa, "sick") != "sick"


def test_a_stand_in_who_took_it_falls_ill(search: Search, people: SimpleNamespace) -> None:
    search.sick(people.rosa)
    search.says(people.bea, "yes")
    search.sick(people.bea)
    assert search.asked() == [("Bea", "left"), ("Cy", "texted")]
    assert search.call.led_by is None
    search.says(people.cy, "si")
    assert "Cy leads" in search.told(people.rosa)[-1]


def test_at_night_nobody_is_woken_for_tomorrow(
    make_search: Callable[..., Search], people: SimpleNamespace
) -> None:
    search = make_search(minutes=-20 * 60)  # eleven at night
    search.community = search.community.replace("hours: any time", "hours: 9am to 8pm")
    search.publish()
    search.sick(people.rosa)
    assert "in the morning" in search.told(people.rosa)[-1]
    search.at(-10 * 60 - 1)
    assert search.asked() == []
    search.at(-10 * 60 + 1)
    assert search.asked() == [("Bea", "texted")]


@pytest.mark.parametrize(
    "words",
    ["I'll lead", "I'll lead it", "I'll be there", "yo la dirijo", "ahí estaré", "happy to!", "con gusto"],
)
def test_whoever_is_asked_says_yes_as_leaders_do(search: Search, people: SimpleNamespace, words: str) -> None:
    search.at(-9.9)
    assert search.asked() == [("Bea", "texted")]
    assert search.says(people.bea, words) == "leading"
    assert search.call.led_by == people.bea


@pytest.mark.parametrize(
    "words", ["no puedo", "I can't", "I can't make it", "Hoy no puedo, lo siento", "SICK", "not this time"]
)
def test_whoever_is_asked_says_no_as_leaders_do(search: Search, people: SimpleNamespace, words: str) -> None:
    search.at(-9.9)
    assert search.says(people.bea, words) == "leading"
    assert "No problem" in search.told(people.bea)[-1]
    assert search.asked() == [("Bea", "no"), ("Cy", "texted")]


def test_a_question_of_whoever_is_asked_is_no_answer(search: Search, people: SimpleNamespace) -> None:
    search.at(-9.9)
    assert search.says(people.bea, "I can't make it?") == "person"
    assert search.asked() == [("Bea", "texted")]
