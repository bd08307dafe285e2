"""MY WEEK and WHAT DO YOU KNOW by text: kind words, all there is, in two texts of the member's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine.models import (
    Address,
    Attendance,
    Cheer,
    Entry,
    Event,
    Household,
    Member,
    Occurrence,
    Praise,
    Revision,
    Tag,
)
from engine.understanding.about_me import asks_known, asks_week
from engine.wording.segments import count_segments
from tests.engine.inbound.conftest import Town

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "said", ["What do you know about me?", "WHAT DO YOU KNOW", "what data do you have on me", "\u00bfQu\u00e9 saben de m\u00ed?", "mis datos"]
)  # fmt: skip
def test_asking_what_we_know(said: str) -> None:
    assert asks_known(said)
    assert not asks_week(said)


@pytest.mark.parametrize(
    "said", ["MY WEEK", "my week please", "How was my week?", "mi semana", "\u00bfC\u00f3mo fue mi semana?"]
)
def test_asking_for_the_week(said: str) -> None:
    assert asks_week(said)
    assert not asks_known(said)


@pytest.mark.parametrize(
    "said",
    ["my week was hard", "What do you know about candles?", "que saben de la llamada", "you know my week"],
)
def test_other_questions_are_none_of_these(said: str) -> None:
    assert not asks_week(said)
    assert not asks_known(said)


def lived(member: Member, town: Town) -> None:
    revision = Revision.create(workflow="call", sha256="0" * 64, at=town.now)
    call = Occurrence.create(
        workflow="call",
        revision=revision,
        key="1",
        starts_at=town.now - DAY,
        ends_at=town.now,
        attendance_known=True,
    )
    Attendance.create(occurrence=call, member=member)
    Entry.create(occurrence=call, member=member, key="e", how="text", at=town.now - DAY)
    Event.create(member=member, name="streak-5", key="s", at=town.now - DAY)
    Praise.create(
        member=member,
        cause="p",
        words="!",
        state="approved",
        shared_at=town.now - DAY,
        created_at=town.now,
    )


def test_my_week_in_one_text(town: Town, cast: SimpleNamespace, make_member: Callable[..., Member]) -> None:
    lived(cast.amy, town)
    for member in (cast.bob, cast.carla):
        Cheer.create(praise=Praise.get(), member=member, at=town.now)
    make_member("Nina New", sponsor=cast.amy)
    assert town.text(cast.amy, "My week") == "my week"
    words = town.told(cast.amy)[-1]
    assert words == (
        "Your week with us: you were on the call, that makes 5 in a row, you were praised once, 2 people cheered for you, you took part in a "
        "challenge, you brought somebody in. So glad that you are here."
    )
    assert town.text(cast.carla, "mi semana") == "my week"
    assert town.told(cast.carla)[-1].startswith("Una semana tranquila, y eso se vale")


def test_what_we_know_is_told_in_two_texts_and_counts_as_told(town: Town, cast: SimpleNamespace) -> None:
    Member.update(sponsor=cast.bob, fields={"favourite_product": "candles"}, praise_yes=True).where(
        Member.id == cast.amy.id
    ).execute()
    for name in ("off-to-a-good-start", "leader"):
        Tag.create(member=cast.amy, name=name, at=town.now)
    lived(cast.amy, town)
    assert town.text(cast.amy, "What do you know about me?") == "what we know"
    first, second = town.told(cast.amy)[-2:]
    assert first == (
        "What we have: Amy Lee, with us since Monday, November 23. You agreed to hear from us when you signed up. "
        "Notes on you: off to a good start and leader. What you told us: favourite product. Calls you were on: 1. "
        "Sent in for challenges: 1."
    )
    assert second == (
        "You said yes to praise in front of others. Rosa and our managers see this. Bob sees whether you are new, quiet, "
        "on the calls, sold or had a win. Wrong, or too much? Just write what to change or erase; a person does it."
    )
    assert max(count_segments(words).count for words in (first, second)) <= 2
    assert Member.get_by_id(cast.amy.id).told_at == town.now


def test_in_spanish_and_by_mail_it_is_one(town: Town, cast: SimpleNamespace) -> None:
    assert town.text(cast.carla, "\u00bfQu\u00e9 saben de m\u00ed?") == "what we know"
    first, second = town.told(cast.carla)[-2:]
    assert first.startswith("Lo que tenemos: Carla Ruiz, con nosotros desde el lunes")
    assert second.startswith("Nunca te felicitamos ante los otros sin preguntarte. Solo Rosa")
    assert {count_segments(words).encoding for words in (first, second)} == {"GSM-7"}
    assert town.mail("tom@example.com", "What do you know about me?") == "what we know"
    assert len(town.told(cast.tom)) == 1


def test_a_saturday_makes_the_spanish_one_no_dearer(town: Town, cast: SimpleNamespace) -> None:
    Member.update(joined_at=town.now - 2 * DAY).where(Member.id == cast.carla.id).execute()
    town.text(cast.carla, "WHAT DO YOU KNOW")
    first = town.told(cast.carla)[-2]
    assert "desde el sabado 21 de noviembre" in first
    assert count_segments(first).encoding == "GSM-7"


def test_from_a_phone_that_several_share_a_person_answers(
    town: Town, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    home = Household.create(name="The Millers")
    make_member("Ana Miller", household=home)
    Address.create(channel="phone", value="+13125550111", household=home, created_at=town.now, kind="mobile")
    assert town.text("+13125550111", "What do you know about me?") == "person"
