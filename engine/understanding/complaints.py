"""Whether a message is a complaint: COMPLAINT or QUEJA first of all, and what people write instead of it."""

from __future__ import annotations

import re

from engine.understanding.normal import normal, words

WORDS = frozenset({
    "complaint", "complaints", "complain", "complaing", "complant", "complait", "compaint", "complaint's", "queja", "quejas", "quja", "qeja", "quejar", "quejarme",
})  # fmt: skip
OPENINGS = (
    r"(?:hi |hello |hey |sorry )?i (?:have|got|want to make|would like to make|need to make|want to file) a complaint",
    r"(?:hi |hello |hey |sorry )?(?:i want|i would like|id like|i need|i have) to complain",
    r"(?:hi |hello |hey )?id like to (?:make|file) a complaint",
    r"(?:hola )?(?:tengo|quiero poner|quiero hacer|quiero presentar|quisiera poner|quisiera hacer) una queja",
    r"(?:hola )?(?:me )?(?:quiero|quisiera|necesito) quejar(?:me)?",
)
OPENING = re.compile(rf"(?:{'|'.join(OPENINGS)})\b ?(.*)")
FIRST = re.compile(r"\s*[^\w\s]*\s*(\w+)[^\w\s]*\s*(.*)", re.DOTALL)
LITTLE = frozenset(
    {
        "please",
        "por",
        "favor",
        "about",
        "sobre",
        "against",
        "contra",
        "de",
        "a",
        "an",
        "una",
        "somebody",
        "someone",
    }
)
NOTHING = frozenset({
    "no", "nothing", "never mind", "nevermind", "forget it", "no thanks", "no thank you", "nada", "no gracias",
    "olvidalo", "dejalo", "ya nada", "no importa", "its nothing", "wrong word", "by mistake",
})  # fmt: skip
LONGEST = 64_000


def complaint(text: str) -> str | None:
    """What a complaint says, its first word left out; "" where that is all; None where it is none."""
    found = FIRST.fullmatch(text[:LONGEST])
    if found is not None and normal(found[1]) in WORDS:
        return "" if _empty(found[2]) else found[2].strip()
    opened = OPENING.match(normal(text[:LONGEST]))
    if opened is None:
        return None
    return "" if _empty(opened[1]) else text.strip()


def nothing_happened(text: str) -> bool:
    """Whether somebody who was asked what happened takes it back."""
    return normal(text) in NOTHING


def _empty(text: str) -> bool:
    return not set(words(text)) - LITTLE
