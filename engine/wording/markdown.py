"""A manager's Markdown as HTML and as readable plain text, its merge fields left in place as opaque words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from engine.wording.holes import Holed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

_MARKDOWN, _PARAGRAPHS = ("commonmark", ("linkify",)), ("zero", ("linkify", "newline"))
_ALONE = re.compile(r"^[ \t]*(\w+)[ \t]*$", re.MULTILINE)
_PARAGRAPH_TAG = re.compile(r"<p>(\w+)</p>\n?")
_LOOSE = re.compile(r"(?m)^(- .*)\n{2,}(?=- )")
_GAPS = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


@cache
def _reader(preset: str, rules: tuple[str, ...]) -> MarkdownIt:
    # Imported here because it takes 150 ms that only a process which composes mail has to spend.
    from markdown_it import MarkdownIt

    reader = MarkdownIt(preset, {"html": False, "linkify": True, "breaks": True}).enable(list(rules))
    if reader.linkify is not None:
        reader.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # "etc.So" is no web address
    return reader


def to_html(words: Holed) -> str:
    """HTML of the words; raw HTML is shown as text, and only harmless link targets become links."""
    html: str = _reader(*_MARKDOWN).render(_open(words))
    html = _PARAGRAPH_TAG.sub(lambda found: f"{found[1]}\n" if words.is_tag(found[1]) else found[0], html)
    return _one_list(html, words)


def text_to_html(text: str) -> str:
    """Plain words as paragraphs, with line breaks kept and web addresses linked; nothing else is markup."""
    html: str = _reader(*_PARAGRAPHS).render(text)
    return html


def to_text(words: Holed) -> str:
    """The words without Markdown's signs: "**now**" is "now", "[Shop](https://x.org)" is "Shop (https://x.org)"."""
    from markdown_it.tree import SyntaxTreeNode  # here for the same reason as the reader itself

    return _block(SyntaxTreeNode(_reader(*_MARKDOWN).parse(_open(words))))


def tidy(text: str) -> str:
    """Rendered plain text without the gaps that tags leave: list items together, one empty line at most."""
    return _GAPS.sub("\n\n", _LOOSE.sub(r"\1\n", text)).strip()


def _open(words: Holed) -> str:
    """Tags alone on a line get room around them, so that Markdown sees paragraphs and whole lists between
    them; an address written bare becomes a link."""
    text = _ALONE.sub(lambda found: f"\n{found[0]}\n" if words.is_tag(found[1]) else found[0], words.text)
    for word, hole in words.holes.items():
        if hole.is_link:
            text = re.sub(rf'(?<![(\[<"/=\w]){word}(?![\w\]])', f"[{word}]({word})", text)
    return text


def _one_list(html: str, words: Holed) -> str:
    """A `for` around one list goes inside it: one list with many entries, not many lists."""

    def inside(found: re.Match[str]) -> str:
        opens, kind, items, closes = found.groups()
        return f"<{kind}>\n{opens}\n{items}{closes}\n</{kind}>" if words.is_tag(closes) else found[0]

    for word, hole in words.holes.items():
        if hole.is_tag and hole.inner.split()[:1] == ["for"]:
            around = rf"({word})\s*<(ul|ol)>\n((?:(?!</?(?:ul|ol)).)*?)</\2>\s*(\w+)"
            html = re.sub(around, inside, html, flags=re.DOTALL)
    return html


def _block(node: SyntaxTreeNode) -> str:
    if node.type in ("root", "list_item"):
        return "\n\n".join(_block(child) for child in node.children)
    if node.type in ("bullet_list", "ordered_list"):
        first = int(node.attrs.get("start", 1))
        marks = [f"{first + i}. " if node.type == "ordered_list" else "- " for i in range(len(node.children))]
        return "\n".join(_hang(mark, _block(item)) for mark, item in zip(marks, node.children, strict=True))
    if node.type == "blockquote":
        inner = "\n\n".join(_block(child) for child in node.children)
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    if node.type == "hr":
        return "* * *"
    if node.type in ("fence", "code_block"):
        return node.content.rstrip("\n")
    return "".join(_inline(child) for child in node.children)


def _hang(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark))


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    label = "".join(_inline(child) for child in node.children)
    if node.type == "image":
        return label or node.content
    if node.type == "link":
        target = str(node.attrs.get("href", ""))
        return (
            label if label == target.removeprefix("mailto:").removeprefix("tel:") else f"{label} ({target})"
        )
    return label
