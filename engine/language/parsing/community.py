"""``community.yaml`` from its nodes. What cannot be used is reported, and its default stands meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from engine.language.community import Community
from engine.language.community_keys import COMMUNITY_KEYS
from engine.language.parsing import managing
from engine.language.parsing.desk import patience, patient, rota
from engine.language.parsing.reading import Mention, Reader, Reading, read_keys
from engine.language.parsing.values import SIMPLE, choice, field, language, listed, single
from engine.language.place import Place
from engine.language.report import Report
from engine.language.source.nodes import Pair, Pairs, Text
from engine.language.source.reader import read
from engine.times import Hours
from engine.times.guesses import nearest

USUAL_HOURS = Hours(time(9), time(20))
NO_LIMIT = ("no limit", "none", "unlimited")
_AT_MOST = re.compile(r"(?P<count>[0-9]{1,4})(?:\s*(?:a|per|/)\s*day)?", re.IGNORECASE)
_MONEY = re.compile(
    r"(?P<sign>[$€£])?\s*(?P<amount>[0-9]{1,7}(?:\.[0-9]{1,2})?)\s*(?P<code>[A-Z]{3})?(?:\s*(?:a|per|/)\s*day)?",
    re.IGNORECASE,
)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
MICROS = 1_000_000


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a community has that says nothing: its folder's name and the machine's zone."""

    name: str = "Our community"
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class ParsedCommunity:
    community: Community
    report: Report
    mentions: tuple[Mention, ...] = ()


def parse_community(text: str, file: str, defaults: Defaults) -> ParsedCommunity:
    """Read ``community.yaml``; an empty file is a community of defaults. Never raises."""
    root, report = read(text, file)
    reading = Reading(report)
    if root is None or (isinstance(root, Text) and not root.text.strip()):
        return ParsedCommunity(default_community(defaults), report)
    values = read_keys(root, COMMUNITY_KEYS, _READERS, reading, "the community", at=Place(file, 1)) or {}
    limit = values.pop("spend_limit", None)
    if limit is not None:
        values["spend_limit"], values["currency"] = limit
    most = values.get("at_most")
    if most is not None:
        values["at_most"] = None if most < 0 else most
    patient(root, values, reading)
    values = {"name": defaults.name, "timezone": defaults.timezone, "hours": USUAL_HOURS, **values}
    return ParsedCommunity(Community(**values), report, tuple(reading.mentions))


def default_community(defaults: Defaults) -> Community:
    return Community(defaults.name, defaults.timezone, USUAL_HOURS)


def _keywords(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    found = listed(pair, reading)
    for word in found:
        reading.mention("keyword", " ".join(word.text.split()).upper(), word.place)
    return tuple(" ".join(word.text.split()).upper() for word in found) or None


def _at_most(pair: Pair, reading: Reading) -> int | None:
    """Messages a day; -1 stands for no limit until the values are put together."""
    found = single(pair, reading)
    if found is None:
        return None
    said = " ".join(found.text.casefold().split())
    match = _AT_MOST.fullmatch(said)
    if said in NO_LIMIT:
        return -1
    if match and int(match["count"]) > 0:
        return int(match["count"])
    count = re.search(r"[1-9][0-9]{0,2}", said)
    guess = f"{count[0]} a day" if count else nearest(said, NO_LIMIT)
    message = f'"{found.text.strip()}" is not a limit. Write it like "2 a day", or "no limit".'
    reading.report.error(found.place, message, rule="at-most", guess=guess)
    return None


def _money(pair: Pair, reading: Reading) -> tuple[int | None, str] | None:
    found = single(pair, reading)
    if found is None:
        return None
    said = found.text.strip()
    if said.casefold() in NO_LIMIT:
        return None, "USD"
    match = _MONEY.fullmatch(said)
    if match is None:
        amount = re.search(r"[0-9]{1,6}(?:\.[0-9]{1,2})?", said.replace(",", ""))
        guess = f"${amount[0]} a day" if amount else None
        message = f'"{said}" is not an amount a day. Write it like "$20 a day", or "none".'
        reading.report.error(found.place, message, rule="money", guess=guess)
        return None
    whole, _, cents = match["amount"].partition(".")
    micros = int(whole) * MICROS + int((cents + "00")[:2] or 0) * (MICROS // 100)
    return micros, (match["code"] or _SIGNS.get(match["sign"] or "$", "USD")).upper()


def _countries(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    found = listed(pair, reading)
    names = {"usa": "US", "united states": "US", "america": "US", "canada": "CA", "mexico": "MX", "uk": "GB"}
    for text in found:
        if not re.fullmatch(r"[A-Z]{2}", text.text):
            guess = names.get(text.text.casefold()) or (text.text.upper() if len(text.text) == 2 else None)
            message = f'"{text.text}" is not a country\'s two letters, such as US.'
            reading.report.error(text.place, message, rule="country", guess=guess)
    good = tuple(text.text for text in found if re.fullmatch(r"[A-Z]{2}", text.text))
    return good or None


def _fields(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    if isinstance(pair.value, Pairs):
        reading.report.error(
            pair.value.place, '"fields:" is a list of names: [shirt size, favourite product].', rule="shape"
        )
        return None
    if _is_empty_list(pair):
        return ()
    found: list[str] = []
    for text in listed(pair, reading):
        name = field(text, reading)
        if name in found:
            reading.report.error(text.place, f'"{name}" is said twice.', rule="twice")
        elif name:
            found.append(name)
    return tuple(found)


def _stages(pair: Pair, reading: Reading) -> tuple[str, ...] | None:
    if _is_empty_list(pair):
        return ()
    found: list[str] = []
    for text in listed(pair, reading):
        name = " ".join(text.text.split())
        if name in found:
            reading.report.error(text.place, f'"{name}" is said twice.', rule="twice")
        else:
            found.append(name)
    return tuple(found)


def _is_empty_list(pair: Pair) -> bool:
    return not isinstance(pair.value, Text) and not getattr(pair.value, "items", True)


def _language(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    return language(found, reading) if found else None


def _one_of(yes: str, no: str) -> Reader:
    """A reader for two phrases, of which the first is what the attribute is named for."""
    read = choice(yes, no)

    def chosen(pair: Pair, reading: Reading) -> bool | None:
        said = read(pair, reading)
        return None if said is None else said == yes

    return chosen


_READERS: dict[str, Reader] = {
    **SIMPLE,
    "keywords": _keywords,
    "at most": _at_most,
    "money": _money,
    "countries": _countries,
    "fields": _fields,
    "stage list": _stages,
    "languages": _language,
    "language": _language,
    "rota": rota,
    "patience": patience,
    "plays": _one_of("by member", "in total"),
    "wall": choice("members", "public", "none"),
    "landlines": _one_of("ring", "leave out"),
    "may": managing.may,
    "over": managing.over,
}
