"""``GET /pictures/…``: what a host is asked about, ``GET /picture/…``: one picture that may be shown, and
``GET /sent/…``: what came with words to a person.

Looking at them changes nothing: the yes is a text. A picture that its member, or a STOP, has taken back is gone from
both at once, but for the minutes that a browser keeps its own.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, render_template, send_file

from engine import challenges
from engine.entries import showing
from engine.models import Blob, Entry, Inbound, Picture
from engine.models.challenges import APPROVED, COUNTED, FAILED, KEPT, UNREADABLE, WAITING
from engine.models.db import connection
from engine.outbox.fields import first_name
from engine.published import live
from handlers.doors import doors
from handlers.proofs import LINK, proven_by

blueprint = Blueprint("pictures", __name__)

NOT_HERE = "This picture is not here (any more)."
KEEP_SECONDS = 300


@blueprint.get("/pictures/<token>")
@proven_by(LINK)
def batch(token: str) -> str:
    """The pictures of one ask, by their numbers, with whose they are and what came with them."""
    with connection():
        community = live().community
        rows = [
            {"number": number, "name": first_name(entry.member, community.nameless), "words": entry.words}
            for number, entry in _there(token)
        ]
    return render_template("pictures.html", community=community.name, pictures=rows, token=token)


@blueprint.get("/pictures/<token>/<int:number>")
@proven_by(LINK)
def of_batch(token: str, number: int) -> Response:
    with connection():
        entry = next((entry for at, entry in _there(token) if at == number), None)
        return _sent(Picture.get_or_none(Picture.entry == entry) if entry is not None else None)


@blueprint.get("/picture/<token>")
@proven_by(LINK)
def one(token: str) -> Response:
    """A picture while it may be shown to others."""
    with connection():
        public_id = doors().links.read_picture(token)
        row = Picture.get_or_none(Picture.public_id == public_id) if public_id else None
        return _sent(row if row is not None and _may_be_shown(row) else None)


@blueprint.get("/sent/<token>")
@proven_by(LINK)
def sent(token: str) -> str:
    """What came with a member's words, for whoever has the conversation."""
    with connection():
        community, rows = live().community, _came(token)
        shown = [{"number": at, "kept": _is_kept(row), "why": _why(row)} for at, row in rows]
        member = rows[0][1].inbound.member
        name = first_name(member, community.nameless) if member is not None else community.nameless
    return render_template("sent.html", community=community.name, pictures=shown, name=name, token=token)


@blueprint.get("/sent/<token>/<int:number>")
@proven_by(LINK)
def of_sent(token: str, number: int) -> Response:
    with connection():
        return _sent(dict(_came(token)).get(number))


def _came(token: str) -> list[tuple[int, Any]]:
    """The pictures of a conversation's words, by their numbers; a 404 where there are none to be seen."""
    public_id = doors().links.read_sent(token)
    inbound = Inbound.get_or_none(Inbound.public_id == public_id) if public_id else None
    if inbound is None or inbound.thread_id is None:
        abort(404, NOT_HERE)
    rows = list(Picture.select().where(Picture.inbound == inbound.id).order_by(Picture.position))
    if not rows:
        abort(404, NOT_HERE)
    return list(enumerate(rows, start=1))


def _is_kept(row: Picture) -> bool:
    return row.state == KEPT and row.blob_id is not None


def _why(row: Picture) -> str:
    """Why a picture can not be seen."""
    if row.state == WAITING:
        return "It is on its way. Please look again in a minute."
    if row.state == UNREADABLE:
        return f"It can not be opened: {row.error}."
    return "It never came." if row.state == FAILED else "It is not kept."


def _there(token: str) -> list[tuple[int, Entry]]:
    """What of the batch is there to be seen still, each with its number; a 404 where there is none."""
    public_id = doors().links.read_pictures(token)
    found = showing.batch_of(public_id) if public_id else []
    numbered: list[tuple[int, Any]] = list(enumerate(found, start=1))
    shown = [(number, entry) for number, entry in numbered if entry.state in (COUNTED, APPROVED)]
    if not shown:
        abort(404, NOT_HERE)
    return shown


def _may_be_shown(row: Picture) -> bool:
    entry = row.entry
    run = entry and challenges.run_of(entry.occurrence, live().workflow(entry.occurrence.revision_id))
    if not run:
        return False
    ready = challenges.shown(run.id, approval=run.challenge.approval)
    return bool(ready.where(Picture.id == row.id).exists())


def _sent(row: Picture | None) -> Response:
    if row is None or row.state != KEPT or row.blob_id is None:
        abort(404, NOT_HERE)
    blob = Blob.get_by_id(row.blob_id)
    answer = send_file(BytesIO(bytes(blob.body)), mimetype=blob.media_type, etag=blob.sha256)
    answer.headers["Cache-Control"] = f"private, max-age={KEEP_SECONDS}"
    return answer
