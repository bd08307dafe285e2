"""Pages for anybody: what this is, what we keep, and the rules that carriers ask every texting service to show."""

from __future__ import annotations

from email.utils import parseaddr
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template

from engine.models.db import connection
from engine.published import NothingPublished, live
from handlers.doors import doors
from handlers.proofs import anyone, proven_by

blueprint = Blueprint("pages", __name__)

_STYLE = (Path(__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
_MUSIC = (Path(__file__).parent / "static" / "hold-music.mp3").read_bytes()
_HOUR = "public, max-age=3600"


@blueprint.app_context_processor
def _everywhere() -> dict[str, Any]:
    """What every page's foot shows. A page that says what broke must not need the database."""
    return {"community": "Kindling", "postal": doors().settings.postal_address}


@blueprint.get("/")
@proven_by(anyone("it says what this is, and nothing of anybody"))
def front() -> str:
    return render_template("front.html", **_about())


@blueprint.get("/privacy")
@proven_by(anyone("carriers and members must be able to read it"))
def privacy() -> str:
    return render_template("privacy.html", **_about())


@blueprint.get("/terms")
@proven_by(anyone("carriers and members must be able to read it"))
def terms() -> str:
    return render_template("terms.html", **_about())


@blueprint.get("/style.css")
@proven_by(anyone("the pages' look"))
def style() -> Response:
    return Response(_STYLE, content_type="text/css; charset=utf-8", headers={"Cache-Control": _HOUR})


@blueprint.get("/hold-music.mp3")
@proven_by(anyone("it is music, for whoever waits in a call"))
def hold_music() -> Response:
    """The provider asks for it once and keeps it."""
    return Response(_MUSIC, content_type="audio/mpeg", headers={"Cache-Control": _HOUR})


def _about() -> dict[str, Any]:
    """Names for the pages. The community's telephone number is public: it is printed on everything it sends."""
    settings = doors().settings
    about: dict[str, Any] = {
        "number": settings.twilio_from if settings.twilio_from.startswith("+") else "",
        "mail": parseaddr(settings.email_from)[1],
        "join_word": "JOIN",
    }
    try:
        with connection():
            community = live().community
    except NothingPublished:
        return about
    words = {"join_word": community.join_words[0]} if community.join_words else {}
    plays = {"plays_by_member": community.plays_by_member}
    return {**about, **words, **plays, "community": community.name}
