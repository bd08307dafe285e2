"""``phone-line.yaml`` from its nodes, by the grammar's tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from engine.language.grammar import KEY_ACTIONS, KEY_SAY, PHONE_LINE_KEYS, Key
from engine.language.nodes import Items, Node, Pair, Pairs, Text, plain_key
from engine.language.phone_line import (
    PHONE_LINE,
    Action,
    Hear,
    Join,
    Leave,
    Listen,
    Menu,
    PhoneLine,
    RecordWords,
    RingPeople,
)
from engine.language.phone_line import Key as PhoneKey
from engine.language.place import Place
from engine.language.reader import read
from engine.language.reading import Mention, Reader, Reading, complete, read_keys
from engine.language.report import Report, commented, one_of
from engine.language.step_values import READERS
from engine.language.values import choice, file_name, listed
from engine.times.guesses import nearest

DIGITS = "1234567890"
OURS = {
    "*": '"*" is ours: it lets leaders in, with their PIN.',
    "#": '"#" is ours: it ends what somebody types or says.',
}
NUMBERS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
EXAMPLES = {"join": "call", "listen": "latest", "record": "message", "hear": "next call", "ring": "host"}
WHOLE = ("latest", "by number")  # what stands alone after "listen:"
_BY_NAME = {key.name: key for key in KEY_ACTIONS}


@dataclass(frozen=True, slots=True)
class ParsedPhoneLine:
    """The line (None where the file has none that is usable, or is not there), what it names, and its report."""

    line: PhoneLine | None
    report: Report
    mentions: tuple[Mention, ...] = ()


def parse_phone_line(text: str, file: str = PHONE_LINE) -> ParsedPhoneLine:
    """Read the phone line. Never raises."""
    root, report = read(text, file)
    if root is None or (isinstance(root, Text) and not root.text.strip()):
        if not report.failed:
            message = 'This file is empty. A phone line has "keys:". Without the file there is a usual one.'
            report.error(Place(file, 1), message, rule="empty")
        return ParsedPhoneLine(None, report)
    reading = Reading(report)
    values = read_keys(root, PHONE_LINE_KEYS, _READERS, reading, "the phone line", at=Place(file, 1))
    mentions = tuple(reading.mentions)
    if values is None or not complete(values, PHONE_LINE_KEYS):
        return ParsedPhoneLine(None, report, mentions)
    return ParsedPhoneLine(PhoneLine(**values), report, mentions)


def _menu(pair: Pair, reading: Reading) -> tuple[PhoneKey, ...] | None:
    if not isinstance(pair.value, Pairs) or not pair.value.pairs:
        place = pair.key.place if isinstance(pair.value, Text) and not pair.value.text else pair.value.place
        message = f'Below "{pair.key.text}:" stand lines such as "1: {{listen: latest}}".'
        reading.report.error(place, message, rule="shape")
        return None
    taken = {line.key.text for line in pair.value.pairs}
    found = [_key(line, taken, reading) for line in pair.value.pairs]
    return tuple(key for key in found if key is not None) or None


def _key(line: Pair, taken: Collection[str], reading: Reading) -> PhoneKey | None:
    digit = line.key.text.strip()
    usable = digit in DIGITS and len(digit) == 1
    if not usable:
        _not_a_key(line.key, digit, taken, reading)
    found = _action(line.value, line.key, reading)
    if found is None or not usable:
        return None
    return replace(found, digit=digit, place=line.key.place)


def _not_a_key(key: Text, said: str, taken: Collection[str], reading: Reading) -> None:
    why = OURS.get(said, f'"{said}" is not a key of a telephone.')
    free = next((digit for digit in DIGITS if digit not in taken), None)
    meant = NUMBERS.get(said.casefold())
    message = f"{why} Here a key is one digit, 0 to 9."
    instead = meant if meant and meant not in taken else free
    reading.report.error(key.place, message, rule="press", instead=instead)


def _action(node: Node, key: Text, reading: Reading, extras: tuple[Key, ...] = (KEY_SAY,)) -> PhoneKey | None:
    """What a key leads to; its digit is filled in by whoever asked."""
    if isinstance(node, Text):
        return _word(node, key, reading)
    if isinstance(node, Items):
        message = f'"{key.text}:" takes one thing to do, such as {{listen: latest}}, and no list.'
        reading.report.error(node.place, message, rule="shape")
        return None
    does = _does(node, reading)
    if does is None:
        return None
    values = read_keys(node, (does, *extras), _READERS, reading, f'"{does.name}"', at=key.place)
    if values is None or does.attribute not in values:
        return None
    return PhoneKey("", _made(does.name, values[does.attribute]), key.place, values.get("say"))


def _made(name: str, value: Any) -> Action:
    match name:
        case "join":
            return Join()
        case "listen":
            return Listen(value)
        case "record":
            return RecordWords(value)
        case "hear":
            return Hear(value)
        case "ring":
            return RingPeople(value)
        case "keys":
            return Menu(value)
        case _:
            return Leave()


def _word(node: Text, key: Text, reading: Reading) -> PhoneKey | None:
    """``leave`` is the one thing to do that is a single word."""
    said = plain_key(node.text).casefold()
    if said == "leave":
        return PhoneKey("", Leave(), key.place)
    if not said:
        message = f'Nothing is said after "{key.text}:". Say what it does, such as {{listen: latest}}.'
        reading.report.error(key.place, message, rule="empty")
        return None
    message = f'"{node.text.strip()}" is not something a key can do.'
    guess = _meant(said) or nearest(said, ("leave",))
    if guess is None:
        message += f" It can {one_of([each.name for each in KEY_ACTIONS])}."
    reading.report.error(node.place, message, rule="phone-key", guess=guess)
    return None


def _meant(said: str) -> str | None:
    """ "listen latest" as the pair it was meant to be: {listen: latest}."""
    first, _, rest = said.partition(" ")
    name = first if first in EXAMPLES else nearest(first, list(EXAMPLES))
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
    guess = meant.strip("{}") if meant else nearest(said, list(_BY_NAME))
    message = f'"{pair.key.text}" is not something a key can do.'
    if guess is None:
        message += f" It can {one_of(list(_BY_NAME))}."
    reading.report.error(pair.key.place, message, rule="phone-key", guess=guess)


def _no_key(pair: Pair, reading: Reading) -> Action | None:
    """What silence leads to. A menu would be said to somebody who presses nothing."""
    found = _action(pair.value, pair.key, reading, extras=())
    if found is not None and isinstance(found.action, Menu):
        message = (
            '"no key:" is for those who press nothing, so no menu can follow: leave, or {listen: latest}.'
        )
        reading.report.error(pair.key.place, message, rule="phone-key")
        return None
    return found.action if found else None


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
        reading.mention("role", role, each.place)
        roles.append(role)
    return tuple(roles) or None


def _leave(pair: Pair, reading: Reading) -> bool | None:
    """``leave:`` beside a ``say:``; nothing comes after it."""
    if isinstance(pair.value, Text) and re.fullmatch(r"\s*(yes)?\s*", pair.value.text):
        return True
    reading.report.error(pair.value.place, 'Nothing comes after "leave".', rule="shape")
    return None


def _join(pair: Pair, reading: Reading) -> bool | None:
    return choice("call")(pair, reading) is not None or None


_READERS: dict[str, Reader] = {
    **READERS,
    "menu": _menu,
    "action": _no_key,
    "join": _join,
    "listen": _listen,
    "record words": choice("win", "question", "message"),
    "hear": choice("next call", "praise"),
    "roles": _ring,
    "leave": _leave,
}
