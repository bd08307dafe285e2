"""``GET /wall/…``: the good news of all, for members by their own link, for everybody where the community says so.

Looking at it changes nothing, whoever follows the link.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from engine import wall
from engine.links import Links
from engine.models import Member
from engine.models.db import connection
from engine.published import NothingPublished, live
from engine.times import say_date
from handlers.doors import doors
from handlers.proofs import LINK, anyone, proven_by

blueprint = Blueprint("wall", __name__)

NOT_HERE = "This wall is not here (any more). Text us WALL, and we send you your link."
WORDS = {
    "en": {
        "title": "Our wall",
        "none": "Nothing here yet. Perhaps you have something good to tell?",
        "earlier": "Earlier",
        "cheer": "1 cheer",
        "cheers": "{} cheers",
        "yours": "This link is yours alone. Please keep it to yourself.",
        "reached": "We did it! {} of us took part. Thank you, every one of you.",
        "leaders": "Out in front",
        "of": "Picture of {}",
    },
    "es": {
        "title": "Nuestro muro",
        "none": "Todavía no hay nada. ¿Tal vez tú tengas algo bueno que contar?",
        "earlier": "Antes",
        "cheer": "1 aplauso",
        "cheers": "{} aplausos",
        "yours": "Este enlace es solo para ti. Por favor, no lo pases.",
        "reached": "¡Lo hicimos! Participamos {}. ¡Gracias de todo corazón!",
        "leaders": "Van delante",
        "of": "Foto de {}",
    },
}


@blueprint.get("/wall/<token>")
@proven_by(LINK)
def own(token: str) -> str:
    """A member's own link; where the wall is for everybody it only makes no difference."""
    public_id = doors().links.read_wall(token)
    with connection():
        reader = wall.reader(public_id) if public_id else None
        if reader is None or _wall() == "none":
            abort(404, NOT_HERE)
        return _shown(reader, reader.language, reader.timezone)


@blueprint.get("/wall")
@proven_by(anyone("only where the community has a public wall; first names, and what was said yes to twice"))
def public() -> str:
    with connection():
        if _wall() != "public":
            abort(404, NOT_HERE)
        community = live().community
        return _shown(None, community.language, community.timezone)


def _wall() -> str:
    try:
        return live().community.wall
    except NothingPublished:
        return "none"


def _shown(reader: Member | None, language: str, timezone: str) -> str:
    """The page for a member, or for anybody."""
    asked = request.args.get("page", "1")
    now = doors().now()
    published = live()
    page = wall.page(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1, now)
    tongue = "es" if language.startswith("es") else "en"
    words = WORDS[tongue]
    cards = [
        {
            "day": say_date(card.at, timezone, tongue),
            "words": card.words,
            "cheers": _cheers(card.cheers, words),
        }
        for card in page.cards
    ]
    return render_template(
        "wall.html",
        community=published.community.name,
        bars=wall.bars(reader, published, tongue, now) if page.first else (),
        picture=Links(doors().settings.secret_key, "").picture,
        cards=cards,
        earlier=page.earlier,
        alone=published.community.wall == "members",
        language=tongue,
        words=words,
    )


def _cheers(count: int, words: dict[str, str]) -> str:
    """How many cheered; nothing where nobody did."""
    return {0: "", 1: words["cheer"]}.get(count, words["cheers"].format(count))
