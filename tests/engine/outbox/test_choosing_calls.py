"""Who is rung where others are written to, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.language.community import Community
from engine.models.sending import (
    ANSWER,
    CRISIS,
    PERSON,
    SERVICE,
    STARTED,
)
from engine.outbox.facts import Facts, Reach
from engine.outbox.gate import decide
from engine.times import parse_hours

COMMUNITY = Community("The Team", "America/Chicago", parse_hours("9am to 8pm"))
NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # in Chicago
NIGHT = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # half past ten there
LANDLINE = Reach(1, "phone", "+13125550142", country="US", kind="landline", given=True)
MOBILE = replace(LANDLINE, kind="mobile")
MAIL = Reach(2, "email", "amy@example.com", given=True)
ALL = frozenset({"text", "email", "phone"})
AMY = Facts("Amy", STARTED, "any", "America/Chicago", forms=ALL, reaches=(MOBILE, MAIL))


@pytest.mark.parametrize(
    ("part", "prefers", "rings", "kind", "reaches", "channel"),
    [
        ("any", "", False, STARTED, (MOBILE, MAIL), "text"),
        ("any", "phone", False, STARTED, (MOBILE, MAIL), "phone"),
        ("any", "phone", False, STARTED, (LANDLINE, MAIL), "phone"),
        ("any", "phone", False, PERSON, (MOBILE, MAIL), "text"),  # what people write is read
        ("any", "phone", False, SERVICE, (MOBILE,), "text"),
        ("any", "phone", False, ANSWER, (replace(MOBILE, wrote_from=True),), "text"),
        ("any", "phone", False, ANSWER, (replace(LANDLINE, wrote_from=True),), "phone"),
        ("any", "email", True, STARTED, (LANDLINE, MAIL), "email"),
        ("any", "", False, STARTED, (LANDLINE, MAIL), "email"),
        ("any", "", True, STARTED, (LANDLINE, MAIL), "phone"),
        ("any", "", True, STARTED, (MOBILE, MAIL), "text"),
        ("any", "", False, STARTED, (LANDLINE,), "landline"),
        ("any", "", True, SERVICE, (LANDLINE,), "landline"),  # no phone rings to confirm a stop
        ("text", "", False, STARTED, (LANDLINE, MAIL), "landline"),
        ("text", "", True, STARTED, (LANDLINE, MAIL), "phone"),
        ("text", "phone", False, STARTED, (LANDLINE,), "phone"),
        ("text", "phone", False, STARTED, (MOBILE,), "text"),
        ("email", "phone", True, STARTED, (LANDLINE, MAIL), "email"),
        ("number", "", False, STARTED, (MOBILE,), "text"),
        ("number", "", False, STARTED, (LANDLINE,), "phone"),
        ("number", "phone", False, STARTED, (MOBILE,), "phone"),
        ("number", "", False, STARTED, (MAIL,), "no-address"),
        ("phone", "", False, STARTED, (MOBILE,), "phone"),
        ("phone", "", False, STARTED, (LANDLINE,), "phone"),
        ("phone", "", False, STARTED, (replace(LANDLINE, given=False, status="stopped"),), "stopped"),
        ("phone", "", False, STARTED, (replace(LANDLINE, given=None),), "consent"),
        ("phone", "", False, STARTED, (replace(LANDLINE, blocked=True),), "blocked"),
        ("phone", "", False, STARTED, (replace(LANDLINE, value="+447700900123", country="GB"),), "country"),
    ],
)
def test_who_is_rung_and_who_is_written_to(
    part: str, prefers: str, rings: bool, kind: str, reaches: tuple[Reach, ...], channel: str
) -> None:
    facts = replace(AMY, part=part, prefers=prefers, ring_landlines=rings, kind=kind, reaches=reaches)
    found = decide(facts, COMMUNITY, NOON)
    assert channel in (found.channel, found.code)


def test_a_question_never_becomes_a_call() -> None:
    """Nobody can answer a voice of ours, so whoever has only a landline is not asked."""
    asked = replace(AMY, asks=True, prefers="phone", ring_landlines=True)
    assert decide(replace(asked, part="number", reaches=(LANDLINE,)), COMMUNITY, NOON).code == "landline"
    assert decide(asked, COMMUNITY, NOON).channel == "text"
    assert decide(replace(asked, reaches=(LANDLINE,)), COMMUNITY, NOON).code == "landline"


@pytest.mark.parametrize(
    ("kind", "held"), [(STARTED, "hours"), (CRISIS, "law"), (ANSWER, "law"), (PERSON, "law")]
)
def test_no_phone_rings_at_night(kind: str, held: str) -> None:
    facts = replace(AMY, part="phone", kind=kind, reaches=(LANDLINE,))
    found = decide(facts, COMMUNITY, NIGHT)
    assert (found.verdict, found.code) == ("hold", held)
    assert found.until is not None
    assert decide(facts, COMMUNITY, found.until).verdict == "send"


def test_a_call_counts_under_the_days_limit() -> None:
    facts = replace(AMY, part="phone", counted=2)
    assert decide(facts, COMMUNITY, NOON).code == "cap"
