"""COMPLAINT never reaches whom it is about: not by a reply, a nudge, a hand-over, a hint, a question or a walk."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import clock, threads
from engine.doctor.conversations import waiting as doctor
from engine.models import Delivery, Household, Inbound, Member, Thread

SECRET = "shouted"  # a word that only the complaint holds


@pytest.fixture
def ann(make_member: Any) -> Member:
    ann: Member = make_member("Ann Boss", phone="+13125550111", role="manager")
    return ann


def read_by(town: Any, member: Member) -> str:
    return "\n".join(town.told(member))


def days_go_by(town: Any, days: int) -> None:
    end = town.now + timedelta(days=days)
    while (due := clock.next_due(town.now)) is not None and due < end:
        town.now = due
        clock.tick(due, town.kit)
    town.now = end


@pytest.mark.parametrize(
    "words",
    [
        "COMPLAINT Rosa shouted at me",
        "complaint: the host shouted at me",
        "I want to complain about Rosa, she shouted",
        "Queja: Rossa me shouted",
        "complaint shouted at again",  # names nobody: rather a manager than a host
    ],
)
def test_it_goes_to_a_manager_and_never_to_whom_it_is_about(
    town: Any, cast: SimpleNamespace, ann: Member, words: str
) -> None:
    assert town.text(cast.amy, words) == "complaint"
    assert SECRET in read_by(town, ann)
    assert "In confidence" in read_by(town, ann)
    assert town.told(cast.rosa) == []
    assert "Ann has it" in town.told(cast.amy)[-1]
    assert "Whoever it is about does not get it" in town.told(cast.amy)[-1]
    town.text(ann, "Thank you Amy, I will ring you")
    assert town.told(cast.amy)[-1] == "Ann: Thank you Amy, I will ring you"
    assert town.text(cast.amy, "she shouted twice") == "thread"
    assert "twice" in town.told(ann)[-1]
    days_go_by(town, 5)
    assert SECRET not in read_by(town, cast.rosa)


def test_alone_it_is_asked_about_and_the_next_words_are_the_complaint(
    town: Any, cast: SimpleNamespace, ann: Member
) -> None:
    assert town.text(cast.carla, "QUEJA") == "complaint asked"
    assert "¿Qué te hicieron?" in town.told(cast.carla)[-1]
    assert town.text(cast.carla, "Rosa shouted, yes") == "complaint"
    assert town.told(cast.rosa) == []
    assert SECRET in read_by(town, ann)
    assert town.text(cast.bob, "complaint") == "complaint asked"
    assert town.text(cast.bob, "never mind") == "small talk"
    assert "nothing was passed on" in town.told(cast.bob)[-1]
    assert town.text(cast.bob, "what time is the call?") == "answer"


def test_where_only_the_accused_could_have_it_it_waits_and_everybody_is_honest(
    town: Any, cast: SimpleNamespace, make_member: Any
) -> None:
    assert town.text(cast.amy, "COMPLAINT Rosa shouted at me") == "complaint"
    assert "Nobody has it yet" in town.told(cast.amy)[-1]
    assert threads.complaints_waiting() == 1
    assert any(one.about == "complaints" for one in doctor(town.now))
    town.text(cast.amy, "COMPLAINT she shouted again and I want to kill myself")
    days_go_by(town, 2)
    assert town.told(cast.rosa) == []
    ann = make_member("Ann Boss", phone="+13125550111", role="manager")
    clock.tick(town.now, town.kit)
    assert threads.complaints_waiting() == 0
    assert SECRET in read_by(town, ann)
    assert "PLEASE READ NOW" in read_by(town, ann)


def test_a_second_host_has_it_only_where_it_surely_names_the_first(
    town: Any, cast: SimpleNamespace, make_member: Any
) -> None:
    mia = make_member("Mia Poe", phone="+13125550112", role="host")
    town.text(cast.amy, "COMPLAINT the host shouted")  # both are hosts
    assert town.told(mia) == town.told(cast.rosa) == []
    town.text(cast.bob, "COMPLAINT Diaz shouted")
    assert SECRET in read_by(town, mia)
    assert town.told(cast.rosa) == []


def test_nobody_who_shares_a_phone_with_the_accused_gets_it(
    town: Any, cast: SimpleNamespace, ann: Member
) -> None:
    home = Household.create()
    Member.update(household=home).where(Member.id.in_([cast.rosa.id, ann.id])).execute()
    town.text(cast.amy, "COMPLAINT Rosa shouted")
    assert town.told(ann) == town.told(cast.rosa) == []
    assert threads.complaints_waiting() == 1


def test_a_complaint_about_whoever_has_the_complaint(
    town: Any, cast: SimpleNamespace, ann: Member, make_member: Any
) -> None:
    town.text(cast.amy, "COMPLAINT Rosa shouted")
    joe = make_member("Joe Zed", phone="+13125550113", role="manager")
    before = len(town.told(ann))
    town.text(cast.amy, "COMPLAINT now Ann laughed about it")
    assert len(town.told(ann)) == before
    assert "laughed" in read_by(town, joe)
    assert town.told(cast.rosa) == []


def test_an_older_conversation_with_the_accused_is_no_way_to_them(
    town: Any, cast: SimpleNamespace, ann: Member
) -> None:
    town.text(cast.amy, "my box is broken")
    town.text(cast.rosa, "A new one is on its way!")
    town.later(minutes=5)
    town.text(cast.amy, "COMPLAINT Rosa shouted at me on the phone")
    town.text(ann, "I am sorry. What did she say?")
    before = len(town.told(cast.rosa))
    assert town.text(cast.amy, "that I am stupid") == "whom is this for"
    assert town.told(cast.amy)[-1] in (
        "Is that for Ann or Rosa? Reply with the name and it goes on.",
        "Is that for Rosa or Ann? Reply with the name and it goes on.",
    )
    assert town.text(cast.amy, "for Ann") == "thread"
    assert town.told(ann)[-1].endswith("that I am stupid")
    town.text(cast.amy, "she made me cry")  # and never says whom it is for
    days_go_by(town, 1)
    assert "made me cry" in read_by(town, ann)
    assert not any("stupid" in words or "cry" in words for words in town.told(cast.rosa)[before:])


def test_after_done_it_still_does_not_reach_them(town: Any, cast: SimpleNamespace, ann: Member) -> None:
    town.text(cast.amy, "COMPLAINT Rosa shouted at me")
    town.text(ann, "I spoke with everybody.")
    town.text(ann, "DONE")
    town.later(hours=20)
    assert town.text(cast.amy, "and now she shouted once more") == "person"
    assert town.told(cast.rosa) == []
    assert "once more" in town.told(ann)[-1]


def test_a_walk_that_tells_the_host_tells_nothing_of_it(
    make_town: Any, cast: SimpleNamespace, ann: Member
) -> None:
    town = make_town(
        **{
            "workflows/later.yaml": "start: by hand\nsteps:\n  - tell: host\n",
            "workflows/mood.yaml": "start: by hand\nsteps:\n  - ask: how-are-you\n    within: 2 days\n"
            "    answers:\n      good:\n      anything else:\n        - tell: host\n",
        }
    )
    from engine import runner

    runner.enroll("mood", cast.amy, "by hand", town.now)
    town.sent()
    town.text(cast.amy, "COMPLAINT Rosa shouted at me")
    town.text(cast.amy, "and she shouted at Bob")  # the open question would have taken that to the host
    runner.enroll("later", cast.amy, "by hand", town.now)
    runner.drain_due(town.now)
    assert SECRET not in read_by(town, cast.rosa)
    assert "shouted at Bob" in read_by(town, ann)


def test_staff_complain_in_the_middle_of_a_conversation(
    town: Any, cast: SimpleNamespace, ann: Member
) -> None:
    town.text(cast.amy, "my box is broken")
    before = town.told(cast.amy)
    assert town.text(cast.rosa, "COMPLAINT Amy shouted at me") == "complaint"
    assert town.told(cast.amy) == before
    assert SECRET in read_by(town, ann)


def test_a_stranger_and_a_mail_that_proves_nothing(town: Any, cast: SimpleNamespace, ann: Member) -> None:
    assert town.text("+13125550777", "COMPLAINT Rosa shouted at my mother") == "complaint"
    assert town.mail("amy@example.com", "Complaint: Rosa shouted", proven=False) == "complaint"
    assert town.told(cast.rosa) == []
    assert read_by(town, ann).count(SECRET) == 2


def test_by_mail_a_reply_goes_to_the_conversation_it_answers(
    town: Any, cast: SimpleNamespace, ann: Member
) -> None:
    town.text(cast.amy, "my box is broken")
    town.text(cast.rosa, "A new one is on its way!")
    town.text(cast.amy, "COMPLAINT Rosa shouted at me")
    town.text(ann, "Tell me more?")
    for body, token in (("Rosa: A new one is on its way!", "r" * 32), ("Ann: Tell me more?", "a" * 32)):
        out = Delivery.select().where((Delivery.member == cast.amy) & (Delivery.body == body)).get()
        Delivery.update(reply_token=token).where(Delivery.id == out.id).execute()
    assert town.mail("amy@example.com", "She shouted for an hour", reply_token="a" * 32) == "thread"
    assert town.mail("amy@example.com", "Thanks for the box", reply_token="r" * 32) == "thread"
    assert town.told(ann)[-1].endswith("She shouted for an hour")
    assert town.told(cast.rosa)[-1].endswith("Thanks for the box")
    assert SECRET not in read_by(town, cast.rosa)
    assert Thread.select().count() == 2


def test_what_is_kept_apart_is_not_the_last_word_of_anybody(
    town: Any, cast: SimpleNamespace, ann: Member
) -> None:
    town.text(cast.amy, "COMPLAINT Rosa shouted at me")
    Thread.update(done_at=town.now - timedelta(days=20), last_at=town.now - timedelta(days=20)).execute()
    assert threads.owner_for(cast.amy, "host", town.now) == cast.rosa, "it stands no more"
    threads.open_thread(Member.get_by_id(cast.amy.id), "host", town.now)
    assert SECRET not in read_by(town, cast.rosa)
    assert Inbound.select().where(Inbound.understood_as == "complaint").count() == 1


def test_no_count_by_text_tells_of_it(town: Any, cast: SimpleNamespace, ann: Member) -> None:
    town.text(cast.rosa, "SCORE")
    before = town.told(cast.rosa)[-1]
    assert "conversations" in before
    town.text(cast.amy, "COMPLAINT Rosa shouted at me")
    town.text(cast.rosa, "SCORE")
    assert town.told(cast.rosa)[-1] == before
