"""Whatever becomes of the callbacks, who was there comes out right, and when, wherever it was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.attendance import Entry, Fate, Heard, Visit, length, presences, unsure

START = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
HALF, END = 1500, 3000  # seconds; the first conference is over at HALF, when all had left, and another began
CF1, CF2 = "CF1", "CF2"
JOIN, LEAVE, OVER = "participant-join", "participant-leave", "conference-end"


def at(second: int) -> datetime:
    return START + timedelta(seconds=second)


@dataclass(frozen=True)
class Phone:
    """What truly was: told to connect, its visits, hung up. Without visits it hung up before it was in."""

    sid: str
    entered: int
    visits: tuple[tuple[int, int], ...]
    ended: int


@st.composite
def phones(draw: st.DrawFn) -> list[Phone]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        times = sorted(draw(st.sets(st.integers(5, END - 1), max_size=8)))
        pairs = zip(times[::2], times[1::2], strict=False)
        visits = tuple((a, min(b, HALF) if a < HALF else b) for a, b in pairs)
        entered = draw(st.integers(0, visits[0][0] if visits else END))
        ended = draw(st.integers(visits[-1][1], END)) if visits else draw(st.integers(0, entered))
        found.append(Phone(f"CA{number}", entered, visits, ended))
    return found


def callbacks(people: list[Phone]) -> list[Heard]:
    moves = [
        (second, event, phone.sid, CF1 if a < HALF else CF2)
        for phone in people
        for a, b in phone.visits
        for second, event in ((a, JOIN), (b, LEAVE))
    ]
    moves.sort(key=lambda one: (one[0], one[1] == JOIN))
    told = [Heard(cf, n, event, sid, at(second)) for n, (second, event, sid, cf) in enumerate(moves, 1)]
    return [*told, Heard(CF1, 9_000, OVER, "", at(HALF)), Heard(CF2, 9_000, OVER, "", at(END))]


def fates(people: list[Phone], asked: list[str]) -> dict[str, Fate]:
    return {one.sid: Fate("completed", at(one.ended)) for one in people if one.sid in asked}


def true_visits(phone: Phone) -> tuple[Visit, ...]:
    return tuple(Visit(at(a), at(b)) for a, b in phone.visits)


@given(people=phones(), data=st.data())
def test_who_was_there_is_exact_whatever_is_lost(people: list[Phone], data: st.DataObject) -> None:
    sent = callbacks(people)
    came = [one for one in sent if data.draw(st.booleans())]
    again = data.draw(st.lists(st.sampled_from(came), max_size=5)) if came else []
    heard = data.draw(st.permutations([*came, *again]))
    entered = {one.sid: Entry(at(one.entered)) for one in people}
    asked = unsure(heard, entered, ())
    found = presences(heard, entered, fates(people, asked), at(END))
    assert {sid for sid, visits in found.items() if visits} == {one.sid for one in people if one.visits}
    for phone in people:
        visits = found[phone.sid]
        assert {one.start for one in visits if one.start_told} <= {at(a) for a, _ in phone.visits}
        assert {one.end for one in visits if one.end_told} <= {at(b) for _, b in phone.visits}
        assert len(visits) <= len(phone.visits)
        assert all(at(phone.entered) <= one.start <= one.end <= at(END) for one in visits)
        assert all(first.end <= second.start for first, second in pairwise(visits))
        if phone.sid not in asked:
            assert visits[0].start_told
            assert visits[-1].end_told


@given(people=phones(), data=st.data())
def test_times_are_exact_where_nothing_is_lost(people: list[Phone], data: st.DataObject) -> None:
    sent = callbacks(people)
    again = data.draw(st.lists(st.sampled_from(sent), max_size=10))
    heard = data.draw(st.permutations([*sent, *again]))
    entered = {one.sid: Entry(at(one.entered)) for one in people}
    asked = unsure(heard, entered, ())
    assert set(asked) == {one.sid for one in people if not one.visits}
    found = presences(heard, entered, fates(people, asked), at(END))
    assert found == {one.sid: true_visits(one) for one in people}


@given(people=phones(), data=st.data())
def test_the_order_in_which_it_came_changes_nothing(people: list[Phone], data: st.DataObject) -> None:
    came = [one for one in callbacks(people) if data.draw(st.booleans())]
    entered = {one.sid: Entry(at(one.entered)) for one in people}
    known = fates(people, [one.sid for one in people])
    shuffled = data.draw(st.permutations(came))
    assert presences(shuffled, entered, known, at(END)) == presences(came, entered, known, at(END))


CASES = [
    ("no leave: the end of the conference", [(1, JOIN, 10), (9, OVER, 500)], None, [(10, 500)]),
    ("no leave: their own end", [(1, JOIN, 10), (9, OVER, 500)], 300, [(10, 300)]),
    ("no call outlasts the conference", [(1, JOIN, 10), (9, OVER, 500)], 900, [(10, 500)]),
    ("no join: since we let them in", [(2, LEAVE, 90)], 95, [(0, 90)]),
    ("a leave between two joins is lost", [(1, JOIN, 10), (3, JOIN, 50), (4, LEAVE, 70)], 80, [(10, 50), (50, 70)]),
    ("a join between two leaves is lost", [(1, JOIN, 10), (2, LEAVE, 50), (4, LEAVE, 70)], 80, [(10, 50), (50, 70)]),
    ("only a word in between came", [(3, "participant-mute", 40), (9, OVER, 500)], 60, [(0, 60)]),
    ("nothing came, and the call goes on", [], None, [(0, END)]),
    ("the same second, in the order they are numbered", [(2, LEAVE, 10), (3, JOIN, 10), (4, LEAVE, 20), (1, JOIN, 5)],
     30, [(5, 10), (10, 20)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "ended", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_is_missing_is_bounded(
    told: list[tuple[int, str, int]], ended: int | None, expected: list[tuple[int, int]]
) -> None:
    heard = [Heard(CF1, n, event, "" if event == OVER else "CA1", at(second)) for n, event, second in told]
    fate = Fate("completed" if ended else "in-progress", at(ended) if ended else None)
    found = presences(heard, {"CA1": Entry(at(0))}, {"CA1": fate}, at(END))
    assert [(one.start, one.end) for one in found["CA1"]] == [(at(a), at(b)) for a, b in expected]


@pytest.mark.parametrize("status", ["", "busy", "no-answer", "failed", "canceled"])
def test_who_was_never_connected_was_not_there(status: str) -> None:
    assert presences([], {"CA1": Entry(at(0))}, {"CA1": Fate(status, None)}, at(END)) == {"CA1": ()}


def test_two_phones_at_once_are_one_person() -> None:
    visits = [Visit(at(0), at(100)), Visit(at(50), at(150)), Visit(at(200), at(210))]
    assert length(visits) == timedelta(seconds=160)


def one_call(
    told: list[tuple[int, str, int]], entry: Entry, ended: int | None = None
) -> list[tuple[datetime, datetime]]:
    heard = [Heard(CF1, n, event, "" if event == OVER else "CA1", at(second)) for n, event, second in told]
    fates = {"CA1": Fate("completed", at(ended), at(1))} if ended else {}
    return [(one.start, one.end) for one in presences(heard, {"CA1": entry}, fates, at(END))["CA1"]]


def test_who_was_found_gone_did_not_stay() -> None:
    assert one_call([(1, JOIN, 10)], Entry(at(5), at(10), at(90)), 400) == [(at(10), at(90))]
    # told to come in again since, they may have been in again
    assert one_call([(1, JOIN, 10)], Entry(at(95), at(10), at(90)), 400) == [(at(10), at(400))]


def test_who_was_found_in_was_there_although_nothing_was_told() -> None:
    assert one_call([], Entry(at(5), at(60))) == [(at(5), at(END))]
    assert one_call([], Entry(at(5), at(60), at(90)), 5) == [(at(5), at(5))]
    assert one_call([], Entry(at(5))) == []


def test_who_was_told_to_come_in_again_had_been_in_since_the_call_began() -> None:
    assert one_call([(2, LEAVE, 50), (3, JOIN, 60), (4, LEAVE, 90)], Entry(at(58)), 95) == [
        (at(1), at(50)),
        (at(60), at(90)),
    ]
