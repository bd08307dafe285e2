"""Merge fields kept out of Markdown's and the style inliner's way.

Markdown percent-encodes `{{ link }}` in a link's target and refuses it with spaces inside, so every field and
tag is swapped for an opaque word first and put back last. Put back inside a link's target, a value must be a
harmless address (or is percent-encoded as a part of one); anywhere else it is escaped for HTML. As values come
in after Markdown was read, no name can become markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from jinja2 import Environment

from engine.wording.merge import WordsEnvironment, printable

_LEXER = Environment(autoescape=True)
"""Only ever splits source into pieces; it renders nothing."""

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"<>]*", re.IGNORECASE)
_TARGET = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
_FENCE_LIKE = re.compile(r"\{(?=[{%#]|$)")
_LINK_NAMES = re.compile(r"recording\.link|unsubscribe_link|links\.\w+")


@dataclass(frozen=True)
class Hole:
    """One `{{ field }}` or `{% tag %}`: as written, and what stands between its braces."""

    written: str
    inner: str
    is_tag: bool

    @property
    def is_link(self) -> bool:
        """True for a field that always is a web address, so that it is a link even when written bare."""
        return not self.is_tag and _LINK_NAMES.fullmatch(self.inner.strip()) is not None


@dataclass(frozen=True)
class Holed:
    """Words whose fields are swapped for opaque words; `holes` says which is which."""

    text: str
    holes: dict[str, Hole]

    def is_tag(self, word: str) -> bool:
        """True where `word` stands alone for an `if` or a `for` tag."""
        hole = self.holes.get(word.strip())
        return hole is not None and hole.is_tag


def dig(source: str, mark: str) -> Holed:
    """Swap fields for words starting with `mark`, letters only, grown until `source` does not contain it."""
    while mark in source:
        mark += "q"
    holes: dict[str, Hole] = {}
    text: list[str] = []
    written: list[str] = []
    inner: list[str] = []
    for _, kind, value in _LEXER.lex(source):
        if kind in ("variable_begin", "block_begin"):
            written, inner = [value], []
        elif kind in ("variable_end", "block_end"):
            word = f"{mark}{len(holes)}z"
            tag = kind == "block_end"
            holes[word] = Hole("".join([*written, value]).rstrip("\n"), "".join(inner), tag)
            text.append(word)
            written = []
        elif written:
            written.append(value)
            inner.append(value)
        elif kind == "data":
            text.append(value)
    return Holed("".join(text), holes)


def fill(html: str, holes: dict[str, Hole]) -> str:
    """Template source: `html` with the fields back in, and nothing else in it that could be read as a field."""
    if not holes:
        return _FENCE_LIKE.sub('{{ "{" }}', html)
    words = re.compile("|".join(sorted(map(re.escape, holes), key=len, reverse=True)))

    def target(match: re.Match[str]) -> str:
        return f'{match[1]}="{words.sub(lambda found: _in_target(holes[found[0]], found.start() == 0), match[2])}"'

    pieces: list[str] = []
    end = 0
    for match in re.finditer(f"{_TARGET.pattern}|{words.pattern}", html):
        pieces.append(_FENCE_LIKE.sub('{{ "{" }}', html[end : match.start()]))
        pieces.append(
            holes[match[0]].written if match[0] in holes else _TARGET.sub(target, f" {match[0]}")[1:]
        )
        end = match.end()
    return "".join(pieces) + _FENCE_LIKE.sub('{{ "{" }}', html[end:])


def _in_target(hole: Hole, first: bool) -> str:
    if hole.is_tag:
        return hole.written
    return f"{{{{ ({hole.inner}) | {'link' if first else 'part'} }}}}"


def _link(value: Any) -> str:
    """A web, mail or phone address, or "#" for whatever else a value may hold ("javascript:...")."""
    text = printable(value).strip()
    return text if _ADDRESS.fullmatch(text) else "#"


def _part(value: Any) -> str:
    return quote(printable(value), safe="")


PAGE = WordsEnvironment(escape=True)
"""For HTML: values are escaped, links are checked."""
PAGE.filters.update(link=_link, part=_part)

TEXT = WordsEnvironment()
"""For the plain text part."""
