"""Numbers and addresses stay masked: a mail's signature with the writer's own is no word of theirs to pass on."""

from __future__ import annotations

import re

from engine.models import Address, Inbound, Member
from engine.models.people import PHONE
from engine.understanding.normal import words

LABELS = frozenset({
    "tel", "telephone", "telefono", "phone", "mobile", "movil", "cell", "cel", "celular", "email", "e", "mail",
    "correo", "m", "t", "p", "c", "fax", "whatsapp", "mailto", "https", "www",
})  # fmt: skip
LAST_DIGITS = 7  # of a number, however it is written


def without_signature(text: str, writer: Member, inbound: Inbound | None) -> str:
    """A mail without the last lines that only say the writer's own name, number and address.

    What somebody writes in a sentence is theirs to give, and stays.
    """
    if inbound is None or inbound.channel != "email":
        return text
    own = [(one.channel, one.value) for one in Address.select().where(Address.member == writer.id)]
    names = set(words(writer.name)) | LABELS
    lines = text.rstrip().split("\n")
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or _only_says(lines[end - 1], own, names)):
        end -= 1
    gone = any(_tells(line, own) for line in lines[end:])
    return "\n".join(lines[:end]).rstrip() if gone else text


def _only_says(line: str, own: list[tuple[str, str]], names: set[str]) -> bool:
    """Nothing but names, labels, digits and addresses of their own."""
    for channel, value in own:
        if channel != PHONE:
            line = re.sub(re.escape(value), " ", line, flags=re.IGNORECASE)
    return all(word in names or word.isdigit() for word in words(line))


def _tells(line: str, own: list[tuple[str, str]]) -> bool:
    digits = re.sub(r"\D", "", line)
    return any(
        value[-LAST_DIGITS:] in digits if channel == PHONE else value.lower() in line.lower()
        for channel, value in own
    )
