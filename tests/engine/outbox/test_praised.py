"""Praise in the reader's language: our words in theirs, a person's as they were said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import links
from engine.models import LearnedAnswer, Member, Praise
from engine.outbox.praised import in_language
from engine.outbox.week import look_back, week_fields
from engine.published import live
from engine.publishing import publish

FILES = {
    "workflows/community.yaml": "name: The Team\ntimezone: America/Chicago\n",
    "messages/win-praise.txt": "{{ first_name }} writes: {{ answer }}",
    "messages/win-praise.es.txt": "{{ first_name }} escribe: {{ answer }}",
    "messages/plain-praise.txt": "Well done, {{ first_name }}!",
}


@pytest.fixture
def praised(cast: SimpleNamespace, now: datetime) -> Callable[..., Praise]:
    publish({path: words.encode() for path, words in FILES.items()}, now, "the test")

    def make(words: str, member: Member | None = None, **more: Any) -> Praise:
        values = {"state": "approved", "shared_at": now, "created_at": now, "cause": words, **more}
        return Praise.create(member=member or cast.amy, words=words, **values)

    return make


def both(praise: Praise) -> tuple[str, str]:
    return in_language(praise, "en", live()), in_language(praise, "es", live())


def test_a_managers_message_is_said_in_either_language_around_the_members_own_words(
    praised: Callable[..., Praise], cast: SimpleNamespace
) -> None:
    said = {"message": "win-praise", "said": "My first market!"}
    told = ("Amy writes: My first market!", "Amy escribe: My first market!")
    assert both(praised(told[0], **said)) == told
    carlas = {"message": "win-praise", "said": "¡Vendí tres!"}
    told = ("Carla writes: ¡Vendí tres!", "Carla escribe: ¡Vendí tres!")
    assert both(praised(told[1], cast.carla, **carlas)) == told
    assert both(praised("Well done, Amy!", message="plain-praise")) == ("Well done, Amy!",) * 2


def test_what_a_host_said_instead_or_a_file_says_no_more_stays_as_it_was_said_yes_to(
    praised: Callable[..., Praise], cast: SimpleNamespace, now: datetime
) -> None:
    own = praised("Amy sold candles at her first market", message="win-praise", said="My first market!")
    assert both(own) == (own.words, own.words)
    before = praised("Amy writes: Hooray", message="win-praise", said="Hooray")
    files = {**FILES, "messages/win-praise.txt": "{{ first_name }} earned a lot: {{ answer }}"}
    publish({path: words.encode() for path, words in files.items()}, now, "the test")
    assert both(before) == ("Amy writes: Hooray",) * 2
    gone = praised("A fine day", message="gone-praise", said="x")
    assert both(gone) == ("A fine day",) * 2


def test_the_frame_around_a_members_praise_of_another_is_the_readers(
    praised: Callable[..., Praise], cast: SimpleNamespace
) -> None:
    words = "for her help"
    assert both(praised(f"Bob praises Amy {words}", said=words, by=cast.bob)) == (
        "Bob praises Amy for her help", 'Bob elogia a Amy: "for her help"',
    )  # fmt: skip
    words = "qué alegría"
    assert both(praised(f"Carla elogia a Amy: {words}", said=words, by=cast.carla)) == (
        'Carla praises Amy: "qué alegría"', "Carla elogia a Amy: qué alegría",
    )  # fmt: skip
    assert both(praised("Amy helped Bob to move", said=words, by=cast.bob)) == ("Amy helped Bob to move",) * 2


def test_the_letter_has_praise_in_the_readers_language_and_what_got_an_answer_this_week(
    praised: Callable[..., Praise], cast: SimpleNamespace, now: datetime
) -> None:
    praised("Amy writes: Hooray", message="win-praise", said="Hooray")
    asked = {"week": now, "asked": ["When do you ship?", "shipping when?"], "language": "en"}
    for number, (state, ago) in enumerate((("live", 1), ("live", 9), ("offered", 1))):
        live_at = now - timedelta(days=ago)
        LearnedAnswer.create(
            number=number, words=f"On Mondays {number}.", state=state, live_at=live_at, **asked
        )
    week = look_back(now, "friend")
    found = {
        language: week_fields(week, reader, links.Links("x" * 32, ""), "+13125550100", language, live(), now)
        for language, reader in (("en", cast.bob), ("es", cast.carla))
    }
    assert found["en"]["praises"] == ["Amy writes: Hooray"]
    assert found["es"]["praises"] == ["Amy escribe: Hooray"]
    for fields in found.values():
        assert fields["answers"] == [{"question": "When do you ship?", "answer": "On Mondays 0."}]
