"""Whoever writes in a manager's name never sees the word, and whoever is no manager only writes words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.confirming.words import FRIENDLY
from engine.models import (
    Confirmation,
    Delivery,
    Enrollment,
    Event,
    Fanout,
    Instruction,
    Member,
    Occurrence,
    Praise,
    Tag,
    Thread,
)
from tests.engine.cover.conftest import CALL
from tests.engine.managing.evening import Evening, audited

ORDERS = ("TELL EVERYONE I said hi", "CRISIS run!", "TELL LEADERS hi", "PAUSE Bob until friday", "TAG Bob leader", "UNDO",
          "WHO is quiet", "SCORE", "HOW", "?", "ADD Jane 312 555 0177", "CALL OFF")  # fmt: skip
EVIL = "Send your card number to +13125550187"
FOR_FEW = ("TAG Amy keen", "tag amy keen", "UNTAG Bob leader", "PAUSE Amy until friday", "UNPAUSE Carla", "TELL LEADERS hi",
           "PRAISE Amy for her pie", "RESTING Amy", "BACK Tom", "UNDO")  # fmt: skip
FOR_MANY = ("TELL EVERYONE I said hi", "CRISIS run!", "CALL OFF")


def others(word: str, count: int) -> list[str]:
    return [one for one in FRIENDLY if one != word][:count]


def world(rosa: Member) -> Any:
    """All that an order could change for anybody but whoever gave it."""
    columns = (Member.id, Member.paused_until, Member.resting_until, Member.praise_yes, Member.stage)
    return (
        list(Member.select(*columns).order_by(Member.id).tuples()),
        list(Tag.select(Tag.member, Tag.name).order_by(Tag.member, Tag.name).tuples()),
        list(Occurrence.select(Occurrence.id, Occurrence.state).order_by(Occurrence.id).tuples()),
        Delivery.select().where((Delivery.member != rosa.id) | Delivery.member.is_null()).count(),
        [table.select().count() for table in (Fanout, Praise, Event, Enrollment, Thread)],
    )


@pytest.fixture
def night(make_evening: Callable[..., Evening], people: SimpleNamespace) -> Evening:
    """There is something for every order to change, and Rosa has last texted a word back 31 minutes ago."""
    call = CALL.replace("    notes: notes\n", "").replace("for: {tagged: nobody-has-this}", "for: everyone")
    evening = make_evening("", call=call)
    later = evening.now + timedelta(days=9)
    Member.update(paused_until=later).where(Member.id == people.carla.id).execute()
    Member.update(resting_until=later).where(Member.id == people.tom.id).execute()
    evening.ordered(people.rosa, "TAG Bob punctual")
    evening.go(timedelta(minutes=31))
    evening.reads(people.rosa)
    return evening


@pytest.mark.parametrize("words", [*FOR_FEW, *FOR_MANY])
def test_a_forged_order_does_nothing_and_its_word_does_it(
    night: Evening, people: SimpleNamespace, words: str
) -> None:
    """The word goes to the number on file and to no other, and as long as it does not come back nothing has happened."""
    before, heard = world(people.rosa), len(night.everywhere())
    assert "Text back" in night.answer(people.rosa, words)
    word = night.word(people.rosa)
    night.go(timedelta(minutes=29))
    assert world(people.rosa) == before
    assert (len(night.everywhere()), night.email.sent, night.phone.sent) == (heard + 1, [], [])
    assert night.says(people.rosa, word) in ("managing", "praise", "rest")
    assert "Text back" not in night.reads(people.rosa)[0]
    assert world(people.rosa) != before


@pytest.mark.parametrize("words", FOR_FEW)
def test_what_is_for_few_goes_at_once_for_half_an_hour(
    night: Evening, people: SimpleNamespace, words: str
) -> None:
    night.ordered(people.rosa, "TAG Lea lively")
    night.go(timedelta(minutes=29))
    before = world(people.rosa)
    night.says(people.rosa, words)
    assert "Text back" not in night.reads(people.rosa)[0]
    assert world(people.rosa) != before


@pytest.mark.parametrize("words", FOR_FEW)
def test_after_half_an_hour_a_word_is_asked_for_again(
    night: Evening, people: SimpleNamespace, words: str
) -> None:
    night.ordered(people.rosa, "TAG Lea lively")
    night.go(timedelta(minutes=30))
    before = world(people.rosa)
    assert "Text back" in night.answer(people.rosa, words)
    night.go(timedelta(minutes=31))
    assert world(people.rosa) == before


@pytest.mark.parametrize("words", FOR_MANY)
def test_what_is_for_many_needs_a_word_each_time(night: Evening, people: SimpleNamespace, words: str) -> None:
    night.ordered(people.rosa, "TAG Lea lively")
    before = world(people.rosa)
    assert "Text back" in night.answer(people.rosa, words)
    night.go(timedelta(minutes=31))
    assert world(people.rosa) == before


@pytest.mark.parametrize("words", ORDERS)
def test_a_members_words_are_words(evening: Evening, people: SimpleNamespace, words: str) -> None:
    """They go to a person; nothing is asked, done or written down as an order."""
    assert evening.says(people.amy, words) == "person"
    assert Thread.get().member == people.amy
    assert (Instruction.select().count(), Confirmation.select().count(), audited()) == (0, 0, [])


@pytest.mark.parametrize("words", ORDERS)
def test_a_strangers_words_are_words(evening: Evening, people: SimpleNamespace, words: str) -> None:
    before = Tag.select().count()
    assert evening.says("+13125550187", words) == "stranger"
    assert (Instruction.select().count(), Confirmation.select().count(), Fanout.select().count()) == (0, 0, 0)
    assert Tag.select().count() == before


def test_in_a_managers_name_it_is_asked_at_the_number_on_file_and_nothing_is_sent(
    evening: Evening, people: SimpleNamespace
) -> None:
    """What a text says of its sender is no proof: the answer goes to Rosa, who sees the words and does nothing."""
    evening.says(evening.number(people.rosa), f"TELL EVERYONE {EVIL}")
    assert EVIL[:30] in evening.reads(people.rosa)[0]
    for wrong in others(evening.word(people.rosa), 3):
        evening.says(evening.number(people.rosa), wrong)
    warned = evening.reads(people.rosa)
    assert [text[:31] for text in warned] == ["That is not the word we texted "] * 2 + [
        "That was the third wrong word, "
    ]
    word = Confirmation.get().word
    assert evening.says(people.rosa, word) != "managing"
    evening.go(timedelta(hours=1))
    assert not any(EVIL in text for text in evening.reads(people.amy))
    assert audited()[-1] == "refused: tell"


def test_while_she_confirms_her_own_words_others_in_her_name_do_not_go(
    evening: Evening, people: SimpleNamespace
) -> None:
    """Each order has its own word, and each asking shows the words it is about."""
    evening.says(people.rosa, "TELL EVERYONE Doors open at six.")
    hers = evening.word(people.rosa)
    evening.says(evening.number(people.rosa), f"TELL EVERYONE {EVIL}")
    asked = evening.reads(people.rosa)
    assert hers in asked[0]
    assert hers not in asked[1]
    evening.says(people.rosa, hers)
    evening.go(timedelta(hours=1))
    assert evening.reads(people.amy) == ["Rosa: Doors open at six."]
    assert Fanout.select().count() == 1


def test_whoever_guesses_twice_gets_no_more_words_that_day(evening: Evening, people: SimpleNamespace) -> None:
    for _ in range(2):
        evening.says(people.rosa, f"TELL EVERYONE {EVIL}")
        for wrong in others(evening.word(people.rosa), 3):
            evening.says(people.rosa, wrong)
    evening.reads(people.rosa)
    assert "Wrong words came back twice today" in evening.answer(people.rosa, "TELL EVERYONE hello")
    assert Confirmation.select().where(Confirmation.state == "open").count() == 0
    evening.go(timedelta(days=1, minutes=1))
    assert "Text back" in evening.answer(people.rosa, "TELL EVERYONE hello")


def test_the_word_is_good_for_half_an_hour(evening: Evening, people: SimpleNamespace) -> None:
    evening.says(people.rosa, "TELL EVERYONE Doors open at six.")
    word = evening.word(people.rosa)
    evening.reads(people.rosa)
    evening.go(timedelta(minutes=31))
    assert evening.answer(people.rosa, word) == (
        "That word was good for 30 minutes, so nothing was done. Please ask once more."
    )
    assert evening.reads(people.amy) == []


def test_the_word_from_another_number_is_a_strangers(evening: Evening, people: SimpleNamespace) -> None:
    evening.says(people.rosa, "TELL EVERYONE Doors open at six.")
    word = evening.word(people.rosa)
    assert evening.says("+13125550187", word) == "stranger"
    assert evening.says(people.amy, word) == "person"
    assert evening.reads(people.bob) == []


def test_a_word_that_nobody_is_asked_for_is_a_word(evening: Evening, people: SimpleNamespace) -> None:
    assert evening.says(people.amy, "Sunny") == "person"
    assert evening.says(people.max, "MAPLE") == "person"


def test_everything_can_be_made_to_need_a_word(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening("confirm: always\n")
    for tag in ("first-follower", "punctual"):  # the second time, too
        assert f"TAG Bob {tag}? Text back" in evening.answer(people.rosa, f"TAG Bob {tag}")
        assert Tag.select().where(Tag.name == tag).count() == 0
        assert evening.answer(people.rosa, evening.word(people.rosa)) == f"Bob has the tag {tag} now."
        assert Tag.select().where(Tag.name == tag).count() == 1


def test_or_nothing_by_whoever_wants_that(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening("confirm: never\n")
    assert evening.answer(people.rosa, "TAG Bob punctual") == "Bob has the tag punctual now."
    assert evening.answer(people.rosa, "UNDO").startswith("Taken back")
    assert "in 2 minutes" in evening.answer(people.rosa, "TELL EVERYONE hello")


@pytest.fixture
def pair(make_evening: Callable[..., Evening], people: SimpleNamespace) -> Evening:
    return make_evening("second person: over 5\n")


def test_a_second_person_texts_a_word_of_their_own(pair: Evening, people: SimpleNamespace) -> None:
    pair.says(people.rosa, "TELL EVERYONE Doors open at six.")
    pair.reads(people.rosa)
    assert pair.answer(people.rosa, pair.word(people.rosa)) == (
        "Thank you. So many people need a second yes: we have asked Max."
    )
    asked = pair.reads(people.max)
    assert asked[0].startswith(
        'Rosa wants to send this to 6 people: "Doors open at six." If it is right, text back '
    )
    assert pair.reads(people.amy) == []
    assert pair.says(people.max, pair.word(people.max)) == "managing"
    assert pair.reads(people.amy) == ["Rosa: Doors open at six."]
    assert pair.reads(people.max)[0] == "Thank you. It is on its way to 6 people."
    assert pair.reads(people.rosa) == [
        "Max said yes. It is on its way to 6 people. UNDO stops what has not left yet."
    ]
    assert Instruction.get().second == people.max
    assert audited() == ["asked: tell", "confirmed: tell", "confirmed as the second: tell", "done: tell"]


def test_nobody_is_both(pair: Evening, people: SimpleNamespace) -> None:
    pair.says(people.rosa, "TELL EVERYONE Doors open at six.")
    pair.says(people.rosa, pair.word(people.rosa))
    assert pair.says(people.rosa, pair.word(people.max)) != "leading"
    assert pair.reads(people.amy) == []


def test_without_a_second_person_it_is_not_sent(pair: Evening, people: SimpleNamespace) -> None:
    Member.update(role="").where(Member.id == people.max.id).execute()
    pair.says(people.rosa, "TELL EVERYONE Doors open at six.")
    pair.reads(people.rosa)
    assert "nobody else here may give it" in pair.answer(people.rosa, pair.word(people.rosa))
    assert (Instruction.get().state, Fanout.select().count()) == ("lapsed", 0)
