"""What the outbox's tests share: a published community, carriers on paper, and a drain at a moment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine import outbox
from engine.channels import Carriers, Kit, PaperCarrier
from engine.links import Links
from engine.models import Blob, Delivery, LiveWorkflow, Member, Revision, Snapshot
from engine.models.sending import BULK, NORMAL, STARTED, URGENT
from engine.settings import Settings

COMMUNITY = "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n"
LANES = (URGENT, NORMAL, BULK)
FILES = {
    "workflows/community.yaml": COMMUNITY,
    "messages/welcome.txt": "Welcome {{ first_name }}, good to have you!",
    "messages/welcome.es.txt": "Bienvenida {{ first_name }}!",
    "messages/letter.md": "---\nsubject: A word, {{ first_name }}\n---\nHello **{{ first_name }}**.",
}


def publish_files(files: Mapping[str, str], now: datetime, live: tuple[str, ...] = ()) -> None:
    """Publish files as they are, and make the workflows named ``live``."""
    hashes = {}
    for path, text in files.items():
        body = text.encode()
        hashes[path] = hashlib.sha256(body).hexdigest()
        Blob.insert(sha256=hashes[path], body=body).on_conflict_ignore().execute()
    for name in live:
        revision = Revision.create(workflow=name, sha256=hashes[f"workflows/{name}.yaml"], at=now)
        LiveWorkflow.create(name=name, revision=revision, live_since=now)
    Snapshot.create(at=now, files=hashes)


@pytest.fixture
def publish(db: str, now: datetime) -> Callable[..., None]:
    """Publish the usual files with others over them: ``publish({"messages/x.txt": "…"}, live=("name",))``."""

    def over(
        files: Mapping[str, str] | None = None, *, community: str = "", live: tuple[str, ...] = ()
    ) -> None:
        whole = {**FILES, **(files or {})}
        whole["workflows/community.yaml"] += community
        publish_files(whole, now, live)

    return over


def make_kit(text: Any = None, email: Any = None, **settings: Any) -> Kit:
    usual: dict[str, Any] = {
        "twilio_from": "+13125550199",
        "twilio_api_url": "http://127.0.0.1:1",
        "sendgrid_api_url": "http://127.0.0.1:1",
        "email_from": "The Team <team@example.org>",
        "reply_domain": "reply.example.org",
        "postal_address": "1 Main Street, Chicago",
        "public_url": "https://k.example.org",
        "secret_key": "a-secret-that-is-long-enough-for-tests",
        "sender_rate": 1000.0,
    }
    carriers = Carriers(
        text=text or PaperCarrier("+13125550199", "twilio"),
        email=email or PaperCarrier("team@example.org", "sendgrid"),
    )
    merged = {**usual, **settings}
    return Kit(Settings(**merged), carriers, Links(merged["secret_key"], merged["public_url"]))


@pytest.fixture
def kit(publish: Callable[..., None]) -> Kit:
    """A kit that writes on paper, for a community that has been published."""
    publish()
    return make_kit()


def drain(kit: Kit, now: datetime, machine: datetime | None = None, **options: Any) -> outbox.Drained:
    """One drain of every lane."""
    return outbox.drain(LANES, kit, now=now, machine_now=machine or now, **options)


def say(member: Member, now: datetime, kind: str = STARTED, cause: str = "c", **fields: Any) -> Delivery:
    """Queue one message for a member; literal words unless a message is named."""
    if "message" not in fields:
        fields.setdefault("body", "Hello there.")
    fields.setdefault("step_key", "send:it")
    return outbox.queue(outbox.NewDelivery(cause=cause, member_id=member.id, kind=kind, **fields), now)[0]


def fresh(row: Delivery) -> Delivery:
    """The row as it stands in the database now."""
    found: Delivery = Delivery.get_by_id(row.id)
    return found


def sent(kit: Kit, channel: str = "text") -> list[Any]:
    """What a kit's paper carrier was given."""
    carrier: Any = kit.carriers.by(channel)
    return list(carrier.sent)


def phone_kit(**settings: Any) -> Kit:
    """A kit that can ring, on paper, as fast as it likes."""
    kit = make_kit(calls_per_second=100.0, **settings)
    return replace(kit, carriers=replace(kit.carriers, phone=PaperCarrier("+13125550199", "twilio")))


@pytest.fixture
def line(kit: Kit) -> Kit:
    """A kit that can ring, for a community that has been published."""
    return phone_kit()


def report(row: Delivery, status: str, now: datetime, **raw: str) -> None:
    """The provider reports on a call."""
    token = fresh(row).attempt_token or ""
    outbox.record_receipt(
        outbox.NewReceipt("twilio", f"CA{row.id}:{status}", status, token, f"CA{row.id}", raw=raw), now
    )


SECOND = timedelta(seconds=1)
