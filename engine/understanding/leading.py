"""What the leader of a call says of tonight: that they cannot, or that they are on. And who is asked to stand in.

Whole sentences only, and never a question or what is denied: "I'm not sick" is not "I'm sick". Spelled as
`normal` spells.
"""

from __future__ import annotations

import re
from typing import Literal

from engine.understanding.lines import fit
from engine.understanding.normal import asks, normal

Said = Literal["sick", "on"]

LONGEST = 400  # whoever cannot come says so in a few words
SENTENCE_ENDS = re.compile(r"[.!,;\u2026\n\u2014]+")

# None of these is several others in a row: one way to read a text is quick, two for every phrase in it take for ever.
BEFORE = """hi | hey | hello | hola | hi all | hey all | hi everyone | hi team | hey team | hey guys | oh no | ugh | sorry
    | im sorry | i am sorry | im so sorry | sorry all | unfortunately | im afraid | i am afraid | afraid | bad news
    | i think | well | so | and | but | tonight | today | thanks | thank you | i wish i could | wish i could | id love to
    | i would love to | lo siento | lo siento mucho | perdon | disculpa | disculpen | malas noticias | pero | y
    | creo que | hoy | esta noche | esta vez | gracias | muchas gracias | me encantaria | ay"""
AFTER = """tonight | today | this evening | this week | this time | tomorrow | tomorrow night | again | sorry
    | im sorry | i am sorry | unfortunately | im afraid | i am afraid | guys | everyone | all | team | to the call
    | for the call | on the call | to our call | for our call | tonights call | really | so | and | thanks | thank you
    | hoy | esta noche | esta tarde | esta vez | manana | esta semana | lo siento | perdon | disculpa | disculpen
    | a la llamada | en la llamada | para la llamada | de verdad | gracias | muchas gracias"""

CANNOT = r"(?:cant|cannot|can not|wont|will not|am unable to|im unable to|am not able to|im not able to|wont be able to|will not be able to)"
COME = (
    r"(?:make it|be there|be on|come|join|attend|lead|host|do it|do the call|do tonight|do tonights call|make the call"
    r"|make our call|lead it|host it|lead the call|host the call|run the call|lead our call|lead tonight|host tonight)"
)
IS = r"(?:i am|im|i feel|im feeling|i am feeling|feeling|ive got|i got)"
BADLY = r"(?:sick|ill|unwell|under the weather|terrible|awful|very sick|really sick|so sick|too sick|quite sick|sick in bed)"
NO_PUEDO = r"(?:no puedo|no voy a poder|no podre|no alcanzo a|me es imposible)"
IR = (
    r"(?:ir|estar|llegar|entrar|participar|asistir|dirigir|dirigirla|dirigir la llamada|hacerlo|hacer la llamada"
    r"|guiar la llamada|llevar la llamada)"
)
ENFERMO = r"(?:enfermo|enferma|malo|mala|muy enfermo|muy enferma|con gripe|con fiebre)"

SICK = (
    rf"(?:{IS} )?{BADLY}(?: in bed)?",
    r"(?:im |i am )?calling in sick",
    r"i (?:have to|need to|must) call in sick",
    r"(?:i )?(?:dont|do not) feel (?:well|good)|(?:im|i am|i) ?not feeling (?:well|good|great)|not feeling (?:well|good)",
    rf"(?:i )?{CANNOT}(?: {COME})?",
    rf"(?:i|we) ?(?:dont|do not) think i can {COME}",
    r"(?:i have|ive got|i got) (?:the flu|a fever|covid|a cold|food poisoning|a migraine)",
    rf"(?:estoy |me siento |ando )?{ENFERMO}",
    r"me siento (?:muy )?mal|no me siento bien|estoy mal",
    rf"(?:yo )?{NO_PUEDO}(?: {IR})?",
    r"no llego|no estare|no voy",
    r"tengo (?:gripe|fiebre|covid|migrana)",
)
ON = (
    r"on|im on|i am on|im on it|on it|i will be on|ill be on|ill be there|i will be there|i am leading|im leading"
    r"|ill lead|i will lead|ill lead it|i will lead it",
    r"ahi estare|ahi estoy|alli estare|ya estoy|estare ahi|estoy listo|estoy lista|yo la dirijo|yo dirijo",
)
YES = ("yes", "i can", "i will", "ill do it", "ill take it", "i can do it", "ill lead", "count me in", "puedo",
       "yo puedo", "yo la tomo", "yo la dirijo", "con gusto")  # fmt: skip
NO = ("no", "i cant", "cant", "cannot", "i cannot", "sorry", "not tonight", "not today", "im sorry", "i am not able",
      "no puedo", "hoy no", "esta noche no", "lo siento")  # fmt: skip

# These mean it only as a whole: "happy to" is a yes, "happy to hear that" is none.
LEAD = r"(?: (?:help|help out|do it|take it|lead|lead it|lead the call|hacerlo|dirigir|dirigirla|dirigir la llamada))?"
WILLING = (
    rf"(?:(?:i am|im|id be|i would be|ill be|i will be) )?(?:very |so |more than )?(?:happy|glad) to{LEAD}",
    rf"(?:(?:id|i would|yes id|yes i would) )?love to{LEAD}",
    r"(?:yes |sure )?(?:gladly|of course|absolutely|certainly|with pleasure|my pleasure|will do|happily)",
    rf"(?:yes |sure |of course )?i (?:can|will|could){LEAD}",
    r"(?:si |claro )?(?:con (?:mucho )?gusto|claro que (?:si|puedo)|por supuesto(?: que si)?|cuenten? conmigo|yo puedo)",
    rf"(?:si |claro |con gusto )?(?:me encantaria|encantad[oa]|yo la dirijo|la dirijo yo|puedo){LEAD}",
)
UNWILLING = (
    r"(?:no )?not (?:this time|this week|tonight|today|able to)",
    r"(?:i )?wish i could(?: but (?:i )?cant)?|(?:maybe|perhaps) (?:next|another) time|another time",
    r"(?:i am|im) (?:busy|not free|not available|unavailable|at work|working|away|out of town)",
    r"(?:no )?(?:esta vez|esta semana|hoy|esta noche|ahora) no|(?:otra|la proxima) vez|otro dia|imposible",
    r"(?:estoy|ando) (?:ocupad[oa]|trabajando|de viaje)|no estoy disponible",
)


def _any(written: str) -> str:
    return "|".join(" ".join(phrase.split()) for phrase in written.split("|"))


_AROUND = rf"(?:(?:{_any(BEFORE)}) )*(?:i )?(?:%s)(?: (?:{_any(AFTER)}))*"
_SICK = re.compile(_AROUND % "|".join(SICK))
_ON = re.compile(_AROUND % "|".join(ON))
_WILLING = re.compile(_AROUND % "|".join(WILLING))
_UNWILLING = re.compile(_AROUND % "|".join(UNWILLING))


def leading(text: str) -> Said | None:
    """``sick`` where somebody says that they cannot lead, ``on`` where they say that they do; else None."""
    if len(text) > LONGEST or asks(text):
        return None
    if _ON.fullmatch(normal(text)):
        return "on"
    sentences = [normal(sentence) for sentence in (text, *SENTENCE_ENDS.split(text))]
    return "sick" if any(_SICK.fullmatch(said) for said in sentences) else None


def takes_it(text: str, language: str) -> bool | None:
    """Whether somebody who was asked to lead says yes or no to it, in whatever words; None for anything else."""
    if asks(text):
        return None
    said = fit(text, (YES, NO), language)
    if said is not None:
        return said == 0
    if (meant := leading(text)) is not None:
        return meant == "on"
    return _as_a_whole(text)


def _as_a_whole(text: str) -> bool | None:
    if len(text) > LONGEST:
        return None
    plain = normal(text)
    if _UNWILLING.fullmatch(plain):
        return False
    return True if _WILLING.fullmatch(plain) else None
