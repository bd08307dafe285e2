"""Conversations with a person, both ways, and praise with its two yeses."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import praise, runner, threads
from engine.models import Delivery, Fanout, Inbound, Member, Praise, Thread
from engine.models.db import transaction


def hand_over(
    town: Any, cast: SimpleNamespace, who: Member, words: str = "my package came with a dent"
) -> Thread:
    assert town.text(who, words) == "person"
    thread: Thread = Thread.select().where(Thread.member == who.id).get()
    return thread


def test_the_host_simply_replies_and_the_member_reads_it(town: Any, cast: SimpleNamespace) -> None:
    thread = hand_over(town, cast, cast.amy)
    assert threads.holding(cast.amy.id, town.now) == thread
    assert town.text(cast.rosa, "Oh no! Send me a picture?") == "thread"
    assert town.told(cast.amy)[-1] == "Rosa: Oh no! Send me a picture?"
    assert town.text(cast.amy, "sure, later today") == "thread"
    assert town.told(cast.rosa)[-1] == "Amy (#1): sure, later today"


def test_neither_sees_the_others_number(town: Any, cast: SimpleNamespace) -> None:
    hand_over(town, cast, cast.amy)
    town.text(cast.rosa, "hello")
    said = " ".join(town.told(cast.rosa) + town.told(cast.amy))
    assert "555014" not in said
    assert "5550100" not in said


def test_among_several_the_number_says_who_is_meant(town: Any, cast: SimpleNamespace) -> None:
    hand_over(town, cast, cast.amy)
    hand_over(town, cast, cast.bob, "is there a fee for the box?")
    assert town.text(cast.rosa, "2: no fee at all") == "thread"
    assert town.told(cast.bob)[-1] == "Rosa: no fee at all"
    assert not [words for words in town.told(cast.amy) if "fee" in words]


def test_without_a_number_we_ask_and_keep_the_words(town: Any, cast: SimpleNamespace) -> None:
    hand_over(town, cast, cast.amy)
    hand_over(town, cast, cast.bob, "is there a fee for the box?")
    town.text(cast.rosa, "no fee at all")
    assert "1 (Amy) or 2 (Bob)" in town.told(cast.rosa)[-1]
    town.text(cast.rosa, "2")
    assert town.told(cast.bob)[-1] == "Rosa: no fee at all"


def test_a_number_in_the_words_of_one_conversation_is_no_address(town: Any, cast: SimpleNamespace) -> None:
    hand_over(town, cast, cast.amy)
    town.text(cast.rosa, "1 o'clock works for me")
    assert town.told(cast.amy)[-1] == "Rosa: 1 o'clock works for me"


@pytest.mark.parametrize("words", ["DONE", "done.", "#1 done", "Done 1"])
def test_done_closes_it_and_lets_go_what_it_held(town: Any, cast: SimpleNamespace, words: str) -> None:
    thread = hand_over(town, cast, cast.amy)
    held = Delivery.create(
        cause="x",
        member=cast.amy,
        created_at=town.now,
        state="held",
        reason_code="thread",
        due_at=town.now + timedelta(days=1),
    )
    assert town.text(cast.rosa, words) == "thread"
    assert threads.holding(cast.amy.id, town.now) is None
    assert Thread.get_by_id(thread.id).done_at == town.now
    assert Delivery.get_by_id(held.id).due_at == town.now
    assert "Done with Amy (#1)." in town.told(cast.rosa)


@pytest.mark.parametrize("late", ["#1 it is in the mail", "1: it is in the mail"])
def test_words_for_a_number_that_is_closed_reach_nobody_else(
    town: Any, cast: SimpleNamespace, late: str
) -> None:
    hand_over(town, cast, cast.amy)
    assert town.text(cast.rosa, "DONE") == "thread"
    hand_over(town, cast, cast.bob, "is there a fee for the box?")
    assert town.text(cast.rosa, "DONE 1") == "thread"
    assert town.told(cast.rosa)[-1] == "Done with Amy (#1)."
    assert town.text(cast.rosa, late) == "thread"
    assert town.told(cast.amy)[-1] == "Rosa: it is in the mail"
    assert threads.holding(cast.amy.id, town.now) is not None
    assert town.text(cast.rosa, "#9 for nobody") == "which thread"
    assert "Rosa:" not in " ".join(town.told(cast.bob))


def test_a_number_is_enough_although_nothing_is_open(town: Any, cast: SimpleNamespace) -> None:
    hand_over(town, cast, cast.amy)
    town.text(cast.rosa, "DONE")
    assert town.text(cast.rosa, "#1 one more thing: thank you!") == "thread"
    assert town.told(cast.amy)[-1] == "Rosa: one more thing: thank you!"


def test_a_day_after_the_last_words_it_holds_no_more_and_may_still_be_answered(
    town: Any, cast: SimpleNamespace
) -> None:
    hand_over(town, cast, cast.amy)
    town.later(days=1, minutes=1)
    assert threads.holding(cast.amy.id, town.now) is None
    town.text(cast.rosa, "sorry for the wait!")
    assert town.told(cast.amy)[-1] == "Rosa: sorry for the wait!"
    assert threads.holding(cast.amy.id, town.now) is not None


def test_a_host_who_comforts_is_passed_on(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "my mom died last night") == "grave"
    town.text(cast.rosa, "I am so sorry your mother died. I will ring you tonight.")
    assert town.told(cast.amy)[-1].startswith("Rosa: I am so sorry")
    assert Thread.select().count() == 1


def test_a_question_of_before_yields_to_the_person_who_wrote_since(town: Any, cast: SimpleNamespace) -> None:
    runner.enroll("welcome", cast.amy, "by hand", town.now)
    town.sent()
    town.sent()
    town.later(minutes=5)
    hand_over(town, cast, cast.amy)
    assert town.text(cast.amy, "yes") == "question"
    town.later(minutes=5)
    runner.enroll("welcome", cast.bob, "by hand", town.now)
    town.sent()
    town.sent()
    town.later(minutes=5)
    hand_over(town, cast, cast.bob, "is there a fee for the box?")
    town.text(cast.rosa, "2: there is none. All clear?")
    assert town.text(cast.bob, "yes") == "thread"
    assert town.told(cast.rosa)[-1] == "Bob (#2): yes"


def test_a_stranger_can_be_answered_where_they_wrote_from(town: Any, cast: SimpleNamespace) -> None:
    town.text("+13125550177", "hello, who are you?")
    town.text(cast.rosa, "The Tuesday Team!")
    out = Delivery.select().where(Delivery.body == "Rosa: The Tuesday Team!").get()
    assert Inbound.get_by_id(out.inbound_id).from_value == "+13125550177"


def test_by_mail_the_reply_finds_its_conversation(town: Any, cast: SimpleNamespace) -> None:
    hand_over(town, cast, cast.amy)
    hand_over(town, cast, cast.bob, "is there a fee for the box?")
    about_amy = Delivery.select().where((Delivery.member == cast.rosa) & (Delivery.about == cast.amy)).get()
    Delivery.update(reply_token="t" * 32).where(Delivery.id == about_amy.id).execute()
    assert town.mail("rosa@example.com", "A new one is on its way.", reply_token="t" * 32) == "thread"
    assert town.told(cast.amy)[-1] == "Rosa: A new one is on its way."


def test_a_mail_that_only_says_it_is_the_hosts_reaches_no_member(town: Any, cast: SimpleNamespace) -> None:
    hand_over(town, cast, cast.amy)
    town.mail("rosa@example.com", "Send me money", proven=False)
    assert not [words for words in town.told(cast.amy) if "money" in words]


def test_without_a_host_it_waits_and_is_counted(make_town: Any, cast: SimpleNamespace) -> None:
    town = make_town()
    Member.update(role="").where(Member.id == cast.rosa.id).execute()
    assert town.text(cast.amy, "my package came with a dent") == "person"
    assert threads.unowned(town.now) == 1


@pytest.fixture
def sale(town: Any, cast: SimpleNamespace) -> Praise:
    with transaction():
        runner.report(cast.amy, "first-sale", "sale-1", town.now)
    return Praise.get()


def test_praise_goes_out_after_both_yeses(town: Any, cast: SimpleNamespace, sale: Praise) -> None:
    assert sale.words == "Amy made a first sale!"
    assert "YES or NO" in town.told(cast.amy)[0]
    assert town.text(cast.amy, "Yes please") == "consent"
    assert "Amy made a first sale!" in town.told(cast.rosa)[0]
    assert Fanout.select().count() == 0
    assert town.text(cast.rosa, "yes") == "praise"
    assert Praise.get().state == "approved"
    shared = Fanout.get()
    assert shared.detail["message"] == "first-sale-praise"
    assert shared.detail["about"] == cast.amy.id


def test_a_host_may_say_it_in_their_own_words(town: Any, cast: SimpleNamespace, sale: Praise) -> None:
    town.text(cast.amy, "yes")
    assert town.text(cast.rosa, "Amy sold her very first box!") == "praise"
    assert Praise.get().words == "Amy sold her very first box!"
    assert Fanout.get().detail["body"] == "Amy sold her very first box!"


def test_a_no_is_a_no(town: Any, cast: SimpleNamespace, sale: Praise) -> None:
    assert town.text(cast.amy, "no") == "consent"
    assert Praise.get().state == "declined"
    assert town.told(cast.rosa) == []


def test_the_member_is_asked_once_ever(town: Any, cast: SimpleNamespace, sale: Praise) -> None:
    town.text(cast.amy, "yes")
    again = praise.offer(Member.get_by_id(cast.amy.id), "", "first-sale-praise", "another", town.now)
    assert again.state == "offered"
    assert len([words for words in town.told(cast.amy) if "YES or NO" in words]) == 1


def test_praise_waits_for_a_yes_and_other_words_go_their_way(
    town: Any, cast: SimpleNamespace, sale: Praise
) -> None:
    assert town.text(cast.amy, "what time is the call?") == "answer"
    assert Praise.get().state == "asked"
