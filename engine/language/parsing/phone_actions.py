"""What a key of the phone line does, from its nodes: one action, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from engine.language.grammar import KEY_ACTIONS, KEY_SAY, KEY_TO
from engine.language.key import Key
from engine.language.parsing.reading import Reader, Reading, read_keys
from engine.language.parsing.step_values import READERS
from engine.language.parsing.values import choice, file_name, listed
from engine.language.phone_line import (
    Action,
    CastVote,
    Hear,
    Join,
    Leave,
    Listen,
    Menu,
    RecordWords,
    RingPeople,
)
from engine.language.phone_line import Key as PhoneKey
from engine.language.report import commented, one_of
from engine.language.source.nodes import Items, Node, Pair, Pairs, Text, plain_key
from engine.times.guesses import nearest

SYNONYMS = {"play": "listen", "hang up": "leave", "hangup": "leave", "goodbye": "leave", "end": "leave"}
EXAMPLES = {"join": "call", "listen": "latest", "record": "message", "hear": "next call", "ring": "host"}
DIGITS = tuple("1234567890")
SINGLE = ("vote", "leave")  # things to do that need nothing more said
WHOLE = ("latest", "by number")  # what stands alone after "listen:"
_BY_NAME = {key.name: key for key in KEY_ACTIONS}


def action(
    node: Node,
    key: Text,
    reading: Reading,
    readers: Mapping[str, Reader],
    extras: tuple[Key, ...] = (KEY_SAY,),
) -> PhoneKey | None:
    """What a key leads to; its digit is filled in by whoever asked. ``readers`` are those of values and menus."""
    if isinstance(node, Text):
        return _word(node, key, reading)
    if isinstance(node, Items):
        message = f'"{key.text}:" takes one thing to do, such as {{listen: latest}}, and no list.'
        reading.report.error(node.place, message, rule="shape")
        return None
    if _slipped(node, reading):
        return None
    does = _does(node, reading)
    if does is None:
        return None
    extras = (*extras, KEY_TO) if does.name == "record" and KEY_SAY in extras else extras
    values = read_keys(node, (does, *extras), readers, reading, f'"{does.name}"', at=key.place)
    if values is None or does.attribute not in values:
        return None
    made = _made(does.name, values[does.attribute], values.get(KEY_TO.attribute, ""))
    return PhoneKey("", made, key.place, values.get("say"))


def _slipped(node: Pairs, reading: Reading) -> bool:
    """Whether keys of a menu stand beside its ``keys:`` instead of below it; each line is reported."""
    empty = any(plain_key(pair.key.text) == "keys" and is_blank(pair.value) for pair in node.pairs)
    digits = [pair for pair in node.pairs if pair.key.text.strip() in DIGITS] if empty else []
    for pair in digits:
        further_right(
            pair, pair.key.place.column + 1, f'The key {pair.key.text} stands below "keys:"', reading
        )
    return bool(digits)


def further_right(pair: Pair, indent: int, message: str, reading: Reading) -> None:
    """Report a line that begins too far to the left."""
    repair = " " * indent + reading.report.line(pair.key.place.line).lstrip()
    reading.report.error(pair.key.place, f"{message}, further to the right.", rule="shape", repair=repair)


def is_blank(node: Node) -> bool:
    return isinstance(node, Text) and not node.text.strip()


def _made(name: str, value: Any, role: str) -> Action:
    match name:
        case "join":
            return Join()
        case "listen":
            return Listen(value)
        case "record":
            return RecordWords(value, role)
        case "hear":
            return Hear(value)
        case "ring":
            return RingPeople(value)
        case "keys":
            return Menu(value)
        case "vote":
            return CastVote()
        case _:
            return Leave()


def _word(node: Text, key: Text, reading: Reading) -> PhoneKey | None:
    """``vote`` and ``leave`` are things to do that are a single word."""
    said = plain_key(node.text).casefold()
    if said in SINGLE:
        return PhoneKey("", _made(said, True, ""), key.place)
    if not said:
        message = f'Nothing is said after "{key.text}:". Say what it does, such as {{listen: latest}}.'
        reading.report.error(key.place, message, rule="empty")
        return None
    message = f'"{node.text.strip()}" is not something a key can do.'
    guess = _meant(said) or SYNONYMS.get(said) or nearest(said, SINGLE)
    if guess is None:
        message += f" It can {one_of([each.name for each in KEY_ACTIONS])}."
    reading.report.error(node.place, message, rule="phone-key", guess=guess)
    return None


def _meant(said: str) -> str | None:
    """ "listen latest" as the pair it was meant to be: {listen: latest}."""
    name: str | None
    first, _, rest = said.partition(" ")
    name = SYNONYMS.get(first, first)
    name = name if name in EXAMPLES else nearest(first, list(EXAMPLES))
    rest = rest or (EXAMPLES[name] if name else "")
    return f"{{{name}: {rest}}}" if name and not set(rest) & set(",:#[]{}") else None


def _does(node: Pairs, reading: Reading) -> Key | None:
    """The one thing that a key does; two of them, or none, is reported."""
    found = [
        (_BY_NAME[name], pair.key) for pair in node.pairs if (name := plain_key(pair.key.text)) in _BY_NAME
    ]
    if len(found) > 1:
        first, (second, place) = found[0][0], (found[1][0], found[1][1].place)
        line = reading.report.line(place.line)
        repair = commented(line) if line.strip().startswith(second.name) else None
        message = f'One key does one thing: "{first.name}" and "{second.name}" need a key each.'
        reading.report.error(place, message, rule="phone-key", repair=repair)
    elif not found:
        _does_nothing(node, reading)
    return found[0][0] if len(found) == 1 else None


def _does_nothing(node: Pairs, reading: Reading) -> None:
    if not node.pairs:
        reading.report.error(node.place, "Nothing is said here. Leaving is written: leave.", rule="empty")
        return
    pair = next((each for each in node.pairs if plain_key(each.key.text) != KEY_SAY.name), node.pairs[0])
    said = plain_key(pair.key.text).casefold()
    bare = isinstance(pair.value, Text) and not pair.value.text.strip()
    meant = _meant(said) if bare else None
    guess = meant.strip("{}") if meant else SYNONYMS.get(said) or nearest(said, list(_BY_NAME))
    message = f'"{pair.key.text}" is not something a key can do.'
    if guess is None:
        message += f" It can {one_of(list(_BY_NAME))}."
    reading.report.error(pair.key.place, message, rule="phone-key", guess=guess)


def _listen(pair: Pair, reading: Reading) -> str | tuple[str, ...] | None:
    said = plain_key(pair.value.text).casefold() if isinstance(pair.value, Text) else ""
    if said in WHOLE:
        return said
    names: list[str] = []
    for each in listed(pair, reading):
        if plain_key(each.text).casefold() in WHOLE:
            message = f'"{each.text}" stands alone: recordings one after the other are named.'
            reading.report.error(each.place, message, rule="phone-key")
        elif found := file_name(Pair(pair.key, each), reading):
            reading.mention("recording", found.text, found.place)
            names.append(found.text)
    return tuple(names) or None


def _ring(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    roles: list[str] = []
    for each in listed(pair, reading):
        role = " ".join(each.text.split())
        if role in roles:
            reading.report.error(each.place, f'"{role}" is said twice.', rule="twice")
            continue
        reading.mention("role", role, each.place, "ring")
        roles.append(role)
    return tuple(roles) or None


def _bare(pair: Pair, reading: Reading) -> bool | None:
    """``leave:`` or ``vote:`` beside a ``say:``; nothing comes after it."""
    if isinstance(pair.value, Text) and re.fullmatch(r"\s*(yes)?\s*", pair.value.text):
        return True
    reading.report.error(pair.value.place, f'Nothing comes after "{plain_key(pair.key.text)}".', rule="shape")
    return None


def _join(pair: Pair, reading: Reading) -> bool | None:
    return choice("call")(pair, reading) is not None or None


ACTION_READERS: dict[str, Reader] = {
    **READERS,
    "join": _join,
    "listen": _listen,
    "record words": choice("win", "question", "message", "entry", "practice"),
    "hear": choice("next call", "praise", "letter"),
    "roles": _ring,
    "vote": _bare,
    "leave": _bare,
}
