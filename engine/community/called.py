"""Whom somebody means who texts a name: all of it or its beginning, the end of a number, or both.

Nobody is guessed. Two whom the words fit are asked back about, and what they are told apart by fits in turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from engine.models import Address, Member
from engine.models.people import PHONE, STRANGER
from engine.understanding import normal
from engine.wording.say import join_names, short_name
from engine.wording.sentences import sentence

LONGEST = 5  # words of one name
MOST_SHOWN = 4
END = 4  # digits by which people are told apart
_END = re.compile(r"\W*(\d{3,6})\W*")
_INITIAL = re.compile(r"([^\W\d_])(\.?),?")
_ALSO_WORDS = frozenset("aioueyAIOUEY")  # one letter with which a sentence may go on after a first name


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom ``words`` mean, and the ``rest`` of what was said. One member is the one; none is nobody we know."""

    words: str
    members: tuple[Member, ...]
    rest: str

    @property
    def one(self) -> Member | None:
        return self.members[0] if len(self.members) == 1 else None


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    name: tuple[str, ...]
    phone: str

    def is_called(self, said: tuple[str, ...]) -> bool:
        return bool(said) and self.name[: len(said)] == said

    def has_initial(self, first: tuple[str, ...], letter: str) -> bool:
        """Whether the last of their names, after ``first``, begins with the letter."""
        return self.is_called(first) and len(self.name) > len(first) and self.name[-1].startswith(letter)


def at_the_start(text: str, among: Any = None) -> Meant:
    """Whom the beginning of ``text`` means: as many of its words as fit anybody ("Amy Lee for the call").

    ``among`` (an expression over Member) leaves all others out. Where nobody fits, ``words`` is the first word.
    """
    said, people = text.split(), _people(among)
    for count in range(min(len(said), LONGEST), 0, -1):
        if found := _fitting(said[:count], people, ends=count == len(said)):
            return Meant(_plain(said[:count]), _members(found), " ".join(said[count:]))
    return Meant(_plain(said[:1]), (), " ".join(said[1:]))


def called(words: str, among: Any = None) -> tuple[Member, ...]:
    """Everybody whom all of these ``words`` fit, in the order they came to us."""
    return _members(_fitting(words.split(), _people(among), ends=True))


def ask_back(meant: Meant, language: str, *, digits: bool) -> str:
    """One text that asks which of several was meant; with the ends of numbers (``digits``) only to staff."""
    shown = meant.members[:MOST_SHOWN]
    phones = {one.id: one.phone for one in _people(Member.id.in_([each.id for each in shown]))}
    labels = [_label(one, phones.get(one.id, "") if digits else "", full=digits) for one in shown]
    word = "o" if language.split("-")[0].lower() == "es" else "or"
    names = join_names(labels, word)
    return sentence("which_of_them", language, words=meant.words, names=names, example=labels[0])


def _people(among: Any) -> list[_Person]:
    """Everybody's names and numbers, read once however many ways of reading the words are tried."""
    there = Member.forgotten_at.is_null() & (Member.how != STRANGER)
    number = (Address.member == Member.id) & (Address.channel == PHONE)
    query = Member.select(Member.id, Member.name, Address.value).join(
        Address, peewee.JOIN.LEFT_OUTER, on=number
    )
    rows: Any = query.where(there if among is None else there & among).order_by(Member.id).tuples()
    return [_Person(id, tuple(normal(name).split()), phone or "") for id, name, phone in rows]


def _fitting(said: Sequence[str], people: Sequence[_Person], *, ends: bool) -> set[int]:
    """The ids of those whom the words fit; ``ends`` says that nothing follows them."""
    digits = _END.fullmatch(said[-1]) if said else None
    if digits is None:
        return {one.id for one in _named(said, people, ends=ends)}
    there = [one for one in people if one.phone.endswith(digits[1])]
    return {one.id for one in (_named(said[:-1], there, ends=True) if len(said) > 1 else there)}


def _named(said: Sequence[str], people: Sequence[_Person], *, ends: bool) -> list[_Person]:
    """Those whose name begins with these words, of which the last may be a surname's first letter."""
    plain = tuple(normal(_plain(said)).split())
    if whole := [one for one in people if one.is_called(plain)]:
        return whole
    letter = _INITIAL.fullmatch(said[-1]) if len(plain) > 1 else None
    if letter is None or (letter[1] in _ALSO_WORDS and not letter[2] and not ends):
        return []
    return [one for one in people if one.has_initial(plain[:-1], plain[-1])]


def _plain(said: Sequence[str]) -> str:
    """The words without what a sentence puts behind a name: "Amy's", "Amy,"."""
    return re.sub(r"(?:['\u2019]s)?[\s,.:;!?]*$", "", " ".join(said))


def _members(ids: set[int]) -> tuple[Member, ...]:
    return tuple(Member.select().where(Member.id.in_(sorted(ids))).order_by(Member.id)) if ids else ()


def _label(member: Member, phone: str, *, full: bool) -> str:
    """How they are told apart: "Amy Lee 0142" by staff, "Amy L." by members."""
    if full:
        return " ".join(filter(None, [member.name, phone[-END:]]))
    return short_name(member.name)
