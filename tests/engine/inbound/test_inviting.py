"""Members' own words: who texts one is in, with the member who passed it on as their sponsor, counted once."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent
from engine.community import inviting
from engine.community.forgetting import forget
from engine.models import Address, Consent, Event, Invitation, Invited, Member
from engine.models.db import transaction
from engine.published import live

JANE = "+13125550177"


def member_at(value: str) -> Member:
    found: Member = Address.get(Address.value == value).member
    return found


@pytest.fixture
def word(town: Any, cast: SimpleNamespace) -> str:
    with transaction():
        return inviting.code_of(cast.amy, live(), town.now)


def test_invite_brings_words_to_pass_on(town: Any, cast: SimpleNamespace) -> None:
    assert town.text(cast.amy, "Invite!") == "invite"
    first, second = town.told(cast.amy)
    code = Invitation.get().code.upper()
    assert first.startswith("So good that you tell others!")
    assert second == (
        f"Come and join us at The Tuesday Team! Just text {code} to +13125550199 "
        f"or see http://localhost:8000/join/{code}"
    )
    assert code.startswith("AMY")
    town.text(cast.amy, "my invitation")
    assert Invitation.select().count() == 1
    assert town.text(cast.carla, "invitar") == "invite"
    assert town.told(cast.carla)[0].startswith("¡Qué bueno que lo cuentes!")
    assert town.text(cast.amy, "I want to invite my sister, how does that work?") == "person"


def test_a_managers_keyword_of_the_same_name_goes_first(
    make_town: Callable[..., Any], cast: SimpleNamespace
) -> None:
    town = make_town(**{"workflows/share.yaml": "start: text INVITE\nsteps:\n  - send: glad\n"})
    assert town.text(cast.amy, "INVITE") == "keyword"


@pytest.mark.parametrize("said", ["{}", " {}! ", "Join {}"])
def test_whoever_texts_it_is_in_with_their_sponsor(
    town: Any, cast: SimpleNamespace, word: str, said: str
) -> None:
    assert town.text(JANE, said.format(word.lower())) == "joined"
    jane = member_at(JANE)
    assert (jane.sponsor, jane.how) == (cast.amy, "text")
    assert "welcome" in town.told(jane)
    evidence = Consent.select().order_by(Consent.id.desc()).get().evidence
    assert (evidence["words"], evidence["from"]) == (said.format(word.lower()), JANE)
    event = Event.get()
    assert (event.member, event.name, event.data) == (
        cast.amy,
        "brought-somebody",
        {"member": jane.public_id},
    )
    assert Member.get_by_id(cast.amy.id).last_heard_at is None


def test_coming_back_counts_no_second_time_and_changes_no_sponsor(
    town: Any, cast: SimpleNamespace, word: str
) -> None:
    town.text(JANE, word)
    town.text(JANE, "stop please")
    with transaction():
        other = inviting.code_of(cast.bob, live(), town.now)
    assert town.text(JANE, other) == "joined"
    assert member_at(JANE).sponsor == cast.amy
    assert Event.select().count() == 1
    assert town.text(JANE, word) == "member already"
    assert town.text(cast.amy, word) == "member already"


def test_a_near_miss_and_a_forgotten_members_word_bring_nobody(
    town: Any, cast: SimpleNamespace, word: str
) -> None:
    digits = word.removeprefix("AMY")
    assert town.text(JANE, f"AMY{digits}{digits}9") == "stranger"
    with transaction():
        forget(cast.amy, town.now, by="the test")
    assert town.text("+13125550178", word) == "stranger"
    assert Invitation.select().count() == 0


def test_whom_a_manager_meant_to_invite_is_theirs_by_any_word(town: Any, cast: SimpleNamespace) -> None:
    with transaction():
        inviting.note(cast.rosa, JANE, "Jane Doe", town.now)
        inviting.note(cast.bob, JANE, "Janie", town.now)
    assert Invited.select().count() == 1
    assert town.text(JANE, "JOIN") == "joined"
    jane = member_at(JANE)
    assert (jane.name, jane.sponsor) == ("Jane Doe", cast.rosa)
    assert inviting.count(cast.rosa) == 1
    assert [one.name for one in inviting.those_brought(cast.rosa)] == ["Jane Doe"]
    with transaction():
        forget(jane, town.now, by="the test")
    assert Invited.select().count() == 0


def test_no_two_words_are_the_same_and_none_means_something_else(
    make_town: Callable[..., Any], make_member: Callable[..., Member]
) -> None:
    town = make_town(**{"workflows/amy.yaml": "start: text AMY2, AMY3\nsteps:\n  - send: glad\n"})
    with transaction():
        members = [
            make_member(name) for name in ("Amy One", "Amy Two", "Ámy Three", "Stop It", "", "Bartholomeus X")
        ]
        codes = [inviting.code_of(one, live(), town.now) for one in members]
    assert len(set(codes)) == len(codes)
    assert not {"AMY2", "AMY3"} & set(codes)
    assert codes[2].startswith("AMY")
    assert codes[4].startswith("FRIEND")
    assert codes[5].startswith("BARTHOLO")
    assert consent.key("phone", JANE)
