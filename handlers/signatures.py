"""Whether a webhook comes from who it says: Twilio's HMAC over address and form, SendGrid's ECDSA over the bytes."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import quote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Request
from twilio.request_validator import RequestValidator

from engine.settings import Settings

TWILIO = "X-Twilio-Signature"
SENDGRID = "X-Twilio-Email-Event-Webhook-Signature"
SENDGRID_AT = "X-Twilio-Email-Event-Webhook-Timestamp"


def asked_url(request: Request, public_url: str) -> str:
    """The address as the provider asked for it: our own public base, then path and query as they came.

    The Host header is never used: whoever sends the request chooses it.
    """
    environ = request.environ
    target = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "")
    if not target.startswith("/"):
        path = quote(environ.get("PATH_INFO", "/").encode("latin-1"), safe="/:@!$&'()*+,;=~")
        query = environ.get("QUERY_STRING", "")
        target = f"{path}?{query}" if query else path
    return public_url.rstrip("/") + target


def from_twilio(request: Request, settings: Settings) -> bool:
    """Whether ``X-Twilio-Signature`` proves the request. An empty auth token proves nothing."""
    if not settings.twilio_auth_token or not settings.public_url:
        return False
    validator = RequestValidator(settings.twilio_auth_token)
    url, signature = asked_url(request, settings.public_url), request.headers.get(TWILIO, "")
    try:
        return bool(validator.validate(url, request.form, signature))
    except (TypeError, ValueError, AttributeError):  # the client raises on odd ports and on odd signatures
        return False


def from_sendgrid(request: Request, public_key: str, body: bytes) -> bool:
    """Whether SendGrid signed ``body`` with the key of ``public_key`` (base64 DER).

    The timestamp is signed but not judged: a retry up to 72 hours later may carry the first one, and what
    comes twice is recorded once.
    """
    key = _key(public_key)
    signature = request.headers.get(SENDGRID, "")
    stamp = request.headers.get(SENDGRID_AT, "")
    try:
        raw = base64.b64decode(signature, validate=True)
        key.verify(raw, stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _key(public_key: str) -> ec.EllipticCurvePublicKey:
    key = serialization.load_der_public_key(base64.b64decode(public_key))
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("SendGrid's verification keys are elliptic-curve keys")
    return key
