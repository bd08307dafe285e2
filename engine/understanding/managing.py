"""What a manager orders by text: the first word says what, the rest says whom, until when, and the words.

``sure`` is an order and nothing else: its first word stands in capitals. Where it does not, an order has to be one
from beginning to end, or it is words for a person. Spelled as `normal` spells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.understanding.normal import normal

TELL, CRISIS, CALL_OFF, PAUSE, UNPAUSE, ADD = "tell", "crisis", "call off", "pause", "unpause", "add"
TAG, UNTAG, WHO, SCORE, UNDO, HOW = "tag", "untag", "who", "score", "undo", "how"

FIRST_WORDS = {
    "tell": TELL, "avisa": TELL,
    "crisis": CRISIS,
    "pause": PAUSE, "pausa": PAUSE,
    "unpause": UNPAUSE, "reanuda": UNPAUSE,
    "add": ADD, "agrega": ADD,
    "tag": TAG, "etiqueta": TAG,
    "untag": UNTAG,
    "who": WHO, "quien": WHO, "quienes": WHO,
}  # fmt: skip
WHOLE = {
    "score": SCORE, "resumen": SCORE,
    "undo": UNDO, "deshacer": UNDO,
    "how": HOW, "commands": HOW, "como": HOW,
    "call off": CALL_OFF, "calloff": CALL_OFF, "call off the call": CALL_OFF, "cancelar llamada": CALL_OFF,
    "who": WHO, "quien": WHO,
}  # fmt: skip
TOPICS = {
    "quiet": ("quiet", "is quiet", "has been quiet", "esta callado", "esta en silencio", "callados"),
    "missed": ("missed", "missed it", "missed the call", "missed the last call", "falto", "faltaron"),
    "new": ("new", "is new", "joined", "nuevo", "es nuevo", "nuevos"),
    "leads": ("leads", "leads next", "is leading", "leads the call", "dirige", "dirige la llamada"),
    "paused": ("paused", "is paused", "esta en pausa", "en pausa"),
}
EVERYONE = frozenset(
    {"everyone", "everybody", "all", "every one", "todos", "a todos", "todo el mundo", "a todo el mundo"}
)
_LONGEST_AUDIENCE = 4  # words of a tag or role
_ORDER = re.compile(r"\s*(?P<first>[^\W\d_]+)\s*[:,]?(?:\s+(?P<rest>.*))?", re.DOTALL)
_UNTIL = re.compile(
    r"(?P<until>until|till|til|hasta|hasta el|for|por)\s+(?P<when>\S.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done, with what was said after it as it was typed."""

    verb: str
    rest: str
    sure: bool


def order(text: str) -> Order | None:
    """The order that ``text`` is; None for any other words."""
    if text.strip() in ("?", "¿?", "??"):
        return Order(HOW, "", sure=True)
    if (whole := WHOLE.get(normal(text))) is not None:
        return Order(whole, "", sure=True)
    found = _ORDER.fullmatch(text)
    verb = FIRST_WORDS.get(normal(found["first"])) if found else None
    if found is None or verb is None:
        return None
    return Order(verb, (found["rest"] or "").strip(), sure=found["first"].isupper())


def orders(word: str) -> bool:
    """Whether managers who text this word alone give an order."""
    return normal(word) in WHOLE or normal(word) in FIRST_WORDS


def topic(rest: str) -> str:
    """What WHO asks for, by its usual word; '' for anything else."""
    said = normal(rest)
    return next((name for name, ways in TOPICS.items() if said in ways), "")


def until(rest: str) -> str:
    """What a pause's end is called after the name, as a wait says it: "until friday", "1 week", "until 2026-12-01"."""
    found = _UNTIL.fullmatch(rest.strip().rstrip(".!"))
    if found is None:
        return ""
    when = re.sub(r"^(?:an?|one|una?)\s+", "1 ", found["when"].strip(), flags=re.IGNORECASE)
    when = re.sub(r"^(?:next|on|the)\s+", "", when, flags=re.IGNORECASE)
    lasting = found["until"].casefold() in ("for", "por")
    return when if lasting else f"until {when}"


def audience_first(rest: str) -> list[tuple[str, str]]:
    """The ways to read whom a TELL is for, the longest first: each a name and the words after it."""
    said = re.split(r"(\s+)", rest.strip())
    ways = []
    for count in range(min(_LONGEST_AUDIENCE, (len(said) + 1) // 2), 0, -1):
        name = "".join(said[: 2 * count - 1]).rstrip(":,")
        ways.append((name, "".join(said[2 * count :])))
    return ways


def names_of(word: str) -> tuple[str, ...]:
    """A tag or role as it may be meant: "LEADERS" is leader, "first followers" first-follower."""
    said = normal(word)
    one = said.removesuffix("s")
    both = [said, one, said.removesuffix("es")]
    return tuple(dict.fromkeys(way for each in both for way in (each, each.replace(" ", "-"))))
