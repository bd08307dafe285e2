"""``POST /sendgrid/inbound``: a mail came. Nothing but a proven forgery is refused, for a 4xx loses the mail."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, abort, request

from engine.inbound import Received, receive
from handlers.doors import doors
from handlers.mail.judged import body_identity, judge
from handlers.mail.letter import read_letter
from handlers.mail.parts import Unreadable, take_apart
from handlers.proofs import SENDGRID_MAIL, proven_by

log = logging.getLogger(__name__)

blueprint = Blueprint("sendgrid_inbound", __name__)


@blueprint.post("/sendgrid/inbound")
@proven_by(SENDGRID_MAIL)
def mail_came() -> Response:
    """Record it, ring, and say 200. A database that is away is a 503: SendGrid tries again for 72 hours."""
    body = request.get_data(cache=True)
    if not body:
        abort(400, "There is no mail in this request")
    here = doors()
    if receive(_read(body), here.now()):
        here.ring("inbound")
    return Response("", 200)


def _read(body: bytes) -> Received:
    """The letter, or where it can't be read the bytes as they came, for a person to look at."""
    settings = doors().settings
    signed = bool(settings.sendgrid_inbound_public_key)
    try:
        letter = read_letter(take_apart(body, request.headers.get("Content-Type", "")))
        return judge(letter, body, signed=signed, reply_domain=settings.reply_domain)
    except Unreadable as why:
        log.warning("A mail of %d bytes could not be read and is kept as it came: %s", len(body), why)
    except Exception:  # whatever a mail may hold, it must not be lost to a fault in our reading
        log.exception("A mail of %d bytes could not be read and is kept as it came", len(body))
    return Received(
        provider="sendgrid",
        provider_id=body_identity(body),
        channel="email",
        from_value="",
        proven=False,
        raw={"content_type": request.headers.get("Content-Type", "")[:200]},
        raw_bytes=body,
    )
