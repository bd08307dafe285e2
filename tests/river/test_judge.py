"""Every request of a whole story, judged by an independent checker against the providers' own specifications.

The checker is no part of Kindling: ``PROVIDER_JUDGE`` names the folder that holds its ``judge.py``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import runner
from engine.channels import build
from engine.models import Delivery, Member
from engine.models.db import transaction
from engine.models.sending import CANCELLED, EXPIRED, HELD, QUEUED, REFUSED, SENT, UNKNOWN
from engine.now import machine_now
from engine.outbox import settle_unknown
from engine.recovery import recover
from tests.river.conftest import River

SERVICE = "MG0123456789abcdef0123456789abcdef"
NEWCOMER = "+13125550177"
# Longer than a text's segment, right to left, with marks that combine, an emoji of four code points, and signs
# that mail headers and lists of addresses give a meaning.
NAMES = (
    "Anneliese-Maximiliane von Hohenstein-Wolfenbüttel zu Schwarzburg-Rudolstadt " * 2,
    "عبد الرحمن بن محمد",
    'Zoë 👩‍👩‍👧 "Zed" O\'Neil; Ruiz, Jr. <zoe@example.com>',
    "Nguyễn Thị Hồng Ánh",
)


def problems(judge: Any, captured: list[dict[str, Any]]) -> list[str]:
    """What is wrong with each request, once for each kind of request and fault."""
    found = {
        f"{one['method']} {one['path'].partition('?')[0]}: {fault}"
        for one in captured
        for fault in judge.check(one["method"], one["path"], one["headers"], one["body"].encode())
    }
    return sorted(found)


def test_the_judge_does_see_what_is_wrong(judge: Any) -> None:
    body = json.dumps({"personalizations": [{"to": [{"email": "a@b.org"}, {"email": "c@d.org"}]}]}).encode()
    assert judge.check("POST", "/v3/mail/send", {"content-type": "application/json"}, body)


def tell_a_story(river: River, make_member: Callable[..., Member], cast: SimpleNamespace) -> None:
    """A newcomer with her questions and stops, calls on both channels, praise, replies by mail, doubt and loss."""
    for at, name in enumerate(NAMES):
        make_member(
            name, phone=f"+1312555018{at}", email=f"zoe{at}@example.com", prefers=("email", "")[at % 2]
        )
    river.text(NEWCOMER, "JOIN")
    river.text(NEWCOMER, "The people, mostly!")
    river.text(NEWCOMER, "Which colour goes with a kitchen?")
    with transaction():
        runner.report(cast.amy, "first-sale", "sale-1", river.now, by="test")
        runner.report(Member.get(Member.name == NAMES[2]), "first-sale", "sale-2", river.now, by="test")
    river.wait(days=2)
    (mail, *_) = river.mails("tom@example.com")
    assert river.sandbox.reply_mail(int(str(mail["id"])), "I can't make it, sorry!") == 200
    river.settle()
    river.text("+13125550100", "No worries Tom.")
    _doubt(river)
    river.text(NEWCOMER, "STOP")
    river.wait(days=6)
    recover(river.kit, now=river.now, machine_now=machine_now())
    recover(river.kit, now=river.now, machine_now=machine_now() + timedelta(minutes=11))


def _doubt(river: River) -> None:
    """One text is in doubt, and the carrier is asked what became of it."""
    row = Delivery.select().where(Delivery.state == SENT, Delivery.channel == "text").get()
    Delivery.update(state=UNKNOWN, provider_id=None).where(Delivery.id == row.id).execute()
    settle_unknown(river.kit, now=river.now, machine_now=machine_now() + timedelta(minutes=5))
    assert Delivery.get_by_id(row.id).state in (SENT, QUEUED)


@pytest.mark.parametrize("sender", ["a number", SERVICE])
def test_every_request_is_one_that_the_provider_documents(
    judge: Any, river: River, make_member: Callable[..., Member], cast: SimpleNamespace, sender: str
) -> None:
    if sender == SERVICE:
        river.kit = build(replace(river.kit.settings, twilio_from=SERVICE))
    tell_a_story(river, make_member, cast)
    captured = river.sandbox.captured()
    mails = [json.loads(one["body"]) for one in captured if one["path"] == "/v3/mail/send"]
    texts = [one["body"] for one in captured if one["method"] == "POST" and "Messages" in one["path"]]
    assert len(texts) > 20
    assert any("text/calendar" in str(mail.get("attachments")) for mail in mails)
    assert any(one["method"] == "GET" and "To=" in one["path"] for one in captured)
    assert any("DateSent" in one["path"] for one in captured)
    assert (SERVICE in "".join(texts)) == (sender == SERVICE)
    assert (
        len({row.state for row in Delivery.select()} - {SENT, QUEUED, HELD, REFUSED, EXPIRED, CANCELLED}) == 0
    )
    assert problems(judge, captured) == []
