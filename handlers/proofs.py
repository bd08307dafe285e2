"""How each route knows who is asking. A route that declares no proof is closed, so a new one can't be forgotten."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import abort, current_app, request

from handlers.doors import doors
from handlers.signatures import from_sendgrid, from_twilio

LARGEST_MAIL = 32 * 1024 * 1024  # SendGrid hands over up to 30 MB

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Proof:
    """``check`` ends the request with a 4xx unless it is proven; ``why`` says it in words, for the reader."""

    name: str
    why: str
    check: Callable[[], None]


_declared: dict[Callable[..., Any], Proof] = {}


def proven_by(proof: Proof) -> Callable[[View], View]:
    """Declare how a view is proven; ``guard`` checks it before the view is called."""

    def declare(view: View) -> View:
        _declared[view] = proof
        return view

    return declare


def proof_of(view: Callable[..., Any]) -> Proof | None:
    return _declared.get(view)


def guard() -> None:
    """Check the declared proof of the route that was asked for; without one it stays closed."""
    if request.endpoint is None:
        return
    proof = proof_of(current_app.view_functions[request.endpoint])
    if proof is None:
        abort(403)
    proof.check()


def _twilio() -> None:
    if not from_twilio(request, doors().settings):
        abort(403)


def _sendgrid_events() -> None:
    key = doors().settings.sendgrid_events_public_key
    if not key or not from_sendgrid(request, key, request.get_data()):
        abort(403)


def _sendgrid_mail() -> None:
    """Only a proven forgery is refused: SendGrid drops a mail on any 4xx, and nobody would know."""
    request.max_content_length = LARGEST_MAIL
    key = doors().settings.sendgrid_inbound_public_key
    if key and not from_sendgrid(request, key, request.get_data()):
        abort(403)


def _bearer(key: str) -> None:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if not key:
        abort(403, "This door is closed: its key is not set.")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), key.encode()):
        abort(401, 'Send the header "Authorization: Bearer KEY" with the key of this door.')


def _sandbox() -> None:
    """Time may be moved only where nobody real can be reached."""
    settings = doors().settings
    if not settings.sandboxed:
        abort(404)
    _bearer(settings.twilio_auth_token)


TWILIO = Proof("twilio", "signed with the Twilio auth token", _twilio)
SENDGRID_EVENTS = Proof("sendgrid events", "signed with the event webhook's key", _sendgrid_events)
SENDGRID_MAIL = Proof("sendgrid mail", "signed with the inbound parse key, where one is set", _sendgrid_mail)
API_KEY = Proof("api key", "Authorization: Bearer API_KEY", lambda: _bearer(doors().settings.api_key))
SANDBOX_KEY = Proof("sandbox key", "Authorization: Bearer TWILIO_AUTH_TOKEN, in the sandbox alone", _sandbox)
LINK = Proof("link", "the token in the address, which the view reads", lambda: None)


def anyone(why: str) -> Proof:
    """A route for everybody; ``why`` is the reason that this is safe."""
    return Proof("anyone", why, lambda: None)
