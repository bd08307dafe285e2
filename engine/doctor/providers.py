"""Whether the providers take our keys, know our doors, and sign what they post to us."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.channels.sendgrid import SendGridCarrier
from engine.channels.twilio import SERVICE, TwilioCarrier
from engine.doctor.result import Result, ok, problem, warning
from engine.links import Links
from engine.models import Sender
from engine.settings import Settings

DOORS = {"sms_url": "/twilio/sms", "voice_url": "/twilio/voice"}
FALLBACKS = {"sms_fallback_url": "/twilio/sms", "voice_fallback_url": "/twilio/voice"}
POST = "POST"


def twilio(here: Settings, fix: bool) -> Iterator[Result]:
    """The account's key, and where our number's texts and calls are posted; with ``fix`` that is set."""
    if not here.twilio_account_sid:
        yield warning(
            "twilio", "there is no account, so there are no texts and no calls", "Set TWILIO_ACCOUNT_SID."
        )
        return
    client = TwilioCarrier(here, Links(here.secret_key, here.public_url)).client
    account = _account(client, here)
    yield account
    if account.level == "ok":
        yield from _addresses(client, here, fix)


def _account(client: Any, here: Settings) -> Result:
    # Here for the same reason as the client itself: it takes a moment that other commands need not wait for.
    from twilio.base.exceptions import TwilioException

    try:
        account = client.api.accounts(here.twilio_account_sid).fetch()
    except TwilioException as error:
        said = str(getattr(error, "msg", "") or error)
        repair = "Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN from the Twilio console again."
        return problem("twilio", f"it refuses our key: {said}", repair)
    except OSError as error:  # what requests raises for a network that is down
        return problem(
            "twilio", f"it cannot be reached: {error}", "Look at the network and at TWILIO_API_URL."
        )
    if str(account.status) != "active":
        return problem("twilio", f"the account is {account.status}", "See the Twilio console.")
    return ok("twilio", f"the key is good; the account is {account.friendly_name}")


def _addresses(client: Any, here: Settings, fix: bool) -> Iterator[Result]:
    if here.twilio_from.startswith(SERVICE):
        repair = f"In its settings let incoming messages be sent to {here.public_url}/twilio/sms."
        yield warning(
            "webhooks", "a Messaging Service has its own webhook address, which we leave alone", repair
        )
        return
    numbers = client.incoming_phone_numbers.list(phone_number=here.twilio_from, limit=2)
    if not numbers:
        repair = "Set TWILIO_FROM to a number of this account."
        yield problem("webhooks", f"{here.twilio_from} is not one of the account's numbers", repair)
        return
    number = numbers[0]
    yield from _fallback(number, here)
    wanted = _wanted(here)
    wrong = {name: url for name, url in wanted.items() if _differs(number, name, url)}
    if wrong and fix:
        client.incoming_phone_numbers(number.sid).update(
            **wrong, **{name.replace("url", "method"): POST for name in wrong}
        )
        yield ok("webhooks", f"set to {', '.join(wrong.values())}")
    elif wrong:
        for name, url in wrong.items():
            said = getattr(number, name) or "nowhere"
            yield problem(
                "webhooks", f"Twilio posts to {said} and not to {url}", "Run: kindling doctor --fix"
            )
    else:
        yield ok("webhooks", f"Twilio posts to {here.public_url}")


def _wanted(here: Settings) -> dict[str, str]:
    """Every address that is ours to set. Without a second address of ours, fallbacks are left as they are."""
    doors = {name: here.public_url + door for name, door in DOORS.items()}
    if not here.fallback_url:
        return doors
    return doors | {name: here.fallback_url + door for name, door in FALLBACKS.items()}


def _fallback(number: Any, here: Settings) -> Iterator[Result]:
    if here.fallback_url or all(getattr(number, name) for name in FALLBACKS):
        return
    repair = "Set FALLBACK_URL, or give the number a TwiML Bin as fallback; docs/going-live.md says how."
    yield warning("fallback", "while our web is away, texts are lost and callers hear an error", repair)


def _differs(number: Any, name: str, url: str) -> bool:
    """Twilio keeps connection overrides behind a #, which are not part of the address."""
    return str(getattr(number, name) or "").partition("#")[0] != url


def sendgrid(here: Settings) -> Iterator[Result]:
    if not here.sendgrid_api_key:
        yield warning("sendgrid", "there is no key, so there is no email", "Set SENDGRID_API_KEY.")
        return
    yield _sendgrid_key(here)
    if not here.sendgrid_events_public_key:
        repair = "Sign the event webhook and set SENDGRID_EVENTS_PUBLIC_KEY."
        yield warning(
            "sendgrid", "what becomes of our mail is refused, for nothing proves who reports it", repair
        )
    if not here.sendgrid_inbound_public_key:
        repair = "Sign the inbound parse webhook and set SENDGRID_INBOUND_PUBLIC_KEY."
        yield warning("sendgrid", "incoming mail is unsigned, so no mail proves who sent it", repair)


def _sendgrid_key(here: Settings) -> Result:
    # Here because the client takes 70 ms and 20 MB that other commands need not wait for.
    from python_http_client.exceptions import HTTPError

    try:
        answer = SendGridCarrier(here).client.scopes.get()
    except HTTPError as error:
        if error.status_code in (401, 403):
            return problem(
                "sendgrid", "it refuses our key", "Make a new key with Mail Send, and set SENDGRID_API_KEY."
            )
        return warning(
            "sendgrid", f"it does not say whether the key is good ({error.status_code})", "Send a test mail."
        )
    except OSError as error:
        return problem(
            "sendgrid", f"it cannot be reached: {error}", "Look at the network and at SENDGRID_API_URL."
        )
    if b"mail.send" not in bytes(answer.body):
        return problem("sendgrid", "the key may not send mail", "Give it the permission Mail Send.")
    return ok("sendgrid", "the key is good")


def senders() -> Iterator[Result]:
    """Senders that were halted because a provider refuses them for good."""
    for sender in Sender.select().where(Sender.halted_at.is_null(False)):
        said = f"{sender.value} is halted: {sender.halted_why}"
        yield problem("senders", said, "Put right what it says; it is tried again by itself.")
