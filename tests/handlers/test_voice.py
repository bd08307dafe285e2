"""The line's doors: they prove who asks, read the call, and answer whatever happens."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import peewee
import pytest

from engine.models import Inbound, Member
from engine.phone import call as calls

CALL: dict[str, str] = json.loads(
    (Path(__file__).parent.parent / "payloads" / "twilio-call.json").read_text()
)


def ring(web: Any, path: str = "/twilio/voice", **more: str) -> ElementTree.Element:
    answer = web.twilio(path, {**CALL, **more})
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.text)


def said(page: ElementTree.Element) -> str:
    return " ".join(element.text or "" for element in page.iter("Say"))


def test_it_greets_by_the_communitys_name(web: Any, cast: SimpleNamespace) -> None:
    assert "The Tuesday Team" in said(ring(web))


def test_it_speaks_the_members_language(web: Any, cast: SimpleNamespace) -> None:
    page = ring(web, From="+12125550103")
    assert "Hola" in said(page)
    assert next(page.iter("Say")).get("language") == "es-US"


@pytest.mark.parametrize("digits", ["*", "##", "9" * 40, "①", "-1", "<Dial>"])
def test_odd_digits_are_no_fault(web: Any, digits: str) -> None:
    page = ring(web, "/twilio/voice/pressed", Digits=digits)
    assert page.tag == "Response"
    assert page.find("Dial") is None


@pytest.mark.parametrize("path", ["nowhere", "menu/9/9/9", "%2e%2e/%2e%2e", "listen//x", "ring-people/"])
def test_odd_paths_are_no_fault(web: Any, path: str) -> None:
    assert ring(web, f"/twilio/voice/{path}").tag == "Response"


def test_a_call_that_is_none_is_a_400(web: Any) -> None:
    assert web.twilio("/twilio/voice", {**CALL, "CallSid": "x"}).status_code == 400
    without = {name: value for name, value in CALL.items() if name != "CallSid"}
    assert web.twilio("/twilio/voice", without).status_code == 400
    assert Member.select().count() == 0


@pytest.mark.parametrize("field", ["From", "To"])
@pytest.mark.parametrize("caller", [None, "", " ", "+1312\x005550142", "1" * 65])
def test_a_caller_that_is_no_number_is_a_hidden_one(web: Any, field: str, caller: str | None) -> None:
    """They hear the line's own words, and not the provider's that something is wrong with it."""
    fields = {**CALL, field: caller}
    answer = web.twilio("/twilio/voice", {name: value for name, value in fields.items() if value is not None})
    assert answer.status_code == 200
    assert "The Tuesday Team" in said(ElementTree.fromstring(answer.text))
    assert Inbound.get().text == ""
    if field == "From":
        assert (Inbound.get().from_value, Inbound.get().member) == ("anonymous", None)


@pytest.mark.parametrize("path", ["/twilio/voice", "/twilio/voice/menu"])
def test_nothing_is_answered_unsigned(web: Any, path: str) -> None:
    assert web.client.post(path, data=CALL).status_code == 403
    assert web.twilio(path, CALL, token="f" * 32).status_code == 403


@pytest.mark.parametrize("error", [peewee.OperationalError, peewee.InterfaceError, RuntimeError])
def test_a_database_that_is_away_is_apologised_for(
    web: Any, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def away(*_: object) -> None:
        raise error("no connection")

    monkeypatch.setattr(calls, "who_wrote", away)
    page = ring(web)
    assert "call again in five minutes" in said(page)
    assert page.find("Hangup") is not None


def test_a_line_before_anything_is_published(make_web: Callable[..., Any]) -> None:
    assert "Our community" in said(ring(make_web()))
