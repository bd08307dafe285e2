"""What a YAML file holds, before it means anything: texts, pairs and items, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.place import Place


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as typed. The place of a quoted one is what stands between the quotes."""

    text: str
    place: Place
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    key: Text
    value: Node


@dataclass(frozen=True, slots=True)
class Pairs:
    pairs: tuple[Pair, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Node, ...]
    place: Place


Node = Text | Pairs | Items


def plain_key(text: str) -> str:
    """A key as this page's tables name it: ``stop_when`` and ``stop-when`` are ``stop when``."""
    return " ".join(text.replace("_", " ").replace("-", " ").split())


def parts(text: Text, separator: str = ",") -> tuple[Text, ...]:
    """What stands between separators, blanks and empty parts left out, each with its own place.

    Places are exact where the text stands on one line without escapes, which is how such lists are written.
    """
    found: list[Text] = []
    offset = 0
    for piece in text.text.split(separator):
        word = piece.strip()
        if word:
            found.append(Text(word, inside(text, offset + piece.index(word), len(word)), text.quoted))
        offset += len(piece) + len(separator)
    return tuple(found)


def inside(text: Text, start: int, width: int) -> Place:
    """The place of ``width`` characters from offset ``start`` of a text."""
    return Place(text.place.file, text.place.line, text.place.column + start, max(1, width))


def written(node: Node) -> str:
    """A node as one short line, the same however it was laid out: for step keys and messages."""
    match node:
        case Text():
            return " ".join(node.text.split())
        case Items():
            return ",".join(written(item) for item in node.items)
        case Pairs():
            return ";".join(f"{plain_key(pair.key.text)}={written(pair.value)}" for pair in node.pairs)
