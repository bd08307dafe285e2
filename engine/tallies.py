"""Counting votes: one for each member, ties as ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import peewee

from engine.language.dated import Vote
from engine.models import Ballot, Member, Occurrence
from engine.wording.say import join_names, short_name
from engine.wording.sentences import sentence

MOST_SAID = 5  # of those who were voted for, where the members are chosen among


@dataclass(frozen=True, slots=True)
class Counted:
    """One choice and its votes; ``nominee`` is the member who was voted for, where it is one."""

    choice: str
    votes: int
    nominee: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Every choice, most votes first; those that nobody chose are among them, in the order of the file."""

    lines: tuple[Counted, ...]

    @property
    def total(self) -> int:
        return sum(line.votes for line in self.lines)

    @property
    def winners(self) -> tuple[Counted, ...]:
        """Whoever has most; several of them are a tie, and without a vote there is nobody."""
        most = max((line.votes for line in self.lines), default=0)
        return tuple(line for line in self.lines if most and line.votes == most)


def count(votes: Sequence[str], choices: Sequence[str]) -> Tally:
    """The tally of what was chosen; what is no choice any more is counted all the same, behind the others."""
    counted = Counter(votes)
    known = [*choices, *(other for other in sorted(counted) if other not in choices)]
    lines = [Counted(choice, counted[choice]) for choice in known]
    return Tally(tuple(sorted(lines, key=lambda line: -line.votes)))  # sorting keeps the order of equals


def tally(row: Occurrence, vote: Vote, language: str | None = None) -> Tally:
    """The tally of one date of a vote, as it stands; its choices are called what they are in a language, where one is
    given. Whatever language a vote was cast in, it counts for the same choice."""
    if vote.choices:
        cast = Ballot.select(Ballot.choice).where(Ballot.occurrence == row.id)
        found = count([one.choice for one in cast], [choice.words for choice in vote.choices])
        return found if language is None else _said_in(found, vote, language)
    return Tally(tuple(Counted(name, votes, nominee) for nominee, name, votes in _nominees(row)))


def _said_in(found: Tally, vote: Vote, language: str) -> Tally:
    return Tally(tuple(replace(line, choice=vote.say(line.choice, language)) for line in found.lines))


def winning_members(row: Occurrence) -> list[int]:
    """The ids of those whom most have voted for; none where it was no vote for members."""
    rows = _nominees(row)
    return [nominee for nominee, _, votes in rows if votes == rows[0][2]]


def _nominees(row: Occurrence) -> list[tuple[int, str, int]]:
    """Who was voted for, with their names and how often; most votes first, then the order of names."""
    votes = peewee.fn.COUNT(Ballot.id)
    mine = (Ballot.occurrence == row.id) & Ballot.nominee.is_null(False) & Member.forgotten_at.is_null()
    query: Any = (
        Ballot.select(Ballot.nominee, Member.name, votes)
        .join(Member, on=(Ballot.nominee == Member.id))
        .where(mine)
        .group_by(Ballot.nominee, Member.name)
        .order_by(votes.desc(), Member.name, Ballot.nominee)
    )
    return list(query.tuples())


def named(line: Counted) -> str:
    return short_name(line.choice) if line.nominee is not None else line.choice


def in_a_sentence(found: Tally, language: str) -> str:
    """Who or what has won, or that it is a tie, or that nobody has voted."""
    winners = [named(line) for line in found.winners]
    if not winners:
        return sentence("vote_nobody", language)
    votes = str(found.winners[0].votes)
    if len(winners) == 1:
        return sentence("vote_won", language, winner=winners[0], votes=votes, total=str(found.total))
    word = "y" if language.split("-")[0].lower() == "es" else "and"
    return sentence("vote_tie", language, winners=join_names(winners, word), votes=votes)


def in_figures(found: Tally) -> str:
    """Every choice with its votes: "spruce 12, orange 7"; of members only those with most, and "0" for none."""
    shown = found.lines if any(line.nominee is None for line in found.lines) else found.lines[:MOST_SAID]
    return ", ".join(f"{named(line)} {line.votes}" for line in shown) or "0"
