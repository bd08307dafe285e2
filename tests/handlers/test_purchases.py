"""A purchase by somebody unknown: put in, written to only with their consent, else given a word for their receipt."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent
from engine.inbound import Received, drain, receive
from engine.models import Address, Consent, Delivery, Enrollment, Event, Invitation, Member
from engine.publishing import publish
from tests.engine.runner.town import Town

EVENTS = "/api/v1/events"
JANE = {"event": "purchase", "phone": "(312) 555-0177", "name": "Jane Doe", "data": {"order": "4711"}}
FORM = {"how": "form", "at": "2026-11-23T20:00:00Z", "form": "checkout, box ticked", "ip": "192.0.2.1"}


@pytest.fixture
def shop(web: Any, cast: SimpleNamespace, now: Any) -> Any:
    """A community that thanks for a purchase and greets whoever joins."""
    files = {
        "workflows/community.yaml": "name: The Tuesday Team\njoin words: [JOIN]\n",
        "workflows/purchase.yaml": "start: event purchase\nsteps:\n  - send: thanks\n",
        "workflows/welcome.yaml": "start: joined\nsteps:\n  - send: welcome\n",
        "messages/thanks.txt": "Thank you for your order!",
        "messages/welcome.txt": "Welcome!",
    }
    publish({path: text.encode() for path, text in files.items()}, now, "the test")
    return web


@pytest.fixture
def town(now: Any) -> Town:
    """Workers and carriers on paper, over the same database."""
    return Town(now)


def jane() -> Member:
    found: Member = Address.get(Address.value == "+13125550177").member
    return found


def test_with_consent_they_are_in_and_thanked(shop: Any, cast: SimpleNamespace) -> None:
    answer = shop.api("POST", EVENTS, json={**JANE, "consent": FORM, "sponsor": "+13125550142"})
    assert answer.status_code == 202, answer.text
    assert answer.json["registered"] is True
    assert answer.json["held"] is False
    assert "invitation" not in answer.json
    assert (jane().name, jane().how, jane().sponsor) == ("Jane Doe", "form", cast.amy)
    evidence = Consent.select().order_by(Consent.id.desc()).get().evidence
    assert evidence["form"] == "checkout, box ticked"
    assert sorted(row.workflow for row in Enrollment.select()) == ["purchase", "welcome"]
    assert sorted(row.name for row in Event.select()) == ["brought-somebody", "purchase"]


def test_without_consent_they_are_held_and_the_seller_gets_a_word_for_the_receipt(
    shop: Any, cast: SimpleNamespace
) -> None:
    answer = shop.api("POST", EVENTS, json={**JANE, "sponsor": cast.amy.public_id})
    assert answer.json["held"] is True
    given = answer.json["invitation"]
    code = Invitation.get(Invitation.member == cast.amy).code.upper()
    assert (given["word"], given["number"]) == (code, shop.settings.twilio_from)
    assert given["sms"] == f"sms:{shop.settings.twilio_from}?&body={code}"
    assert given["page"].endswith(f"/join/{code}")
    assert f"text {code} to {shop.settings.twilio_from}" in given["words"]
    assert consent.state(Address.get(Address.value == "+13125550177")).given is None
    assert (jane().how, jane().sponsor) == ("manager", cast.amy)
    assert Event.select().where(Event.name == "brought-somebody").count() == 0


def test_nobody_who_has_not_agreed_is_texted_and_their_own_text_is_the_consent(
    shop: Any, cast: SimpleNamespace, town: Town
) -> None:
    word = shop.api("POST", EVENTS, json={**JANE, "sponsor": cast.amy.public_id}).json["invitation"]["word"]
    town.settle()
    assert town.texts() == []
    assert Delivery.get(Delivery.member == jane().id).reason_code == "consent"
    text = {"channel": "text", "from_value": "+13125550177", "to_value": "+13125550199", "text": word}
    receive(Received(provider="twilio", provider_id="SM1", **text), town.now)
    drain(town.kit, town.now)
    town.settle()
    assert consent.state(Address.get(Address.value == "+13125550177")).given is True
    assert any("Welcome!" in body for body in town.texts("+13125550177"))
    event = Event.get(Event.name == "brought-somebody")
    assert (event.member, jane().sponsor) == (cast.amy, cast.amy)


def test_without_a_sponsor_it_is_the_join_word(shop: Any) -> None:
    given = shop.api("POST", EVENTS, json={"event": "purchase", "email": "jane@example.com"}).json[
        "invitation"
    ]
    assert given["word"] == "JOIN"


def test_the_same_key_registers_once_and_a_known_buyer_is_not_registered(
    shop: Any, cast: SimpleNamespace
) -> None:
    key = {"Idempotency-Key": "order-4711"}
    answers = [shop.api("POST", EVENTS, json=JANE, headers=key) for _ in range(3)]
    assert len({answer.text for answer in answers}) == 1
    assert Event.select().count() == 1
    again = shop.api("POST", EVENTS, json={**JANE, "data": {"order": "4712"}})
    assert "registered" not in again.json
    assert Member.select().where(Member.name == "Jane Doe").count() == 1


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"event": "first-sale"}, 404, "No such member"),
        ({"sponsor": "nobody at all"}, 422, "sponsor is nobody we know"),
        ({"consent": {"how": "bought it"}}, 422, "consent.how"),
        ({"phone": "12"}, 422, "Not usable"),
        ({"language": "klingon!"}, 422, "Not usable"),
    ],
)
def test_what_cannot_be_used_changes_nothing(shop: Any, more: dict[str, Any], status: int, says: str) -> None:
    before = Member.select().count()
    answer = shop.api("POST", EVENTS, json={**JANE, **more})
    assert (answer.status_code, says in answer.text) == (status, True), answer.text
    assert (Member.select().count(), Event.select().count()) == (before, 0)
