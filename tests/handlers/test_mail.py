"""Mail in: nothing is lost, words come in their own charset, and only a proven sender is believed."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from unittest import mock

import peewee
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mails import mail

from engine.models import Inbound, Receipt

DOOR = "/sendgrid/inbound"
TOKEN = "abcdefghijklmnopqrstuvwxyz234567"


def post(web: Any, key: Any, made: tuple[bytes, str]) -> int:
    status: int = web.signed(DOOR, *made, key).status_code
    return status


def test_a_mail_is_recorded_once(web: Any, mail_key: Any) -> None:
    for _ in range(2):
        assert post(web, mail_key, mail("I loved the call!")) == 200
    row = Inbound.get()
    assert (row.channel, row.from_value, row.text, row.subject) == (
        "email",
        "amy@example.com",
        "I loved the call!",
        "Hi",
    )
    assert row.proven
    assert web.rung == ["inbound"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "shift_jis"])
def test_words_come_in_their_own_charset(web: Any, mail_key: Any, charset: str) -> None:
    words = "日本語" if charset == "shift_jis" else "Año nuevo, café"
    assert post(web, mail_key, mail(words, charset=charset)) == 200
    assert Inbound.get().text == words


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_five_megabytes_are_no_trouble(web: Any, mail_key: Any, charset: str) -> None:
    long = "Qué tal? " * 600_000
    assert post(web, mail_key, mail(long, charset=charset)) == 200
    assert Inbound.get().text.startswith("Qué tal? Qué tal?")


@pytest.mark.parametrize("charset", ["no-such", "rot13", "punycode", "\x00", "utf-16"])
def test_a_charset_that_lies_loses_nothing(web: Any, mail_key: Any, charset: str) -> None:
    body, kind = mail("Hello there")
    body = body.replace(b'"text": "UTF-8"', b'"text": "' + charset.replace("\x00", "\\u0000").encode() + b'"')
    assert post(web, mail_key, (body, kind)) == 200
    assert Inbound.select().count() == 1


def test_raw_mode_is_read_too(web: Any, mail_key: Any) -> None:
    whole = EmailMessage()
    whole["From"], whole["To"], whole["Message-ID"] = (
        "amy@example.com",
        "x@reply.example.org",
        "<raw@example.com>",
    )
    whole.set_content("Grüße\n", charset="iso-8859-1")
    whole.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    assert post(web, mail_key, mail(email=whole.as_bytes(), text="ignored?")) == 200
    row = Inbound.get()
    assert row.text == "Grüße"
    assert row.raw["attachments"] == ["plan.pdf (application/pdf, 4 bytes)"]


def test_attachments_are_named_and_not_kept(web: Any, mail_key: Any) -> None:
    made = mail("See this", attachment1=("photo.jpg", b"\xff\xd8" * 1000, "image/jpeg"))
    assert post(web, mail_key, made) == 200
    assert Inbound.get().raw["attachments"] == ["photo.jpg (image/jpeg, 2,000 bytes)"]


def test_the_reply_token_is_read_from_the_envelope(web: Any, mail_key: Any) -> None:
    assert (
        post(
            web,
            mail_key,
            mail("Yes!\n\nOn Mon, Nov 23, 2026, Rosa wrote:\n> How?", to=f"r+{TOKEN}@reply.example.org"),
        )
        == 200
    )
    row = Inbound.get()
    assert (row.reply_token, row.text) == (TOKEN, "Yes!")


@pytest.mark.parametrize(
    ("more", "proven"),
    [
        ({}, True),
        ({"spf": "fail"}, False),
        ({"spf": "fail", "dkim": "{@example.com : pass}"}, True),
        ({"spf": "fail", "dkim": "{@evil.example : pass}"}, False),
        ({"envelope": '{"to": ["x@reply.example.org"], "from": "amy@evil.example"}'}, False),
    ],
)
def test_who_is_believed(web: Any, mail_key: Any, more: dict[str, str], proven: bool) -> None:
    assert post(web, mail_key, mail(**more)) == 200
    assert Inbound.get().proven is proven


def test_without_a_key_nobody_is_believed(make_web: Callable[..., Any]) -> None:
    web = make_web(sendgrid_inbound_public_key="")
    body, kind = mail()
    assert web.client.post(DOOR, data=body, content_type=kind).status_code == 200
    assert not Inbound.get().proven


def test_a_forgery_is_refused(web: Any, events_key: Any) -> None:
    assert post(web, events_key, mail()) == 403
    assert Inbound.select().count() == 0


@pytest.mark.parametrize(
    ("headers", "kind"),
    [("Auto-Submitted: auto-replied\n", "auto-reply"), ("X-Failed-Recipients: amy@example.com\n", "bounce")],
)
def test_machines_are_recognised(web: Any, mail_key: Any, headers: str, kind: str) -> None:
    post(web, mail_key, mail(headers=headers))
    assert Inbound.get().automatic == kind


def test_our_fault_is_a_503_and_the_mail_comes_again(web: Any, mail_key: Any) -> None:
    away = mock.patch("handlers.mail.inbound.receive", side_effect=peewee.OperationalError("away"))
    with away:
        assert post(web, mail_key, mail()) == 503
    assert post(web, mail_key, mail()) == 200
    assert Inbound.select().count() == 1


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(min_size=1, max_size=400),
    st.sampled_from(["multipart/form-data; boundary=x", "text/plain", "", "multipart/form-data"]),
)
def test_what_cannot_be_read_is_kept_as_it_came(web: Any, mail_key: Any, body: bytes, kind: str) -> None:
    assert post(web, mail_key, (body, kind)) == 200
    kept = Inbound.select().order_by(Inbound.id.desc()).first()
    assert kept.raw_bytes is None or bytes(kept.raw_bytes) == body or Inbound.select().count() > 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            ["headers", "from", "subject", "envelope", "charsets", "text", "html", "email", "dkim", "to"]
        ),
        st.binary(max_size=200),
    )
)
def test_odd_fields_never_lose_a_mail(web: Any, mail_key: Any, odd: dict[str, bytes]) -> None:
    assert (
        post(
            web,
            mail_key,
            mail(
                message_id="<odd@example.com>",
                **{k: v for k, v in odd.items() if k not in ("headers", "text", "to")},
            ),
        )
        == 200
    )


def test_events_are_receipts_and_the_unknown_is_skipped(web: Any, events_key: Any) -> None:
    from pathlib import Path

    body = (Path(__file__).parent.parent / "payloads" / "sendgrid-events.json").read_bytes()
    for _ in range(2):
        assert web.signed("/sendgrid/events", body, "application/json", events_key).status_code == 204
    rows = list(Receipt.select().order_by(Receipt.id))
    assert [row.status for row in rows] == ["processed", "bounce", "open"]
    assert rows[0].attempt_token == "0123456789abcdef0123456789abcdef-1"


@pytest.mark.parametrize("body", [b"", b"{}", b"[", b"[[[[", b'"x"'])
def test_events_that_are_none_are_a_400(web: Any, events_key: Any, body: bytes) -> None:
    assert web.signed("/sendgrid/events", body, "application/json", events_key).status_code == 400


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=20) | st.floats(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["event", "sg_event_id", "email", "reason", "kindling_token"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_odd_events_never_break_anything(web: Any, events_key: Any, odd: Any) -> None:
    import json

    body = json.dumps(
        [odd, {"event": "bounce", "sg_event_id": odd if isinstance(odd, str) else "x", "reason": odd}]
    ).encode()
    assert web.signed("/sendgrid/events", body, "application/json", events_key).status_code < 500
