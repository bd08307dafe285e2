"""The lines the law and the carriers want in the first text, and in the answers to HELP, STOP and START.

The first message names the brand, how often we write, that rates may apply, and HELP and STOP (CTIA messaging
principles; the carriers' 10DLC campaign rules). What the manager already wrote is not said again.
"""

from __future__ import annotations

import re

from engine.wording.sentences import sentence

_STOP = re.compile(r"\bSTOP\b")
_HELP = re.compile(r"\bHELP\b")
_RATES = re.compile(r"\b(?:rates?\b.{0,12}\bapply|tarifas?)\b", re.IGNORECASE)
_FREQUENCY = re.compile(
    r"\bmsgs?\s*/\s*(?:day|wk|week|mo|month)|\b(?:messages?|msgs?|texts?|mensajes?)\s+(?:a|per|each|al|por)\s+\w+"
    r"|\bmensajes?\s+diarios?\b"
    r"|frequency varies|frecuencia es variable",
    re.IGNORECASE,
)


def first_text(body: str, brand: str, at_most: int | None, language: str = "en") -> str:
    """`body` with whatever the first text to somebody must still say, on a line of its own.

    `at_most` is how many messages a day we start; None, no limit of that kind, says that it varies.
    """
    lines = []
    if brand and brand.casefold() not in body.casefold():
        body = f"{brand}: {body}"
    if not _FREQUENCY.search(body):
        lines.append(_how_often(at_most, language))
    if not _RATES.search(body):
        lines.append(sentence("rates", language))
    stop, help_ = _STOP.search(body), _HELP.search(body)
    if not stop and not help_:
        lines.append(sentence("ways_out", language))
    elif not stop or not help_:
        lines.append(sentence("help_way" if stop else "stop_way", language))
    return f"{body.rstrip()}\n{' '.join(lines)}" if lines else body


def _how_often(at_most: int | None, language: str) -> str:
    if at_most is None:
        return sentence("frequency_varies", language)
    return sentence("at_most_one" if at_most == 1 else "at_most", language, count=str(at_most))


def help_text(brand: str, contact: str, language: str = "en") -> str:
    """The answer to HELP: who we are, how to reach a person, how to stop."""
    return (
        sentence("help", language, brand=brand, contact=contact)
        if contact
        else sentence("help_here", language, brand=brand)
    )


def stop_confirmation(brand: str, language: str = "en") -> str:
    """The one text the law allows after STOP (47 CFR 64.1200(a)(12)): it confirms and sells nothing."""
    return sentence("stopped", language, brand=brand)


def start_confirmation(brand: str, language: str = "en") -> str:
    """The answer to START."""
    return sentence("started", language, brand=brand)


def human_has_it(name: str, language: str = "en") -> str:
    """Said once a day at most when a person was told: `name` is theirs, empty where nobody in particular."""
    return sentence("human_has_it", language, name=name or sentence("somebody", language))


def polite_stranger(brand: str, join_word: str = "", language: str = "en") -> str:
    """The one line a day for a number we do not know."""
    key = "stranger_join" if join_word else "stranger"
    return sentence(key, language, brand=brand, word=join_word)
