"""``GET/POST /u/<token>``: the way out of email. Looking never changes anything, for programs look at links too.

A POST ends email at once: one click in a mail program (RFC 8058) or the button on the page. It may be repeated.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from engine import consent, runner
from engine.models import Address
from engine.models.db import connection, transaction
from engine.models.people import lock_member
from handlers.doors import doors
from handlers.proofs import LINK, proven_by

blueprint = Blueprint("unsubscribe", __name__)

RESUBSCRIBE = "resubscribe"


@blueprint.get("/u/<token>")
@proven_by(LINK)
def look(token: str) -> str:
    with connection():
        address = _address(token)
        stopped = consent.state(address).given is False
    return render_template(
        "unsubscribe.html", stopped=stopped, just_now=False, address=_masked(address.value)
    )


@blueprint.post("/u/<token>")
@proven_by(LINK)
def act(token: str) -> str:
    """End email; or, by the page's other button, take that back. Mail programs only ever do the first."""
    back = request.form.get("do") == RESUBSCRIBE
    with transaction():
        address = _address(token)
        if address.member_id is not None:
            lock_member(address.member_id)
        if back and consent.state(address).given is False:
            consent.grant(address, "email-link", _evidence(), doors().now())
        elif not back:
            _end(address)
    return render_template(
        "unsubscribe.html", stopped=not back, just_now=True, address=_masked(address.value)
    )


def _end(address: Address) -> None:
    """Email ends; walks end only where that was the last way to reach their member."""
    now = doors().now()
    one_click = request.form.get("List-Unsubscribe") == "One-Click"
    owners = consent.unsubscribe(address, "one-click" if one_click else "email-link", _evidence(), now)
    runner.end_unreachable([owner.id for owner in owners], now)


def _address(token: str) -> Address:
    """The mailbox of the link. A token that is not ours, or of somebody forgotten, is a 404."""
    public_id = doors().links.read_unsubscribe(token)
    found = Address.get_or_none(Address.public_id == public_id) if public_id else None
    if found is None:
        abort(404, "This link is not one of ours, or it is no longer needed.")
    return found


def _masked(value: str) -> str:
    """Enough for its owner to know it by, too little for whoever was forwarded the mail."""
    local, _, domain = value.partition("@")
    return f"{local[:1]}…@{domain}"


def _evidence() -> dict[str, str]:
    return {
        "by": "the link in an email",
        "ip": request.remote_addr or "",
        "user_agent": request.headers.get("User-Agent", "")[:300],
    }
