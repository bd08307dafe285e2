"""Every route says how it knows who is asking; what is not proven stays outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from engine.models import Inbound
from handlers.proofs import proof_of

PAYLOADS = Path(__file__).parent.parent / "payloads"
TEXT: dict[str, str] = json.loads((PAYLOADS / "twilio-sms.json").read_text())

# The routes that anybody may ask for. Adding one here is a decision.
OPEN = {
    "/",
    "/privacy",
    "/terms",
    "/style.css",
    "/hold-music.mp3",
    "/healthz",
    "/readyz",
    "/metrics",
    "/wall",
    "/join/<code>",
}
BY_LINK = {
    "/letter/<token>",
    "/wall/<token>",
    "/u/<token>",
    "/listen/<token>",
    "/listen/<token>/audio",
    "/listen/message/<token>",
    "/listen/message/<token>/audio",
    "/poster/<token>",
    "/pictures/<token>",
    "/pictures/<token>/<int:number>",
    "/picture/<token>",
    "/sent/<token>",
    "/sent/<token>/<int:number>",
}


def test_every_route_declares_its_proof(web: Any) -> None:
    for rule in web.app.url_map.iter_rules():
        proof = proof_of(web.app.view_functions[rule.endpoint])
        assert proof is not None, f"{rule} declares no proof"
        assert (proof.name == "anyone") == (rule.rule in OPEN), rule
        assert (proof.name == "link") == (rule.rule in BY_LINK), rule


def test_a_route_that_forgot_its_proof_is_closed(web: Any) -> None:
    app: Flask = web.app
    app.view_functions["new"] = lambda: "inside"
    app.url_map.add(app.url_rule_class("/new", endpoint="new"))
    assert web.client.get("/new").status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/twilio/sms",
        "/twilio/status",
        "/twilio/voice",
        "/twilio/recording",
        "/sendgrid/inbound",
        "/sendgrid/events",
    ],
)
def test_unsigned_webhooks_are_refused(web: Any, path: str) -> None:
    assert web.client.post(path, data=TEXT).status_code == 403
    assert Inbound.select().count() == 0


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/v1/events"), ("GET", "/api/v1/members"), ("POST", "/sandbox/clock")]
)
def test_a_wrong_key_is_refused_in_words(web: Any, method: str, path: str) -> None:
    for key in ("", "Bearer ", "Bearer wrong", "Basic YTpi", "Bearer \xe9"):
        answer = web.client.open(path, method=method, headers={"Authorization": key})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        if path.startswith("/api"):
            assert "Authorization: Bearer KEY" in answer.get_json(force=True)["detail"]


def test_without_an_api_key_the_api_is_closed(make_web: Callable[..., Any]) -> None:
    web = make_web(api_key="")
    answer = web.client.get("/api/v1/members", headers={"Authorization": "Bearer "})
    assert answer.status_code == 403
    assert answer.content_type == "application/problem+json"
    assert "its key is not set" in answer.get_json(force=True)["detail"]


def test_without_keys_events_are_refused(make_web: Callable[..., Any], events_key: Any) -> None:
    web = make_web(sendgrid_events_public_key="")
    assert web.signed("/sendgrid/events", b"[]", "application/json", events_key).status_code == 403


def test_time_cannot_be_moved_in_real_use(make_web: Callable[..., Any]) -> None:
    web = make_web(twilio_api_url="https://api.twilio.com")
    key = {"Authorization": f"Bearer {web.settings.twilio_auth_token}"}
    assert web.client.get("/sandbox/clock", headers=key).status_code == 404


def test_the_signature_is_over_our_own_address_and_not_the_host_header(web: Any) -> None:
    forged = RequestValidator(web.settings.twilio_auth_token).compute_signature(
        "http://evil.example/twilio/sms", TEXT
    )
    answer = web.client.post(
        "/twilio/sms", data=TEXT, headers={"X-Twilio-Signature": forged, "Host": "evil.example"}
    )
    assert answer.status_code == 403


def test_path_and_query_are_signed_as_they_came(web: Any) -> None:
    assert web.twilio("/twilio/sms?a=%41&b=1%2F2", TEXT).status_code == 200


@pytest.mark.parametrize("port", ["99999", "abc"])
def test_odd_addresses_of_ours_are_no_fault(make_web: Callable[..., Any], port: str) -> None:
    web = make_web(public_url=f"http://localhost:{port}")
    assert web.client.post("/twilio/sms", data=TEXT, headers={"X-Twilio-Signature": "x"}).status_code == 403


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_text_is_never_taken(web: Any, data: st.DataObject) -> None:
    good = RequestValidator(web.settings.twilio_auth_token).compute_signature(
        "http://localhost:8000/twilio/sms", TEXT
    )
    name = data.draw(st.sampled_from(sorted(TEXT)))
    changed = {**TEXT, name: TEXT[name] + data.draw(st.text(min_size=1, max_size=4))}
    assert (
        web.client.post("/twilio/sms", data=changed, headers={"X-Twilio-Signature": good}).status_code == 403
    )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_a_made_up_signature_is_never_taken(web: Any, signature: str) -> None:
    header = signature.encode("utf-8", "replace").decode("latin-1").replace("\r", "").replace("\n", "")
    answer = web.client.post("/twilio/sms", data=TEXT, headers={"X-Twilio-Signature": header})
    assert answer.status_code == 403
