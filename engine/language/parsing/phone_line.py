"""``phone-line.yaml`` from its nodes, by the grammar's tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.language.grammar import KEY_ACTIONS, KEY_SAY, KEY_TO, PHONE_LINE_KEYS
from engine.language.parsing.phone_actions import (
    ACTION_READERS,
    DIGITS,
    action,
    further_right,
    is_blank,
)
from engine.language.parsing.reading import Mention, Reader, Reading, complete, read_keys
from engine.language.phone_line import PHONE_LINE, Action, Menu, PhoneLine
from engine.language.phone_line import Key as PhoneKey
from engine.language.place import Place
from engine.language.report import Report
from engine.language.source.nodes import Node, Pair, Pairs, Text, plain_key
from engine.language.source.reader import read

OURS = {
    "*": '"*" is ours: it lets leaders in, with their PIN.',
    "#": '"#" is ours: it ends what somebody types or says.',
}
ACTIONS = frozenset(key.name for key in (*KEY_ACTIONS, KEY_SAY, KEY_TO))
NUMBERS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip


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
    values = read_keys(
        _misplaced(root, reading), PHONE_LINE_KEYS, _READERS, reading, "the phone line", at=Place(file, 1)
    )
    mentions = tuple(reading.mentions)
    if values is None or not complete(values, PHONE_LINE_KEYS):
        return ParsedPhoneLine(None, report, mentions)
    return ParsedPhoneLine(PhoneLine(**values), report, mentions)


def _misplaced(root: Node, reading: Reading) -> Node:
    """The line without keys of the telephone that stand beside ``keys:`` instead of below it."""
    if not isinstance(root, Pairs):
        return root
    stray = [pair for pair in root.pairs if pair.key.text in DIGITS]
    menu = next((pair.value for pair in root.pairs if plain_key(pair.key.text) == "keys"), None)
    indent = menu.pairs[0].key.place.column - 1 if isinstance(menu, Pairs) and menu.pairs else 2
    for pair in stray:
        further_right(pair, indent, f'The key {pair.key.text} stands below "keys:"', reading)
    rest = [pair for pair in root.pairs if pair not in stray]
    if stray and menu is not None and is_blank(menu):
        below = Pairs(tuple(stray), stray[0].key.place)
        rest = [Pair(pair.key, below) if pair.value is menu else pair for pair in rest]
    return Pairs(tuple(rest), root.place)


def _menu(pair: Pair, reading: Reading) -> tuple[PhoneKey, ...] | None:
    if not isinstance(pair.value, Pairs) or not pair.value.pairs:
        place = pair.key.place if isinstance(pair.value, Text) and not pair.value.text else pair.value.place
        message = f'Below "{pair.key.text}:" stand lines such as "1: {{listen: latest}}".'
        reading.report.error(place, message, rule="shape")
        return None
    lines = _without_slipped(pair.value.pairs, reading)
    taken = {line.key.text for line in lines}
    found = [_key(line, taken, reading) for line in lines]
    return tuple(key for key in found if key is not None) or None


def _without_slipped(pairs: tuple[Pair, ...], reading: Reading) -> list[Pair]:
    """The lines of a menu, without a key and what it does that stands beside it instead of below it."""
    kept: list[Pair] = []
    owner: Pair | None = None
    for pair in pairs:
        if plain_key(pair.key.text) not in ACTIONS:
            kept.append(pair)
            owner = pair if is_blank(pair.value) else None
        elif owner is None:
            kept.append(pair)
        else:
            kept = [each for each in kept if each is not owner]
            message = f'"{pair.key.text}:" belongs to the key {owner.key.text}'
            further_right(pair, owner.key.place.column + 1, message, reading)
    return kept


def _key(line: Pair, taken: set[str], reading: Reading) -> PhoneKey | None:
    digit = line.key.text.strip()
    if digit not in DIGITS:
        _not_a_key(line.key, digit, taken, reading)
        return None
    found = action(line.value, line.key, reading, _READERS)
    if found is None:
        return None
    return replace(found, digit=digit, place=line.key.place)


def _not_a_key(key: Text, said: str, taken: set[str], reading: Reading) -> None:
    """Another key is proposed, to each such line its own."""
    why = OURS.get(said, f'"{said}" is not a key of a telephone.')
    free = next((digit for digit in DIGITS if digit not in taken), None)
    meant = NUMBERS.get(said.casefold())
    message = f"{why} Here a key is one digit, 0 to 9."
    instead = meant if meant and meant not in taken else free
    taken.add(instead or "")
    if said in OURS:
        reading.report.take_back(key.place.line, "syntax")  # that it needs quotes would be of no help
    reading.report.error(key.place, message, rule="press", instead=instead)


def _no_key(pair: Pair, reading: Reading) -> Action | None:
    """What silence leads to. A menu would be said to somebody who presses nothing."""
    found = action(pair.value, pair.key, reading, _READERS, extras=())
    if found is not None and isinstance(found.action, Menu):
        message = (
            '"no key:" is for those who press nothing, so no menu can follow: leave, or {listen: latest}.'
        )
        reading.report.error(pair.key.place, message, rule="phone-key")
        return None
    return found.action if found else None


_READERS: dict[str, Reader] = {**ACTION_READERS, "menu": _menu, "action": _no_key}
