"""``GET /listen/<token>``: a recording's page and its sound. Plain HTML, so that an old phone plays it too."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, abort, render_template, request, send_file

from engine.links import Links
from engine.models import Blob, Recording
from engine.models.db import connection, transaction
from engine.outbox.line import our_line
from engine.published import live
from handlers.doors import doors
from handlers.proofs import LINK, proven_by

blueprint = Blueprint("listen", __name__)

_A_DAY = 86_400


@blueprint.get("/listen/<token>")
@proven_by(LINK)
def page(token: str) -> str:
    with connection():
        recording = _recording(token)
        number, community = our_line(doors().settings), live().community.name
    return render_template(
        "listen.html", recording=recording, token=token, number=number, community=community
    )


@blueprint.get("/listen/<token>/audio")
@proven_by(LINK)
def audio(token: str) -> Response:
    """The sound, whole or in the ranges that players ask for; a start from the beginning is a play."""
    with connection():
        recording = _recording(token)
        blob = Blob.get_by_id(recording.blob_id)
    if _starts():
        with transaction():
            Recording.update(plays=Recording.plays + 1).where(Recording.id == recording.id).execute()
    return send_file(
        BytesIO(bytes(blob.body)),
        mimetype=recording.media_type,
        conditional=True,
        etag=blob.sha256,
        max_age=_A_DAY,
    )


def _starts() -> bool:
    """Players first ask for two bytes to see whether ranges work; that is no play, nor is a jump."""
    asked = request.range
    if request.method == "HEAD" or request.if_none_match:
        return False
    if asked is None:
        return True
    start, end = asked.ranges[0]
    return start == 0 and (end is None or end > 2)


def _recording(token: str) -> Recording:
    settings = doors().settings
    named = Links(settings.secret_key, settings.public_url).read_listen(token)
    found = Recording.get_or_none(Recording.public_id == named.recording) if named else None
    if found is None or found.withdrawn_at is not None:
        abort(404, "This recording is not here (any more).")
    return found
