"""Email by SendGrid, through its own client: one POST a reader, so that nobody ever sees another.

SendGrid documents no idempotency key either: the attempt's token travels in ``custom_args`` and comes back
with every event. Custom arguments are kept for years and seen by its staff, so nothing personal is in them.
"""

from __future__ import annotations

import base64
from datetime import timedelta
from email.utils import parseaddr
from functools import cached_property
from typing import Any

from engine.channels.carrier import Lookup, Outcome, Outgoing, Sighting, Unsure
from engine.channels.codes import classify_sendgrid
from engine.channels.failures import classify_break
from engine.settings import Settings
from engine.wording.headers import list_unsubscribe, threading

PROVIDER = "sendgrid"
TOKEN_ARG = "kindling_token"  # noqa: S105  a name, no secret
_UNSAFE_IN_NAMES = str.maketrans({";": " ", ",": " "})  # SendGrid refuses both in names


class SendGridCarrier:
    """Sends mail from ``EMAIL_FROM``. One per process; threads share it."""

    provider = PROVIDER

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def sender_for(self, known: str) -> str:
        """Always our one mailbox: a reader knows us by name, and replies find us by their token."""
        return parseaddr(self._settings.email_from)[1]

    def send(self, outgoing: Outgoing) -> Outcome:
        from python_http_client.exceptions import HTTPError

        try:
            answer = self.client.mail.send.post(request_body=mail(outgoing, self._settings))
        except HTTPError as error:
            return _refused(error)
        except Exception as error:  # noqa: BLE001  the network's faults come as any of a dozen classes
            return Outcome(classify_break(error), PROVIDER, message=f"{type(error).__name__}: {error}"[:300])
        return Outcome(
            classify_sendgrid(answer.status_code),
            PROVIDER,
            provider_id=str(answer.headers.get("X-Message-Id") or ""),
            status="accepted",
        )

    def find(self, lookup: Lookup) -> Sighting:
        """SendGrid cannot be asked; only its events tell (see ``engine.outbox.settlement``)."""
        return Unsure()

    @cached_property
    def client(self) -> Any:
        # Imported here because it takes 70 ms and 20 MB that the web process never needs.
        from sendgrid import SendGridAPIClient

        api = SendGridAPIClient(self._settings.sendgrid_api_key, host=self._settings.sendgrid_api_url)
        api.client.timeout = self._settings.provider_timeout
        # Set once for all threads: the client would otherwise write it into shared headers at the first POST.
        api.client.request_headers.setdefault("Content-Type", "application/json")
        return api.client


def mail(outgoing: Outgoing, settings: Settings) -> dict[str, Any]:
    """The body of mail/send for one reader."""
    name, mailbox = parseaddr(settings.email_from)
    sender = {"email": mailbox, **({"name": name.translate(_UNSAFE_IN_NAMES)} if name else {})}
    content = [{"type": "text/plain", "value": outgoing.body}]
    if outgoing.html:
        content.append({"type": "text/html", "value": outgoing.html})
    body: dict[str, Any] = {
        "personalizations": [{"to": [{"email": outgoing.to}]}],
        "from": sender,
        "subject": outgoing.subject,
        "content": content,
        "custom_args": {TOKEN_ARG: outgoing.token},
        "headers": _headers(outgoing, settings),
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": {"enable": False},
            "subscription_tracking": {"enable": False},
        },
    }
    if outgoing.reply_token:
        body["reply_to"] = {"email": reply_address(outgoing.reply_token, settings.reply_domain)}
    if outgoing.calendar is not None:
        body["attachments"] = [_invitation(outgoing.calendar)]
    return body


def reply_address(token: str, domain: str) -> str:
    """Where a reply to one delivery goes: the token names it and proves nothing by itself."""
    return f"r+{token}@{domain}"


def _headers(outgoing: Outgoing, settings: Settings) -> dict[str, str]:
    domain = settings.reply_domain or "kindling.invalid"
    headers = threading(
        outgoing.reply_token or outgoing.token,  # a second attempt is the same message to a mail program
        outgoing.in_reply_to or None,
        root_seed=outgoing.thread_seed or None,
        domain=domain,
    )
    if outgoing.unsubscribe_link:
        headers |= list_unsubscribe(outgoing.unsubscribe_link)
    return headers


def _invitation(calendar: bytes) -> dict[str, str]:
    return {
        "content": base64.b64encode(calendar).decode("ascii"),
        "type": "text/calendar; method=REQUEST",
        "filename": "call.ics",
        "disposition": "attachment",
    }


def _refused(error: Any) -> Outcome:
    words = error.body.decode("utf-8", "replace") if isinstance(error.body, bytes) else str(error.body or "")
    waits = str((error.headers or {}).get("Retry-After") or "")
    return Outcome(
        classify_sendgrid(error.status_code),
        PROVIDER,
        code=error.status_code,
        message=words[:300],
        retry_after=timedelta(seconds=int(waits)) if waits.isascii() and waits.isdigit() else None,
    )
