"""In the midst of a conversation: a workflow's word in capitals, a choice of a vote, and a 0 that nothing waits for."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine.inbound import drain
from engine.models import Ballot, Delivery, Enrollment, Member, Thread
from engine.models.running import ACTIVE
from tests.engine.inbound.test_voting_rule import MEMBERS, asks, opened

MENTORS = "start: text LEAD\nfor: {tagged: mentor}\nsteps:\n  - send: welcome\n"


@pytest.fixture
def talking(town: Any, cast: SimpleNamespace) -> Any:
    """Amy has written to Rosa, and Rosa has answered."""
    return talk(town, cast)


def talk(town: Any, cast: SimpleNamespace) -> Any:
    assert town.text(cast.amy, "my package came with a dent") == "person"
    town.later(minutes=5)
    assert town.text(cast.rosa, "Oh no! Which box, the first or the second?") == "thread"
    town.later(minutes=5)
    return town


@pytest.mark.parametrize("words", ["LISTEN", "HEAR!", " LISTEN. "])
def test_a_members_word_in_capitals_starts_its_workflow(
    talking: Any, cast: SimpleNamespace, words: str
) -> None:
    before = talking.told(cast.rosa)
    assert talking.text(cast.amy, words) == "keyword"
    assert Enrollment.get(Enrollment.member == cast.amy).workflow == "listen"
    assert talking.told(cast.rosa) == before, "it was for us alone"


@pytest.mark.parametrize("words", ["listen", "Listen", "LISTEN TO ME", "LISTEM", "I HEAR"])
def test_anything_less_sure_is_for_the_person(talking: Any, cast: SimpleNamespace, words: str) -> None:
    assert talking.text(cast.amy, words) == "thread"
    assert talking.told(cast.rosa)[-1] == f"Amy (#1): {words}"
    assert Enrollment.select().count() == 0


def test_before_the_person_has_answered_it_is_for_us_as_ever(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "my package came with a dent")
    assert town.text(cast.amy, "LISTEN") == "keyword"


def test_a_word_that_starts_nothing_for_them_is_passed_on(make_town: Any, cast: SimpleNamespace) -> None:
    town = talk(make_town(**{"workflows/mentors.yaml": MENTORS}), cast)
    assert town.text(cast.amy, "LEAD") == "thread"
    assert town.told(cast.rosa)[-1] == "Amy (#1): LEAD"
    assert town.text(cast.rosa, "LEAD") == "thread"
    assert town.told(cast.amy)[-1] == "Rosa: LEAD"


def test_a_reply_by_mail_is_for_whom_it_answers(talking: Any, cast: SimpleNamespace) -> None:
    theirs = (Delivery.member == cast.amy) & (Delivery.kind == "person")
    Delivery.update(reply_token="t" * 32).where(theirs).execute()
    assert talking.mail("amy@example.com", "LISTEN", reply_token="t" * 32) == "thread"
    assert talking.told(cast.rosa)[-1] == "Amy (#1): LISTEN"


def test_whoever_has_the_conversation_means_us_in_capitals_alone(talking: Any, cast: SimpleNamespace) -> None:
    assert talking.text(cast.rosa, "Listen!") == "thread"
    assert talking.told(cast.amy)[-1] == "Rosa: Listen!"
    before = talking.told(cast.amy)
    assert talking.text(cast.rosa, "LISTEN") == "keyword"
    walk = Enrollment.get(Enrollment.status == ACTIVE)
    assert (walk.workflow, walk.member_id) == ("listen", cast.rosa.id)
    assert talking.told(cast.amy) == before


@pytest.fixture
def voting(make_town: Any, cast: SimpleNamespace) -> Any:
    return opened(make_town)


def test_a_choice_alone_votes_where_the_vote_was_asked_after_the_persons_words(
    voting: Any, cast: SimpleNamespace
) -> None:
    talk(voting, cast)
    asks(voting, cast.amy)
    voting.later(minutes=1)
    assert voting.text(cast.amy, "it is the big one") == "thread"
    assert "it is the big one" in voting.told(cast.rosa)[-1]
    assert voting.text(cast.amy, "2") == "vote"
    assert Ballot.get().choice == "orange peel"
    voting.later(minutes=1)
    assert voting.text(cast.rosa, "And how many were broken?") == "thread"
    voting.later(minutes=1)
    assert voting.text(cast.amy, "3") == "thread", "Rosa has asked since"
    assert Ballot.get().choice == "orange peel"


def test_whoever_asks_for_the_choices_may_answer_with_a_number(voting: Any, cast: SimpleNamespace) -> None:
    talk(voting, cast)
    assert voting.text(cast.amy, "VOTE") == "vote"
    assert "Just reply with its number" in voting.told(cast.amy)[-1]
    voting.sent()
    voting.later(minutes=1)
    assert voting.text(cast.amy, "3") == "vote"
    assert Ballot.get().choice == "lavender"


def test_a_name_alone_votes_too_and_words_after_it_are_for_the_person(
    make_town: Any, cast: SimpleNamespace
) -> None:
    town = talk(opened(make_town, MEMBERS), cast)
    asks(town, cast.amy)
    town.later(minutes=1)
    assert town.text(cast.amy, "Bob has the same box as me") == "thread"
    assert town.text(cast.amy, "Bob") == "vote"
    assert Ballot.get().nominee_id == cast.bob.id


def test_staff_vote_with_the_word_and_their_bare_words_reach_the_member(
    voting: Any, cast: SimpleNamespace
) -> None:
    talk(voting, cast)
    asks(voting, cast.rosa)
    voting.later(minutes=1)
    assert voting.text(cast.rosa, "lavender") == "thread"
    assert voting.told(cast.amy)[-1] == "Rosa: lavender"
    assert voting.text(cast.rosa, "VOTE lavender") == "vote"


NOTHING = {
    "en": "Nothing of yours is waiting right now: just text what you'd like to say.",
    "es": "Ahora no hay nada tuyo en espera: solo escribe lo que quieras decir.",
}


@pytest.mark.parametrize("language", sorted(NOTHING))
@pytest.mark.parametrize("role", ["host", "leader", "manager"])
@pytest.mark.parametrize("words", ["0", "#0", " 0. "])
def test_a_zero_that_nothing_waits_for_is_answered(
    town: Any, cast: SimpleNamespace, role: str, language: str, words: str
) -> None:
    Member.update(role=role, language=language).where(Member.id == cast.rosa.id).execute()
    assert town.text(cast.rosa, words) == "nothing waits"
    assert town.told(cast.rosa) == [NOTHING[language]]
    assert Thread.select().count() == 0


@pytest.mark.parametrize("talks_with", [1, 2])
def test_no_member_reads_such_a_zero(talking: Any, cast: SimpleNamespace, talks_with: int) -> None:
    if talks_with == 2:
        talking.text(cast.bob, "is there a fee for the box?")
    before = [talking.told(one) for one in (cast.amy, cast.bob)]
    assert talking.text(cast.rosa, "0") == "nothing waits"
    assert talking.told(cast.rosa)[-1] == NOTHING["en"]
    assert [talking.told(one) for one in (cast.amy, cast.bob)] == before


def test_words_that_waited_longer_than_half_a_day_wait_no_more(talking: Any, cast: SimpleNamespace) -> None:
    talking.text(cast.bob, "is there a fee for the box?")
    assert talking.text(cast.rosa, "there is none") == "which thread"
    talking.later(hours=11)
    assert talking.text(cast.rosa, "0") == "for us"
    drain(talking.kit, talking.now)  # what was kept is read once more
    assert talking.text(cast.rosa, "0") == "nothing waits", "said twice"
    assert talking.text(cast.rosa, "none at all") == "which thread"
    talking.later(hours=13)
    assert talking.text(cast.rosa, "0") == "nothing waits"


def test_a_members_zero_reaches_a_person_as_ever(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "0") == "person"


def test_a_question_that_takes_any_number_takes_a_zero(make_town: Any, cast: SimpleNamespace) -> None:
    sold = "start: text COUNT\nsteps:\n  - ask: how-are-you\n    within: 2 days\n    save as: sold\n"
    town = talk(make_town(**{"workflows/count.yaml": sold}), cast)
    assert town.text(cast.rosa, "COUNT") == "keyword"
    town.sent()
    town.later(minutes=1)
    assert town.text(cast.rosa, "0") == "question"
    assert Member.get_by_id(cast.rosa.id).fields["sold"] == "0"
