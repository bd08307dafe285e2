"""Which member a request is about: by id, by phone or by email."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.community import members
from engine.models import Member
from engine.wording.phones import AddressError, read_email, read_phone
from handlers.api.bodies import Wrong, word

WAYS = ("member", "phone", "email")


def member_of(body: Mapping[str, Any]) -> Member:
    """The one member that ``member``, ``phone`` or ``email`` names; ``member`` may be any of the three.

    Raises Wrong: 422 for none, 404 for nobody.
    """
    given = {way: word(dict(body), way) for way in WAYS}
    if not any(given.values()):
        raise Wrong(422, "Who is it about?", "Give member (an id, phone or email), phone or email.")
    given |= meant(given)
    try:
        phone = read_phone(given["phone"]).e164 if given["phone"] else ""
        email = read_email(given["email"]) if given["email"] else ""
    except AddressError as error:
        raise Wrong(422, "Not usable", str(error)) from None
    found = members.find(public_id=given["member"], phone=phone, email=email)
    if found is None:
        raise Wrong(404, "No such member", "Nobody here has this id, number or address.")
    return found


def meant(body: Mapping[str, Any]) -> dict[str, str]:
    """``member`` under the name of what it is: an address where it can be read as one (no id can), else an id."""
    member = word(dict(body), "member")
    for way, read in (("email", read_email), ("phone", _e164)):
        try:
            if member:
                return {"member": "", way: read(member)}
        except AddressError:
            continue
    return {}


def _e164(text: str) -> str:
    return read_phone(text).e164
