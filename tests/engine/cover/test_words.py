"""Every word of ours in both languages: the same blanks, an alphabet that is not dear, and no long texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from string import Formatter
from types import SimpleNamespace

import pytest

from engine.cover.saying import Voice
from engine.cover.words import ENGLISH, SPANISH, WORDS, say, when
from engine.models import Occurrence
from engine.occurrences import plan
from engine.published import live
from engine.settings import Settings
from engine.wording.segments import count_segments
from tests.engine.cover.conftest import CALL, STARTS, Search

VALUES = {"name": "Bea", "title": "Tuesday call", "time": "at 7pm", "line": "+13125550199", "leader": "Bob",
          "word": "MAPLE", "pin": "123456"}  # fmt: skip


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_blanks_in_both_languages(key: str) -> None:
    assert blanks(SPANISH[key]) == blanks(ENGLISH[key])
    assert ENGLISH.keys() == SPANISH.keys()


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("key", sorted(set(ENGLISH) - {"ring", "ring now"}))
def test_a_text_is_short_and_in_the_alphabet_of_texts(language: str, key: str) -> None:
    size = count_segments(say(key, language, **VALUES))
    assert size.encoding == "GSM-7"
    assert size.count == 1


def test_another_language_gets_english() -> None:
    assert say("no", "fr", name="Léa") == "No problem, Léa. Thank you for telling us."
    assert say("no", "es-MX", name="Bea").startswith("No pasa nada")


@pytest.mark.parametrize(
    ("starts", "english", "spanish"),
    [
        ("2026-11-25T01:00", "at 7pm", "a las 7pm"),
        ("2026-11-24T19:00", "at 1pm", "a la 1pm"),
        ("2026-11-24T18:00", "at noon", "a las 12pm"),
        ("2026-11-26T01:00", "tomorrow at 7pm", "mañana a las 7pm"),
        ("2026-11-27T01:00", "on Thursday at 7pm", "el jueves a las 7pm"),
    ],
)
def test_a_time_is_said_with_its_day_where_that_is_not_today(starts: str, english: str, spanish: str) -> None:
    now, then = datetime(2026, 11, 24, 15, tzinfo=UTC), datetime.fromisoformat(starts).replace(tzinfo=UTC)
    assert when(then, now, "America/Chicago", "en") == english
    assert when(then, now, "America/Chicago", "es-MX") == spanish


def test_a_spanish_saturday_is_plain_in_a_text_and_whole_where_it_is_heard(
    now: datetime, cast: SimpleNamespace
) -> None:
    Search(now, files={"messages/notes.txt": "Notes."}).publish(tuesday=CALL)
    plan(live(), now)
    row = Occurrence.get()
    row.starts_at = STARTS + timedelta(days=4)
    voice = Voice(row, Settings(), now)
    assert '"Tuesday call" el sabado a las 8pm' in voice.words(cast.carla, "on")
    assert '"Tuesday call" es el sábado a las 8pm' in voice.words(cast.carla, "ring")
