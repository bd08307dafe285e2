"""What Twilio would refuse in a voice document, with the code its debugger shows.

    problems('<Response><Say voice="robot">Hi</Say></Response>')   [Problem(13511, 'Say: voice may not be "robot"')]

The real one lets some of this pass with a warning; here everything that its debugger would show ends the call,
so that nothing wrong is ever sent to the real one. `absolute=True` is for documents given to the API, which
have no address that a relative one could count from. `waiting=True` is for what waitUrl, HoldUrl and
AnnounceUrl answer: only Say, Play, Pause and Redirect may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from sandbox.twilio.grammar import (
    LONGEST_TRANSCRIBED,
    NOUNS,
    SHORTEST_TRANSCRIBED,
    UNKNOWN,
    VERBS,
    WAITING,
    Verb,
    is_whole_address,
)

BIGGEST_BYTES = 64 * 1024
TOO_BIG, NOT_XML, WRONG_ROOT = 11750, 12100, 12102
WRONG_WAITING_VERB = 13238
MOST_DIALED = 10


@dataclass(frozen=True)
class Problem:
    """One thing that Twilio would not take."""

    code: int
    words: str

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


def problems(document: str, *, absolute: bool = False, waiting: bool = False) -> list[Problem]:
    """Everything wrong with a voice document, in its own order; none means that Twilio would run it."""
    if len(document.encode()) > BIGGEST_BYTES:
        return [Problem(TOO_BIG, "the document is larger than 64 kB")]
    try:
        root = ElementTree.fromstring(document)
    except ElementTree.ParseError as error:
        return [Problem(NOT_XML, f"the answer is not XML: {error}")]
    if root.tag != "Response":
        return [Problem(WRONG_ROOT, f"the answer is <{root.tag}>, not <Response>")]
    return [*_root(root, waiting), *(found for verb in root for found in _verb(verb, absolute, waiting))]


def _root(root: ElementTree.Element, waiting: bool) -> Iterator[Problem]:
    if root.attrib:
        yield Problem(UNKNOWN, f"Response: it has no attribute {next(iter(root.attrib))}")
    if (root.text or "").strip() or any((verb.tail or "").strip() for verb in root):
        yield Problem(UNKNOWN, "Response: words stand outside of any verb")


def _verb(verb: ElementTree.Element, absolute: bool, waiting: bool) -> Iterator[Problem]:
    known = VERBS.get(verb.tag)
    if known is None:
        yield Problem(UNKNOWN, f"{verb.tag} is no verb for calls")
    elif waiting and verb.tag not in WAITING:
        yield Problem(WRONG_WAITING_VERB, f"{verb.tag} may not stand in what is heard while waiting")
    else:
        yield from _element(verb, known, verb.tag, absolute)
        yield from _more(verb)


def _element(element: ElementTree.Element, known: Verb, name: str, absolute: bool) -> Iterator[Problem]:
    for attribute, value in element.attrib.items():
        yield from _attribute(known, name, attribute, value, absolute)
    text = _text(element)
    if not known.text(text):
        what = f"may not say “{text[:60]}”" if text else "says nothing"
        yield Problem(known.text_code, f"{name}: it {what}")
    elif element.tag == "Play" and not text and "digits" not in element.attrib:
        yield Problem(13420, f"{name}: it names neither a sound nor digits")
    elif absolute and element.tag in ("Play", "Redirect") and text and not is_whole_address(text):
        yield Problem(
            known.text_code, f"{name}: a document without an address needs whole ones, not “{text}”"
        )
    for child in element:
        if child.tag in known.children:
            yield from _element(child, (VERBS | NOUNS)[child.tag], f"{name}->{child.tag}", absolute)
        else:
            yield Problem(known.child_code, f"{name}: <{child.tag}> may not stand in it")


def _attribute(known: Verb, name: str, attribute: str, value: str, absolute: bool) -> Iterator[Problem]:
    rule = known.attributes.get(attribute)
    if rule is None:
        yield Problem(UNKNOWN, f"{name}: it has no attribute {attribute}")
    elif not rule.good(value):
        yield Problem(rule.code, f'{name}: {attribute} may not be "{value[:60]}"')
    elif absolute and rule.is_address and value and not is_whole_address(value):
        yield Problem(rule.code, f'{name}: {attribute} must be a whole address here, not "{value}"')


def _text(element: ElementTree.Element) -> str:
    """What stands in an element itself; tails of its children count as its own words."""
    return "".join([element.text or "", *((child.tail or "") for child in element)]).strip()


def _more(verb: ElementTree.Element) -> Iterator[Problem]:
    """What no single attribute shows."""
    if verb.tag == "Dial":
        yield from _dial(verb)
    if verb.tag == "Gather" and verb.get("speechModel") and verb.get("speechTimeout") == "auto":
        yield Problem(UNKNOWN, "Gather: with a speechModel, speechTimeout must be a number")
    if verb.tag == "Record" and (verb.get("transcribe") == "true" or "transcribeCallback" in verb.attrib):
        seconds = verb.get("maxLength", str(LONGEST_TRANSCRIBED))
        if seconds.isdigit() and not SHORTEST_TRANSCRIBED <= int(seconds) <= LONGEST_TRANSCRIBED:
            yield Problem(13615, "Record: only 2 to 120 seconds can be transcribed")


def _dial(verb: ElementTree.Element) -> Iterator[Problem]:
    rooms = [child for child in verb if child.tag == "Conference"]
    numbers = [child for child in verb if child.tag == "Number"]
    if not len(verb) and not _text(verb):
        yield Problem(13223, "Dial: it names nobody")
    if rooms and (len(rooms) > 1 or numbers or _text(verb)):
        yield Problem(13215, "Dial: a conference stands alone in it")
    if len(numbers) > MOST_DIALED:
        yield Problem(13250, "Dial: it rings more than ten numbers")
