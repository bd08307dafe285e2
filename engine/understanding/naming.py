"""Which of several people a text is about: their names and what they are called by their role, slips forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from rapidfuzz.distance import OSA

from engine.understanding.normal import normal, words

Named = Literal["surely", "perhaps"]
SHORTEST, FORGIVEN = 3, 4  # letters of a name, and of one in which a slip is forgiven
ORDINARY = frozenset({
    "will", "mark", "bill", "grace", "hope", "joy", "faith", "may", "june", "april", "august", "rose", "sue", "pat",
    "art", "guy", "rich", "dawn", "eve", "drew", "frank", "gene", "jack", "nick", "rob", "ray", "van", "wade", "angel",
    "paz", "sol", "luz", "mar", "pilar", "rosa", "rosario", "gloria", "consuelo", "dolores", "victoria", "reyes", "cruz",
})  # fmt: skip
"""Names that are words: written small they may not be meant."""
CALLED = {
    "host": ("host", "hosts", "hostess", "anfitrion", "anfitriona", "anfitriones"),
    "manager": ("manager", "managers", "boss", "gerente", "encargado", "encargada", "jefe", "jefa"),
    "leader": ("leader", "leaders", "lider", "lideres", "lideresa"),
    "sponsor": ("sponsor", "sponsors", "upline", "mentor", "patrocinador", "patrocinadora", "mentora"),
}
CAPITAL = re.compile(r"\b[^\W\d_a-zà-öø-ÿ][^\W\d_]+")


def named_in(text: str, people: Iterable[tuple[int, str, str]]) -> Mapping[int, Named]:
    """Of ``people`` (id, name, role) those whom the text names, by first, last or full name or by their role."""
    said = set(words(text))
    capitals = {normal(found) for found in CAPITAL.findall(text)}
    found: dict[int, Named] = {}
    for id, name, role in people:
        parts = [part for part in words(name) if len(part) >= SHORTEST]
        how = [_named(part, said, capitals) for part in parts]
        if "surely" in how or said & set(CALLED.get(normal(role), (normal(role),))):
            found[id] = "surely"
        elif "perhaps" in how:
            found.setdefault(id, "perhaps")
    return found


def _named(part: str, said: set[str], capitals: set[str]) -> Named | None:
    forms = {part, f"{part}s"}
    if forms & said:
        return "surely" if part not in ORDINARY or forms & capitals else "perhaps"
    if len(part) >= FORGIVEN and any(_near(part, word) for word in said):
        return "perhaps"
    return None


def _near(part: str, word: str) -> bool:
    """One slip, in the name or in its possessive."""
    if len(word) < FORGIVEN - 1:
        return False
    return any(OSA.distance(word, form, score_cutoff=1) <= 1 for form in (part, f"{part}s"))
