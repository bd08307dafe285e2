"""What members ask about themselves: what is recorded about them, and how their week was. The whole message asks it."""

from __future__ import annotations

import re

from engine.understanding.normal import normal

LONGEST = 80
_POLITE = r"(?: (?:please|thanks|thank you|por favor|gracias))*"
_KNOWN = re.compile(
    r"(?:(?:hi|hey|hello|hola) )?(?:"
    r"what (?:do|did) (?:you|u|yall) (?:know|have|keep|store|record)(?: (?:recorded|stored|saved))?(?: (?:about|on|of) me)?"
    r"|what (?:data|information|info) do you (?:have|keep|store)(?: (?:about|on|of) me)?"
    r"|(?:show me )?(?:my data|what you know about me)"
    r"|que (?:saben|sabes|tienen|tienes|guardan)(?: ustedes)? (?:de|sobre) mi"
    r"|que (?:datos|informacion) (?:mios |mia )?(?:tienen|tienes|guardan)(?: (?:de|sobre) mi)?|mis datos"
    rf"){_POLITE}"
)
_WEEK = re.compile(
    rf"(?:(?:hi|hey|hello|hola) )?(?:(?:how was |show me |what about )?my week|(?:como (?:fue|me fue en|estuvo) )?mi semana){_POLITE}"
)


def asks_known(text: str) -> bool:
    """WHAT DO YOU KNOW, "que saben de mi"."""
    return len(text) <= LONGEST and _KNOWN.fullmatch(normal(text)) is not None


def asks_week(text: str) -> bool:
    """MY WEEK, "mi semana"."""
    return len(text) <= LONGEST and _WEEK.fullmatch(normal(text)) is not None
