"""Questions that are nobody else's business: they are answered by a person and stand in no list."""

from __future__ import annotations

import re

from engine.understanding.normal import normal

NUMBERS = re.compile(r"[0-9](?:[^\w\n]?[0-9]){4,}")  # of an order, a phone, an account
ADDRESS = re.compile(r"\S@\S")
WORDS = """
    husband wife divorce divorced boyfriend girlfriend pregnant pregnancy abuse drunk drinking rehab hospital surgery
    cancer diagnosis diagnosed doctor depressed depression anxiety medication debt debts rent evicted bankrupt bankruptcy
    lawyer jail prison immigration visa password pin complaint complain harassed harassment rude
    esposo esposa marido divorcio divorciada divorciado novio novia embarazada embarazo abuso alcohol hospital cirugia
    cancer diagnostico medico doctor deprimida deprimido depresion ansiedad medicina deuda deudas renta desalojo abogado
    carcel inmigracion contrasena clave queja quejarme acoso grosero grosera
"""
PRIVATE = frozenset(WORDS.split())


def is_private(text: str) -> bool:
    """Whether it speaks of family, health, money trouble or a quarrel, or holds a number or an address."""
    return bool(NUMBERS.search(text) or ADDRESS.search(text) or PRIVATE & set(normal(text).split()))
