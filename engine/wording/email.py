"""One email for one person: subject, plain text and HTML from a manager's Markdown.

Markdown and the inlining of styles are done once a message, merging once a person. Whatever a member's name
may hold, it is text here: never markup, never a link, never a second header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Template, TemplateSyntaxError

from engine.wording.holes import PAGE, TEXT, dig, fill
from engine.wording.markdown import text_to_html, tidy, to_html, to_text
from engine.wording.merge import MergeError, Words, close_up, render_within
from engine.wording.sentences import sentence

if TYPE_CHECKING:
    from css_inline import CSSInliner

_SHELL = files("engine.wording").joinpath("shell.html").read_text(encoding="utf-8")
_STYLE = _SHELL.partition("<style>")[2].partition("</style>")[0]
_FOOT = "-- "  # what mail programs know a signature by (RFC 3676)
_WORDS = "<!--WORDS-->"
"""Where the words go. Values are escaped, so none of them can look like this comment."""
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Email:
    """`subject` is one line; `text` and `html` are the two bodies, plain text first when sent."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Footer:
    """What stands under every email: who writes, why the reader gets it, the postal address (the CAN-SPAM act
    asks for one) and the way out. Letters that need none (to a host) leave `unsubscribe_link` empty."""

    community: str
    why: str
    postal_address: str
    unsubscribe_link: str = ""
    language: str = "en"


def one_line(text: str) -> str:
    """Safe in a header: line breaks, NUL and other controls become single spaces."""
    return _BREAKS.sub(" ", text).strip()


def compose_email(
    words: Words,
    subject_words: Words | None,
    preheader_words: Words | None,
    fields: Mapping[str, Any],
    *,
    footer: Footer,
    title: str,
) -> Email:
    """Merge one email; `title` is the subject where there is none. Raises MergeError with the file's own line."""
    subject = one_line(subject_words.render(fields)) if subject_words else ""
    preheader = one_line(preheader_words.render(fields)) if preheader_words else ""
    subject = subject or one_line(title)
    page, text = _templates(words)
    try:
        html = render_within(page, words, {**fields, **_frame(subject, preheader, footer)})
        body = tidy(render_within(text, words, fields))
    except MergeError:
        words.render(fields)  # the same failure, with the line of the manager's own file
        raise
    return Email(subject, f"{body}\n\n{_text_footer(footer)}", html)


def text_as_email(body: str, title: str, *, footer: Footer) -> Email:
    """A text message (merged already) as an email: its subject is the workflow's title."""
    subject = one_line(title)
    page = _empty_page().render(_frame(subject, "", footer))
    html = page.replace(_WORDS, _styled(text_to_html(body)))
    return Email(subject, f"{body.strip()}\n\n{_text_footer(footer)}", html)


def check_email(words: Words) -> None:
    """Raise MergeError if Markdown and the tags in `words` do not go together, before anybody is written to."""
    _templates(words)


@lru_cache(maxsize=512)
def _templates(words: Words) -> tuple[Template, Template]:
    """The HTML page and the text of one message, waiting for a person."""
    holed = dig(words.source, "kw")
    page = _shell().replace(_WORDS, fill(_styled(to_html(holed)), holed.holes))
    text = close_up(fill(to_text(holed), holed.holes))
    try:
        return PAGE.from_string(page), TEXT.from_string(text)
    except TemplateSyntaxError:
        # Markdown drops what it takes for a link's definition, and a tag in it leaves its partner alone.
        message = "A {% tag %} stands where Markdown cannot keep it: give it a line of its own."
        raise MergeError(message, words.first_line, file=words.file) from None


@cache
def _inliner() -> CSSInliner:
    from css_inline import (
        CSSInliner,
    )  # here because only a process that composes mail needs its library loaded

    return CSSInliner(load_remote_stylesheets=False)


@cache
def _shell() -> str:
    """Template source of the page around the words, its styles inlined."""
    holed = dig(_SHELL, "ks")
    return fill(_inliner().inline(holed.text), holed.holes)


@cache
def _empty_page() -> Template:
    return PAGE.from_string(_shell())


def _styled(words_html: str) -> str:
    return _inliner().inline_fragment(f'<div class="body">{words_html}</div>', _STYLE)


def _frame(subject: str, preheader: str, footer: Footer) -> dict[str, Any]:
    """The shell's own fields; managers' words cannot reach names that begin with an underscore."""
    return {
        "_subject": subject,
        "_preheader": preheader,
        "_language": footer.language,
        "_footer": {
            "community": one_line(footer.community),
            "why": one_line(footer.why),
            "sender": _sender(footer),
            "unsubscribe_link": footer.unsubscribe_link,
            "unsubscribe_words": sentence("unsubscribe", footer.language),
        },
    }


def _sender(footer: Footer) -> str:
    """Who writes and from where, on one line."""
    return ", ".join(filter(None, (one_line(footer.community), one_line(footer.postal_address))))


def without_footer(text: str) -> str:
    """The plain text of a mail of ours without what stands under each."""
    return text.partition(f"\n\n{_FOOT}\n")[0]


def _text_footer(footer: Footer) -> str:
    lines = [one_line(footer.why), _sender(footer)]
    if footer.unsubscribe_link:
        lines.append(f"{sentence('unsubscribe', footer.language)}: {one_line(footer.unsubscribe_link)}")
    return "\n".join([_FOOT, *filter(None, lines)]) + "\n"
