"""A month of a community drawn from a seed: what is promised is kept, and the same seed tells the same story."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from benchmarks.month import phrases
from benchmarks.month.__main__ import Told, tell
from benchmarks.month.masks import Masks
from benchmarks.month.promises import broken
from engine.models.sending import ANSWER, SENT, STARTED

PEOPLE, DAYS, SEED = 12, 14, 7


@pytest.fixture(scope="module")
def told() -> Told:
    return tell(PEOPLE, DAYS, SEED, "virtual")


def test_every_promise_is_kept(told: Told) -> None:
    assert not any(told.broken.values()), told.broken
    assert "STOP" in told.ledger
    assert f"{PEOPLE + 3} people, {DAYS} days" in told.summary


def test_the_same_seed_tells_the_same_story_to_the_letter(told: Told) -> None:
    again = tell(PEOPLE, DAYS, SEED, "virtual")
    assert (again.ledger, again.summary) == (told.ledger, told.summary)


def spoiled(told: Told, **changed: list[Any]) -> list[str]:
    return [name for name, found in broken(replace(told.facts, **changed)).items() if found]


def like(row: Any, **changes: Any) -> Any:
    return type(row)(**{**row.__data__, **changes})


def test_a_promise_that_is_broken_is_told(told: Told) -> None:
    rows, said = told.facts.deliveries, told.facts.inbound
    letter = next(
        one
        for one in rows
        if one.state == SENT and one.kind == STARTED and one.cause.startswith("occurrence")
    )
    at_night = datetime.combine(letter.sent_at.date(), time(9), UTC)  # before dawn, wherever they live
    late = like(letter, sent_at=at_night, body="Good morning")
    assert spoiled(told, deliveries=[*rows, late]) == ["nothing outside hours"]
    again = like(letter, cause="something else")
    assert "nothing sent twice" in spoiled(told, deliveries=[*rows, again])
    most = told.facts.community.at_most or 0
    others = [like(letter, cause=f"cause {number}", body=f"words {number}") for number in range(most)]
    assert spoiled(told, deliveries=[*rows, *others]) == ["nothing over `at most`"]
    whole = like(letter, body=" ".join(one.body for one in [letter, *others]), attempt_token="one text")
    carrying = [whole if one is letter else one for one in rows]
    within = [like(one, carried_in="one text") for one in others]
    assert not spoiled(told, deliveries=[*carrying, *within]), "two that went out in one text are one"
    unsaid = [like(one, carried_in="one text", body="other words") for one in others]
    assert "nothing over `at most`" in spoiled(told, deliveries=[*carrying, *unsaid])
    stop = next(one for one in said if one.understood_as == "stop")
    after = stop.handled_at + timedelta(minutes=1)
    late = like(letter, member=stop.member_id, sent_at=after, kind=ANSWER)
    assert spoiled(told, deliveries=[*rows, late]) == ["nothing after STOP"]


def test_a_complaint_that_got_around_is_told(told: Told) -> None:
    complaint = next(one for one in told.facts.threads.values() if one.complaint)
    about = complaint.avoid[0]
    words = next(one.text for one in told.facts.inbound if one.understood_as == "complaint")
    leak = like(told.facts.of(about)[0], id=-1, body=f"Somebody wrote: {words}", kind=ANSWER)
    assert spoiled(told, deliveries=[*told.facts.deliveries, leak]) == ["no complaint to whom it is about"]


def test_words_that_nobody_has_are_told(told: Told) -> None:
    said = told.facts.inbound
    unread = like(said[-1], handled_at=None)
    assert "nothing lost" in spoiled(told, inbound=[*said[:-1], unread])
    person = next(one for one in said if one.understood_as == "person" and one.text in phrases.KINDS)
    asked = like(person, id=-1, thread_id=None, received_at=told.facts.played.ends)
    assert "every question answered or with a person" in spoiled(told, inbound=[*said, asked])


def test_what_is_random_by_design_is_named_instead_of_shown() -> None:
    masks = Masks(["Text back MAPLE and we'll ask."])
    assert masks.hide("maple") == "[WORD]"
    assert masks.hide("Your PIN: 123456, or https://k.example/listen/abc.d-e now") == (
        "Your PIN: [PIN], or [link: listen] now"
    )
