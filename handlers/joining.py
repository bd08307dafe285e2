"""``GET /join/…`` and ``GET /poster/…``: a member's word for whoever they invite, to be texted or read off a wall.

Nobody joins by looking at a page: their own text is what counts. Scanners may follow every link.
"""

from __future__ import annotations

import segno
from flask import Blueprint, Response, abort, render_template
from markupsafe import Markup

from engine.community import inviting
from engine.models import Member
from engine.models.db import connection
from engine.outbox.line import our_line
from engine.published import NothingPublished, live
from handlers.doors import doors
from handlers.proofs import LINK, anyone, proven_by

blueprint = Blueprint("joining", __name__)

NOT_HERE = "This invitation is not here (any more). Please ask whoever gave it to you for a new one."


@blueprint.get("/join/<code>")
@proven_by(anyone("it shows our number, and a word that whoever has the link has already"))
def join(code: str) -> Response:
    with connection():
        if inviting.inviter_by(code) is None:
            abort(404, NOT_HERE)
        return _page("join.html", code.upper())


@blueprint.get("/poster/<token>")
@proven_by(LINK)
def poster(token: str) -> Response:
    """The link is the member's own; their word was made when it was asked for, so looking changes nothing."""
    public_id = doors().links.read_poster(token)
    with connection():
        member = Member.get_or_none(Member.public_id == public_id) if public_id else None
        code = inviting.known_code(member) if member is not None else None
        if code is None:
            abort(404, NOT_HERE)
        return _page("poster.html", code)


def _page(template: str, code: str) -> Response:
    try:
        community = live().community
    except NothingPublished:
        abort(404, NOT_HERE)
    number = our_line(doors().settings)
    sms = f"sms:{number}?&body={code}"  # both of the ways that telephones read it
    words = {"community": community.name, "code": code, "number": number, "sms": sms}
    return Response(render_template(template, **words, picture=_picture(sms)))


def _picture(address: str) -> Markup:
    """What a telephone's camera reads, as an inline SVG of our own making."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(scale=8, border=4, dark="#2b2320", light="#fff", omitsize=True))  # noqa: S704
