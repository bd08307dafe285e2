"""Which words prove a number for half an hour, UNDO by whoever is proven and by whoever is not, and words that wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine import managing
from engine.community.forgetting import forget
from engine.managing import Manager
from engine.models import Confirmation, Instruction, Member, Occurrence, Tag
from engine.models.db import transaction
from engine.published import live
from tests.engine.cover.conftest import CALL
from tests.engine.managing.evening import Evening, audited, blanked

WEEKLY = CALL.replace("    notes: notes\n", "").replace("for: {tagged: nobody-has-this}", "for: everyone")
A_WHILE = timedelta(minutes=31)


def tags(member: Member) -> list[str]:
    return [row.name for row in Tag.select().where(Tag.member == member.id).order_by(Tag.id)]


def texted(evening: Evening, who: Member) -> str:
    """The word in the last text that reached them."""
    word: str = evening.word(who)
    assert word in evening.reads(who)[-1]
    return word


def test_a_second_persons_word_proves_their_number_and_nobody_elses(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening("second person: over 5\n")
    evening.says(people.rosa, "TELL EVERYONE Doors open at six.")
    evening.says(people.rosa, texted(evening, people.rosa))
    assert "Text back" in evening.answer(people.lea, "TAG Amy keen")
    evening.says(people.max, texted(evening, people.max))
    evening.reads(people.max)
    assert evening.answer(people.max, "TAG Amy early") == "Amy has the tag early now."


def test_the_word_of_a_leader_who_cannot_come_does_so_too(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening("", call=WEEKLY)
    evening.go(timedelta(hours=6))
    assert evening.says(people.rosa, "SICK") == "sick"
    assert evening.says(people.rosa, texted(evening, people.rosa)) == "leading"
    evening.reads(people.rosa)
    assert evening.answer(people.rosa, "TAG Bob kind") == "Bob has the tag kind now."


def test_asked_once_more_about_the_same_it_is_the_same_word(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    """However often somebody texts SICK in her name, there is one word to be guessed."""
    evening = make_evening("", call=WEEKLY)
    evening.go(timedelta(hours=6))
    words = []
    for _ in range(3):
        evening.says(people.rosa, "SICK")
        words.append(texted(evening, people.rosa))
        evening.go(timedelta(minutes=20))
    assert len(set(words)) == 1
    assert Confirmation.select().count() == 1
    assert evening.says(people.rosa, words[0]) == "leading"


def test_three_words_wait_at_most_for_the_more_there_are_the_easier_one_is_guessed(
    evening: Evening, people: SimpleNamespace
) -> None:
    for tag in ("one", "two", "three"):
        assert "Text back" in evening.answer(people.rosa, f"TAG Bob {tag}")
    first = Confirmation.select().order_by(Confirmation.id).first().word
    assert evening.answer(people.rosa, "TELL EVERYONE hello") == (
        "We are waiting for three words from you already. Text one of them back, or ask again in half an hour."
    )
    assert (audited()[-1], Instruction.select().where(Instruction.state == "lapsed").count()) == (
        "refused: tell",
        1,
    )
    assert evening.says(people.rosa, "PRAISE Amy for her pie") == "managing"
    assert evening.reads(people.rosa)[0].startswith("We are waiting for three words")
    assert audited()[-1] == "refused: praise"
    assert evening.answer(people.rosa, first) == "Bob has the tag one now."
    assert "Text back" in evening.answer(people.rosa, "TELL EVERYONE hello")


def test_an_hour_has_so_many_asks_and_no_more(evening: Evening, people: SimpleNamespace) -> None:
    for _ in range(60):
        evening.says(people.rosa, "RESTING Amy")
    evening.reads(people.rosa)
    assert evening.says(people.rosa, "RESTING Amy") == "managing"
    assert evening.reads(people.rosa) == []


def test_undo_in_her_name_undoes_nothing(evening: Evening, people: SimpleNamespace) -> None:
    evening.ordered(people.rosa, "TAG Bob kind")
    evening.go(A_WHILE)
    assert (
        blanked(evening.answer(people.rosa, "UNDO"))
        == "UNDO TAG Bob kind? text back WORD and it is taken back."
    )
    assert tags(people.bob) == ["leader", "kind"]
    assert (
        evening.answer(people.rosa, evening.word(people.rosa))
        == "Taken back: Bob does not have the tag kind."
    )
    assert tags(people.bob) == ["leader"]
    assert audited()[-2:] == ["asked to undo: tag", "undone: tag"]


def test_the_word_takes_back_the_order_that_was_asked_about(
    evening: Evening, people: SimpleNamespace
) -> None:
    """And not what was ordered after it; asked again about the same order, it is the same word."""
    evening.ordered(people.rosa, "TAG Bob kind")
    evening.go(A_WHILE)
    evening.answer(people.rosa, "UNDO")
    evening.answer(people.rosa, "UNDO")
    to_undo = evening.word(people.rosa)
    assert Confirmation.select().where(Confirmation.kind == "undoing").count() == 1
    evening.ordered(people.rosa, "TAG Bob early")
    assert evening.answer(people.rosa, to_undo) == "Taken back: Bob does not have the tag kind."
    assert tags(people.bob) == ["leader", "early"]
    assert evening.answer(people.rosa, "UNDO") == "Taken back: Bob does not have the tag early."


def test_taken_back_meanwhile_it_is_not_taken_back_twice(evening: Evening, people: SimpleNamespace) -> None:
    """The word for it is worth nothing any more, once it was taken back with another."""
    evening.ordered(people.rosa, "TAG Bob kind")
    evening.go(A_WHILE)
    evening.answer(people.rosa, "UNDO")
    to_undo = evening.word(people.rosa)
    evening.says(people.rosa, "PAUSE Amy until friday")
    evening.says(people.rosa, evening.word(people.rosa))
    evening.says(people.rosa, "UNDO")
    evening.says(people.rosa, "UNDO")
    assert tags(people.bob) == ["leader"]
    evening.reads(people.rosa)
    assert evening.says(people.rosa, to_undo) != "managing"
    assert audited().count("undone: tag") == 1


def test_wrong_words_end_the_asking_and_a_late_one_is_late(evening: Evening, people: SimpleNamespace) -> None:
    evening.ordered(people.rosa, "TAG Bob kind")
    evening.go(A_WHILE)
    evening.answer(people.rosa, "UNDO")
    word = evening.word(people.rosa)
    evening.go(A_WHILE)
    assert evening.answer(people.rosa, word).startswith("That word was good for 30 minutes")
    evening.answer(people.rosa, "UNDO")
    word = evening.word(people.rosa)
    for guess in [one for one in ("APPLE", "GRAPE", "LEMON", "MANGO") if one != word][:3]:
        heard = evening.answer(people.rosa, guess)
    assert heard.startswith("That was the third wrong word")
    assert evening.says(people.rosa, word) != "managing"
    assert tags(people.bob) == ["leader", "kind"]


def test_what_waits_for_its_word_is_ended_without_one(evening: Evening, people: SimpleNamespace) -> None:
    """Nothing of it has happened; whoever ended it, she reads that it is ended."""
    evening.says(people.rosa, "TAG Bob kind")
    word = texted(evening, people.rosa)
    assert evening.answer(people.rosa, "UNDO") == "All right, that is not done."
    assert evening.says(people.rosa, word) != "managing"
    assert tags(people.bob) == ["leader"]


def test_a_pin_proves_the_call_and_not_the_texts_after_it(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening("", call=WEEKLY)
    kit = evening.kit
    with transaction():
        manager = Manager(people.rosa, live().community, kit.settings, kit.links, evening.now)
        order = managing.call_off_by_phone(manager, call_key="CA1:off")
        assert order is not None
        managing.confirm(manager, order)
    evening.settle()
    evening.reads(people.rosa)
    assert (
        blanked(evening.answer(people.rosa, "UNDO")) == "UNDO CALL OFF? text back WORD and it is taken back."
    )
    called_off = Occurrence.get(Occurrence.id == order.detail["call"])
    assert called_off.state == "cancelled"
    assert "takes place" in evening.answer(people.rosa, evening.word(people.rosa))
    assert Occurrence.get_by_id(called_off.id).state == "planned"


@pytest.mark.parametrize(
    ("language", "pause", "undo"),
    [
        (
            "en",
            "PAUSE Amy until Friday, 11/27? Text back {}",
            "UNDO PAUSE Amy? Text back {} and it is taken back.",
        ),
        (
            "es",
            "¿PAUSE Amy hasta viernes, 27/11? Responde {} y se hace.",
            "¿UNDO PAUSE Amy? Responde {} y se deshace.",
        ),
    ],
)
def test_the_question_says_what_would_be_done(
    evening: Evening, people: SimpleNamespace, language: str, pause: str, undo: str
) -> None:
    Member.update(language=language).where(Member.id == people.rosa.id).execute()
    asked = evening.answer(people.rosa, "PAUSE Amy until friday")
    assert pause.format(evening.word(people.rosa)) in asked
    evening.says(people.rosa, evening.word(people.rosa))
    evening.go(A_WHILE)
    evening.reads(people.rosa)
    asked = evening.answer(people.rosa, "UNDO")
    assert asked == undo.format(evening.word(people.rosa))


def test_whoever_was_forgotten_while_the_word_was_out_is_left_alone(
    evening: Evening, people: SimpleNamespace
) -> None:
    evening.says(people.rosa, "TAG Bob kind")
    word = texted(evening, people.rosa)
    forget(Member.get_by_id(people.bob.id), evening.now, by="test")
    assert evening.answer(people.rosa, word).startswith('We know nobody called "Bob".')
    assert tags(people.bob) == []
    assert Instruction.get().state == "lapsed"
