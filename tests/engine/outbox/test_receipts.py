"""Receipts: whatever order they come in, and however often, the end is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations
from types import SimpleNamespace

import pytest

from engine import consent, outbox
from engine.channels import Kit
from engine.models import Address, Delivery, Receipt, SpendDay
from engine.models.sending import FAILED, SENT
from engine.outbox import NewReceipt
from tests.engine.outbox.conftest import drain, fresh, say

TEXT_LIFE = ("queued", "sent", "delivered", "undelivered")
MAIL_LIFE = ("processed", "delivered", "open", "bounce")


def text_receipt(row: Delivery, status: str, **fields: str) -> NewReceipt:
    return NewReceipt("twilio", f"SM1:{status}", status, fresh(row).attempt_token or "", "SM1", **fields)


def mail_receipt(row: Delivery, event: str, **raw: str) -> NewReceipt:
    token = fresh(row).attempt_token or ""
    return NewReceipt("sendgrid", f"event-{event}", event, token, "m1", error=raw.get("reason", ""), raw=raw)


@pytest.fixture
def texted(kit: Kit, cast: SimpleNamespace, now: datetime) -> Delivery:
    row = say(cast.amy, now)
    drain(kit, now)
    return fresh(row)


@pytest.fixture
def mailed(kit: Kit, cast: SimpleNamespace, now: datetime) -> Delivery:
    row = say(cast.amy, now, message="letter", by="email")
    drain(kit, now)
    return fresh(row)


def test_every_order_of_a_texts_receipts_ends_alike(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    ends = set()
    for n, order in enumerate(permutations(TEXT_LIFE)):
        row = say(cast.amy, now, kind="answer", cause=f"c{n}")
        drain(kit, now)
        for status in (*order, order[0]):
            receipt = NewReceipt(
                "twilio", f"SM{n}:{status}", status, fresh(row).attempt_token or "", f"SM{n}"
            )
            outbox.record_receipt(receipt, now)
        row = fresh(row)
        ends.add((row.state, row.provider_status, row.provider_error))
    assert ends == {(SENT, "delivered", "")}


def test_every_order_of_a_mails_events_ends_alike(
    kit: Kit, make_member: Callable[..., object], now: datetime
) -> None:
    ends = set()
    for n, order in enumerate(permutations(MAIL_LIFE)):
        member = make_member(f"Member {n}", email=f"m{n}@example.com")
        row = say(member, now, message="letter", by="email")  # type: ignore[arg-type]
        drain(kit, now)
        for event in order:
            receipt = NewReceipt("sendgrid", f"{n}-{event}", event, fresh(row).attempt_token or "", f"m{n}")
            outbox.record_receipt(receipt, now)
        address = Address.get(Address.value == f"m{n}@example.com")
        ends.add((fresh(row).state, fresh(row).provider_status, address.status, consent.state(address).how))
    assert ends == {(SENT, "bounce", "bounced", "bounce")}


def test_the_same_receipt_counts_once(texted: Delivery, now: datetime) -> None:
    assert outbox.record_receipt(text_receipt(texted, "sent"), now) is not None
    assert outbox.record_receipt(text_receipt(texted, "sent"), now) is None
    assert Receipt.select().count() == 1


def test_a_receipt_without_a_delivery_is_kept_until_one_matches(texted: Delivery, now: datetime) -> None:
    stray = NewReceipt("twilio", "SM9:delivered", "delivered", provider_id="SM9")
    applied = outbox.record_receipt(stray, now)
    assert applied is not None
    assert applied.delivery_id is None
    Delivery.update(provider_id="SM9").where(Delivery.id == texted.id).execute()
    assert [one.delivery_id for one in outbox.apply_pending(now + timedelta(hours=1))] == [texted.id]
    assert fresh(texted).provider_status == "delivered"
    assert outbox.apply_pending(now + timedelta(hours=2)) == []


def test_what_was_final_stays_so(texted: Delivery, now: datetime) -> None:
    Delivery.update(state=FAILED).where(Delivery.id == texted.id).execute()
    outbox.record_receipt(text_receipt(texted, "delivered"), now)
    assert (fresh(texted).state, fresh(texted).provider_status) == (FAILED, "delivered")


def test_a_carriers_block_is_learned_from_a_receipt(
    texted: Delivery, cast: SimpleNamespace, now: datetime
) -> None:
    applied = outbox.record_receipt(text_receipt(texted, "undelivered", error="21610"), now)
    assert applied is not None
    assert applied.unreachable == []  # her mail still works
    assert consent.state(Address.get(Address.value == "+13125550142")).blocked
    assert fresh(texted).provider_error == "21610"


def test_a_number_that_is_not_registered_halts_the_sender(
    kit: Kit, texted: Delivery, cast: SimpleNamespace, now: datetime
) -> None:
    outbox.record_receipt(text_receipt(texted, "undelivered", error="30034"), now)
    row = say(cast.bob, now)
    assert drain(kit, now).held == 1
    assert fresh(row).reason_code == "halted"


def test_the_providers_price_replaces_the_estimate(texted: Delivery, now: datetime) -> None:
    price = NewReceipt(
        "twilio", "SM1:delivered", "delivered", texted.attempt_token or "", raw={"Price": "-0.00830"}
    )
    outbox.record_receipt(price, now)
    assert fresh(texted).price_micros == 8_300
    assert SpendDay.get().micros == 8_300


@pytest.mark.parametrize(
    ("event", "raw", "how", "status"),
    [
        ("bounce", {"type": "bounce", "reason": "550"}, "bounce", "bounced"),
        ("bounce", {"type": "blocked", "reason": "421 later"}, "import", "active"),
        ("spamreport", {}, "complaint", "stopped"),
        ("unsubscribe", {}, "email-link", "stopped"),
        ("group_unsubscribe", {}, "email-link", "stopped"),
        ("dropped", {"reason": "Bounced Address"}, "bounce", "bounced"),
        ("dropped", {"reason": "Unsubscribed Address"}, "email-link", "stopped"),
        ("dropped", {"reason": "Spam Reporting Address"}, "complaint", "stopped"),
        ("dropped", {"reason": "Invalid SMTPAPI header"}, "import", "active"),
        ("deferred", {}, "import", "active"),
    ],
)
def test_what_an_event_says_of_the_mailbox(
    mailed: Delivery, now: datetime, event: str, raw: dict[str, str], how: str, status: str
) -> None:
    outbox.record_receipt(mail_receipt(mailed, event, **raw), now)
    mailbox = Address.get(Address.value == "amy@example.com")
    assert (consent.state(mailbox).how, mailbox.status) == (how, status)
    assert consent.state(Address.get(Address.value == "+13125550142")).given is True


def test_whoever_cannot_be_reached_any_more_is_named(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    at_noon_in_tokyo = now + timedelta(hours=6)
    row = say(cast.tom, at_noon_in_tokyo)
    drain(kit, at_noon_in_tokyo)
    applied = outbox.record_receipt(mail_receipt(row, "bounce"), at_noon_in_tokyo)
    assert applied is not None
    assert applied.unreachable == [cast.tom.id]
