"""Claims in praise that a host should look at twice: what somebody earned, and what it did for their health.

A pointer for a person, never a verdict: it errs on the side of pointing. English and Spanish, in every text.
"""

from __future__ import annotations

import re
from typing import Literal

from engine.understanding.normal import normal

Claim = Literal["earnings", "health"]

_AMOUNT = re.compile(
    r"[$\u20ac\u00a3]\s*\d|\d\s*[$\u20ac\u00a3]|\b\d[\d.,]*\s*k\b|\b(?:usd|eur|mxn)\s*\d|\b\d[\d.,]*\s*(?:usd|eur|mxn)\b",
    re.IGNORECASE,
)
_EARNINGS = re.compile(
    r"\b(?:earn|earns|earned|earning|earnings|income|incomes|paycheck|paychecks|pay ?checks?|salary|commissions?"
    r"|bonus ?checks?|bonus|bonuses|profits?|profitable|get rich|got rich|rich|six figures?|passive"
    r"|(?:thousand|hundred|\d+) (?:dollars|bucks|euros|pesos)|dollars|bucks|cash|paid off|debt free|out of debt"
    r"|quit (?:my|her|his|their) job|left (?:my|her|his|their) job|replaced (?:my|her|his|their) (?:job|salary|income)"
    r"|financial(?:ly)? free(?:dom)?|made (?:good |real |big |extra |so much |a lot of )?money|make money|making money"
    r"|a (?:month|week) in sales"
    r"|gan[oae]|gane|ganar|ganando|ganancias?|ingresos?|sueldo|salario|comision(?:es)?|bonos?|dolares|pesos|euros"
    r"|dinero|plata extra|deudas?|rico|rica|deje (?:mi|el) trabajo|dejo su trabajo|renuncie|libertad financiera)\b"
)
_HEALTH = re.compile(
    r"\b(?:cure|cures|cured|curing|heal|heals|healed|healing|remedy|remedies|treats?|treated|treatment|therapy"
    r"|medicine|medicines|medication|meds|prescriptions?|doctors?|diagnos\w*|disease|diseases|illness|symptoms?"
    r"|cancer|diabet\w*|blood (?:pressure|sugar)|cholesterol|arthritis|asthma|eczema|psoriasis|migraines?|headaches?"
    r"|depress\w*|anxiety|insomnia|allerg\w*|inflammation|immune|immunity|detox\w*|hormones?|thyroid|autism|adhd"
    r"|pain|pains|painless|pain free|aches?|lost (?:\d+|some|a lot of|so much) ?(?:pounds?|lbs?|kilos?|kg|weight)"
    r"|lost weight|weight loss|(?:\d+) ?(?:pounds?|lbs?|kilos?|kg) (?:less|lighter|down)|slimmer|sleep(?:s|ing)? better"
    r"|more energy|wrinkles?|anti ?aging|acne"
    r"|cur[oae]|cure|curar|curado|curada|san[oae]|sanar|remedio|tratamiento|medicina|medicinas|medicamentos?|doctora?"
    r"|medico|enfermedad|enfermedades|sintomas?|presion (?:alta|arterial)|azucar en (?:la )?sangre|colesterol|artritis"
    r"|asma|migranas?|dolor|dolores|ansiedad|depresion|insomnio|alergias?|inflamacion|defensas|bajo de peso|bajar de peso"
    r"|baje \d+|perdi \d+ (?:kilos|libras)|perdio \d+ (?:kilos|libras)|mas energia|duermo mejor|arrugas)\b"
)


def claims(text: str) -> tuple[Claim, ...]:
    """Which claims are in it, earnings first; none for most praise."""
    plain = normal(text)
    found: list[Claim] = []
    if _AMOUNT.search(text) or _EARNINGS.search(plain):
        found.append("earnings")
    if _HEALTH.search(plain):
        found.append("health")
    return tuple(found)
