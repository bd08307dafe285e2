"""Every caller at once: each key, each silence, words and a recording, at every place that the line leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from engine.models import database
from handlers.twilio.voice import SORRY
from sandbox.twilio.twiml import problems

KEYS = "0123456789*#"
SPOKEN = ("stop", "yes", "Amy Lee")
DIALLED = ("completed", "no-answer", "busy", "failed")
SOUND = "RE" + "5" * 32
RECORDED = {
    "RecordingUrl": f"https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/{SOUND}",
    "RecordingSid": SOUND,
    "RecordingDuration": "4",
}
PUBLIC_URL = "http://localhost:8000"
MOST_TURNS_OF_NOTHING = 12
ALIKE = 3

Request = tuple[str, tuple[tuple[str, str], ...]]
Element = ElementTree.Element


@dataclass
class Caller:
    """``start`` is the form of the call. Every answer is looked at on the same rows: what a turn wrote is undone."""

    web: Any
    start: Mapping[str, str]
    digits: tuple[str, ...] = ("12", "9999", "123456", "000000")  # where more than one key is asked for
    answers: dict[Request, Element] = field(default_factory=dict)
    alike: Counter[Any] = field(default_factory=Counter)
    silent: dict[Request, Request] = field(default_factory=dict)  # what follows where nobody does anything

    def explore(self, *paths: str) -> Caller:
        """Go wherever the line leads from ``paths``."""
        waiting: list[Request] = [(path, ()) for path in paths]
        while waiting:
            request = waiting.pop()
            if request in self.answers:
                continue
            self.answers[request] = page = self._ask(request)
            waiting += [act for act in self._acts(page) if self._is_new(act)]
            after = _after_nothing(page)
            if after is not None:
                waiting.append(after)
            if after is not None and not _is_waiting(request[0]):
                self.silent[request] = after  # music goes round until the room begins or closes
        return self

    def _is_new(self, request: Request) -> bool:
        """Whether this key was tried at this place but a few times, whatever the place carries with it."""
        parts = urlsplit(request[0])
        alike = (parts.path, tuple(name for name, _ in parse_qsl(parts.query)), request[1])
        self.alike[alike] += 1
        return self.alike[alike] <= ALIKE

    def turns_of_nothing(self, request: Request) -> int:
        """How often the line is asked until it hangs up on somebody who does nothing; fails where it never does."""
        turns = 1
        while request in self.silent:
            request = self.silent[request]
            turns += 1
            assert turns <= MOST_TURNS_OF_NOTHING, f"{request} goes on for ever"
        return turns

    @property
    def states(self) -> set[str]:
        """The first segments of all the paths that were led to."""
        return {
            path.partition("?")[0].removeprefix("/twilio/voice").strip("/").split("/")[0]
            for path, _ in self.answers
        }

    def _ask(self, request: Request) -> Element:
        path, did = request
        with database.atomic() as turn:
            answer = self.web.twilio(path, {**self.start, **dict(did)})
            turn.rollback()
        assert answer.status_code == 200, (request, answer.status_code)
        wrong = problems(answer.text, waiting=_is_waiting(path))
        assert not wrong, (request, wrong, answer.text)
        assert SORRY[0][1] not in answer.text, request
        return ElementTree.fromstring(answer.text)

    def _acts(self, page: Element) -> Iterator[Request]:
        for verb in page:
            if verb.tag == "Gather":
                yield from self._keys(verb)
            elif verb.tag == "Record":
                yield from (_to(verb, {**RECORDED, "Digits": end}) for end in ("#", "hangup"))
            elif verb.tag == "Dial" and verb.find("Conference") is None:
                yield from (_to(verb, {"DialCallStatus": status}) for status in DIALLED)
            elif verb.tag == "Dial":
                yield _to(verb, {"DialCallStatus": "completed"})
                yield from ((_path(one.get("waitUrl", "")), ()) for one in verb if one.get("waitUrl"))
            if verb.tag in ("Dial", "Redirect", "Hangup"):
                return

    def _keys(self, gather: Element) -> Iterator[Request]:
        for key in KEYS:
            yield _to(gather, {"Digits": key})
        if gather.get("numDigits") != "1":
            yield from (_to(gather, {"Digits": digits}) for digits in self.digits)
        if "speech" in gather.get("input", ""):
            yield from (_to(gather, {"SpeechResult": words}) for words in SPOKEN)


def _after_nothing(page: Element) -> Request | None:
    """Where the call goes by itself. In a room it stays until the room is closed, which is no turn of the line's."""
    for verb in page:
        if verb.tag == "Redirect":
            return (_path(verb.text or ""), ())
        if verb.tag == "Dial" and verb.find("Conference") is None:
            return _to(verb, {"DialCallStatus": "no-answer"})
        if verb.tag in ("Dial", "Hangup"):
            return None
    return None


def _to(verb: Element, did: Mapping[str, str]) -> Request:
    return (_path(verb.get("action", "")), tuple(sorted(did.items())))


def _path(url: str) -> str:
    assert url.startswith(f"{PUBLIC_URL}/twilio/"), url
    return url.removeprefix(PUBLIC_URL)


def _is_waiting(path: str) -> bool:
    return path.startswith("/twilio/voice/wait")
