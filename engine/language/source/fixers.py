"""What usually lies behind a line that is not YAML, each with the line as it should be.

A parser's own words ("expected <block end>") help nobody. So each fixer proposes a repair of a suspect
line, and the one with which the file can be read further tells what was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.language.grammar import KEY_ACTIONS, KEY_SAY, KEYS_ANYWHERE

_DIGIT_KEY = re.compile(r" *[0-9] *:")
_LINE_KEYS = re.compile(r"keys *:")  # of the phone line, whose actions are words of their own
_LINE_ACTIONS = frozenset(key.name for key in (*KEY_ACTIONS, KEY_SAY))
_LEAD = re.compile(r"\s*(?:-\s+)*")
_WORDS_COLON = re.compile(r"(?P<key>[A-Za-z][\w ,'?-]*?):(?P<rest>\S.*)")
_SIGN_KEY = re.compile(r"(?P<key>[*&!%@`][^\s:]*):(?P<rest>(?:\s.*)?)")
_KEY_VALUE = re.compile(
    r"(?P<key>(?:\"[^\"]*\"|'[^']*'|[^\s:#\"'\[{][^:#]*?)):\s+(?P<value>\S.*?)(?P<end>\s*)"
)


@dataclass(frozen=True, slots=True)
class Fix:
    """``column`` and ``width`` are where the fault stands in the line as it is."""

    message: str
    line: str
    column: int
    width: int


Fixer = Callable[[list[str], int], Iterator[Fix]]


def _lead(line: str) -> tuple[str, str]:
    match = _LEAD.match(line)
    lead = match[0] if match else ""
    return lead, line[len(lead) :]


def _open_quote(lines: list[str], index: int) -> Iterator[Fix]:
    _, body = _lead(lines[index])
    match = _KEY_VALUE.fullmatch(body)
    value = match["value"] if match else body
    if value[:1] in ("'", '"') and value[:1] not in value[1:]:
        at = lines[index].rindex(value)
        yield Fix(
            "A quote is opened here and never closed.", lines[index].rstrip() + value[0], at + 1, len(value)
        )


def _space_after_colon(lines: list[str], index: int) -> Iterator[Fix]:
    lead, body = _lead(lines[index])
    match = _WORDS_COLON.fullmatch(body)
    if match:
        column = len(lead) + len(match["key"]) + 1
        yield Fix("A space is missing after the colon.", f"{lead}{match['key']}: {match['rest']}", column, 1)


def missing_colon(text: str) -> str | None:
    """``send welcome`` with its colon, where the text begins with a key that we know."""
    words = text.split(" ")
    for count in (3, 2, 1):
        key = " ".join(words[:count])
        if key in KEYS_ANYWHERE and (len(words) > count or count == len(words)):
            return f"{key}: {' '.join(words[count:])}".rstrip()
    return None


def _colon(lines: list[str], index: int) -> Iterator[Fix]:
    lead, body = _lead(lines[index])
    mended = None if ":" in body.split(" ")[0] else missing_colon(body.rstrip())
    if mended and mended != body.rstrip():
        key = mended.partition(":")[0]
        yield Fix(f'A colon is missing after "{key}".', lead + mended, len(lead) + 1, len(key))


def _colon_at_end(lines: list[str], index: int) -> Iterator[Fix]:
    """A line with something below it, further to the right, is a key."""
    line = lines[index].rstrip()
    _, body = _lead(line)
    below = next((after for after in lines[index + 1 :] if after.strip()), "")
    if body and ":" not in body and len(below) - len(below.lstrip()) > len(line) - len(line.lstrip()):
        yield Fix(
            "A colon is missing at the end of this line.", f"{line}:", len(line) - len(body) + 1, len(body)
        )


def _space_after_hyphen(lines: list[str], index: int) -> Iterator[Fix]:
    line = lines[index]
    match = re.fullmatch(r"(\s*)-([A-Za-z\"'].*)", line)
    if match:
        yield Fix("A space is missing after the hyphen.", f"{match[1]}- {match[2]}", len(match[1]) + 1, 1)


def _open_bracket(lines: list[str], index: int) -> Iterator[Fix]:
    line = lines[index].rstrip()
    for opened, closed in ("[]", "{}"):
        if line.count(opened) > line.count(closed):
            message = f'"{opened}" is opened here and never closed.'
            within = re.search(r"[\]}]+$", line)
            ends = [len(line)] if within is None else [within.start(), len(line)]
            for at in ends:
                yield Fix(message, line[:at] + closed + line[at:], line.rindex(opened) + 1, 1)
    for opened, closed in ("[]", "{}"):
        if line.count(closed) > line.count(opened):
            message = f'"{closed}" closes something that was never opened.'
            at = line.rindex(closed)
            yield Fix(message, line[:at] + line[at + 1 :], at + 1, 1)


def _quote_value(lines: list[str], index: int) -> Iterator[Fix]:
    lead, body = _lead(lines[index])
    match = _KEY_VALUE.fullmatch(body)
    before, value = (lead + body[: match.start("value")], match["value"]) if match else (lead, body.rstrip())
    if not value or value[0] in "[{":
        return
    bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
    message = "This needs quotes around it: some of its characters mean something else to YAML."
    if ": " in value or value.endswith(":"):
        message = "There is a second colon in this line, so the words after the first need quotes."
    yield Fix(message, before + quoted(bare), len(before) + 1, len(value))


def _quote_key(lines: list[str], index: int) -> Iterator[Fix]:
    lead, body = _lead(lines[index])
    match = _SIGN_KEY.fullmatch(body.rstrip())
    if match:
        key = match["key"]
        message = f'"{key[0]}" at the beginning means something special to YAML. Put quotes around the key.'
        yield Fix(message, f"{lead}{quoted(key)}:{match['rest']}", len(lead) + 1, len(key))


def quoted(value: str) -> str:
    """The value in quotes that do not occur in it."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _indent(lines: list[str], index: int) -> Iterator[Fix]:
    line = lines[index]
    body = line.lstrip(" ")
    own = len(line) - len(body)
    above = lines[max(0, index - 40) : index]
    columns = {column for line in above for column in _columns(line)}
    siblings = {len(line) - len(line.lstrip(" ")) for line in above if _DIGIT_KEY.match(line)}
    numbered = _DIGIT_KEY.match(line) is not None
    if numbered and own in siblings:
        return  # it stands below a key like itself: another line has slipped
    message = "This does not line up with the lines above it."
    # A setting hangs on the line above it; an answer's own words begin a line further to the left.
    key = body.partition(":")[0].lstrip("- ")
    right = 1 if key in KEYS_ANYWHERE or (key in _LINE_ACTIONS and any(map(_LINE_KEYS.match, lines))) else -1

    def likely(column: int) -> tuple[int, bool, int]:
        return abs(column - own), numbered and column not in siblings, -right * column

    for column in sorted(columns - {own}, key=likely):
        yield Fix(message, " " * column + body, 1 if not own else own + 1, max(1, len(body.rstrip())))


def _columns(line: str) -> Iterator[int]:
    """Where something begins in a line: its first character, and what follows a hyphen."""
    if line.strip() and not line.lstrip().startswith("#"):
        lead, _ = _lead(line)
        yield len(line) - len(line.lstrip(" "))
        yield len(lead)


FIXERS: tuple[Fixer, ...] = (
    _open_quote, _quote_key, _space_after_colon, _colon, _colon_at_end, _space_after_hyphen, _open_bracket, _indent, _quote_value,
)  # fmt: skip


def fixes(lines: list[str], suspects: list[int]) -> Iterator[tuple[int, Fix]]:
    """Every repair worth trying, the likeliest kind first: the suspect line (from 0) and its fix."""
    for fixer in FIXERS:
        for index in suspects:
            for fix in fixer(lines, index):
                yield index, fix
