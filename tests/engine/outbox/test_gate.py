"""The gate, decided from facts alone: whatever the facts, it never lets out what must not go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language.community import Community
from engine.models.sending import ANSWER, CRISIS, DUTY, PERSON, REMINDER, SERVICE, STARTED
from engine.outbox.facts import Decision, Facts, Reach
from engine.outbox.gate import COUNTED, FREE, decide, over_spend
from engine.times import Hours, law_hours, local, parse_hours

COMMUNITY = Community("The Team", "America/Chicago", parse_hours("9am to 8pm"))
NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # in Chicago
NIGHT = datetime(2026, 11, 24, 4, 30, tzinfo=UTC)  # half past ten there
PHONE = Reach(1, "phone", "+13125550142", country="US", kind="mobile", given=True)
MAIL = Reach(2, "email", "amy@example.com", given=True)
AMY = Facts("Amy", STARTED, "any", "America/Chicago", reaches=(PHONE, MAIL))

KINDS = (STARTED, REMINDER, DUTY, ANSWER, PERSON, SERVICE, CRISIS)
ZONES = ("America/Chicago", "America/New_York", "Asia/Tokyo", "Pacific/Honolulu", "Europe/London")
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))

REACHES = st.builds(
    Reach,
    address_id=st.integers(1, 9),
    channel=st.just("phone"),
    value=st.sampled_from(["+13125550142", "+14015550142", "+18005550142", "+447700900123"]),
    country=st.sampled_from(["US", "CA", "GB"]),
    kind=st.sampled_from(["mobile", "landline", "unknown"]),
    status=st.sampled_from(["active", "stopped", "bounced"]),
    given=st.sampled_from([True, False, None]),
    blocked=st.booleans(),
    wrote_from=st.booleans(),
    in_flight=st.booleans(),
    done=st.booleans(),
) | st.builds(
    Reach,
    address_id=st.integers(10, 19),
    channel=st.just("email"),
    value=st.just("amy@example.com"),
    status=st.sampled_from(["active", "stopped", "bounced"]),
    given=st.sampled_from([True, False, None]),
    blocked=st.booleans(),
)
FACTS = st.builds(
    Facts,
    name=st.just("Amy"),
    kind=st.sampled_from(KINDS),
    part=st.sampled_from(["any", "text", "email", "phone"]),
    timezone=st.sampled_from(ZONES),
    state=st.sampled_from(["", "RI", "TX", "FL"]),
    prefers=st.sampled_from(["", "text", "email", "phone"]),
    forms=st.frozensets(st.sampled_from(["text", "email"])),
    reaches=st.lists(REACHES, max_size=4).map(tuple),
    expires_at=st.none() | INSTANTS,
    at_home=st.booleans(),
    workflow_paused=st.booleans(),
    stopped_when=st.booleans(),
    paused_until=st.none() | INSTANTS,
    thread=st.sampled_from(["", "open", "grave"]),
    thread_until=st.none() | INSTANTS,
    counted=st.integers(0, 3),
    has_place=st.booleans(),
    kept=st.integers(0, 3),
    halted=st.sampled_from([{}, {"text": "broken"}, {"email": "broken"}]),
)
COMMUNITIES = st.builds(
    replace,
    st.just(COMMUNITY),
    hours=st.sampled_from(
        [parse_hours("9am to 8pm"), parse_hours("any time"), parse_hours("6pm to midnight")]
    ),
    law=st.sampled_from(["US", "none"]),
    at_most=st.sampled_from([None, 1, 2]),
    countries=st.sampled_from([("US", "CA"), ("US",), ()]),
)


def lawful(facts: Facts, community: Community, decision: Decision, now: datetime) -> bool:
    assert decision.reach is not None
    hours = law_hours(community.law, decision.reach.value, facts.timezone, facts.state or None)
    return decision.channel == "email" or hours.open_at(now)


@given(FACTS, COMMUNITIES, INSTANTS)
def test_what_is_let_out_may_go(facts: Facts, community: Community, now: datetime) -> None:
    decision = decide(facts, community, now)
    if decision.verdict != "send":
        return
    reach = decision.reach
    assert reach is not None
    assert reach in facts.reaches
    assert not reach.blocked
    assert reach.status != "bounced"
    assert not reach.done
    assert not reach.in_flight
    assert facts.at_home
    assert not facts.stopped_when
    assert facts.expires_at is None or facts.expires_at > now
    assert decision.channel in facts.forms
    assert decision.channel not in facts.halted
    assert not (decision.channel == "text" and reach.kind == "landline")
    assert decision.channel == "email" or not community.countries or reach.country in community.countries
    if facts.kind != SERVICE:
        assert reach.given is True or (
            reach.given is None and reach.wrote_from and facts.kind in (ANSWER, PERSON)
        )
        assert reach.given is None or reach.status == "active"
    if facts.kind in FREE:
        return
    assert lawful(facts, community, decision, now)
    assert not facts.workflow_paused
    assert facts.paused_until is None or facts.paused_until <= now
    assert facts.thread == "" or facts.kind == CRISIS or (facts.kind == REMINDER and facts.thread == "open")
    if facts.kind in (STARTED, DUTY):
        assert community.hours.open_at(now, facts.timezone)
    if facts.kind in COUNTED and community.at_most is not None and not facts.has_place:
        assert facts.counted + (facts.kept if facts.kind == STARTED else 0) < community.at_most


@given(FACTS, COMMUNITIES, INSTANTS)
def test_every_other_verdict_has_a_reason_and_an_end(
    facts: Facts, community: Community, now: datetime
) -> None:
    decision = decide(facts, community, now)
    if decision.verdict == "send":
        return
    assert decision.code
    assert decision.sentence.endswith(".") or decision.code == "halted"
    if decision.verdict == "hold":
        assert decision.until is not None
        assert decision.until > now
        assert facts.expires_at is None or decision.until <= facts.expires_at


@given(
    st.sampled_from(KINDS),
    st.sampled_from(ZONES),
    INSTANTS,
    st.sampled_from([Hours(None, None), COMMUNITY.hours]),
)
def test_what_hours_and_law_hold_goes_when_it_is_looked_at_again(
    kind: str, zone: str, now: datetime, hours: Hours
) -> None:
    facts, community = replace(AMY, kind=kind, timezone=zone), replace(COMMUNITY, hours=hours)
    decision = decide(facts, community, now)
    if decision.verdict == "hold":
        assert decision.until is not None
        assert decide(facts, community, decision.until).verdict == "send"
    else:
        assert decision.verdict == "send"


CASES: list[tuple[str, Facts, str, str]] = [
    ("a text by day", AMY, "send", ""),
    ("nobody knows how to reach them", replace(AMY, reaches=()), "refuse", "no-address"),
    ("they never agreed", replace(AMY, reaches=(replace(PHONE, given=None),)), "refuse", "consent"),
    (
        "they stopped",
        replace(AMY, reaches=(replace(PHONE, given=False, status="stopped"),)),
        "refuse",
        "stopped",
    ),
    ("a landline", replace(AMY, reaches=(replace(PHONE, kind="landline"),)), "refuse", "landline"),
    ("abroad", replace(AMY, reaches=(replace(PHONE, country="GB"),)), "refuse", "country"),
    (
        "it bounces",
        replace(AMY, part="email", reaches=(replace(MAIL, status="bounced"),)),
        "refuse",
        "blocked",
    ),
    ("an email only, by text", replace(AMY, part="text", forms=frozenset({"email"})), "refuse", "no-form"),
    ("words that are gone", replace(AMY, forms=frozenset()), "refuse", "no-words"),
    ("ringing without a line", replace(AMY, part="phone"), "refuse", "no-phone-line"),
    ("the workflow stops", replace(AMY, stopped_when=True), "refuse", "stop-when"),
    ("a reminder of a call they cannot come to", replace(AMY, cannot_come=True), "refuse", "cannot-come"),
    ("too late", replace(AMY, expires_at=NOON), "expire", "expired"),
    ("paused", replace(AMY, paused_until=NOON + timedelta(hours=1)), "hold", "paused"),
    (
        "a person talks with them",
        replace(AMY, thread="open", thread_until=NOON + timedelta(hours=1)),
        "hold",
        "thread",
    ),
    ("a reminder during a talk", replace(AMY, kind=REMINDER, thread="open"), "send", ""),
    ("a reminder in grief", replace(AMY, kind=REMINDER, thread="grave"), "hold", "thread"),
    ("a crisis during a talk", replace(AMY, kind=CRISIS, thread="open", counted=9), "send", ""),
    ("two already", replace(AMY, counted=2), "hold", "cap"),
    ("one, and one is kept", replace(AMY, counted=1, kept=1), "hold", "cap"),
    ("a reminder takes the kept one", replace(AMY, kind=REMINDER, counted=1, kept=1), "send", ""),
    ("its other part was counted", replace(AMY, counted=2, has_place=True), "send", ""),
    ("one is still under way", replace(AMY, reaches=(replace(PHONE, in_flight=True),)), "hold", "order"),
    ("the sender is halted", replace(AMY, halted={"text": "30034"}), "hold", "halted"),
    ("a copy of the database", replace(AMY, at_home=False), "hold", "instance"),
    ("its file was taken away", replace(AMY, workflow_paused=True), "hold", "workflow"),
]


@pytest.mark.parametrize(("what", "facts", "verdict", "code"), CASES, ids=[case[0] for case in CASES])
def test_each_reason(what: str, facts: Facts, verdict: str, code: str) -> None:
    decision = decide(facts, COMMUNITY, NOON)
    assert (decision.verdict, decision.code) == (verdict, code)


@pytest.mark.parametrize(
    ("kind", "verdict", "code"),
    [
        (STARTED, "hold", "hours"),
        (DUTY, "hold", "hours"),
        (REMINDER, "hold", "law"),
        (CRISIS, "hold", "law"),
        (ANSWER, "send", ""),
    ],
)
def test_at_half_past_ten_in_the_evening(kind: str, verdict: str, code: str) -> None:
    decision = decide(replace(AMY, kind=kind), COMMUNITY, NIGHT)
    assert (decision.verdict, decision.code) == (verdict, code)
    if decision.until is not None:
        assert local(decision.until, "America/Chicago").hour in (8, 9)


def test_a_reminder_by_email_may_come_at_night() -> None:
    assert decide(replace(AMY, kind=REMINDER, part="email"), COMMUNITY, NIGHT).verdict == "send"


def test_a_hold_ends_where_the_message_expires() -> None:
    soon = NIGHT + timedelta(hours=1)
    held = decide(replace(AMY, expires_at=soon), COMMUNITY, NIGHT)
    assert (held.verdict, held.until) == ("hold", soon)
    assert decide(replace(AMY, expires_at=soon), COMMUNITY, soon).verdict == "expire"


def test_sentences_say_it_in_the_members_own_time() -> None:
    said = decide(AMY, COMMUNITY, NIGHT).sentence
    assert said == "For Amy it is Mon 23 Nov 10:30pm; our hours are 9am to 8pm."


@pytest.mark.parametrize(
    ("changes", "channel"),
    [
        ({}, "text"),
        ({"prefers": "email"}, "email"),
        ({"prefers": "phone"}, "text"),
        ({"part": "email"}, "email"),
        ({"forms": frozenset({"email"})}, "email"),
        ({"reaches": (replace(PHONE, kind="landline"), MAIL)}, "email"),
        ({"reaches": (replace(PHONE, given=False), MAIL)}, "email"),
        ({"prefers": "text", "reaches": (PHONE, replace(MAIL, wrote_from=True))}, "email"),
        ({"prefers": "email", "reaches": (PHONE, replace(MAIL, blocked=True))}, "text"),
    ],
)
def test_the_channel(changes: dict[str, object], channel: str) -> None:
    assert decide(replace(AMY, **changes), COMMUNITY, NOON).channel == channel  # type: ignore[arg-type]


def test_an_answer_goes_back_where_the_words_came_from() -> None:
    second = replace(PHONE, address_id=3, value="+13125550143", wrote_from=True)
    chosen = decide(replace(AMY, kind=ANSWER, reaches=(PHONE, second)), COMMUNITY, NOON)
    assert chosen.reach == second


def test_spend_is_held_until_the_communitys_next_day() -> None:
    held = over_spend(COMMUNITY, NIGHT)
    assert held.until is not None
    assert local(held.until, "America/Chicago").isoformat() == "2026-11-24T00:00:00-06:00"
