"""Links: they come back as they went out, stay short, and cannot be made by anybody else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.links import Links, Listen

LINKS = Links("a-secret-that-is-long-enough-for-tests", "https://k.example.org")
IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)


def token(link: str) -> str:
    return urlsplit(link).path.rsplit("/", 1)[1]


@given(IDS, IDS)
def test_what_goes_in_comes_out(recording: str, member: str) -> None:
    assert LINKS.read_unsubscribe(token(LINKS.unsubscribe(member))) == member
    assert LINKS.read_listen(token(LINKS.listen(recording))) == Listen(recording)
    assert LINKS.read_listen(token(LINKS.listen(recording, member))) == Listen(recording, member)


def test_a_link_leaves_room_for_words_in_a_text() -> None:
    assert len(token(LINKS.listen("ab" * 16))) == 37


def test_a_token_serves_one_purpose_only() -> None:
    listening = token(LINKS.listen("ab" * 16))
    assert LINKS.read_unsubscribe(listening) is None
    assert LINKS.read_listen(token(LINKS.unsubscribe("ab" * 16))) is None


def test_another_secret_makes_other_tokens() -> None:
    other = Links("another-secret-of-more-than-32-letters", LINKS.public_url)
    assert other.read_unsubscribe(token(LINKS.unsubscribe("ab" * 16))) is None


@given(st.text(max_size=80))
def test_no_made_up_token_is_read(made_up: str) -> None:
    assert LINKS.read_unsubscribe(made_up) is None
    assert LINKS.read_listen(made_up) is None


@pytest.mark.parametrize("at", range(37))
def test_a_changed_character_spoils_the_token(at: int) -> None:
    good = token(LINKS.unsubscribe("ab" * 16))
    swapped = "A" if good[at] != "A" else "B"
    assert LINKS.read_unsubscribe(good[:at] + swapped + good[at + 1 :]) is None


def test_the_status_callback_carries_the_attempt() -> None:
    link = LINKS.status_callback("abc-1")
    assert urlsplit(link).path == "/twilio/status"
    assert parse_qs(urlsplit(link).query) == {"t": ["abc-1"]}


def test_the_secret_never_shows() -> None:
    assert LINKS.secret not in repr(LINKS)
