"""What ``community.yaml`` says of managers by text: who may do what, and what has to be confirmed."""

from __future__ import annotations

import re
from typing import Any

from engine.language.community import USUAL_MAY
from engine.language.community_keys import MAY_KEYS
from engine.language.parsing.reading import Reading, read_keys
from engine.language.parsing.values import listed, single
from engine.language.source.nodes import Pair

ALWAYS, NEVER = "always", "never"
_OVER = re.compile(r"over\s+(?P<count>[0-9]{1,6})(?:\s+(?:people|members))?", re.IGNORECASE)

May = tuple[tuple[str, tuple[str, ...]], ...]


def may(pair: Pair, reading: Reading) -> May | None:
    """Who may do what; a command that is not named keeps its usual roles."""
    said: dict[str, Any] | None = read_keys(pair.value, MAY_KEYS, {"roles": _roles}, reading, "may")
    if said is None:
        return None
    return tuple((name, said.get(name.replace(" ", "_"), usual)) for name, usual in USUAL_MAY)


def over(pair: Pair, reading: Reading) -> int | None:
    """More people than how many; 0 for always, -1 for never."""
    found = single(pair, reading)
    if found is None:
        return None
    said = " ".join(found.text.casefold().split())
    if said in (ALWAYS, NEVER):
        return 0 if said == ALWAYS else -1
    match = _OVER.fullmatch(said)
    if match is not None:
        return int(match["count"])
    count = re.search(r"[0-9]{1,6}", said)
    message = f'"{found.text.strip()}" does not say when. Write it like "over 50", "always" or "never".'
    guess = f"over {count[0]}" if count else None
    reading.report.error(found.place, message, rule="over", guess=guess)
    return None


def _roles(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    """One or several roles; ``nobody`` is none at all."""
    found = tuple(" ".join(text.text.split()).casefold() for text in listed(pair, reading))
    return () if found == ("nobody",) else found or None
