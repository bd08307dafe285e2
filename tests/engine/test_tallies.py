"""Counting votes: every vote once, ties as ties, nobody where nobody voted."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from engine.tallies import Counted, Tally, count, in_a_sentence, in_figures

CHOICES = ("spruce", "orange", "lavender")
votes = st.lists(st.sampled_from([*CHOICES, "a choice of last week"]), max_size=40)


@given(votes)
def test_every_vote_counts_once_and_those_with_most_have_won(cast: list[str]) -> None:
    found = count(cast, CHOICES)
    counted = Counter(cast)
    assert found.total == len(cast)
    assert {line.choice: line.votes for line in found.lines if line.votes} == dict(counted)
    assert {line.choice for line in found.lines} >= set(CHOICES)
    figures = [line.votes for line in found.lines]
    assert figures == sorted(figures, reverse=True)
    most = max(counted.values(), default=0)
    assert {line.choice for line in found.winners} == {
        one for one, number in counted.items() if number == most
    }


@given(votes, st.randoms())
def test_the_order_of_votes_makes_no_difference(cast: list[str], random: object) -> None:
    shuffled = list(cast)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(shuffled, CHOICES) == count(cast, CHOICES)


def test_a_result_is_said_as_a_win_a_tie_or_nothing() -> None:
    assert (
        in_a_sentence(count(["spruce", "spruce", "orange"], CHOICES), "en")
        == "spruce has won, with 2 of 3 votes."
    )
    tie = count(["orange", "spruce"], CHOICES)
    assert in_a_sentence(tie, "en") == "It is a tie: spruce and orange have 1 each."
    assert in_a_sentence(tie, "es-mx") == "Hay empate: spruce y orange tienen 1 cada uno."
    assert in_a_sentence(count([], CHOICES), "en") == "Nobody has voted."
    assert in_figures(tie) == "spruce 1, orange 1, lavender 0"


def test_of_members_the_surname_stays_with_staff() -> None:
    many = Tally(tuple(Counted(f"Amy Lee{number}", 9 - number, number) for number in range(8)))
    assert in_figures(many) == "Amy L. 9, Amy L. 8, Amy L. 7, Amy L. 6, Amy L. 5"
    assert in_a_sentence(many, "en") == "Amy L. has won, with 9 of 44 votes."
    assert in_figures(Tally(())) == "0"
