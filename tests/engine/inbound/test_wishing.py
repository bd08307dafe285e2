"""Fewer, only the call, all again, another language, and peace for whoever has lost somebody: by text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import outbox, runner, wishes
from engine.clock.due import next_due
from engine.models import Audit, Delivery, Enrollment, Member
from engine.models.sending import HELD, SENT, STARTED
from engine.times import Duration
from tests.engine.inbound.conftest import Town

DAY = timedelta(days=1)
PEACE = datetime.fromisoformat("2026-12-07T16:00:00+00:00")  # ten in the morning, two weeks later
WHICH = {
    "workflows/which.yaml": "start: by hand\nsteps:\n  - ask: which\n    within: 2 days\n    answers:\n"
    "      english:\n        - tag: en\n      fewer, less:\n        - tag: less\n",
    "messages/which.txt": "English or Spanish?",
}


def again(member: Member) -> Member:
    return Member.get_by_id(member.id)


def had(member: Member, count: int, now: datetime) -> None:
    for n in range(count):
        row = outbox.queue(outbox.NewDelivery(f"c{n}", "send", member.id, STARTED, body="Hi"), now)[0]
        day = (now - n * DAY / 2).date().isoformat()
        Delivery.update(state=SENT, cap_day=day, sent_at=now).where(Delivery.id == row.id).execute()


@pytest.mark.parametrize(
    ("count", "first", "second"),
    [
        (0, "one message a week", "one message a week"),
        (4, "at most 2", "one message"),
        (11, "at most 3", "one message"),
    ],
)
def test_fewer_halves_what_they_got_and_says_so(
    town: Town, cast: SimpleNamespace, count: int, first: str, second: str
) -> None:
    had(cast.amy, count, town.now)
    assert town.text(cast.amy, "Fewer please") == "wish"
    assert first in town.told(cast.amy)[-1]
    assert town.text(cast.amy, "fewer texts please") == "wish"
    assert second in town.told(cast.amy)[-1]
    assert again(cast.amy).wants == "fewer"


def test_only_the_call_and_all_again_in_spanish(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.carla, "S\u00f3lo la llamada, por favor") == "wish"
    assert town.told(cast.carla)[-1].startswith("Claro. Desde ahora, solo los avisos de llamadas")
    assert again(cast.carla).wants == "calls"
    assert town.text(cast.carla, "todo otra vez") == "wish"
    assert town.told(cast.carla)[-1] == "\u00a1Qu\u00e9 bueno tenerte de vuelta! Te escribimos como antes."
    assert again(cast.carla).wants == ""
    assert [row.did for row in Audit.select().where(Audit.about == cast.carla.public_id)] == [
        "asked for call reminders only",
        "asked for everything again",
    ]
    assert (
        town.text(cast.carla, "todo otra vez") == "person"
    )  # nothing was less, so these are words for a person


def test_all_again_by_start_wakes_what_was_held(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "fewer please")
    row = outbox.queue(outbox.NewDelivery("c", "send", cast.amy.id, STARTED, body="Hi"), town.now)[0]
    held = {"state": HELD, "reason_code": "fewer", "due_at": town.now + 5 * DAY}
    Delivery.update(held).where(Delivery.id == row.id).execute()
    assert town.text(cast.amy, "START") == "start"
    assert Delivery.get_by_id(row.id).due_at == town.now
    assert town.text(cast.amy, "START") == "person"  # for whoever stopped nothing it is a word like others


def test_a_language_is_changed_and_said_in_it(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "en espa\u00f1ol por favor") == "language"
    assert town.told(cast.amy)[-1] == "Claro. Desde ahora te escribimos en espa\u00f1ol."
    assert town.text(cast.amy, "English please") == "language"
    assert town.told(cast.amy)[-1] == "Of course. From now on we write to you in English."
    assert again(cast.amy).language == "en"


def test_an_open_question_has_its_own_answers_first(
    make_town: Callable[..., Town], cast: SimpleNamespace
) -> None:
    town = make_town(**WHICH)
    runner.enroll("which", cast.carla, "hand", town.now)
    town.sent()
    town.later(minutes=1)
    assert town.text(cast.carla, "English please") == "question"
    assert again(cast.carla).language == "es"


def test_in_a_conversation_these_are_words_to_a_person(town: Town, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "What is a candle?")
    town.text(cast.rosa, "The recording, or the call?")
    assert town.text(cast.amy, "Only the call") == "thread"
    assert again(cast.amy).wants == ""
    town.later(minutes=1)
    assert town.text(cast.amy, "Espa\u00f1ol por favor") == "language"  # done, and read by the person
    assert any("Espa\u00f1ol por favor" in words for words in town.told(cast.rosa))


def test_words_of_grief_begin_a_time_of_quiet_and_the_host_hears_of_it(
    town: Town, cast: SimpleNamespace
) -> None:
    assert town.text(cast.amy, "My mom died this morning") == "grave"
    assert again(cast.amy).resting_until == PEACE
    assert town.told(cast.rosa)[-1] == (
        "Amy gets nothing of ours until Monday, December 7, no call reminders either; your own words reach them. "
        "Back sooner: they text BACK, or you BACK Amy."
    )
    assert next_due(PEACE - timedelta(hours=1)) == PEACE
    assert wishes.rest_over(PEACE - DAY) == 0
    assert wishes.rest_over(PEACE) == 1
    assert again(cast.amy).resting_until is None
    assert town.told(cast.rosa)[-1].startswith("The quiet time for Amy is over")
    assert wishes.rest_over(PEACE) == 0


def test_despair_alone_begins_none(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "I want to die") == "grave"
    assert again(cast.amy).resting_until is None


def test_whoever_grieves_is_answered_by_a_person_and_may_come_back(town: Town, cast: SimpleNamespace) -> None:
    runner.enroll("welcome", cast.amy, "hand", town.now)
    for _ in range(3):
        town.sent()
        town.later(minutes=1)
    town.text(cast.amy, "My dad passed away")
    assert town.text(cast.amy, "not good") == "person"
    assert Enrollment.get(Enrollment.member == cast.amy.id).status == "active"
    assert town.text(cast.amy, "Back again") == "wish"
    assert again(cast.amy).resting_until is None
    assert town.told(cast.amy)[-1] == "So good to have you back! You'll hear from us as before."


def test_a_host_gives_peace_and_takes_it_back(
    town: Town, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    make_member("Amy Park", phone="+13125550177")
    assert town.text(cast.rosa, "Resting Amy") == "rest"
    assert town.told(cast.rosa)[-1].startswith("We know more than one Amy")
    assert town.text(cast.rosa, "RESTING Amy Lee for 3 days") == "managing"
    word = town.word(cast.rosa)
    assert town.told(cast.rosa)[-1] == f"RESTING Amy Lee for 3 days? Text back {word} and it is done."
    assert again(cast.amy).resting_until is None, "anybody can write in a host's name"
    assert town.text(cast.rosa, word) == "rest"
    assert (
        town.told(cast.rosa)[-1]
        == "Amy Lee gets nothing of ours until Thursday, November 26. BACK Amy Lee ends it sooner."
    )
    assert town.text(cast.rosa, "back amy lee") == "rest"
    assert town.told(cast.rosa)[-1] == "Amy Lee hears from us again."
    assert again(cast.amy).resting_until is None


def test_whoever_writes_in_a_hosts_name_ends_nobodys_peace(town: Town, cast: SimpleNamespace) -> None:
    wishes.rest(cast.amy, Duration(2, "weeks"), town.now, 1)
    assert town.text(cast.rosa, "BACK Amy") == "managing"
    assert again(cast.amy).resting_until is not None
    assert town.text(cast.rosa, town.word(cast.rosa)) == "rest"
    assert again(cast.amy).resting_until is None


@pytest.mark.parametrize("words", ["Resting today, my back hurts", "Back Amy", "resting Amy Lee for ages"])
def test_a_hosts_sentence_is_no_order(town: Town, cast: SimpleNamespace, words: str) -> None:
    assert town.text(cast.rosa, words) != "rest"


def test_nobody_but_staff_gives_peace(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.bob, "RESTING Amy Lee") == "person"
    assert again(cast.amy).resting_until is None
