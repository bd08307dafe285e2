"""Reads single values: words, names, times, amounts. One small reader for every kind in the grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar

from engine.language.parsing.reading import Reader, Reading
from engine.language.report import one_of
from engine.language.source.nodes import Node, Pair, Pairs, Text, inside, parts
from engine.times import (
    Duration,
    TimesError,
    guess_zone,
    parse_date,
    parse_duration,
    parse_every,
    parse_hours,
    parse_moment,
    parse_wait,
    valid_zone,
)

T = TypeVar("T")
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
YES = {"yes": True, "no": False, "true": True, "false": False, "on": True, "off": False}
OTHER_WORDS = {"sms": "text", "txt": "text", "mail": "email", "letter": "email", "usa": "US", "no": "none"}
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
LEAD = re.compile(r"\s*(?P<duration>\S.*?)\s+before\s*", re.IGNORECASE)
RESERVED_FIELDS = frozenset(
    {"tagged", "role", "stage", "takes", "language", "event", "percent", "attended", "missed"}
)
HAD_BY_ALL = frozenset({"name", "first name", "birthday", "language", "timezone", "joined"})


def single(pair: Pair, reading: Reading) -> Text | None:
    """The value as one text that is not empty; anything else is reported."""
    node = pair.value
    if not isinstance(node, Text):
        reading.report.error(
            node.place, f'"{pair.key.text}:" takes one value: no list, and no lines below it.', rule="shape"
        )
        return None
    if not node.text.strip():
        reading.report.error(pair.key.place, f'Nothing is said after "{pair.key.text}:".', rule="empty")
        return None
    return node


def text(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    return found.text.strip() if found else None


def listed(pair: Pair, reading: Reading) -> tuple[Text, ...]:
    """One or several words: a list, or words with commas between them. Empty where none could be used."""
    node: Node = pair.value
    if isinstance(node, Pairs):
        reading.report.error(node.place, f'"{pair.key.text}:" takes words, not keys.', rule="shape")
        return ()
    if isinstance(node, Text):
        found = single(pair, reading)
        return parts(found) if found else ()
    words: list[Text] = []
    for item in node.items:
        word = single(Pair(pair.key, item), reading)
        if word:
            words.append(word)
    if not node.items:
        reading.report.error(pair.key.place, f'Nothing is said after "{pair.key.text}:".', rule="empty")
    return tuple(words)


def timed(parse: Callable[[str], T]) -> Callable[[Pair, Reading], T | None]:
    """A reader for a phrase about time."""

    def read(pair: Pair, reading: Reading) -> T | None:
        found = single(pair, reading)
        return parsed(found, parse, reading) if found else None

    return read


def parsed(found: Text, parse: Callable[[str], T], reading: Reading) -> T | None:
    """``parse`` of a text, its complaint reported at the very words."""
    try:
        return parse(found.text)
    except TimesError as error:
        reading.report.times(found.place, error)
        return None


def choice(*words: str) -> Callable[[Pair, Reading], str | None]:
    """A reader for one of a few words, in any case."""

    def read(pair: Pair, reading: Reading) -> str | None:
        found = single(pair, reading)
        if found is None:
            return None
        said = found.text.strip().casefold()
        known = {word.casefold(): word for word in words}
        if said in known:
            return known[said]
        message = f'"{found.text.strip()}" is not one of {one_of(words)}.'
        meant = OTHER_WORDS.get(said, said)
        reading.report.unknown(found.place, meant, message, words, rule="choice")
        return None

    return read


def yes_or_no(pair: Pair, reading: Reading) -> bool | None:
    found = single(pair, reading)
    if found is None:
        return None
    said = found.text.strip().casefold()
    if said in YES:
        return YES[said]
    reading.report.unknown(
        found.place, said, f'"{found.text}" is neither yes nor no.', ("yes", "no"), rule="choice"
    )
    return None


def record(pair: Pair, reading: Reading) -> str | None:
    """``yes``, ``no`` or ``on request``; the other words for yes and no are understood, too."""
    node = pair.value
    if isinstance(node, Text) and node.text.strip().casefold() in YES:
        return "yes" if YES[node.text.strip().casefold()] else "no"
    return choice("yes", "no", "on request")(pair, reading)


def file_name(pair: Pair, reading: Reading) -> Text | None:
    """The name of a message, recording or workflow: small letters, digits and hyphens."""
    found = single(pair, reading)
    if found is None:
        return None
    said = found.text.strip()
    if NAME.fullmatch(said):
        return Text(said, found.place)
    bare = re.sub(r"^.*/|\.(?:txt|md|mp3|wav|yaml|yml|draft)\b", "", said)
    tidy = "-".join(re.findall(r"[a-z0-9]+", re.sub("['’]", "", bare).lower())) or None
    message = (
        f'"{said}" is not a name: names are small letters, digits and hyphens, without the file\'s ending.'
    )
    reading.report.error(found.place, message, rule="name", guess=tidy)
    return None


def word(pair: Pair, reading: Reading) -> str | None:
    """A tag, role or event: words without a comma."""
    found = single(pair, reading)
    if found is None:
        return None
    if "," in found.text:
        reading.report.error(found.place, f'"{pair.key.text}:" takes one name, not several.', rule="shape")
        return None
    return " ".join(found.text.split())


def field_name(text: str) -> str:
    """How a member's own field is named everywhere: "Shirt_size" and "shirt-size" are "shirt size"."""
    return " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()


def field(found: Text, reading: Reading, *, settable: Collection[str] = ()) -> str | None:
    """A field's name; one that already means something else is reported, unless it is among the ``settable``."""
    name = field_name(found.text)
    if name in settable:
        return name
    if name in HAD_BY_ALL:
        message = f'Every member has a "{name}" already. Choose another name for this field.'
        reading.report.error(found.place, message, rule="reserved-field")
        return None
    if name in RESERVED_FIELDS:
        message = f'"{name}" already means something else in conditions. Choose another name for this field.'
        reading.report.error(found.place, message, rule="reserved-field")
        return None
    return name


def zone(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    if found is None:
        return None
    said = found.text.strip()
    if valid_zone(said):
        return said
    message = f'"{said}" is not a time zone. Zones are named like America/Chicago.'
    reading.report.error(found.place, message, rule="zone", guess=guess_zone(said))
    return None


def percent(pair: Pair, reading: Reading) -> int | None:
    found = single(pair, reading)
    if found is None:
        return None
    match = re.fullmatch(r"\s*([0-9]{1,3})\s*%?\s*", found.text)
    if match and int(match[1]) <= 100:
        return int(match[1])
    reading.report.error(found.place, f'"{found.text}" is not a share from 0 to 100.', rule="percent")
    return None


def language(found: Text, reading: Reading) -> str | None:
    code = found.text.strip().casefold()
    if LANGUAGE.fullmatch(code):
        return code
    names = {
        "english": "en",
        "spanish": "es",
        "french": "fr",
        "german": "de",
        "portuguese": "pt",
        "italian": "it",
    }
    message = f'"{found.text.strip()}" is not a language code such as "es".'
    reading.report.error(found.place, message, rule="language", guess=names.get(code))
    return None


def lead(pair: Pair, reading: Reading) -> Duration | None:
    """``10 minutes before``, as the duration before the call."""
    found = single(pair, reading)
    if found is None:
        return None
    match = LEAD.fullmatch(found.text)
    if match:
        start, end = match.span("duration")
        return parsed(Text(match["duration"], inside(found, start, end - start)), parse_duration, reading)
    if parsed(found, parse_duration, reading) is not None:
        message = "Say that it is before the call."
        reading.report.error(found.place, message, rule="time", guess=f"{found.text.strip()} before")
    return None


def dates(pair: Pair, reading: Reading) -> tuple[date, ...]:
    found = [parsed(each, parse_date, reading) for each in listed(pair, reading)]
    return tuple(day for day in found if day is not None)


def phone(pair: Pair, reading: Reading) -> str | None:
    found = single(pair, reading)
    if found is None:
        return None
    digits = re.sub(r"[\s().-]", "", found.text)
    if re.fullmatch(r"\+[1-9][0-9]{6,14}", digits):
        return digits
    bare = digits.lstrip("+")
    guess = (
        f"+1{bare}"
        if re.fullmatch(r"[2-9][0-9]{9}", bare)
        else f"+{bare}"
        if re.fullmatch(r"1[2-9][0-9]{9}", bare)
        else None
    )
    message = f'"{found.text}" is not a phone number with its country, like +13125550142.'
    reading.report.error(found.place, message, rule="phone", guess=guess)
    return None


SIMPLE: dict[str, Reader] = {
    "text": text,
    "duration": timed(parse_duration),
    "wait": timed(parse_wait),
    "moment": timed(parse_moment),
    "recurrence": timed(parse_every),
    "hours": timed(parse_hours),
    "by": choice("text", "email", "both", "phone", "text or phone"),
    "record": record,
    "fallback": choice("latest recording"),
    "law": choice("US", "none"),
    "yes or no": yes_or_no,
    "zone": zone,
    "percent": percent,
    "lead": lead,
    "dates": dates,
    "phone": phone,
    "word": word,
}
"""The readers that need no other file and no other reader."""
