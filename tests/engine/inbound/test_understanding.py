"""What words are taken for, in the one order, and what follows from them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from engine import consent, runner
from engine.inbound import Received, drain, receive
from engine.models import (
    Address,
    Consent,
    Delivery,
    Enrollment,
    Inbound,
    Member,
    Occurrence,
    Revision,
    Thread,
)
from engine.models.people import STRANGER


def address(member: Member, channel: str = "phone") -> Address:
    return Address.get((Address.member == member.id) & (Address.channel == channel))


def test_a_stranger_who_texts_join_is_a_member_with_evidence(town: Any, cast: SimpleNamespace) -> None:
    assert town.text("+13125550177", "Join!") == "joined"
    member = address_owner("+13125550177")
    assert (member.how, member.timezone, member.state) == ("text", "America/Chicago", "IL")
    entry = Consent.select().order_by(Consent.id.desc()).get()
    assert entry.given
    assert entry.evidence["words"] == "Join!"
    assert entry.evidence["to"] == "+13125550199"
    assert town.told(member) == ["welcome"]
    assert Inbound.get().member_id == member.id


def address_owner(value: str) -> Member:
    found: Member = Address.get(Address.value == value).member
    return found


def test_joining_twice_is_answered_kindly(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "JOIN") == "member already"
    assert "already" in town.told(cast.amy)[0]


def test_another_stranger_gets_one_line_a_day_and_reaches_the_host(town: Any, cast: SimpleNamespace) -> None:
    assert town.text("+13125550177", "Is this Rosa's number?") == "stranger"
    town.later(hours=1)
    assert town.text("+13125550177", "Hello??") == "stranger"
    stranger = address_owner("+13125550177")
    assert stranger.how == STRANGER
    assert len([words for words in town.told(stranger) if "JOIN" in words]) == 1
    assert [words for words in town.told(cast.rosa) if "Is this Rosa's number?" in words]
    assert [words for words in town.told(cast.rosa) if "Hello??" in words]
    town.later(days=1)
    town.text("+13125550177", "Still there?")
    assert len(town.told(stranger)) == 2


def test_a_stranger_may_join_later(town: Any, cast: SimpleNamespace) -> None:
    town.text("+13125550177", "who is this")
    assert town.text("+13125550177", "JOIN") == "joined"
    assert Member.select().where(Member.how == STRANGER).count() == 0
    assert "welcome" in town.told(address_owner("+13125550177"))


def test_joins_are_limited_by_prefix(town: Any, cast: SimpleNamespace) -> None:
    results = [town.text(f"+1312555{number:04d}", "JOIN") for number in range(200, 265)]
    assert results.count("joined") == 60
    assert results[-1] == "join over the limit"


def test_a_country_we_do_not_write_to_cannot_join(town: Any, cast: SimpleNamespace) -> None:
    assert town.text("+442071838750", "JOIN") == "join from where we don't write to"


@pytest.mark.parametrize("words", ["STOP", "stop", " Stop "])
def test_what_twilio_acts_on_gets_no_line_of_ours(town: Any, cast: SimpleNamespace, words: str) -> None:
    assert town.text(cast.amy, words) == "stop"
    assert town.told(cast.amy) == []
    standing = consent.state(address(cast.amy))
    assert standing.given is False
    assert standing.blocked


@pytest.mark.parametrize("words", ["stop please", "opt out", "please take me off this list", "STOP!"])
def test_what_only_we_understand_is_confirmed_once(town: Any, cast: SimpleNamespace, words: str) -> None:
    assert town.text(cast.amy, words) == "stop"
    town.text(cast.amy, words)
    assert len(town.told(cast.amy)) == 1
    assert "START" in town.told(cast.amy)[0]
    assert consent.state(address(cast.amy)).given is False
    assert consent.state(address(cast.amy, "email")).given is False


def test_stop_ends_what_they_are_in_and_what_waits_for_them(town: Any, cast: SimpleNamespace) -> None:
    town.text("+13125550177", "JOIN")
    member = address_owner("+13125550177")
    town.text(member, "STOP")
    assert Enrollment.get(Enrollment.member == member).status == "stopped"
    assert Delivery.select().where((Delivery.member == member) & (Delivery.state == "queued")).count() == 0


def test_start_restores_and_twilios_own_answer_is_the_only_one(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "STOP")
    assert town.text(cast.amy, "YES") == "start"
    assert consent.state(address(cast.amy)).given is True
    assert consent.state(address(cast.amy, "email")).given is True
    assert town.told(cast.amy) == []


def test_start_after_a_stop_of_ours_is_answered_by_us(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "opt out")
    assert town.text(cast.amy, "START") == "start"
    assert len(town.told(cast.amy)) == 2


def test_a_yes_of_somebody_who_never_stopped_is_no_start(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "yes") != "start"


def test_help_that_twilio_does_not_answer_is_answered(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "HELP") == "help"
    assert town.told(cast.amy) == []
    assert town.text(cast.amy, "help?") == "help"
    assert "hello@example.org" in town.told(cast.amy)[0]


def test_the_stop_of_an_unknown_number_is_kept_for_ever(town: Any, cast: SimpleNamespace, now: Any) -> None:
    assert town.text("+13125550177", "STOP") == "stop"
    later = Address.create(channel="phone", value="+13125550177", member=cast.amy, created_at=now)
    assert consent.state(later).given is False


def test_grief_reaches_a_person_at_once_and_no_machine_answers(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "my mom died last night") == "grave"
    thread = Thread.get(Thread.member == cast.amy)
    assert thread.grave
    assert "my mom died last night" in town.told(cast.rosa)[0]
    assert Delivery.get(Delivery.member == cast.rosa).lane == 0


def test_a_thank_you_after_grave_words_is_no_alarm(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "my mom died last night")
    town.text(cast.rosa, "Oh Amy. I am calling you now.")
    town.text(cast.amy, "thank you")
    assert town.told(cast.rosa)[-1] == "Amy (#1): thank you"
    town.text(cast.amy, "I can't stop crying")
    assert town.told(cast.rosa)[-1].startswith("PLEASE READ NOW.")


def test_a_keyword_starts_its_workflow(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "listen") == "keyword"
    assert Enrollment.get(Enrollment.member == cast.amy).workflow == "listen"


def test_an_open_question_takes_its_reply(town: Any, cast: SimpleNamespace) -> None:
    town.text("+13125550177", "JOIN")
    member = address_owner("+13125550177")
    town.sent()
    town.sent()
    assert [one.workflow for one in runner.open_questions(member)] == ["welcome"]
    assert town.text(member, "Yes!! loving it") == "question"
    assert town.told(member)[-1] == "glad"


def test_a_question_that_has_an_answer_is_answered(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "what time is the call?") == "answer"
    assert town.told(cast.amy) == ["Tuesdays at 7pm."]


def test_an_answer_may_speak_of_the_next_call(make_town: Any, cast: SimpleNamespace) -> None:
    call = "start:\n  call:\n    every: tuesday 7pm\n    timezone: America/Chicago\n    lasts: 45 minutes\nsteps:\n"
    town = make_town(
        **{
            "workflows/tuesday-call.yaml": call + "  - at: 15 minutes before\n    send: glad\n",
            "messages/answers/when-is-the-call.txt": "---\nasked:\n  - when is the call\n---\n{{ call.day }} at {{ call.time }}.",
        }
    )
    revision = Revision.get(Revision.workflow == "tuesday-call")
    starts = town.now + timedelta(days=1, hours=4)
    Occurrence.create(
        workflow="tuesday-call",
        revision=revision,
        key="x",
        starts_at=starts,
        ends_at=starts + timedelta(minutes=45),
    )
    assert town.text(cast.bob, "when is the call?") == "answer"
    assert town.told(cast.bob) == ["Tuesday at 6:01pm."]


def test_small_talk_is_left_alone(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "thanks!") == "small talk"
    assert town.told(cast.amy) == town.told(cast.rosa) == []


def test_all_else_goes_to_the_host_and_the_member_hears_so_once_a_day(
    town: Any, cast: SimpleNamespace
) -> None:
    assert town.text(cast.amy, "my package came with a dent in it") == "person"
    town.later(hours=2)
    town.text(cast.amy, "it is the blue one")
    assert len(town.told(cast.amy)) == 1
    assert "Rosa" in town.told(cast.amy)[0]
    assert [words.split(":")[0] for words in town.told(cast.rosa)] == ["Amy (#1)", "Amy (#1)"]


def test_the_hosts_own_words_go_nowhere_else(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.rosa, "note to self about the blue box") == "nobody else"


def test_two_machines_do_not_talk_for_ever(town: Any, cast: SimpleNamespace) -> None:
    for _ in range(6):
        town.text(cast.amy, "what time is the call?")
        town.later(seconds=10)
    assert town.told(cast.amy).count("Tuesdays at 7pm.") == 3


def test_they_were_heard_from(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "thanks!")
    assert Member.get_by_id(cast.amy.id).last_heard_at == town.now


def test_an_answering_machine_is_not_answered(town: Any, cast: SimpleNamespace) -> None:
    assert town.mail("amy@example.com", "I am away", automatic="auto-reply") == "auto-reply"
    assert town.told(cast.amy) == town.told(cast.rosa) == []


def test_a_mail_whose_sender_is_not_proven_goes_to_a_person(town: Any, cast: SimpleNamespace) -> None:
    assert town.mail("amy@example.com", "LISTEN", proven=False) == "unproven"
    assert Enrollment.select().count() == 0
    assert "LISTEN" in town.told(cast.rosa)[0]


def test_an_unproven_stop_ends_email_alone(town: Any, cast: SimpleNamespace) -> None:
    assert town.mail("amy@example.com", "Unsubscribe", proven=False) == "stop"
    assert consent.state(address(cast.amy, "email")).given is False
    assert consent.state(address(cast.amy)).given is True


def test_what_raises_is_set_aside_at_the_third_time_and_its_neighbours_go_on(
    town: Any, cast: SimpleNamespace
) -> None:
    real = "engine.inbound.drain.understand"
    from engine.inbound.understanding import understand

    def poisoned(inbound: Inbound, *rest: Any) -> str:
        if inbound.text == "poison":
            raise ZeroDivisionError
        return understand(inbound, *rest)

    for number, (who, words) in enumerate(
        [(cast.amy, "poison"), (cast.bob, "thanks!"), (cast.amy, "thanks!")]
    ):
        receive(
            Received(
                provider="twilio",
                provider_id=f"P{number}",
                channel="text",
                from_value=address(who).value,
                text=words,
            ),
            town.now,
        )
    with mock.patch(real, poisoned):
        drain(town.kit, town.now)
        assert [row.understood_as for row in Inbound.select().order_by(Inbound.id)] == ["", "small talk", ""]
        for _ in range(3):
            drain(town.kit, town.now)
    assert [row.understood_as for row in Inbound.select().order_by(Inbound.id)] == [
        "quarantined",
        "small talk",
        "small talk",
    ]


def test_nothing_is_lost_while_nothing_is_published(
    db: str, kit: Any, cast: SimpleNamespace, now: Any
) -> None:
    receive(
        Received(provider="twilio", provider_id="SM1", channel="text", from_value="+13125550142", text="hi"),
        now,
    )
    assert drain(kit, now).handled == 0
    assert Inbound.get().handled_at is None
