"""A vote by text and email: one each, changed until it closes, never taken from words meant for something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import occurrences, runner
from engine.models import Address, Ballot, Delivery, Household, Member, Occurrence
from engine.models.db import transaction
from engine.models.sending import SENT
from engine.published import live
from engine.tallies import in_a_sentence, tally, winning_members
from engine.votes import cast as cast_vote
from engine.votes import open_to
from engine.wording.segments import count_segments
from tests.engine.inbound.conftest import Town
from tests.engine.outbox.test_races import at_once

CANDLES = """
title: Next candle
start:
  vote:
    choices: [spruce, orange peel, lavender]
    from: 2026-11-23 2pm
    until: 2026-11-27 8pm
    timezone: America/Chicago
for: {CONDITION}
steps:
  - at: at the start
    send: which
"""
MEMBERS = CANDLES.replace("[spruce, orange peel, lavender]", "members").replace("{CONDITION}", "everyone")
DAY = timedelta(days=1)

MakeTown = Callable[..., Town]


def opened(make_town: MakeTown, text: str = CANDLES, condition: str = "everyone") -> Town:
    said = text.replace("{CONDITION}", condition)
    choices = "" if "members" in said else "{{ vote.choices }}"
    town = make_town(**{"workflows/vote.yaml": said, "messages/which.txt": f"Which one? {choices}"})
    occurrences.plan(live(), town.now)
    return town


def asks(town: Town, *members: Member, token: str = "") -> None:
    """The vote's message has just left to these members."""
    row = Occurrence.get()
    for member in members:
        Delivery.create(
            cause=f"occurrence:{row.id}", step_key="send:which", member=member, occurrence=row, workflow="vote",
            message="which", state=SENT, sent_at=town.now, created_at=town.now, due_at=town.now, kind="started",
            lane=1, reply_token=token or None,
        )  # fmt: skip


def cast_so_far() -> dict[str, str]:
    return {row.member.name.split()[0]: row.choice for row in Ballot.select()}


def test_one_member_has_one_vote_and_the_last_word_counts(make_town: MakeTown, cast: SimpleNamespace) -> None:
    town = opened(make_town)
    asks(town, cast.amy, cast.carla)
    town.later(minutes=5)
    assert town.text(cast.amy, "2") == "vote"
    assert town.told(cast.amy)[-1] == (
        "Thank you! Your vote is for orange peel. You can change it until Friday, November 27, 8pm."
    )
    assert town.text(cast.amy, "Lavender!!") == "vote"
    assert "Changed: your vote is for lavender now" in town.told(cast.amy)[-1]
    assert town.text(cast.carla, "Voto por la spruce") == "vote"
    assert "Tu voto es para spruce" in town.told(cast.carla)[-1]
    assert "viernes 27 de noviembre, 9pm" in town.told(cast.carla)[-1]
    assert town.text(cast.bob, "VOTE 3") == "vote"  # nobody asked him yet
    assert cast_so_far() == {"Amy": "lavender", "Carla": "spruce", "Bob": "lavender"}
    row = Ballot.get(Ballot.member == cast.amy.id)
    assert (row.words, row.channel, row.address) == ("Lavender!!", "text", "+13125550142")


def test_a_bare_number_is_for_whatever_was_asked_last(make_town: MakeTown, cast: SimpleNamespace) -> None:
    town = opened(make_town)
    assert town.text(cast.amy, "2") == "person"  # nothing asked her to choose
    asks(town, cast.bob, cast.carla)
    town.later(minutes=1)
    with transaction():
        runner.enroll("welcome", cast.bob, "again", town.now)
    town.sent()
    town.sent()  # the welcome, then its question
    town.later(minutes=1)
    assert town.text(cast.bob, "VOTE 1") == "vote"
    assert town.text(cast.bob, "2") == "person"
    assert town.text(cast.carla, "2") == "vote"
    assert cast_so_far() == {"Bob": "spruce", "Carla": "orange peel"}


def test_a_vote_counts_the_same_in_whatever_language_it_is_cast(
    make_town: MakeTown, cast: SimpleNamespace
) -> None:
    both = "\n      spruce: {es: abeto}\n      orange peel: {es: piel de naranja}\n      lavender:"
    town = opened(make_town, CANDLES.replace("[spruce, orange peel, lavender]", both))
    asks(town, cast.amy, cast.carla)
    town.later(minutes=1)
    assert town.text(cast.carla, "VOTO canela") == "vote"
    assert "1 abeto, 2 piel de naranja, 3 lavender" in town.told(cast.carla)[-1]
    assert town.text(cast.carla, "la naranja") == "vote"
    assert "Tu voto es para piel de naranja" in town.told(cast.carla)[-1]
    assert town.text(cast.bob, "VOTE naranja") == "vote"
    assert "Your vote is for orange peel" in town.told(cast.bob)[-1]
    assert town.text(cast.amy, "2") == "vote"
    assert cast_so_far() == dict.fromkeys(("Carla", "Bob", "Amy"), "orange peel")
    row, vote = Occurrence.get(), _vote()
    assert in_a_sentence(tally(row, vote, "es"), "es") == "piel de naranja gana con 3 de 3 votos."
    assert in_a_sentence(tally(row, vote, "en"), "en") == "orange peel has won, with 3 of 3 votes."


@pytest.mark.parametrize(
    "words",
    ["is it 2?", "2 or 3", "I would never choose one of these, they all make me cough", "Vote on that law!!"],
)
def test_what_is_no_vote_goes_on(make_town: MakeTown, cast: SimpleNamespace, words: str) -> None:
    town = opened(make_town)
    asks(town, cast.amy)
    assert town.text(cast.amy, words) == "person"
    assert not Ballot.select().exists()


def test_vote_without_a_choice_is_told_what_there_is_and_later_that_it_is_over(
    make_town: MakeTown, cast: SimpleNamespace
) -> None:
    town = opened(make_town)
    assert town.text(cast.amy, "VOTE cinnamon") == "vote"
    assert "1 spruce, 2 orange peel, 3 lavender" in town.told(cast.amy)[-1]
    town.now = Occurrence.get().starts_at + 4 * DAY + timedelta(hours=6)
    assert town.text(cast.amy, "vote 1") == "vote"
    assert "closed on Friday, November 27, 8pm" in town.told(cast.amy)[-1]
    town.now += 4 * DAY
    assert town.text(cast.amy, "vote 1") == "person"
    assert not Ballot.select().exists()


def test_only_who_is_meant_may_vote(make_town: MakeTown, cast: SimpleNamespace) -> None:
    town = opened(make_town, condition="{tagged: leader}")
    assert town.text(cast.amy, "vote 1") == "person"
    assert town.text(cast.bob, "vote 1") == "vote"
    assert cast_so_far() == {"Bob": "spruce"}


def test_a_mail_votes_by_replying(make_town: MakeTown, cast: SimpleNamespace) -> None:
    town = opened(make_town)
    asks(town, cast.tom, token="t" * 20)
    assert town.mail("tom@example.com", "Orange peel, please", reply_token="t" * 20, proven=True) == "vote"
    assert cast_so_far() == {"Tom": "orange peel"}
    assert "sábado" not in town.told(cast.tom)[-1]
    assert "Saturday, November 28, 11am" in town.told(cast.tom)[-1]  # Tokyo


def test_a_spanish_saturday_keeps_the_answer_one_text(make_town: MakeTown, cast: SimpleNamespace) -> None:
    town = opened(make_town)
    Member.update(timezone="Asia/Tokyo").where(Member.id == cast.carla.id).execute()
    assert town.text(cast.carla, "VOTO 2") == "vote"
    said = town.told(cast.carla)[-1]
    assert "hasta el sabado 28 de noviembre, 11am" in said
    assert (count_segments(said).count, count_segments(said).encoding) == (1, "GSM-7")


def test_a_number_that_several_share_has_one_vote(
    make_town: MakeTown, make_member: Callable[..., Member], now: Any
) -> None:
    town = opened(make_town)
    home = Household.create(name="Home")
    ana, ben = (make_member(name, household=home) for name in ("Ana Fox", "Ben Fox"))
    shared = Address.create(
        channel="phone", value="+13125550111", household=home, created_at=now, kind="mobile"
    )
    (one,) = open_to(ana, live().community, town.now)
    with transaction():
        cast_vote(one, ana, 0, "1", town.now, channel="text", address=shared)
        cast_vote(one, ben, 1, "2", town.now + DAY, channel="text", address=shared)
        cast_vote(one, ben, 2, "3", town.now, channel="text", address=shared)  # read late
    assert cast_so_far() == {"Ben": "orange peel"}


def test_votes_at_the_same_moment_are_one_each(make_town: MakeTown, cast: SimpleNamespace) -> None:
    """Each in a process of its own, twice by each member: no vote is lost, and none is there twice."""
    town = opened(make_town)
    members = (cast.amy, cast.bob, cast.carla)
    (one,) = open_to(cast.amy, live().community, town.now)

    def votes(number: int) -> None:
        member = members[number % 3]
        with transaction():
            cast_vote(one, member, number % 2, str(number), town.now, channel="text", address=None)

    at_once(6, votes)
    assert Ballot.select().count() == 3
    assert tally(one.row, one.vote).total == 3


def test_members_are_named_as_they_are_called(
    make_town: MakeTown, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    town = opened(make_town, MEMBERS)
    other = make_member("Amy Ray", phone="+13125550177")
    away = make_member("Zoe Away", phone="+13125550178", paused_until=town.now + 30 * DAY)
    asks(town, cast.bob, cast.amy, cast.carla, cast.rosa)
    assert town.text(cast.bob, "Amy") == "vote"
    assert "Did you mean Amy L. or Amy R.?" in town.told(cast.bob)[-1]
    assert town.text(cast.bob, "Amy R.") == "vote"
    assert "Your vote is for Amy R." in town.told(cast.bob)[-1]
    assert town.text(cast.amy, "VOTE Amy Lee for once") == "vote"
    assert "You deserve it!" in town.told(cast.amy)[-1]
    assert town.text(cast.amy, "vote Zoe") == "vote"
    assert "We don't know anybody called Zoe" in town.told(cast.amy)[-1]
    assert town.text(cast.amy, "I vote for Bob, he drove me home in the snow") == "vote"
    assert town.text(cast.carla, "Bob is not feeling well") == "person"
    assert town.text(cast.rosa, "mi voto es para Bob") == "vote"
    row = Occurrence.get()
    assert winning_members(row) == [cast.bob.id]
    assert [(line.choice, line.votes) for line in tally(row, _vote()).lines] == [
        ("Bob Stone", 2),
        ("Amy Ray", 1),
    ]
    assert not Delivery.select().where(Delivery.member.in_([other.id, away.id])).exists()
    Member.update(forgotten_at=town.now, name="").where(Member.id == cast.bob.id).execute()
    assert winning_members(row) == [other.id]


def _vote() -> Any:
    return live().workflows["vote"].workflow.start
