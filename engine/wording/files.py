"""Message files: what kind a file is by its name, its front matter, and where its words begin.

Front matter is read line by line and not as YAML, because managers write merge fields and colons in it:
`subject: {{ first_name }}: one more thing` is a subject here and an error to YAML.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

from engine.errors import KindlingError

Kind = Literal["text", "email"]

_KINDS: dict[str, Kind] = {".txt": "text", ".md": "email"}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
_FENCE = "---"
_KEYS: dict[Kind, tuple[str, ...]] = {
    "email": ("subject", "preheader"),
    "text": ("asked", "title", "number", "by", "tags"),
}
_ITEM = re.compile(r"\s*-\s+(.+)")
_QUOTES = "\"'"
_CURLY = "“”„‘’"


class WordingError(KindlingError):
    """A message file that cannot be used: `line` counts from 1, `guess` is the repair where one is likely."""

    def __init__(self, message: str, line: int, guess: str | None = None, *, file: str = "") -> None:
        self.message = message
        self.line = line
        self.guess = guess
        self.file = file
        place = f"{file}:{line}: " if file else f"line {line}: "
        super().__init__(place + message + (f' Did you mean "{guess}"?' if guess else ""))


@dataclass(frozen=True)
class MessageFile:
    """One file's words. `meta` holds `subject` and `preheader` of an email, `title` and `number` of a
    recording's transcript, or `by` and `tags` of a story; `asked` are the ways to ask for an answer; `meta_lines` and `body_line` say where each begins, counting from 1."""

    kind: Kind
    meta: Mapping[str, str]
    body: str
    body_line: int
    asked: tuple[str, ...] = ()
    meta_lines: Mapping[str, int] = field(default_factory=dict)


def message_name(path: str | PurePath) -> tuple[str, str | None, Kind]:
    """(name, language, kind) of NAME.txt, NAME.md or NAME.es.txt, the folder left out; raises WordingError."""
    file = PurePath(path)
    kind = _KINDS.get(file.suffix)
    if kind is None:
        raise WordingError("A message is a .txt file (a text) or a .md file (an email).", 1, file=str(path))
    name, _, language = file.name.removesuffix(file.suffix).partition(".")
    if language and not _LANGUAGE.fullmatch(language):
        raise WordingError(f'"{language}" is not a language code such as "es".', 1, file=str(path))
    if not _NAME.fullmatch(name):
        tidy = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        guess = ".".join(part for part in (tidy, language) if part) + file.suffix if tidy else None
        raise WordingError("A message's name is small letters, digits and hyphens.", 1, guess, file=str(path))
    return name, language or None, kind


def read_message(text: str, file: str) -> MessageFile:
    """Take a message file apart; raises WordingError with the line in `file` and, where likely, a guess."""
    kind = message_name(file)[2]
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fenced, start = _fence(lines, file)
    meta, where, asked = _front_matter(fenced, kind, file)
    while start < len(lines) and not lines[start].strip():
        start += 1
    body = "\n".join(lines[start:]).rstrip()
    if not body:
        raise WordingError("There are no words in this message.", min(start + 1, len(lines)), file=file)
    if kind == "email" and not meta.get("subject"):
        raise WordingError(
            "An email needs a subject: begin the file with three lines, ---, subject: ..., ---.",
            where.get("subject", 1),
            file=file,
        )
    return MessageFile(kind, meta, body, start + 1, asked, where)


def tags_of(file: MessageFile) -> tuple[str, ...]:
    """The tags of a story, as a list with commas, in brackets or not."""
    listed = file.meta.get("tags", "").strip().strip("[]").split(",")
    return tuple(tag.strip() for tag in listed if tag.strip())


def _fence(lines: list[str], file: str) -> tuple[list[str], int]:
    """The lines between the fences, and the index of the first line after them."""
    if lines[0].rstrip() != _FENCE:
        return [], 0
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return lines[1:index], index + 1
    raise WordingError(
        "The front matter is never closed: put --- on a line of its own after it.", 1, file=file
    )


def _front_matter(
    lines: list[str], kind: Kind, file: str
) -> tuple[dict[str, str], dict[str, int], tuple[str, ...]]:
    meta: dict[str, str] = {}
    where: dict[str, int] = {}
    asked: list[str] = []
    key = ""
    for number, line in enumerate(lines, start=2):
        item = _ITEM.fullmatch(line)
        if not line.strip() or line.startswith("#"):
            continue
        if item and key == "asked":
            asked.append(_value(item[1], number, file))
            continue
        key, value = _pair(line, number, kind, file)
        if key in where:
            raise WordingError(f'"{key}" is said twice.', number, file=file)
        where[key] = number
        if key == "asked":
            asked += [
                _value(part, number, file) for part in value.strip().strip("[]").split(",") if part.strip()
            ]
        else:
            meta[key] = _value(value, number, file)
    if "asked" in where and not asked:
        raise WordingError(
            "List some ways to ask under asked, each on a line with a hyphen.", where["asked"], file=file
        )
    return meta, where, tuple(asked)


def _pair(line: str, number: int, kind: Kind, file: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    known = _KEYS[kind]
    if not colon:
        near = difflib.get_close_matches(line.split()[0].lower(), known, n=1)
        guess = f"{near[0]}: {line.split(maxsplit=1)[-1]}" if near else None
        raise WordingError(
            "Front matter is lines such as subject: A word of welcome.", number, guess, file=file
        )
    key = key.strip().lower()
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        kinds = "an email" if kind == "email" else "a text"
        raise WordingError(f'"{key}" is not known in {kinds}.', number, near[0] if near else None, file=file)
    return key, value


def _value(raw: str, number: int, file: str) -> str:
    value = raw.strip()
    if value[:1] in _CURLY and value[-1:] in _CURLY and len(value) > 1:
        raise WordingError(
            "Curly quotes stand around this; no quotes are needed.", number, value[1:-1], file=file
        )
    if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES:
        value = value[1:-1]
    return value
