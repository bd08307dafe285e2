"""What SendGrid refuses in a mail/send body, in its own words: message, field and where to read more."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

HELP = "http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html"
MOST_PERSONALIZATIONS = 1000
MOST_RECIPIENTS = 1000
MOST_ARG_BYTES = 10_000
MOST_CATEGORIES = 10
BIGGEST_MAIL = 30 * 1024 * 1024
RESERVED = {
    "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding",
    "to", "from", "subject", "reply-to", "cc", "bcc",
}  # fmt: skip
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.?[^@\s<>,;]*\Z")

Problem = dict[str, str | None]


def problems(mail: Any) -> list[Problem]:
    """Everything that is wrong with a decoded body; an empty list means SendGrid takes it."""
    if not _well_shaped(mail):
        return [_problem("Bad Request", None)]
    found = [
        *_people(mail),
        *_sender(mail),
        *_content(mail),
        *_headers(mail),
        *_arguments(mail),
        *_extras(mail),
    ]
    return [_problem(text, field) for text, field in found]


def _well_shaped(mail: Any) -> bool:
    """Whether objects are objects and lists are lists, so that the finer checks may look inside."""
    if not isinstance(mail, dict):
        return False
    lists = ("personalizations", "content", "attachments", "reply_to_list")
    groups = [mail.get(name) or [] for name in lists]
    people = mail.get("personalizations") or []
    if not all(isinstance(group, list) for group in groups):
        return False
    if not all(isinstance(item, dict) for group in groups for item in group):
        return False
    objects = [
        mail.get(name) or {} for name in ("headers", "custom_args", "mail_settings", "from", "reply_to")
    ]
    objects += [
        person.get(name) or {} for person in people for name in ("headers", "custom_args", "substitutions")
    ]
    rows = [person.get(kind) or [] for person in people for kind in ("to", "cc", "bcc")]
    return (
        all(isinstance(one, dict) for one in objects)
        and all(isinstance(row, list) and all(isinstance(one, dict) for one in row) for row in rows)
        and all(isinstance(c, str) for c in mail.get("categories") or [])
    )


def _problem(text: str, field: str | None) -> Problem:
    return {"message": text, "field": field, "help": HELP if field else None}


Found = Iterator[tuple[str, str]]


def recipients(person: dict[str, Any]) -> list[dict[str, Any]]:
    """Everyone in one personalization: to, cc and bcc."""
    return [one for kind in ("to", "cc", "bcc") for one in person.get(kind) or []]


def _people(mail: dict[str, Any]) -> Found:
    people = mail.get("personalizations")
    if not isinstance(people, list) or not people:
        yield (
            "The personalizations field is required and must have at least one personalization.",
            "personalizations",
        )
        return
    if len(people) > MOST_PERSONALIZATIONS:
        yield "The personalizations array may not have more than 1000 personalizations.", "personalizations"
    if sum(len(recipients(p)) for p in people) > MOST_RECIPIENTS:
        yield "The total number of recipients may not exceed 1000.", "personalizations"
    for at, person in enumerate(people):
        yield from _person(person, f"personalizations.{at}")


def _person(person: dict[str, Any], where: str) -> Found:
    if not person.get("to"):
        yield (
            "The to array is required for all personalization objects, and must have at least one email object.",
            f"{where}.to",
        )
    seen: set[str] = set()
    for one in recipients(person):
        yield from _address(one, f"{where}.to")
        address = str(one.get("email", "")).lower()
        if address in seen:
            yield (
                "Each email address in the personalization block should be unique between to, cc, and bcc.",
                where,
            )
        seen.add(address)


def _address(one: Any, where: str) -> Found:
    if not isinstance(one, dict) or not _ADDRESS.match(str(one.get("email", ""))):
        yield "Does not contain a valid address.", f"{where}.email"
    elif any(mark in str(one.get("name") or "") for mark in ";,"):
        yield "The name may not contain a semicolon or a comma.", f"{where}.name"


def _sender(mail: dict[str, Any]) -> Found:
    sender = mail.get("from")
    if not sender:
        yield (
            "The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.",
            "from.email",
        )
        return
    yield from _address(sender, "from")
    if not str(sender.get("email", "")).isascii():
        yield "The from email does not contain a valid address.", "from.email"
    if mail.get("reply_to") and mail.get("reply_to_list"):
        yield "Only one of reply_to and reply_to_list may be given.", "reply_to_list"
    for one in [mail["reply_to"]] if mail.get("reply_to") else mail.get("reply_to_list") or []:
        yield from _address(one, "reply_to")


def _content(mail: dict[str, Any]) -> Found:
    if mail.get("template_id"):
        return
    subjects = [p.get("subject") or mail.get("subject") for p in mail.get("personalizations") or []]
    if not all(subjects):
        yield (
            "The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.",
            "subject",
        )
    parts = mail.get("content") or []
    if not parts:
        yield (
            "Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.",
            "content",
        )
    types = [part.get("type") for part in parts]
    if "text/plain" in types[1:]:
        yield "If present, text/plain must be the first content type.", "content"
    for at, part in enumerate(parts):
        if not part.get("value"):
            yield (
                "The content value must be a string at least one character in length.",
                f"content.{at}.value",
            )


def _headers(mail: dict[str, Any]) -> Found:
    for where, holder in _holders(mail):
        for name in holder.get("headers") or {}:
            if name.lower() in RESERVED:
                yield f"The header {name} is reserved and cannot be used.", f"{where}headers.{name}"


def _arguments(mail: dict[str, Any]) -> Found:
    for where, holder in _holders(mail):
        for kind in ("custom_args", "substitutions"):
            given = holder.get(kind) or {}
            if any(not isinstance(value, str) for value in given.values()):
                yield f"The {kind} values must be strings.", f"{where}{kind}"
            if len(json.dumps(given).encode()) > MOST_ARG_BYTES:
                yield f"The {kind} may not exceed 10000 bytes.", f"{where}{kind}"


def _holders(mail: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "", mail
    for at, person in enumerate(mail.get("personalizations") or []):
        yield f"personalizations.{at}.", person


def _extras(mail: dict[str, Any]) -> Found:
    categories = mail.get("categories") or []
    if len(categories) > MOST_CATEGORIES or any(len(c) > 255 for c in categories):
        yield "There may be at most 10 categories of at most 255 characters.", "categories"
    for at, file in enumerate(mail.get("attachments") or []):
        try:
            base64.b64decode(file.get("content", ""), validate=True)
        except (binascii.Error, ValueError):
            yield "The attachment content must be base64 encoded.", f"attachments.{at}.content"
        if not file.get("filename"):
            yield "The filename of the attachment is required.", f"attachments.{at}.filename"
