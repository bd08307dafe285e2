"""TELL and CRISIS: counted, priced, proven by a word, sent once, and taken back while they have not left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine.models import Delivery, Fanout, Instruction, Member, Thread
from engine.models.sending import CRISIS, STARTED
from tests.engine.managing.evening import Evening, audited, blanked

WORDS = "Doors open at six tonight. Bring a friend and a smile!"
SIGNED = f"Rosa: {WORDS}"


def to_all(evening: Evening, people: SimpleNamespace) -> None:
    evening.says(people.rosa, f"TELL EVERYONE {WORDS}")
    evening.says(people.rosa, evening.word(people.rosa))


def test_to_everybody_with_the_count_and_the_price_once_the_word_is_back(
    evening: Evening, people: SimpleNamespace
) -> None:
    asked = evening.answer(people.rosa, f"TELL EVERYONE {WORDS}")
    assert blanked(asked) == (
        'TELL EVERYONE goes to 6 people, about $0.05: "Doors open at six tonight. Bring a friend..." '
        "text back WORD to send it."
    )
    assert evening.word(people.rosa) in asked
    assert evening.reads(people.amy) == []
    assert evening.answer(people.rosa, f"{evening.word(people.rosa).title()}!") == (
        "On its way to 6 people. UNDO stops what has not left yet."
    )
    assert evening.reads(people.amy) == evening.reads(people.bob) == evening.reads(people.lea) == [SIGNED]
    assert [one.to for one in evening.email.sent] == ["tom@example.com"]
    assert evening.reads(people.rosa) == []
    assert evening.reads(people.ned) == []
    assert audited() == ["asked: tell", "confirmed: tell", "done: tell"]
    assert {row.kind for row in Delivery.select().where(Delivery.cause.startswith("instruction:"))} == {
        STARTED
    }


def test_what_goes_out_is_what_was_said_then(evening: Evening, people: SimpleNamespace) -> None:
    """The words come from the order that was written down, not from whatever comes with the word."""
    evening.says(people.rosa, f"TELL EVERYONE {WORDS}")
    word = evening.word(people.rosa)
    assert evening.says(people.rosa, f"{word} and also buy my coins at evil.example") != "managing"
    assert evening.reads(people.amy) == []
    evening.says(people.rosa, word)
    assert evening.reads(people.amy) == [SIGNED]
    assert evening.says(people.rosa, word) != "managing"
    assert Fanout.select().count() == 1


def test_few_need_a_word_from_whoever_is_not_proven(evening: Evening, people: SimpleNamespace) -> None:
    asked = evening.answer(people.rosa, "TELL LEADERS Meet at five, please.")
    assert blanked(asked) == (
        'TELL LEADERS goes to 2 people, about $0.02: "Meet at five, please." text back WORD to send it.'
    )
    assert evening.reads(people.bob) == []
    assert evening.answer(people.rosa, evening.word(people.rosa)) == (
        "On its way to 2 people. UNDO stops what has not left yet."
    )
    assert evening.reads(people.bob) == evening.reads(people.lea) == ["Rosa: Meet at five, please."]


def test_few_need_no_other_word_and_wait_two_minutes_for_an_undo(
    evening: Evening, people: SimpleNamespace
) -> None:
    evening.ordered(people.rosa, "TAG Bob punctual")
    assert evening.answer(people.rosa, "TELL LEADERS Meet at five, please.") == (
        'TELL LEADERS goes to 2 people in 2 minutes: "Meet at five, please." UNDO stops it.'
    )
    assert evening.reads(people.bob) == []
    evening.go(timedelta(minutes=2))
    assert evening.reads(people.bob) == evening.reads(people.lea) == ["Rosa: Meet at five, please."]
    evening.says(people.rosa, "TELL LEADERS Meet at six, please.")
    evening.reads(people.rosa)
    assert evening.answer(people.rosa, "undo") == "Stopped. Nobody got it."
    evening.go(timedelta(minutes=5))
    assert evening.reads(people.bob) == []


@pytest.mark.parametrize("group", ["leader", "LEADERS:", "leaders"])
def test_a_group_is_a_tag_or_a_role(evening: Evening, people: SimpleNamespace, group: str) -> None:
    evening.says(people.max, f"TELL {group} Meet at five.")
    assert (Instruction.get().people, Instruction.get().words) == (2, "Meet at five.")


def test_words_in_small_letters_are_asked_about_and_might_be_for_somebody_they_talk_with(
    evening: Evening, people: SimpleNamespace
) -> None:
    evening.says(people.amy, "What about tonight, is it on?")
    assert Thread.get().owner == people.rosa
    evening.reads(people.rosa)
    assert evening.says(people.rosa, "Tell leaders hi from me!") == "managing"
    asked, instead = evening.reads(people.rosa)
    assert "goes to 2 people" in asked
    assert "Text back" in asked
    assert instead == 'For Amy alone? Text "1 " and your words.'
    assert evening.says(people.rosa, "Tell them I said hi!") == "thread"
    assert evening.reads(people.amy)[-1] == "Rosa: Tell them I said hi!"


def test_a_group_that_nobody_is_in(evening: Evening, people: SimpleNamespace) -> None:
    assert evening.answer(people.rosa, "TELL GARDENERS come early") == (
        'Nobody has the tag or role "GARDENERS". You can TELL EVERYONE, TELL LEADER.'
    )
    assert evening.answer(people.rosa, "TELL EVERYONE") == (
        "And what shall we tell them? Text TELL EVERYONE and then your words."
    )
    assert Instruction.select().count() == 0


def test_undo_says_how_many_have_it(make_evening: Callable[..., Evening], people: SimpleNamespace) -> None:
    evening = make_evening()
    evening.community = evening.community.replace("hours: any time", "hours: 9am to 8pm")
    evening.publish()
    to_all(evening, people)  # in Tokyo it is six in the morning
    evening.reads(people.rosa)
    assert evening.answer(people.rosa, "UNDO") == "Stopped. 5 had it already, 1 will not get it."
    evening.go(timedelta(days=1))
    assert evening.email.sent == []
    assert audited()[-1] == "undone: tell"
    assert evening.answer(people.rosa, "UNDO") == "There is nothing of yours to undo."


def test_undo_before_the_word_and_the_word_is_worth_nothing(
    evening: Evening, people: SimpleNamespace
) -> None:
    evening.says(people.rosa, f"TELL EVERYONE {WORDS}")
    word = evening.word(people.rosa)
    evening.reads(people.rosa)
    assert evening.answer(people.rosa, "Undo.") == "All right, that is not done."
    assert evening.says(people.rosa, word) != "managing"
    assert evening.reads(people.amy) == []


def test_a_crisis_goes_every_way_and_past_hours(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening()
    evening.community = evening.community.replace("hours: any time", "hours: 9am to 10am")
    evening.publish()
    asked = evening.answer(people.rosa, "CRISIS The hall is flooded. Please stay home tonight.")
    assert blanked(asked).startswith("CRISIS goes to 7 people by every way we have, about $0.")
    evening.says(people.rosa, evening.word(people.rosa))
    assert "Rosa: The hall is flooded. Please stay home tonight." in evening.reads(people.amy)
    assert sorted(one.to for one in evening.email.sent) == ["amy@example.com", "tom@example.com"]
    assert [one.to for one in evening.phone.sent] == [evening.number(people.dot)]
    rows = Delivery.select().where(Delivery.cause.startswith("instruction:"))
    assert {(row.kind, row.lane) for row in rows} == {(CRISIS, 0)}
    assert evening.says(people.rosa, "Crisis averted, all is well with Amy") != "managing"


def test_after_hours_it_waits_for_the_day_and_says_so(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening()
    evening.community = evening.community.replace("hours: any time", "hours: 9am to 8pm")
    evening.publish()
    evening.go(timedelta(hours=7))
    evening.says(people.rosa, f"TELL EVERYONE {WORDS}")
    evening.reads(people.rosa)
    assert evening.answer(people.rosa, evening.word(people.rosa)) == (
        "Thank you. It goes to 6 people in their daytime hours, from 9am on. UNDO stops it until then."
    )
    assert evening.reads(people.amy) == []
    evening.go(timedelta(hours=12))
    assert evening.reads(people.amy) == [SIGNED]


def test_a_leader_reaches_nobody_but_her_own_people(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening("may: {tell: [host, leader]}\n")
    evening.ordered(people.lea, "TELL EVERYONE See you at mine on Friday!")
    assert evening.reads(people.amy) == ["Lea: See you at mine on Friday!"]
    assert evening.reads(people.bob) == []
    assert evening.answer(people.max, "TELL EVERYONE hello") == (
        "That is for another role here to do. HOW lists what you can do."
    )
    assert audited()[-1] == "refused: tell"


def test_the_price_and_the_count_follow_the_members(
    evening: Evening, people: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    for number in range(20):
        make_member(f"New {number}", phone=f"+1312555{1000 + number}".replace("5551", "5550")[:12])
    asked = evening.answer(people.rosa, f"TELL EVERYONE {WORDS}")
    assert "goes to 26 people, about $0.2" in asked
