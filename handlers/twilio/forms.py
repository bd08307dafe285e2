"""Reading Twilio's forms: fields are added without notice, so what is not needed is let through unread."""

from __future__ import annotations

import re

from flask import Response, abort, request
from twilio.twiml import TwiML
from werkzeug.exceptions import BadRequest

from engine.wording.phones import AddressError, read_phone

_SID = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")
_LONGEST = 64
UNNAMED = "anonymous"


def sid(name: str, *kinds: str) -> str:
    """The field's SID, of one of the ``kinds`` (SM, MM, CA…); anything else is a 400."""
    value = request.form.get(name, "")
    if not _SID.fullmatch(value) or value[:2] not in kinds:
        abort(400, f"{name} is missing or is no SID")
    return value


def number(name: str) -> str:
    """A number in E.164; short codes, ``client:`` names and hidden callers stay as they are. Missing is a 400."""
    value = request.form.get(name, "").strip()
    if not value or len(value) > _LONGEST or not value.isprintable():
        abort(400, f"{name} is missing, too long or no number")
    try:
        return read_phone(value).e164
    except AddressError:
        return value


def caller(name: str) -> str:
    """A number as ``number`` reads it; where it is missing or none, somebody who keeps it from us: a caller is never
    turned away with the provider's words."""
    try:
        return number(name)
    except BadRequest:
        return UNNAMED


def xml(twiml: TwiML) -> Response:
    return Response(str(twiml), content_type="text/xml; charset=utf-8")
