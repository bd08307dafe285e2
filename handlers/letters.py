"""``GET /letter/…``: a newsletter on a page of its own, as its mail looks, for whoever the link was made for.

Whoever signs it reads it here before it goes out; a member when it has. Reading changes nothing.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort

from engine.letters import reading
from engine.models.db import connection
from engine.published import live
from handlers.doors import doors
from handlers.proofs import LINK, proven_by

blueprint = Blueprint("letters", __name__)

NOT_HERE = "This letter is not here (yet). Please open it with the link that was sent to you."
# A mail brings its look along within its own lines; all else stays as closed as on any page.
LOOK = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@blueprint.get("/letter/<token>")
@proven_by(LINK)
def page(token: str) -> Response:
    settings, links = doors().settings, doors().links
    ids = links.read_letter(token)
    with connection():
        found = reading.for_reader(*ids) if ids else None
        letter = reading.rendered(*found, live(), settings, links, doors().now()) if found else None
    if letter is None:
        abort(404, NOT_HERE)
    return Response(
        letter.html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": LOOK}
    )
