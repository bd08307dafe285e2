"""PRAISE by text: who is meant, both yeses, cheers, and taking it down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import praise
from engine.models import Approval, Cheer, Delivery, Event, Fanout, Member, Praise
from engine.models.db import transaction
from engine.outbox.week import praised


def yes_from(member: Member) -> None:
    Member.update(praise_yes=True).where(Member.id == member.id).execute()


def test_a_members_words_are_seen_by_a_host_before_the_one_they_praise(
    town: Any, cast: SimpleNamespace
) -> None:
    assert town.text(cast.bob, "PRAISE Amy for helping me pack") == "praise"
    assert "kind thing" in town.told(cast.bob)[-1]
    assert town.told(cast.amy) == []
    assert "Bob praises Amy for helping me pack" in town.told(cast.rosa)[-1]
    assert town.text(cast.rosa, "yes") == "praise"
    assert "May we share this" in town.told(cast.amy)[-1]
    assert Praise.get().state == "asked"
    assert town.text(cast.amy, "yes") == "consent"
    assert Praise.get().state == "approved"
    assert [row.words for row in praised(town.now)] == ["Bob praises Amy for helping me pack"]


def test_a_host_who_refuses_it_spares_the_one_it_is_about(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.bob, "PRAISE Amy for being the worst")
    town.text(cast.rosa, "no")
    assert Praise.get().state == "declined"
    assert town.told(cast.amy) == []


def test_what_a_host_writes_needs_the_members_yes_alone(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.rosa, "Praise Amy: she called three neighbours")
    town.text(cast.rosa, town.word(cast.rosa))
    assert town.told(cast.amy)[-1].startswith("Rosa praises Amy: she called three neighbours")
    assert Event.select().where(Event.name == "gave-praise", Event.member == cast.rosa).exists()
    town.text(cast.amy, "yes")
    assert Praise.get().state == "approved"
    assert Approval.select().where(Approval.kind == "praise").count() == 0


def test_what_a_host_claims_is_shown_to_them_again(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.rosa, "PRAISE Amy for making $500 in a week")
    town.text(cast.rosa, town.word(cast.rosa))
    Member.update(role="host").where(Member.id == cast.bob.id).execute()
    shown = Approval.select().where(Approval.kind == "praise").get().body
    assert "it speaks of earnings" in shown


def test_claims_are_pointed_out_to_the_host(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.bob, "PRAISE Amy for curing her migraines and earning $500")
    assert "speaks of earnings" in town.told(cast.rosa)[-1]
    assert "speaks of health" in town.told(cast.rosa)[-1]


def test_two_of_one_name_are_asked_back(
    town: Any, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    other = make_member("Amy Brown", phone="+13125550177", consent=True)
    assert town.text(cast.bob, "PRAISE Amy for her patience") == "praise whom"
    assert "Amy" in town.told(cast.bob)[-1]
    assert "0142" not in town.told(cast.bob)[-1], "members see no numbers"
    assert town.text(cast.bob, "Amy B.") == "praise"
    assert Praise.get().member_id == other.id
    assert "Amy for her patience" in Praise.get().words
    assert town.text(cast.bob, "Amy B.") == "person", "asked and answered"


def test_nobody_of_that_name_goes_to_a_person_kindly(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.bob, "PRAISE Zebulon for his songs") == "person"
    assert Praise.select().count() == 0
    assert town.text(cast.rosa, "PRAISE") == "praise"
    assert "PRAISE Amy for" in town.told(cast.rosa)[-1]


def test_a_stranger_praises_nobody(town: Any, cast: SimpleNamespace) -> None:
    assert town.text("+13125550188", "PRAISE Amy for selling me a car") == "stranger"
    assert Praise.select().count() == 0


@pytest.mark.parametrize("why", ["said no", "grieves", "stopped"])
def test_nobody_is_praised_against_their_will_or_in_grief(town: Any, cast: SimpleNamespace, why: str) -> None:
    if why == "said no":
        Member.update(praise_yes=False).where(Member.id == cast.amy.id).execute()
    elif why == "grieves":
        town.text(cast.amy, "my mom died last night")
    else:
        town.text(cast.amy, "STOP")
    before = town.told(cast.amy)
    assert town.text(cast.bob, "PRAISE Amy for her help") == "praise"
    assert Praise.get().state == "declined"
    assert town.told(cast.amy) == before
    assert not [words for words in town.told(cast.rosa) if "her help" in words]


def shared(town: Any, member: Member, words: str = "Amy sang.", cause: str = "x") -> Praise:
    yes_from(member)
    with transaction():
        row = praise.offer(Member.get_by_id(member.id), words, "", cause, town.now)
    Praise.update(state="approved", host_said_at=town.now, shared_at=town.now).where(
        Praise.id == row.id
    ).execute()
    Approval.update(state="yes").execute()
    return row


@pytest.mark.parametrize("words", ["UNSHARE", "take it down", "Quítalo por favor"])
def test_it_is_taken_down_at_any_time_and_everywhere(town: Any, cast: SimpleNamespace, words: str) -> None:
    row = shared(town, cast.amy)
    Fanout.create(
        cause=f"praise:{row.id}",
        step_key="share",
        kind="send",
        detail={},
        begins_at=town.now,
        due_at=town.now,
    )
    Delivery.create(cause=f"praise:{row.id}", member=cast.bob, created_at=town.now, due_at=town.now)
    town.later(days=30)
    assert town.text(cast.amy, words) == "unshare"
    assert Praise.get().state == "withdrawn"
    assert Praise.get().withdrawn_at == town.now
    assert list(praised(town.now)) == []
    assert Fanout.get().state == "done"
    assert Delivery.select().where(Delivery.member == cast.bob).get().state == "cancelled"
    assert town.text(cast.bob, "PRAISE Amy for her song") == "praise"
    assert Praise.select().where(Praise.state == "declined").count() == 1
    assert town.text(cast.amy, "share") == "share"
    assert Member.get_by_id(cast.amy.id).praise_yes is True


def test_before_the_hosts_answer_too(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.bob, "PRAISE Amy for her help")
    town.text(cast.amy, "unshare")
    assert town.text(cast.rosa, "yes") != "praise", "there is nothing to say yes to any more"
    assert Praise.get().state == "withdrawn"


def test_with_nothing_to_take_down_the_words_mean_something_else(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "take it down") == "person"
    assert town.text(cast.bob, "share") == "person"


@pytest.mark.parametrize("words", ["👏", "👏👏", "CHEER", "aplauso"])
def test_a_cheer_counts_once_for_the_newest(town: Any, cast: SimpleNamespace, words: str) -> None:
    shared(town, cast.carla, "Carla sang.", "old")
    town.later(hours=1)
    newest = shared(town, cast.amy)
    assert town.text(cast.bob, words) == "cheer"
    assert town.text(cast.bob, words) == "cheer"
    assert [cheer.praise_id for cheer in Cheer.select()] == [newest.id]
    assert town.told(cast.bob) == [], "nothing is said to it"


def test_what_was_sent_to_them_is_cheered_before_what_is_newer(town: Any, cast: SimpleNamespace) -> None:
    sent = shared(town, cast.carla, "Carla sang.", "old")
    town.later(hours=1)
    shared(town, cast.amy)
    Delivery.create(
        cause=f"praise:{sent.id}", member=cast.bob, created_at=town.now, due_at=town.now, state="sent",
        sent_at=town.now,
    )  # fmt: skip
    town.text(cast.bob, "cheer")
    assert Cheer.get().praise_id == sent.id


def test_nobody_cheers_for_themself_or_for_nothing(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.bob, "cheer") == "person"
    shared(town, cast.amy)
    assert town.text(cast.amy, "👏") != "cheer"
    assert Cheer.select().count() == 0


def test_a_win_by_phone_is_heard_by_a_person_and_offered(town: Any, cast: SimpleNamespace) -> None:
    link = "https://k.example.org/listen/message/x"
    raw = {
        "recording": "https://api.twilio.com/r",
        "listen": link,
        "about": "win",
        "seconds": "40",
        "verified": "A",
    }
    town._came(channel="phone", from_value="+13125550142", to_value="+13125550199", raw=raw)
    assert any(link in words for words in town.told(cast.rosa))
    assert "by phone" in town.told(cast.amy)[-1]
    town.text(cast.amy, "yes")
    town.later(days=1, minutes=1)
    asked = Approval.select().where(Approval.kind == "spoken").get()
    assert link in asked.body
    assert town.text(cast.rosa, "yes") == "spoken"
    assert "needs words" in town.told(cast.rosa)[-1]
    assert Praise.get().state == "offered"
    assert town.text(cast.rosa, "Amy told her whole street") == "spoken"
    assert (Praise.get().state, Praise.get().words) == ("approved", "Amy told her whole street")


def test_the_link_to_the_wall_is_their_own(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "WALL") == "wall"
    found = town.told(cast.amy)[-1]
    token = found.split("/wall/")[1].split()[0]
    assert town.kit.links.read_wall(token) == cast.amy.public_id


def test_cheers_are_told_together_and_once_a_day(town: Any, cast: SimpleNamespace) -> None:
    shared(town, cast.amy)
    town.text(cast.bob, "cheer")
    town.text(cast.rosa, "👏")
    first = town.now
    assert praise.next_cheers(town.now) == first + timedelta(hours=4)
    assert praise.tell_cheers(town.now) == 0
    town.later(hours=4)
    assert praise.tell_cheers(town.now) == 1
    assert town.told(cast.amy)[-1].startswith("2 people cheered for you!")
    told = town.now
    town.text(cast.carla, "aplauso")
    town.later(hours=5)
    assert praise.tell_cheers(town.now) == 0, "one such text a day"
    assert praise.next_cheers(town.now) == told + timedelta(days=1)
    town.later(hours=19)
    assert praise.tell_cheers(town.now) == 1
    assert town.told(cast.amy)[-1].startswith("Somebody cheered for you!")
    assert praise.next_cheers(town.now) is None


def test_of_whoever_has_stopped_nothing_is_told_any_more(town: Any, cast: SimpleNamespace) -> None:
    shared(town, cast.amy)
    assert [one.words for one in praised(town.now)] == ["Amy sang."]
    town.text(cast.amy, "STOP")
    assert list(praised(town.now)) == []
    assert praise.cheer(cast.bob, town.now) is None


def test_a_host_in_a_conversation_says_yes_and_keeps_their_words_for_it(
    town: Any, cast: SimpleNamespace
) -> None:
    town.text(cast.amy, "my package came with a dent")
    town.later(minutes=5)
    town.text(cast.bob, "PRAISE Carla for her patience")
    assert town.text(cast.rosa, "I will send you a new one") == "thread"
    assert town.told(cast.amy)[-1] == "Rosa: I will send you a new one"
    assert Praise.get().state == "offered"


def test_a_win_that_begins_with_the_word_is_no_wording_for_an_open_ask(
    make_town: Callable[..., Any], cast: SimpleNamespace
) -> None:
    win = "start: text WIN ...\nsteps:\n  - send: glad\n  - praise: win-praise\n"
    town = make_town(
        **{"workflows/win.yaml": win, "messages/win-praise.txt": "{{ first_name }}: {{ answer }}"}
    )
    yes_from(cast.amy)
    assert town.text(cast.amy, "WIN I sold ten boxes") == "keyword"
    town.sent()
    assert "Amy: I sold ten boxes" in town.told(cast.rosa)[-1]
    assert town.text(cast.rosa, "WIN we are three hundred now") == "keyword"
    town.sent()
    assert Praise.select().where(Praise.member == cast.amy).get().state == "offered"
    town.later(minutes=1)
    assert town.text(cast.rosa, "yes") == "praise", "one thing at a time"
    assert "we are three hundred now" in town.told(cast.rosa)[-1]
    assert town.text(cast.rosa, "yes") == "consent"
