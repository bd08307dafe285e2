"""Lines that drop: whoever led has some minutes to dial again, then somebody else is asked."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from tests.engine.cover.conftest import Search


def test_a_stand_in_who_drops_is_replaced_and_nobody_is_asked_twice(
    search: Search, people: SimpleNamespace
) -> None:
    search.at(-9.9)
    search.says(people.bea, "no")
    search.says(people.cy, "si")
    search.at(-1)
    leg = search.dials_in(people.cy)
    search.at(10)
    search.drops(leg)
    search.go(timedelta(minutes=2.9))
    assert search.call.cover == "covered"
    search.go(timedelta(minutes=0.2))
    assert search.asked() == [("Bea", "no"), ("Cy", "left"), ("Bob", "texted")]
    assert "is on right now and nobody is leading it" in search.told(people.bob)[0]
    search.says(people.bob, "yes")
    assert search.call.led_by == people.bob
    search.at(25)
    assert search.asked() == [("Bea", "no"), ("Cy", "left"), ("Bob", "left")]
    assert search.call.cover == "nobody"
    assert [len(search.told(one)) for one in (people.bea, people.cy)] == [2, 3]


def test_a_stand_in_who_dials_back_in_leads_again(search: Search, people: SimpleNamespace) -> None:
    search.at(-9.9)
    search.says(people.bea, "yes")
    search.at(-1)
    leg = search.dials_in(people.bea)
    search.at(10)
    search.drops(leg)
    search.go(timedelta(minutes=2))
    search.dials_in(people.bea)
    search.at(30)
    assert search.asked() == [("Bea", "yes")]


def test_a_host_whose_line_dropped_and_who_comes_back_while_others_are_asked(
    search: Search, people: SimpleNamespace
) -> None:
    search.says(people.rosa, "ON")
    search.at(-1)
    leg = search.dials_in(people.rosa)
    search.at(10)
    search.drops(leg)
    search.at(13.5)
    assert search.asked() == [("Bea", "texted")]
    search.dials_in(people.rosa)
    search.at(14.5)
    assert search.call.cover == ""
    assert "Rosa is leading" in search.told(people.bea)[-1]
