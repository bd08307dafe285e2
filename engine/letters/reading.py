"""A newsletter as one member reads it: on its page, and by phone."""

from __future__ import annotations

from datetime import datetime

from engine.channels import Carriers, Kit
from engine.language.dated import Letter
from engine.language.steps import Send
from engine.letters.coming import SHOWN, coming
from engine.links import Links
from engine.models import Address, Draft, Member, Occurrence
from engine.models.people import EMAIL, STRANGER
from engine.models.sending import SERVICE
from engine.outbox import NewDelivery
from engine.outbox.lookups import Lookups
from engine.outbox.queueing import unqueued
from engine.outbox.rendering import Rendered, Renderer
from engine.published import Published
from engine.settings import Settings
from engine.threads.owners import HOST, MANAGER
from engine.wording.email import without_footer


def newest(now: datetime) -> Occurrence | None:
    """The letter that went out last."""
    out = (
        (Occurrence.kind == Letter.kind) & Occurrence.signed_at.is_null(False) & (Occurrence.starts_at <= now)
    )
    found: Occurrence | None = Occurrence.select().where(out).order_by(Occurrence.starts_at.desc()).first()
    return found


def for_reader(letter_id: str, reader_id: str) -> tuple[Occurrence, Member] | None:
    """The letter and its reader, by their public ids; None where it is not for them, or not out yet."""
    row = Occurrence.get_or_none((Occurrence.public_id == letter_id) & (Occurrence.kind == Letter.kind))
    reader = Member.get_or_none(Member.public_id == reader_id)
    if row is None or reader is None or reader.forgotten_at is not None or reader.how == STRANGER:
        return None
    return (row, reader) if row.signed_at is not None or _may_sign(row, reader) else None


def rendered(
    row: Occurrence, reader: Member, published: Published, settings: Settings, links: Links, now: datetime
) -> Rendered | None:
    """The letter's mail as the reader would get it; None where its file is no letter any more."""
    workflow = published.workflow(row.revision_id)
    message = next((step.message for step in workflow.steps if isinstance(step, Send)), "")
    if not message:
        return None
    delivery = unqueued(
        NewDelivery(
            cause=f"letter:{row.id}",
            step_key="page",
            member_id=reader.id,
            kind=SERVICE,
            message=message,
            occurrence_id=row.id,
            workflow=row.workflow,
        ),
        now,
    )
    kit = Kit(settings, Carriers(), links)
    renderer = Renderer(published, kit, now, Lookups(published, now))
    return renderer.render(delivery, Address(channel=EMAIL, value="", member=reader), EMAIL)


def paragraphs(letter: Rendered) -> tuple[str, ...]:
    """Its words, without what stands at the foot of a mail, part by part."""
    body = without_footer(letter.body)
    return tuple(part for part in (one.strip() for one in body.split("\n\n")) if part)


def _may_sign(row: Occurrence, reader: Member) -> bool:
    """Whether it was shown to somebody who signs letters, and this is one of them."""
    shown = Draft.select(Draft.id).where((Draft.occurrence == row.id) & (Draft.state == SHOWN)).exists()
    return shown and reader.role in (_signed_by(row), HOST, MANAGER)


def _signed_by(row: Occurrence) -> str:
    which = coming(row)
    return which.letter.signed_by if which is not None else HOST
