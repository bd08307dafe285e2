"""What came with a text, kept and handed out as Twilio does it: to whoever has the account's key, by way of a store."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from flask import Blueprint, Response, redirect, request, send_from_directory

from sandbox.carrier import Carrier
from sandbox.twilio.account import API, guard
from sandbox.twilio.errors import Refused, error_page, refused_page

SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".wav")


def keep_media(carrier: Carrier, content: bytes, suffix: str) -> str:
    """Keep a picture or sound; its address in the store, which is what the page shows."""
    folder = _folder(carrier)
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid.uuid4().hex + suffix
    (folder / name).write_bytes(content)
    return f"{carrier.own_url}/media/{name}"


def media_url(carrier: Carrier, message: str, url: str) -> str:
    """How the webhook names it: ours by its place in the API, anything else as it is."""
    if not url.startswith(f"{carrier.own_url}/media/"):
        return url
    return f"{carrier.own_url}{API}/{carrier.settings.account_sid}/Messages/{message}/Media/{media_sid(url)}"


def media_sid(url: str) -> str:
    return "ME" + hashlib.md5(url.rpartition("/")[2].encode(), usedforsecurity=False).hexdigest()


def media_blueprint(carrier: Carrier) -> Blueprint:
    """The API's door, which sends on to the store, and the store, which takes no key with a question."""
    doors = Blueprint("twilio_media", __name__)
    doors.register_error_handler(Refused, refused_page)

    @doors.get(f"{API}/<account>/Messages/<message>/Media/<sid>")
    def media(account: str, message: str, sid: str) -> Response:
        guard(carrier, account)
        there = sorted(_folder(carrier).glob("*"))
        named = next((file.name for file in there if media_sid(file.name) == sid), None)
        known = carrier.store.row(
            "SELECT sid FROM texts WHERE sid = ? AND media LIKE ?", message, f"%{named}%"
        )
        if named is None or known is None:
            return error_page(20404, request.path)
        return redirect(f"{carrier.own_url}/media/{named}", 307)  # type: ignore[return-value]  # werkzeug's, as Flask serves it

    @doors.get("/media/<name>")
    def store(name: str) -> Response:
        if request.authorization is not None:
            return Response("Only one way of asking is allowed.", status=400, mimetype="text/plain")
        return send_from_directory(_folder(carrier).absolute(), name)

    return doors


def _folder(carrier: Carrier) -> Path:
    return Path(carrier.settings.data_dir) / "media"
