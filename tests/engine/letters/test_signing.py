"""A newsletter asks for a paragraph, is shown, and goes out only once it is signed, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import inbound, letters
from engine.models import Approval, Delivery, Draft, Member, Occurrence, Praise
from engine.models.db import transaction
from tests.engine.letters.conftest import (
    AMY,
    BOB,
    MANAGER,
    NOON,
    SHOWN,
    THURSDAY,
    letters_to,
    says,
    told,
)
from tests.engine.runner.town import Town


def test_her_paragraph_and_her_yes_and_it_goes_to_everybody_once(town: Town, cast: SimpleNamespace) -> None:
    town.go(THURSDAY)
    assert "Anything to add" in told(town)[-1]
    assert says(town, cast.rosa, "Proud of you all.") == letters.PARAGRAPH
    assert "is ready" in told(town)[-1]
    assert "3 people" in told(town)[-1] or "people" in told(town)[-1]
    assert says(town, cast.rosa, "yes") == letters.LETTER
    assert "goes out" in told(town)[-1]
    assert letters_to(town, AMY) == []
    town.go(NOON)
    assert len(letters_to(town, AMY)) == len(letters_to(town, BOB)) == 1
    assert "Proud of you all." in letters_to(town, AMY)[0]
    town.go(timedelta(days=2))
    assert len(letters_to(town, AMY)) == 1


def test_whoever_has_just_written_is_shown_the_letter_as_an_answer(town: Town, cast: SimpleNamespace) -> None:
    town.go(THURSDAY)
    says(town, cast.rosa, "Proud of you all.")
    shown = Delivery.select().where(Delivery.body.contains("is ready")).get()
    assert (shown.kind, shown.state) == ("answer", "sent")


def test_without_a_word_it_is_shown_in_time_and_sent_when_signed_late(
    town: Town, cast: SimpleNamespace
) -> None:
    town.go(SHOWN)
    assert ["Anything to add" in one or "is ready" in one for one in told(town)] == [True, True]
    town.go(NOON + timedelta(hours=2))
    assert letters_to(town, AMY) == []
    assert says(town, cast.rosa, "YES") == letters.LETTER
    assert len(letters_to(town, AMY)) == 1


def test_nobody_signs_so_it_stays_out_and_she_hears_it(town: Town, cast: SimpleNamespace) -> None:
    town.go(NOON + timedelta(hours=13))
    assert "stays out" in told(town)[-1]
    assert Occurrence.get(Occurrence.starts_at == NOON).state == "cancelled"
    assert says(town, cast.rosa, "yes") != letters.LETTER
    assert letters_to(town, AMY) == []


def test_who_is_away_hands_it_on_to_somebody_who_may_sign(
    town: Town, cast: SimpleNamespace, make_member: object
) -> None:
    dana = Member.get_by_id(make_member("Dana Cole", phone=MANAGER, role="manager").id)  # type: ignore[operator]
    town.go(NOON)
    assert "is ready" in told(town, MANAGER)[-1]
    assert says(town, cast.rosa, "yes") != letters.LETTER, "it is with Dana now"
    assert says(town, dana, "0 yes") == letters.LETTER, "Rosa's words are with her, too, so she says which"
    assert len(letters_to(town, AMY)) == 1


def test_other_words_go_on_top_and_are_shown_again(town: Town, cast: SimpleNamespace) -> None:
    town.go(THURSDAY)
    assert says(town, cast.rosa, "skip") == letters.PARAGRAPH
    assert says(town, cast.rosa, "Bring a friend on Tuesday!") == letters.LETTER
    assert [(row.number, row.state, row.words) for row in Draft.select().order_by(Draft.number)] == [
        (1, "dropped", ""),
        (2, "shown", "Bring a friend on Tuesday!"),
    ]
    assert says(town, cast.rosa, "yes") == letters.LETTER
    town.go(NOON)
    assert "Bring a friend on Tuesday!" in letters_to(town, AMY)[0]


def test_skip_is_known_for_an_answer_to_us_while_somebody_waits_for_a_word(
    town: Town, cast: SimpleNamespace
) -> None:
    town.go(THURSDAY)
    says(town, cast.amy, "may I bring my sister along?")
    assert says(town, cast.rosa, "SKIP") == "which thread"
    assert "0 (what we asked you)" in told(town)[-1]
    says(town, cast.rosa, "0")
    inbound.drain(town.kit, town.now)  # the words before it are read once more
    assert Approval.get(Approval.kind == letters.PARAGRAPH).state == "no"
    assert not [one.body for one in town.text.sent if one.to == AMY and "SKIP" in one.body]


def test_her_paragraph_is_ours_where_nobody_waits_for_a_word_of_hers(
    town: Town, cast: SimpleNamespace
) -> None:
    town.go(THURSDAY - timedelta(hours=9))
    says(town, cast.amy, "my daughter got into college!!")
    town.go(THURSDAY - timedelta(hours=8))
    says(town, cast.rosa, "Oh, congratulations!")
    says(town, cast.amy, "thank you")
    town.go(THURSDAY)
    assert says(town, cast.rosa, "Spring is here and so are you.") == letters.PARAGRAPH
    assert not [one.body for one in town.text.sent if one.to == AMY and "Spring" in one.body]


def test_no_leaves_it_out_and_the_next_week_is_asked_for_again(town: Town, cast: SimpleNamespace) -> None:
    town.go(THURSDAY)
    says(town, cast.rosa, "nothing")
    assert says(town, cast.rosa, "no") == letters.LETTER
    town.go(NOON + timedelta(days=1))
    assert letters_to(town, AMY) == []
    town.go(THURSDAY + timedelta(days=7))
    assert "Anything to add" in told(town)[-1]


def test_what_was_signed_is_what_goes_out(town: Town, cast: SimpleNamespace) -> None:
    def praise(words: str, at: datetime) -> None:
        with transaction():
            Praise.create(
                member=cast.amy, cause=words, words=words, state="approved", shared_at=at, created_at=at
            )

    praise("Amy sold ten.", town.now)
    town.go(THURSDAY)
    says(town, cast.rosa, "skip")
    says(town, cast.rosa, "yes")
    praise("Bob sold nine.", town.now + timedelta(hours=1))
    Praise.update(state="withdrawn").where(Praise.words == "Amy sold ten.").execute()
    town.go(NOON)
    assert "Bob sold nine" not in letters_to(town, AMY)[0], "nobody had seen that when it was signed"
    assert "Amy sold ten" not in letters_to(town, AMY)[0], "it was taken back"


def test_a_bare_yes_is_no_paragraph_and_a_question_goes_to_a_person(
    town: Town, cast: SimpleNamespace
) -> None:
    assert letters.reads_paragraph("Yes", "en") == "unclear"
    assert letters.reads_paragraph("SKIP", "en") == letters.reads_paragraph("saltar", "es") == "no"
    assert letters.reads_paragraph("How many people get it?", "en") is None
    assert letters.reads_paragraph("Thank you all!", "en") == "words"
    town.go(THURSDAY)
    says(town, cast.rosa, "yes")
    assert "What would you like to say" in told(town)[-1]
    assert Draft.select().count() == 0


def test_it_does_not_wait_behind_other_asks(town: Town, cast: SimpleNamespace) -> None:
    from engine import approvals

    town.go(THURSDAY - timedelta(hours=2))
    with transaction():
        approvals.ask("praise", 99, cast.amy, "Share it?", town.now)
    town.go(THURSDAY)
    assert "Anything to add" in told(town)[-1]
    says(town, cast.rosa, "skip")
    says(town, cast.rosa, "yes")
    assert Occurrence.get(Occurrence.starts_at == NOON).signed_at is not None
    assert Delivery.select().where(Delivery.body.contains("Share it?")).count() >= 1


SURVEY = """
start: every friday at 10am
for: everyone
steps:
  - ask: how
    within: 2 days
{more}    answers:
      {line}
        - send: glad
"""


@pytest.mark.parametrize("more", ["", "    anonymous: yes\n"])
def test_a_yes_signs_it_past_a_newer_question_that_takes_any_words(
    town: Town, cast: SimpleNamespace, more: str
) -> None:
    town.publish(survey=SURVEY.format(more=more, line="anything else:"))
    town.go(SHOWN + timedelta(hours=2))
    assert "This is how." in town.text.sent[-1].body
    assert says(town, cast.rosa, "Yes") == letters.LETTER
    assert says(town, cast.rosa, "More of the small recordings") == "question"


def test_a_newer_question_that_has_a_line_for_it_comes_first(town: Town, cast: SimpleNamespace) -> None:
    town.publish(survey=SURVEY.format(more="", line="yes:"))
    town.go(SHOWN + timedelta(hours=2))
    assert says(town, cast.rosa, "Yes") == "question"
    assert says(town, cast.rosa, "Yes") == letters.LETTER
