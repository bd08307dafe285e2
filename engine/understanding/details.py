"""What a member says of themself, as their record keeps it: a name, a birthday, a language. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

LONGEST_NAME = 80
MOST_WORDS = 4  # beyond that it is a sentence, and nobody wants to be called by one
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
_LANGUAGES = {
    "english": "en", "inglés": "en", "ingles": "en", "spanish": "es", "español": "es", "espanol": "es",
    "french": "fr", "français": "fr", "portuguese": "pt", "português": "pt",
}  # fmt: skip
_INTRODUCED = re.compile(
    r"(?:(?:hi|hello|hey|hola)\b[\s,!.]*)?"
    r"(?:(?:i\s+am|i['’]?m|my\s+name\s+is|my\s+name['’]s|it['’]?s|this\s+is|call\s+me|me\s+llamo|soy)\s+)?",
    re.IGNORECASE,
)
_WITH_YEAR = ("%Y-%m-%d", "%m/%d/%Y", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")
_WITHOUT = ("%m-%d", "%m/%d", "%B %d", "%b %d", "%d %B", "%d %b")
_BETWEEN = frozenset(
    {
        "de",
        "del",
        "la",
        "las",
        "los",
        "y",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "al",
    }
)
"""Small words within a name: maria de la cruz is Maria de la Cruz."""
_PART = re.compile(r"(?P<before>^[dlo]['’]|^mc(?=[^\W\d_]{3})|^|-)(?P<first>[^\W\d_])")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_LEAP_YEAR = "2000"  # 29 February is a birthday, too


def read_name(words: str) -> str | None:
    """ "Hi, I'm Amy Lee!" is Amy Lee; None where no name is left."""
    said = " ".join(words.split())
    name = said[_match_end(said) :].strip(" .,!")
    fits = 0 < len(name) <= LONGEST_NAME and len(name.split()) <= MOST_WORDS
    return capitalised(name) if fits and any(map(str.isalpha, name)) else None


def capitalised(name: str) -> str:
    """A name that is written wholly in small letters, as one writes it: "maria jose" is Maria Jose.

    With a capital anywhere in it, it stays as it is: they know how they are written.
    """
    if name != name.lower() or "@" in name:
        return name
    parts = name.split(" ")
    return " ".join(
        part if part in _BETWEEN and 0 < at < len(parts) - 1 else _with_capital(part)
        for at, part in enumerate(parts)
    )


def _with_capital(part: str) -> str:
    return _PART.sub(lambda found: found["before"].capitalize() + found["first"].title(), part)


def read_birthday(words: str) -> str | None:
    """``YYYY-MM-DD``, or ``MM-DD`` without a year; numbers are month first, as in the US. None: it is no date."""
    said = _ORDINAL.sub("", " ".join(words.replace(",", " ").split())).strip(" .!")
    for form in _WITH_YEAR:
        if (found := _date(said, form)) is not None:
            return f"{found:%Y-%m-%d}"
    for form in _WITHOUT:
        if (found := _date(f"{_LEAP_YEAR} {said}", f"%Y {form}")) is not None:
            return f"{found:%m-%d}"
    return None


def read_language(words: str) -> str | None:
    """A code such as ``en`` or ``es-mx``, or a language by its name."""
    said = words.strip(" .!").casefold()
    return _LANGUAGES.get(said) or (said if _LANGUAGE.fullmatch(said) else None)


OWN_DETAILS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {"name": read_name, "birthday": read_birthday, "language": read_language}
)
"""What every member has a place for and a workflow may set, beside the community's own fields."""


def _match_end(said: str) -> int:
    found = _INTRODUCED.match(said)
    return found.end() if found else 0


def _date(words: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(words, form)  # noqa: DTZ007  a calendar date has no zone
    except ValueError:
        return None
