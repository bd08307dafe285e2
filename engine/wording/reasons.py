"""Why a leader should call somebody, in a few words: short, and in letters that keep a text cheap."""

from __future__ import annotations

from functools import lru_cache

from engine.wording.segments import BASIC, plain, replacement

MOST_QUOTED = 30  # letters of somebody's own words

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "first_sale": "had news this week: a first sale",
        "sale": "had news this week: a sale",
        "win": "had good news this week",
        "praise": 'had news this week: "{words}"',
        "missed": "missed three calls in a row",
        "quiet": "quiet for {weeks} weeks",
        "unanswered": "two of our questions unanswered",
        "unsold": "joined {days} days ago, no first sale yet",
    },
    "es": {
        "first_sale": "noticia: su primera venta",
        "sale": "noticia: una venta",
        "win": "tuvo una buena noticia",
        "praise": 'noticia: "{words}"',
        "missed": "no vino a tres llamadas seguidas",
        "quiet": "{weeks} semanas en silencio",
        "unanswered": "dos preguntas sin respuesta",
        "unsold": "{weeks} semanas con nosotros, sin primera venta",
    },
}


def reason(kind: str, language: str, *, days: int = 0, words: str = "") -> str:
    """The reason in ``language`` ("es", "es-mx"), else in English; a wrong ``kind`` is a KeyError."""
    said = _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
    return said[kind].format(days=days, weeks=days // 7, words=quoted(words))


@lru_cache
def longest(language: str) -> str:
    """The longest reason there can be, for those who count letters."""
    words = _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
    return max((reason(kind, language, days=1000, words="x" * MOST_QUOTED) for kind in words), key=len)


def quoted(words: str) -> str:
    """The beginning of somebody's words, cut between two of them, in letters that every phone has."""
    letters = (char if char in BASIC else replacement(char) or "" for char in plain(words))
    said = " ".join("".join(letters).replace('"', "'").split())
    if len(said) <= MOST_QUOTED:
        return said
    return f"{said[: MOST_QUOTED - 3].rpartition(' ')[0] or said[: MOST_QUOTED - 3]}..."
