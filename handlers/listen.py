"""``GET /listen/…``: recordings, and messages that were left by phone. Plain HTML, so that an old phone plays them too.

A link plays for whoever has it. One that was sent to a member names them: recordings for a group play for those who
are in it at the time, and plays are counted by member where the community says so.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from flask import Blueprint, Response, abort, render_template, request, send_file

from engine import sounds
from engine.audience.hearing import may_hear
from engine.language.phone_line import Listen
from engine.models import Blob, Member, Recording, Sound
from engine.models.db import connection
from engine.outbox.line import our_line
from engine.published import live
from handlers.doors import doors
from handlers.proofs import LINK, proven_by

blueprint = Blueprint("listen", __name__)

_A_DAY = 86_400
BY_PHONE = "phone"  # what our own scripts say when the provider plays a recording: they count it themselves
NOT_HERE = "This recording is not here (any more)."
NOT_FOR_ALL = "This recording is for some of us. Please open it with the link that was sent to you."


@blueprint.get("/listen/<token>")
@proven_by(LINK)
def page(token: str) -> str:
    with connection():
        recording, _ = _recording(token)
        number, published = our_line(doors().settings), live()
    return render_template(
        "listen.html",
        recording=recording,
        token=token,
        number=number,
        keys=published.phone_line.way_to(Listen("by number")),
        community=published.community.name,
    )


@blueprint.get("/listen/<token>/audio")
@proven_by(LINK)
def audio(token: str) -> Response:
    """The sound, whole or in the ranges that players ask for; a start from the beginning is a play."""
    with connection():
        recording, member = _recording(token)
        blob = Blob.get_by_id(recording.blob_id)
        if _starts():
            community = live().community
            sounds.played(recording, "link", doors().now(), listener=member, community=community)
    return _sent(blob, recording.media_type)


@blueprint.get("/listen/message/<token>")
@proven_by(LINK)
def message(token: str) -> str:
    """Something that was said on the phone, for the person whom it was handed to."""
    with connection():
        sound = _sound(token)
        community = live().community.name
    return render_template("heard.html", sound=sound, token=token, community=community)


@blueprint.get("/listen/message/<token>/audio")
@proven_by(LINK)
def message_audio(token: str) -> Response:
    with connection():
        sound = _sound(token)
        if sound.blob_id is None:
            abort(404, "The sound is not here (yet).")
        blob = Blob.get_by_id(sound.blob_id)
    return _sent(blob, sound.media_type)


def _sent(blob: Blob, media_type: str) -> Response:
    return send_file(
        BytesIO(bytes(blob.body)), mimetype=media_type, conditional=True, etag=blob.sha256, max_age=_A_DAY
    )


def _starts() -> bool:
    """Players first ask for two bytes to see whether ranges work; that is no play, nor is a jump."""
    asked = request.range
    if request.method == "HEAD" or request.if_none_match or request.args.get("by") == BY_PHONE:
        return False
    if asked is None:
        return True
    start, end = asked.ranges[0]
    return start == 0 and (end is None or end > 2)


def _recording(token: str) -> tuple[Recording, Member | None]:
    """The recording that a link names, and the member whom it was sent to; a 404 where it may not be heard."""
    named = doors().links.read_listen(token)
    found = Recording.get_or_none(Recording.public_id == named.recording) if named else None
    if named is None or found is None or not _is_out(found, now := doors().now()):
        abort(404, NOT_HERE)
    member = Member.get_or_none(Member.public_id == named.member) if named.member else None
    if not may_hear(found, member, now, live().community):
        abort(404, NOT_FOR_ALL)
    return found, member


def _is_out(recording: Recording, now: datetime) -> bool:
    return recording.withdrawn_at is None and recording.published_at <= now


def _sound(token: str) -> Sound:
    named = doors().links.read_sound(token)
    found = Sound.get_or_none(Sound.public_id == named) if named else None
    if found is None:
        abort(404, "This message is not here (any more).")
    return found
