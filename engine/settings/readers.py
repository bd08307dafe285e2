"""From the text of a setting to its value. Each reader raises Unusable with what is wrong and what to do."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

Reader = Callable[[str], Any]


class Unusable(ValueError):
    """A value that cannot be used: `problem` and `repair` are two halves of a sentence to the operator."""

    def __init__(self, problem: str, repair: str) -> None:
        self.problem = problem
        self.repair = repair
        super().__init__(problem)


def text(value: str) -> str:
    return value


def matching(pattern: str, expected: str) -> Reader:
    """A reader for text that must match `pattern` from end to end; `expected` says so in words."""
    whole = re.compile(pattern)

    def read(value: str) -> str:
        if not whole.fullmatch(value):
            raise Unusable("does not have the right form", f"Expected {expected}.")
        return value

    return read


def at_least(length: int, repair: str) -> Reader:
    """A reader for a secret that is too easily guessed when it is short."""

    def read(value: str) -> str:
        if len(value) < length:
            raise Unusable(f"has only {len(value)} characters and needs {length}", repair)
        return value

    return read


def number(kind: type[int | float], low: float, high: float, unit: str) -> Reader:
    """A reader for a number of `unit` between `low` and `high`, both included."""

    def read(value: str) -> int | float:
        try:
            found = kind(value)
        except ValueError:
            found = kind(-1)
        if not low <= found <= high:
            raise Unusable(f"is {value!r}", f"Give {unit} from {low:g} to {high:g}.")
        return found

    return read


def one_of(*choices: str) -> Reader:
    def read(value: str) -> str:
        if value.upper() not in choices:
            raise Unusable(f"is {value!r}", f"Choose one of {', '.join(choices)}.")
        return value.upper()

    return read


def is_loopback(url: str) -> bool:
    """Whether `url` can only ever reach this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def web_address(value: str) -> str:
    """An https address, or http on this machine alone: signatures and links must not travel in the open."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Unusable(
            f"is {value!r}, which is no web address", "Give one such as https://kindling.example.org."
        )
    if parts.scheme == "http" and not is_loopback(value):
        raise Unusable("begins with http:// for another machine", "Begin it with https://.")
    return value.rstrip("/")


def database_url(value: str) -> str:
    """`sqlite:///file` or `postgresql://…`; `postgres://`, as some platforms hand out, means the latter."""
    url = re.sub(r"^postgres://", "postgresql://", value)
    if re.fullmatch(r"sqlite:///.+", url) or re.fullmatch(r"postgresql://.+", url):
        return url
    raise Unusable(
        f"begins with {value.partition(':')[0]!r}, which is no database we know",
        "Give sqlite:///data/kindling.db or postgresql://user:password@host:5432/name.",
    )


def mail_sender(value: str) -> str:
    """`name@domain` or `Name <name@domain>`; names reserved for tests are let through."""
    address = parseaddr(value)[1]
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Unusable(
            f"is {value!r}, which is no email address ({error})",
            "Give one such as Kindling <hello@example.org>.",
        ) from error
    return value


def public_key(value: str) -> str:
    """A P-256 public key as SendGrid shows it: base64 of DER, always 91 bytes."""
    try:
        der = base64.b64decode(value, validate=True)
    except binascii.Error:
        der = b""
    if len(der) != 91 or not der.startswith(b"\x30\x59"):
        raise Unusable(
            "is not a whole verification key", "Copy it again from SendGrid: one line that begins with MFkw."
        )
    return value
