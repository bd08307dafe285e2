"""The API: once by its key, problems in words, and never a fault of ours for a request of theirs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import consent
from engine.models import Address, Consent, Event, Member, Tag

EVENTS, MEMBERS = "/api/v1/events", "/api/v1/members"


def test_an_event_is_recorded_by_phone_email_or_id(web: Any, cast: SimpleNamespace) -> None:
    for who in (
        {"phone": "(312) 555-0142"},
        {"email": "AMY@example.com"},
        {"member": cast.amy.public_id},
        {"member": "+1 312 555 0142"},
        {"member": "amy@example.com"},
    ):
        answer = web.api("POST", EVENTS, json={**who, "event": "first-sale", "data": {"amount": 12.5}})
        assert answer.status_code == 202, answer.text
        assert answer.json["member"] == cast.amy.public_id
    assert Event.select().where(Event.member == cast.amy).count() == 5
    assert web.rung == ["advance"] * 5


def test_the_same_key_gets_the_same_answer_and_happens_once(web: Any, cast: SimpleNamespace) -> None:
    key = {"Idempotency-Key": "sale-17"}
    body = {"phone": "+13125550142", "event": "first-sale"}
    answers = [web.api("POST", EVENTS, json=body, headers=key) for _ in range(3)]
    assert len({answer.text for answer in answers}) == 1
    assert Event.select().count() == 1
    other = web.api("POST", EVENTS, json={**body, "event": "second-sale"}, headers=key)
    assert other.status_code == 422
    assert other.content_type == "application/problem+json"


def test_what_was_refused_may_be_put_right_under_its_key(web: Any, cast: SimpleNamespace) -> None:
    key = {"Idempotency-Key": "sale-18"}
    assert web.api("POST", EVENTS, json={"phone": "+13125550142"}, headers=key).status_code == 422
    assert (
        web.api("POST", EVENTS, json={"phone": "+13125550142", "event": "x"}, headers=key).status_code == 202
    )


def test_somebody_who_stopped_is_202_too(web: Any, cast: SimpleNamespace, now: Any) -> None:
    consent.withdraw(Address.get(Address.value == "+13125550142"), "text", {}, now)
    assert web.api("POST", EVENTS, json={"phone": "+13125550142", "event": "x"}).status_code == 202


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"event": "x"}, 422),
        ({"phone": "+13125550142"}, 422),
        ({"phone": "+13125550142", "event": ["x"]}, 422),
        ({"phone": "12", "event": "x"}, 422),
        ({"phone": "+13125559999", "event": "x"}, 404),
        ({"member": "0" * 32, "event": "x"}, 404),
        ({"member": "Amy", "event": "x"}, 404),
        ({"phone": "+13125550142", "event": "x", "data": [1]}, 422),
        ({"phone": "+13125550142", "event": "x" * 101}, 422),
        ([], 400),
    ],
)
def test_what_is_wrong_is_said(web: Any, cast: SimpleNamespace, body: Any, status: int) -> None:
    answer = web.api("POST", EVENTS, json=body)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"a": NaN}',
        b'{"phone": "+13125550142", "event": "x", "data": {"a": 1e999}}',
    ],
)
def test_bodies_that_are_no_json_are_a_400(web: Any, body: bytes) -> None:
    assert web.api("POST", EVENTS, data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "body", [b'{"phone": "+13125550142", "event": "x", "data": {"a": "\\u0000\\ud800"}}']
)
def test_words_no_database_keeps_are_cleaned(web: Any, cast: SimpleNamespace, body: bytes) -> None:
    assert web.api("POST", EVENTS, data=body, content_type="application/json").status_code == 202
    assert Event.get().data == {"a": "?"}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["member", "phone", "email", "event", "data", "name", "consent", "tags", "fields"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=30),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=6,
        ),
    )
)
def test_odd_requests_never_break_anything(web: Any, cast: SimpleNamespace, body: Any) -> None:
    for path in (EVENTS, MEMBERS):
        assert web.api("POST", path, json=body).status_code < 500


def test_a_member_is_put_in_with_consent_and_found_again(web: Any, db: str) -> None:
    body = {
        "name": "Dana Fox",
        "phone": "(303) 555-0155",
        "email": "dana@example.com",
        "tags": ["leader"],
        "fields": {"shirt size": "M"},
        "consent": {"how": "form", "form": "https://example.org/join", "at": "2026-11-23"},
    }
    answer = web.api("POST", MEMBERS, json=body)
    assert answer.status_code == 201, answer.text
    assert (answer.json["timezone"], answer.json["tags"]) == ("America/Denver", ["leader"])
    assert answer.json["fields"] == {"shirt size": "M"}
    assert Consent.select().where(Consent.given).count() == 2
    again = web.api("POST", MEMBERS, json=body)
    assert (again.status_code, again.json["id"]) == (200, answer.json["id"])
    found = web.api("GET", MEMBERS + "?phone=%2B13035550155")
    assert found.json["id"] == answer.json["id"]


def test_without_consent_they_are_held(web: Any, db: str) -> None:
    assert web.api("POST", MEMBERS, json={"phone": "+13035550155"}).status_code == 201
    assert Consent.select().count() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"timezone": "Chicago!"},
        {"birthday": "soon"},
        {"stage": "nope"},
        {"fields": {"x": "y"}},
        {"colour": "red"},
        {"phone": "+442071838750"},
        {"consent": {"how": "magic"}},
    ],
)
def test_details_that_cannot_be_taken_change_nothing(web: Any, db: str, more: dict[str, Any]) -> None:
    assert web.api("POST", MEMBERS, json={"phone": "+13035550155", **more}).status_code == 422
    assert Member.select().count() == 0


def test_only_what_is_named_is_changed(web: Any, cast: SimpleNamespace) -> None:
    path = f"{MEMBERS}/{cast.amy.public_id}"
    answer = web.api("PATCH", path, json={"timezone": "Asia/Tokyo", "tags": ["star"], "stage": "like"})
    assert answer.status_code == 200, answer.text
    amy = Member.get_by_id(cast.amy.id)
    assert (amy.timezone, amy.name, amy.stage) == ("Asia/Tokyo", "Amy Lee", "like")
    assert web.api("PATCH", path, json={"untag": ["star"]}).json["tags"] == []
    assert Tag.select().where(Tag.member == amy).count() == 0


def test_nobody_is_a_404(web: Any, db: str) -> None:
    assert web.api("GET", f"{MEMBERS}/{'0' * 32}").status_code == 404
    assert web.api("GET", f"{MEMBERS}?email=nobody@example.com").status_code == 404


@pytest.mark.parametrize("way", ["/%00", "?member=a%00b", "?phone=%00", "?email=%00"])
def test_words_that_no_database_keeps_are_nobodys(web: Any, db: str, way: str) -> None:
    assert web.api("GET", MEMBERS + way).status_code in (404, 422)
