"""What waitUrl, HoldUrl and AnnounceUrl answer: sounds alone, said and played one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin
from xml.etree import ElementTree

from sandbox.carrier import Carrier
from sandbox.twilio.fetching import document
from sandbox.twilio.session import Line, Session

MOST_DOCUMENTS = 5


@dataclass(frozen=True)
class Asked:
    """An address to listen to, with the fields that its request carries; `call` names it in the log."""

    call: Session
    url: str
    fields: dict[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(frozen=True)
class Heard:
    """The lines that were heard, and where to go on listening: "" is silence."""

    lines: list[Line]
    next_url: str = ""


def listen(carrier: Carrier, asked: Asked, *, once: bool = False) -> Heard:
    """Fetch and read the sounds, following redirects; `once` stops at the first after a sound. Raises NoDocument."""
    url, lines = asked.url, list[Line]()
    for _ in range(MOST_DOCUMENTS):
        page = document(carrier, asked.call, url, asked.fields, method=asked.method, waiting=True)
        onward = ""
        for verb in ElementTree.fromstring(page):
            if verb.tag == "Redirect":
                onward = urljoin(url, (verb.text or "").strip())
                break
            lines += sound_lines(verb, url)
        if not onward or (once and lines):
            return Heard(lines, onward)
        url = onward
    return Heard(lines)


def sound_lines(verb: ElementTree.Element, base_url: str) -> list[Line]:
    """What Say, Play and Pause sound like on a phone of the page."""
    text = " ".join((verb.text or "").split())
    if verb.tag == "Say":
        return [Line("them", text, language=verb.get("language", "en-US"))]
    if verb.tag == "Play" and text:
        return [Line("them", "plays a recording", urljoin(base_url, text))]
    return [Line("note", f"tones {verb.get('digits')}")] if verb.tag == "Play" else []
