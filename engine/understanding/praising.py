"""What members text about praise: whom they praise, a cheer, taking their own down again, and where all of it is.

Whole messages or first words only, English and Spanish, whatever language somebody mostly writes.
"""

from __future__ import annotations

import re

from engine.understanding.keywords import match_opening
from engine.understanding.normal import asks, normal

PRAISE = ("PRAISE", "ELOGIO")
CHEER = ("cheer", "cheers for that", "aplauso", "aplausos")
WALL = ("wall", "the wall", "muro", "el muro")
UNSHARE = ("unshare", "no compartir")
SHARE = ("share", "compartir")
OWN_WORDS = {
    **dict.fromkeys(map(normal, PRAISE), "praises a member by name"),
    **dict.fromkeys(("cheer", "aplauso"), "cheers for what was praised"),
    **dict.fromkeys(("wall", "muro"), "sends the link to the wall"),
    **dict.fromkeys(UNSHARE, "takes praise down"),
    **dict.fromkeys(SHARE, "lets praise be shared again"),
}
"""The words that are taken, and what each does."""

CLAP = "\U0001f44f"
_CLAPS = re.compile(f"[{CLAP}]+")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff\\s!]")
_TO = re.compile(r"(?:for|to|a|al|para)\s+(?=\S)", re.IGNORECASE)
_WHY = re.compile(r"(?:for|because|who|por|porque|que|quien)\b", re.IGNORECASE)
_ALOUD = re.compile(
    r"^(?:(?:i(?:'d| would)?|we) (?:want|like|love) to |let me |quiero |quisiera )?(?:please )?"
    r"(?:praise|thank|elogiar|felicitar|elogio)\b(?: a\b)?\s*",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"(?:please |por favor )?(?:take (?:it|that|this|mine|my praise|my news|my win)(?: back)? down(?: again)?"
    r"|take down (?:my praise|my news|my win)"
    r"|remove (?:my praise|my news|my win|it from the wall|me from the wall)|take me off the wall"
    r"|(?:quita|quiten|baja|bajen|borra|borren) (?:mi elogio|mi logro|mi noticia)(?: del muro)?"
    r"|(?:quitalo|bajalo|borralo)(?: del muro)?|quitenme del muro|quitame del muro|ya no lo compartan"
    r"|unshare|unshare (?:it|that|mine)|no (?:lo )?(?:compartir|compartan))(?: please| now| por favor)?"
)


def praised(text: str) -> str | None:
    """What follows PRAISE: a name, and what for. None where the message is no praise; empty for the word alone."""
    if normal(text) in {normal(word) for word in PRAISE}:
        return ""
    found = match_opening(text, dict.fromkeys(PRAISE, True))
    return _TO.sub("", found[1], count=1) if found and _TO.match(found[1]) else found[1] if found else None


def praised_aloud(text: str) -> str:
    """The same of what was said on the phone, where nobody says the word as it is written: "I want to praise Amy"."""
    told = praised(text)
    return _ALOUD.sub("", text, count=1).strip() if told is None else told


def what_for(rest: str) -> bool:
    """Whether the words after a name go on in one sentence with it: "for the help", "por su ayuda"."""
    return _WHY.match(rest) is not None


def cheers(text: str) -> bool:
    """CHEER, as a word."""
    return normal(text) in CHEER


def claps(text: str) -> bool:
    """Nothing but clapping hands."""
    return _CLAPS.fullmatch(_SKIN.sub("", text)) is not None


def takes_down(text: str) -> bool:
    """Whether their praise is to be taken down: UNSHARE, "take it down"."""
    return not asks(text) and _DOWN.fullmatch(normal(text)) is not None


def shares_again(text: str) -> bool:
    return normal(text) in SHARE


def to_the_wall(text: str) -> bool:
    return normal(text) in WALL
