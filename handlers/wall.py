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
from engine.times import say_date, say_time
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
        "vote": "1 of us has voted so far.",
        "votes": "{} of us have voted so far.",
        "no_votes": "Nobody has voted yet.",
        "until": "Open until {}.",
        "chosen": "It is over, and {} of us took part. Thank you for choosing with us!",
        "closed": "Closed on {}.",
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
        "vote": "Ya hay 1 voto.",
        "votes": "Ya hay {} votos.",
        "no_votes": "Todavía no hay votos.",
        "until": "Está abierto hasta el {}.",
        "chosen": "Ya terminó, y participamos {}. ¡Gracias por elegir con todos!",
        "closed": "Cerró el {}.",
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
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    page = wall.page(number, published, language, now)
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
        votes=[_vote(one, reader, tongue) for one in wall.asked(reader, published, tongue, now)]
        if reader is not None and page.first
        else [],
        picture=Links(doors().settings.secret_key, "").picture,
        cards=cards,
        earlier=page.earlier,
        alone=published.community.wall == "members",
        language=tongue,
        words=words,
    )


def _vote(one: wall.Asked, reader: Member, tongue: str) -> dict[str, str]:
    """A vote as its card says it: what came of it, or how many have voted, and until when."""
    words = WORDS[tongue]
    ends = f"{say_date(one.ends_at, reader.timezone, tongue)}, {say_time(one.ends_at, reader.timezone)}"
    if one.is_open:
        said = {0: words["no_votes"], 1: words["vote"]}.get(one.count, words["votes"].format(one.count))
        return {"title": one.title, "said": said, "small": words["until"].format(ends)}
    said = one.result or words["chosen"].format(one.count) if one.count or one.result else ""
    small = " ".join(
        part for part in (one.figures and f"{one.figures}.", words["closed"].format(ends)) if part
    )
    return {"title": one.title, "said": said, "small": small}


def _cheers(count: int, words: dict[str, str]) -> str:
    """How many cheered; nothing where nobody did."""
    return {0: "", 1: words["cheer"]}.get(count, words["cheers"].format(count))
