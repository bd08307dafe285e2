"""What the line says, in each language it speaks; any other hears English."""

from __future__ import annotations

from engine.phone.words import manage, menu, outgoing, room, urgent

_PARTS = (manage, menu, outgoing, room, urgent)

_WORDS: dict[str, dict[str, str]] = {
    language: {key: words for part in _PARTS for key, words in part.WORDS[language].items()}
    for language in ("en", "es")
}


def spoken(key: str, language: str, /, **values: str | int) -> str:
    """One sentence in ``language``; a wrong ``key`` is a KeyError."""
    return _WORDS[known(language)][key].format(**values)


def known(language: str) -> str:
    """The language we speak that is nearest to ``language``."""
    short = language.partition("-")[0].lower()
    return short if short in _WORDS else "en"


def spelled(number: str) -> str:
    """A number as it should be read out: digit by digit."""
    return " ".join(character for character in number if character.isalnum())
