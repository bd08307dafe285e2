"""The page of an invitation and its poster: they show a word and our number, and looking changes nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine.community import inviting
from engine.links import Links
from engine.models import Consent, Event, Invitation, Member
from engine.models.db import transaction
from engine.published import live


@pytest.fixture
def word(web: Any, cast: SimpleNamespace) -> str:
    with transaction():
        return inviting.code_of(cast.amy, live(), cast.amy.joined_at)


def counts() -> tuple[int, ...]:
    return tuple(table.select().count() for table in (Member, Consent, Event, Invitation))


def test_the_page_shows_number_and_word_and_nobody_joins_by_looking(web: Any, word: str) -> None:
    before = counts()
    for _ in range(2):
        shown = web.client.get(f"/join/{word.lower()}")
        assert shown.status_code == 200
    text = shown.get_data(as_text=True)
    assert f"<strong>{word}</strong>" in text
    number = web.settings.twilio_from
    assert f'href="sms:{number}?&amp;body={word}"' in text
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert "Amy" not in text.replace(word, "")
    assert web.client.head(f"/join/{word}").status_code == 200
    assert web.client.post(f"/join/{word}").status_code == 405
    assert counts() == before


@pytest.mark.parametrize("code", ["NOBODY7", "amy", "%F0%9F%94%A5", "a" * 500])
def test_a_word_of_nobody_is_not_found(web: Any, word: str, code: str) -> None:
    assert web.client.get(f"/join/{code}").status_code == 404


def test_the_poster_has_a_picture_of_the_text(web: Any, cast: SimpleNamespace, word: str) -> None:
    links = Links(web.settings.secret_key, web.settings.public_url)
    path = links.poster(cast.amy.public_id).removeprefix(web.settings.public_url)
    before = counts()
    shown = web.client.get(path)
    text = shown.get_data(as_text=True)
    assert shown.status_code == 200
    assert "<svg" in text
    assert word in text
    forged = path[:-6] + ("A" if path[-6] != "A" else "B") + path[-5:]
    assert web.client.get(forged).status_code == 404
    other = links.poster(cast.bob.public_id).removeprefix(web.settings.public_url)
    assert web.client.get(other).status_code == 404  # he never asked for a word of his own
    assert counts() == before
