"""The search for somebody to lead, as a table: every way it can go, decided from plain facts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.cover.chain import (
    ASKING,
    COVERED,
    LEFT,
    NO,
    NOBODY,
    NOT_BEGUN,
    ON,
    RINGING,
    SICK,
    SILENT,
    TEXTED,
    YES,
    Act,
    Ask,
    Asked,
    Decision,
    GiveUp,
    Remind,
    Ring,
    State,
    Taken,
    TellNobody,
    Warn,
    decision,
    time_to_answer,
)

STARTS = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=45)


def at(minutes: float) -> datetime:
    """So many minutes from the start."""
    return STARTS + timedelta(minutes=minutes)


def state(**more: Any) -> State:
    """A call that is asked about 10 minutes before, its host reminded 40 minutes before."""
    return State(STARTS, ENDS, **{"remind_at": at(-40), "ask_at": at(-10), **more})


def one(state: str, until: float = 0, *, reached: bool = True, lost: bool = False, id: int = 1) -> Asked:
    return Asked(id, state, at(until), reached=reached, lost=lost)


def test_the_host_is_reminded_then_counts_as_missing() -> None:
    assert decision(state(), at(-600)) == Decision(NOT_BEGUN, at(-40))
    assert decision(state(), at(-40)) == Decision(NOT_BEGUN, at(-10), (Remind(),))
    assert decision(state(reminded=True), at(-30)) == Decision(NOT_BEGUN, at(-10))
    begun = decision(state(reminded=True, willing=(7, 8)), at(-10))
    assert begun == Decision(ASKING, at(-10) + timedelta(seconds=20), (Ask(7, at(-7)),))


@pytest.mark.parametrize(
    ("facts", "minute", "cover", "look_at", "acts"),
    [
        # The host said ON: not missing before the start, but three minutes after it.
        ({"host_said": ON}, -10, NOT_BEGUN, 3, ()),
        ({"host_said": ON}, -40, NOT_BEGUN, 3, ()),
        ({"host_said": ON, "willing": (7,)}, 3, ASKING, 3 + 1 / 3, (Ask(7, at(5)),)),
        # In the room: nothing to do. Gone from it: three minutes to dial again, before the start as after it.
        ({"present": True}, -10, NOT_BEGUN, 45, ()),
        ({"present": True, "host_said": SICK}, 1, NOT_BEGUN, 45, ()),
        ({"left_at": at(10)}, 12, NOT_BEGUN, 13, ()),
        ({"left_at": at(10), "willing": (7,)}, 13, ASKING, 13 + 1 / 3, (Ask(7, at(15)),)),
        ({"left_at": at(-11)}, -10, NOT_BEGUN, -8, ()),
        # The host can after all: those being asked need not.
        ({"host_said": ON, "asked": (one(TEXTED),)}, -5, NOT_BEGUN, 3, (Taken((one(TEXTED),)),)),
        # Nobody is named and nothing is to be done: it is left alone.
        ({"ask_at": None, "remind_at": None}, 10, NOT_BEGUN, 45, ()),
        # Near its end nobody is asked any more.
        ({"left_at": at(30), "willing": (7,)}, 40, NOT_BEGUN, 45, ()),
        ({"cover": ASKING, "asked": (one(TEXTED, 39),), "willing": (7,)}, 41, ASKING, 45, ()),
    ],
)
def test_from_when_on_somebody_is_looked_for(
    facts: dict[str, Any], minute: float, cover: str, look_at: float, acts: tuple[Act, ...]
) -> None:
    assert decision(state(**facts), at(minute)) == Decision(cover, at(look_at), acts)


@pytest.mark.parametrize(
    ("facts", "minute", "cover", "look_at", "acts"),
    [
        # A text that left is waited for; one of which nothing is known is looked at again soon.
        ({"asked": (one(TEXTED, -15),)}, -19, ASKING, -15, ()),
        ({"asked": (one(TEXTED, -15, reached=False),)}, -19, ASKING, -19 + 1 / 3, ()),
        # Silent by text: their phone rings. Silent there, too: the next one.
        ({"asked": (one(TEXTED, -15),)}, -15, ASKING, -15 + 1 / 3, (Ring(1, at(-13)),)),
        ({"asked": (one(RINGING, -13),), "willing": (2, 3)}, -13, ASKING, -13 + 1 / 3, (GiveUp(1), Ask(2, at(-8.5)))),
        # What does not reach them moves it on at once.
        ({"asked": (one(TEXTED, -15, lost=True),)}, -19, ASKING, -19 + 1 / 3, (Ring(1, at(-17)),)),
        ({"asked": (one(RINGING, -13, lost=True),), "willing": (2,)}, -19, ASKING, -19 + 1 / 3, (GiveUp(1), Ask(2, at(-4)))),
        # A no moves it on at once, and so does nobody waiting at all (a search that has just begun).
        ({"asked": (one(NO),), "willing": (2,)}, -19, ASKING, -19 + 1 / 3, (Ask(2, at(-4)),)),
        ({"willing": (2,)}, -19, ASKING, -19 + 1 / 3, (Ask(2, at(-4)),)),
        # Nobody is left to ask.
        ({"asked": (one(NO), one(SILENT, id=2))}, -12, NOBODY, 45, (TellNobody(),)),
        ({"asked": (one(RINGING, -13),)}, -13, NOBODY, 45, (GiveUp(1), TellNobody())),
        ({}, -12, NOBODY, 45, (TellNobody(),)),
        # Two minutes before the start those who can still act hear how it stands, once.
        ({"asked": (one(TEXTED, 1),)}, -3, ASKING, -2, ()),
        ({"asked": (one(TEXTED, 1),)}, -2, ASKING, 1, (Warn(),)),
        ({"asked": (one(TEXTED, 1),), "warned": True}, -1, ASKING, 1, ()),
        ({"asked": (one(TEXTED, 1),)}, 0.5, ASKING, 1, ()),
        # At night, with the call far away, it waits for the morning.
        ({"willing": (2,), "decent_at": at(-600)}, -1200, ASKING, -600, ()),
        ({"willing": (2,), "decent_at": at(-600)}, -600, ASKING, -600 + 1 / 3, (Ask(2, at(-585)),)),
        # The host dials in after all.
        ({"asked": (one(TEXTED, 1),), "present": True}, -1, NOT_BEGUN, 45, (Taken((one(TEXTED, 1),)),)),
    ],
)  # fmt: skip
def test_one_is_asked_after_another(
    facts: dict[str, Any], minute: float, cover: str, look_at: float, acts: tuple[Act, ...]
) -> None:
    assert decision(state(cover=ASKING, **facts), at(minute)) == Decision(cover, at(look_at), acts)


@pytest.mark.parametrize(
    ("facts", "minute", "cover", "look_at", "acts"),
    [
        # The first yes: the host is told, and whoever is still being asked.
        ({"asked": (one(YES), one(TEXTED, -5, id=2))}, -8, COVERED, 3, (Taken((one(TEXTED, -5, id=2),)),)),
        ({"asked": (one(YES),)}, -8, COVERED, 3, (Taken(()),)),
        ({"asked": (one(YES),), "told": True}, -8, COVERED, 3, ()),
        ({"asked": (one(YES),), "told": True, "present": True}, 1, COVERED, 45, ()),
        ({"asked": (one(YES),), "present": True}, 1, COVERED, 45, (Taken(()),)),
        # Whoever took it has some minutes to dial in, from the start or from their yes.
        ({"asked": (one(YES),), "told": True, "willing": (2,)}, 2, COVERED, 3, ()),
        ({"asked": (one(YES),), "told": True, "taken_at": at(4)}, 8, COVERED, 9, ()),
        ({"asked": (one(YES),), "told": True, "willing": (2,)}, 3, ASKING, 3 + 1 / 3, (GiveUp(1, left=True), Ask(2, at(5)))),
        # Their line dropped: three minutes to dial again. One that dropped before they took it was another's.
        ({"told": True, "left_at": at(20), "willing": (2,)}, 22, COVERED, 23, ()),
        ({"told": True, "left_at": at(20), "willing": (2,)}, 23, ASKING, 23 + 1 / 3, (GiveUp(1, left=True), Ask(2, at(25)))),
        ({"told": True, "left_at": at(3), "taken_at": at(9)}, 13, COVERED, 14, ()),
        ({"told": True, "left_at": at(20)}, 23, NOBODY, 45, (GiveUp(1, left=True), TellNobody())),
    ],
)  # fmt: skip
def test_a_call_that_was_taken(
    facts: dict[str, Any], minute: float, cover: str, look_at: float, acts: tuple[Act, ...]
) -> None:
    taken = {"taken_at": at(-9), "led_by": 1, **facts}
    assert decision(state(cover=COVERED, **taken), at(minute)) == Decision(cover, at(look_at), acts)


def test_nobody_stays_nobody_until_somebody_leads() -> None:
    assert decision(state(cover=NOBODY), at(5)) == Decision(NOBODY, ENDS)
    assert decision(state(cover=NOBODY, present=True), at(6)) == Decision(NOT_BEGUN, ENDS, (Taken(()),))


def test_nobody_who_was_asked_is_among_the_acts_again() -> None:
    everybody = tuple(one(each, -20, id=number) for number, each in enumerate((NO, SILENT, LEFT, YES)))
    assert decision(state(cover=ASKING, asked=everybody), at(-9)).acts == (TellNobody(),)


@pytest.mark.parametrize(
    ("minutes", "willing", "answer"), [(600, 3, 15), (20, 2, 8), (10, 2, 3), (10, 5, 2), (-4, 1, 2)]
)
def test_the_time_to_answer_fits_what_is_left(minutes: int, willing: int, answer: int) -> None:
    assert time_to_answer(timedelta(minutes=minutes), willing) == timedelta(minutes=answer)
