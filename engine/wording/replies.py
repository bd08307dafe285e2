"""What a person wrote in reply to an email, without the quoted letter and the signature; and mail no person wrote.

Mail programs mark the quote each in its own way; the patterns cover Gmail, Outlook, Apple Mail, Android and
Yahoo in English, Spanish and German. When in doubt, more is kept: too many words are a nuisance, none are a loss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Literal

_INTRODUCED = re.compile(
    r"^[ \t>*]*(?:On\b(?=[^\n]*\d)[^\n]{4,200}(?:\n[^\n]{1,200}){0,2}?\bwrote"
    r"|El\b(?=[^\n]*\d)[^\n]{4,200}(?:\n[^\n]{1,200}){0,2}?\bescribi[óo]"
    r"|Am\b(?=[^\n]*\d)[^\n]{4,200}(?:\n[^\n]{1,200}){0,2}?\bschrieb[^\n]{0,120}(?:\n[^\n]{1,120})?)[ \t]*:[ \t]*\*?$",
    re.MULTILINE,
)
_ANNOUNCED = re.compile(
    r"^[ \t>]*[-_]{2,}[ \t]*(?:Original Message|Forwarded message|Mensaje original|Mensaje reenviado"
    r"|Ursprüngliche Nachricht|Weitergeleitete Nachricht|Original-Nachricht)[ \t]*[-_]{2,}",
    re.MULTILINE | re.IGNORECASE,
)
_HEADED = re.compile(
    r"^[ \t>]*(?:_{8,}\s*\n\s*)?\*?(?:From|De|Von):\*?[ \t]\S.*\n(?:.*\n)?[ \t>]*\*?(?:Sent|Date|Enviado|Enviado el|"
    r"Fecha|Gesendet|Datum):\*?[ \t]",
    re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$\n?", re.MULTILINE)
_SIGNED = re.compile(
    r"^(?:-- ?|[ \t]*(?:Sent from my \w[^\n]{0,40}|Sent from (?:Yahoo|Mail|Outlook|Gmail|AOL)[^\n]{0,60}"
    r"|Get (?:Outlook|BlueMail) for [^\n]{0,60}|Enviado desde (?:mi |Yahoo|Outlook|Correo)[^\n]{0,60}"
    r"|Obtener Outlook para [^\n]{0,60}|Von meinem \w[^\n]{0,40} gesendet|Gesendet (?:von|mit) [^\n]{0,60}"
    r"|Diese Nachricht wurde von meinem [^\n]{0,80}))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)

_MOST_READ = 200_000
"""Characters: mails of megabytes exist, but what somebody wrote stands at their beginning."""

_AUTOMATIC_HEADERS = ("x-autoreply", "x-autorespond", "x-autorespond-to", "x-auto-reply", "x-mail-autoreply")
_DAEMONS = ("mailer-daemon", "postmaster")


def strip_reply(text: str, html: str | None) -> str:
    """The person's own words. Empty only where they wrote nothing at all: if nothing seems to be theirs, the
    whole text is taken. `html` is read where the plain part is missing or blank."""
    whole = _clean(text)
    if not whole and html:
        whole = _clean(_words_of(html))
    own = _unsigned(_QUOTED_LINE.sub("", whole[: _quote_starts(whole)]))
    if not own:  # answered below the quote
        own = _unsigned(_QUOTED_LINE.sub("", _INTRODUCED.sub("", whole)))
    return own or whole


def _clean(text: str) -> str:
    text = text[:_MOST_READ].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("\u200b", "").replace("\ufeff", "").strip()


def _quote_starts(text: str) -> int:
    found = (pattern.search(text) for pattern in (_INTRODUCED, _ANNOUNCED, _HEADED))
    return min((match.start() for match in found if match), default=len(text))


def _unsigned(text: str) -> str:
    """Without the signature, unless the signature is all there is."""
    signed = _SIGNED.search(text)
    words = text[: signed.start()] if signed else text
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in words.split("\n")))
    return re.sub(r"(?:\n\s*_{8,}\s*)+$", "", words).strip()


_PIECE = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-zA-Z]\w*)(?P<attributes>[^<>]*)>|<[!?/][^<>]*>?|(?P<words>[^<]+|<)"
)
"""One tag, or the words up to the next one. Not html.parser: on hostile mail it takes minutes, this is linear."""
_MARK = re.compile(
    r"""(?:class|id)\s*=\s*["']?[^"'>]{0,300}?(?:gmail_quote|gmail_signature|yahoo_quoted|moz-cite-prefix|moz-signature"""
    r"""|divRplyFwdMsg)"""
)
_UNSEEN = frozenset({"style", "script", "head", "title"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3"})
_VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "wbr", "col", "area", "base", "source"})


def _read_html(html: str, *, quotes: bool) -> str:
    """The words of an HTML mail; without `quotes`, what is marked as quoted or signed goes with all inside it."""
    words: list[str] = []
    skipping, depth = "", 0
    for piece in _PIECE.finditer(_without_comments(html[:_MOST_READ])):
        tag = (piece["tag"] or "").lower()
        if skipping:
            depth += (-1 if piece["end"] else 1) if tag == skipping else 0
            skipping = skipping if depth else ""
        elif piece["words"]:
            words.append(re.sub(r"\s+", " ", unescape(piece["words"])))
        elif piece["end"]:
            words.append("\n" if tag in ("p", "tr", "li") else "")
        elif not tag:
            continue
        elif tag in _UNSEEN or (not quotes and tag not in _VOID and _is_quote(tag, piece["attributes"])):
            skipping, depth = tag, 1
        elif tag in _BREAKS:
            words.append("\n")
    return "".join(words).strip()


def _is_quote(tag: str, attributes: str) -> bool:
    return tag == "blockquote" or _MARK.search(attributes) is not None


def _words_of(html: str) -> str:
    """The words of an HTML mail; where all is marked as quoted, rather everything than nothing."""
    return _read_html(html, quotes=False) or _read_html(html, quotes=True)


def _without_comments(html: str) -> str:
    """Comments out, in one pass, an unclosed one to the end."""
    pieces: list[str] = []
    start = 0
    while (opened := html.find("<!--", start)) >= 0:
        pieces.append(html[start:opened])
        closed = html.find("-->", opened + 4)
        if closed < 0:
            return "".join(pieces)
        start = closed + 3
    return "".join([*pieces, html[start:]])


def is_automatic(headers: Mapping[str, str], envelope_from: str) -> Literal["auto-reply", "bounce"] | None:
    """Whether a machine wrote this mail: an answer to it would start a loop, and it answers no question.

    By RFC 3834 (Auto-Submitted), RFC 3464 (delivery reports) and the older habits still in use.
    """
    given = {name.lower(): value.strip().lower() for name, value in headers.items()}
    sender = envelope_from.strip().strip("<>").lower()
    report = given.get("content-type", "").startswith("multipart/report")
    if report and "disposition-notification" in given["content-type"]:
        return "auto-reply"
    if report or "x-failed-recipients" in given or sender.partition("@")[0] in _DAEMONS:
        return "bounce"
    submitted = given.get("auto-submitted", "no").partition(";")[0].strip()
    if submitted.startswith("auto-replied") or any(name in given for name in _AUTOMATIC_HEADERS):
        return "auto-reply"
    if not sender:
        return "bounce"
    precedence = given.get("precedence", "")
    return "auto-reply" if submitted != "no" or precedence in ("bulk", "junk", "auto_reply", "list") else None
