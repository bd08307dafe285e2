"""What else is a yes, a no, a next or a number, language by language. Spelled as `normal` spells."""

from __future__ import annotations

YES = {
    "en": ("yes", "y", "yep", "yeah", "yup", "sure", "ok", "okay", "👍"),
    "es": ("si", "yes", "sip", "claro", "vale", "dale", "ok", "okay", "👍"),
    "fr": ("oui", "yes", "ouais", "bien sur", "d accord", "daccord", "ok", "okay", "👍"),
    "pt": ("sim", "yes", "claro", "ok", "okay", "👍"),
}
NO = {
    "en": ("no", "n", "nope", "nah", "👎"),
    "es": ("no", "nop", "nel", "para nada", "👎"),
    "fr": ("non", "no", "nan", "pas du tout", "👎"),
    "pt": ("nao", "no", "n", "👎"),
}
NEXT = {
    "en": ("next", "next one", "next please"),
    "es": ("sigue", "siguiente", "el siguiente", "la siguiente", "next"),
    "fr": ("suivant", "suivante", "next"),
    "pt": ("proximo", "proxima", "next"),
}
# These begin with a no and are none.
NOT_A_NO = {
    "en": ("no problem", "no problems", "no worries", "no prob", "no doubt"),
    "es": ("no hay problema", "no problem", "no te preocupes", "no hay de que"),
    "fr": ("no problem", "no souci"),
    "pt": ("no problem", "nao tem problema"),
}
COUNTED = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze",
    "pt": "zero um dois tres quatro cinco seis sete oito nove dez onze doze",
}
NUMBERS = {tongue: counted.split() for tongue, counted in COUNTED.items()}
DEFAULT = "en"


def known(language: str) -> str:
    """The language whose lists serve a tag such as es-MX; English where we have none."""
    primary = language.replace("_", "-").partition("-")[0].strip().casefold()
    return primary if primary in YES else DEFAULT
