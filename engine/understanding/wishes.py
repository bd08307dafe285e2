"""How much somebody wants to hear, and in which language: their whole message says it, or a person reads it."""

from __future__ import annotations

import re
from typing import Literal

from engine.understanding.normal import asks, normal

Wish = Literal["fewer", "calls", "all"]
LONGEST = 80

_WORDS = r"(?:please|pls|plz|thanks|thank you|thx|hi|hey|hello|ok|okay|sorry|por favor|porfa|porfavor|gracias|hola)"
_TEXTS = r"(?:texts?|text messages?|messages?|msgs?|emails?|of (?:these|them|this|those)|from you|often|to me|a week|at a time)"
_TEXTOS = r"(?:mensajes?|textos?|correos?|de esto|por semana|a la vez)"
_SEND = (
    r"(?:(?:can|could|would) (?:you|i|we) |i (?:would like|want|prefer|need)(?: to)? |id (?:like|prefer)(?: to)? |lets )?"
    r"(?:(?:send|text|write|message|get|have|receive)(?: me| us)? )?"
)
_MANDA = (
    r"(?:(?:me )?(?:puedes|pueden|podrias|podrian|quiero|quisiera|prefiero)(?: recibir)? )?"
    r"(?:(?:me )?(?:mandar|enviar|escribir|manda|mande|envia|escribe|escriba|manden|envien|escriban)n?(?:me|nos)? )?"
)
_REMINDERS = r"(?: (?:reminders?|texts?|messages?))?"
_CALL_REMINDERS = r"call (?:reminders?|texts?|messages?)"

_FEWER = (
    rf"{_SEND}(?:fewer|less|not (?:so|as|that) many)(?: {_TEXTS})+",
    rf"{_SEND}fewer",
    r"less|not (?:so|as|that) many",
    r"(?:text|write|message|contact) (?:me|us) (?:less|less often|not so often|not as often)",
    rf"{_MANDA}menos(?: {_TEXTOS})+",
    rf"{_MANDA}menos",
    r"no tantos(?: mensajes| textos)?",
)
_BARE = frozenset({"less", "menos"})  # an answer to many questions: with a please it is none
_CALLS = (
    rf"{_SEND}(?:only|just) (?:(?:the |your |our )(?:team |weekly )?calls?{_REMINDERS}|{_CALL_REMINDERS}|calls)",
    rf"i (?:only|just) (?:want|need) (?:the |your )?calls?{_REMINDERS}",
    r"(?:the )?calls? only|only (?:remind|text) me (?:of|about|for|before) (?:the |your )?calls?",
    rf"{_MANDA}(?:solo|solamente|nomas|nada mas|unicamente) (?:de |para )?(?:las? llamadas?|llamadas?|(?:los )?(?:avisos|recordatorios)"
    r"(?: de las? llamadas?)?)",
)
_ALL = (
    rf"{_SEND}(?:all|everything|all of it|it all|them all|all texts|all messages)(?: of them)? again",
    r"back again|(?:i am |im )?back(?: again| now)?|(?:i am |im )ready again",
    rf"{_MANDA}(?:todo|todos) (?:otra vez|de nuevo|como antes)|otra vez todo|de nuevo todo",
    r"(?:ya )?(?:volvi|he vuelto|regrese)|(?:ya )?(?:estoy )?de (?:vuelta|regreso|nuevo aqui)",
)
_IN = {
    "en": r"(?:english|ingles)",
    "es": r"(?:spanish|espanol|castellano)",
}
_NOT = {"en": r"(?:spanish|espanol)", "es": r"(?:english|ingles)"}
_TONGUE = (
    r"(?:all |everything |todo )?(?:in |en |el |to |a )?{it}(?: only| solamente| solo)?",
    _SEND + r"(?:it |this |these |that |them |texts |messages |everything )*(?:in |to )?{it}",
    r"(?:can|could) (?:you|we|i) (?:speak|talk|switch|change|read|go|do)(?: to| in| this in| these in| it in)? {it}",
    r"(?:switch|change)(?: me| it| (?:my |the )?language)? (?:to|into) {it}|(?:my )?language {it}|(?:mi )?idioma {it}",
    r"i (?:speak|read|prefer|only speak|only read|understand) (?:only )?{it}|(?:yo )?(?:solo )?(?:hablo|leo|prefiero) {it}",
    r"i (?:dont|do not|cant|cannot) (?:speak|read|understand) {other}|(?:yo )?no (?:hablo|leo|entiendo)(?: el)? {other}",
    _MANDA + r"(?:todo |los mensajes )?en {it}|puede ser en {it}|(?:solo|solamente) {it}",
)

_WISHES: dict[Wish, re.Pattern[str]] = {
    "fewer": re.compile("|".join(_FEWER)),
    "calls": re.compile("|".join(_CALLS)),
    "all": re.compile("|".join(_ALL)),
}
_LANGUAGES = tuple(
    (tongue, re.compile("|".join(_TONGUE).replace("{it}", it).replace("{other}", _NOT[tongue])))
    for tongue, it in _IN.items()
)
_BEFORE = re.compile(rf"{_WORDS} ")
_AFTER = re.compile(rf" {_WORDS}$")
_POLITE_QUESTION = re.compile(
    r"(?:can|could|would|(?:me )?(?:puedes|pueden|podrias|podrian)|puede ser|en|in) .*"
)


def wish(text: str) -> Wish | None:
    """``fewer``, ``calls`` (call reminders alone) or ``all`` (as before); None where it is anything else."""
    said = _bare(text)
    if said is None or (said in _BARE and said == normal(text)):
        return None
    return next((one for one, ways in _WISHES.items() if ways.fullmatch(said)), None)


def language_asked(text: str) -> str | None:
    """The language that the whole message asks us to write in, ``en`` or ``es``."""
    said = _bare(text)
    return None if said is None else next((one for one, ways in _LANGUAGES if ways.fullmatch(said)), None)


def _bare(text: str) -> str | None:
    """The words without their please and thanks; None where they are long, or ask something else."""
    said = normal(text) if len(text) <= LONGEST else ""
    while match := _BEFORE.match(said):
        said = said[match.end() :]
    while match := _AFTER.search(said):
        said = said[: match.start()]
    if not said or (asks(text) and _POLITE_QUESTION.fullmatch(said) is None):
        return None
    return said
