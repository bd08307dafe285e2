"""Phone calls without any door: each turn is a state and what the caller did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from engine.models import Recording
from engine.phone.call import Call, Turn, call_at_hand
from engine.phone.script import Act, Ask, Go, Play, Record, Say, Script
from engine.phone.states import arriving, respond
from engine.phone.words import spoken
from engine.settings import Settings

Kind = TypeVar("Kind", bound=Act)

OURS, AMY = "+13125550199", "+13125550142"
SETTINGS = Settings(
    twilio_from=OURS, public_url="https://kindling.example", secret_key="a key that is long enough for a test"
)
LINE = """keys:
  1: {join: call}
  2: {listen: latest}
  3: {listen: [first, second]}
  4: {listen: by number}
  5:
    keys:
      1: {record: win}
      2: {record: question}
  6: {hear: next call}
  7: {ring: [host, leader]}
  8: {hear: praise}
  9: leave
  0: {record: message}
no key: {listen: latest}
"""
CALL = """start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
    doors open: 10 minutes before
steps:
  - at: 15 minutes before
    send: soon
"""
FILES: Mapping[str, str] = {
    "workflows/community.yaml": "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
    "workflows/phone-line.yaml": LINE,
    "workflows/tuesday-call.yaml": CALL,
    "messages/soon.txt": "Soon.",
    "messages/first.txt": "The first words.",
    "messages/second.txt": "The second words.",
}


@dataclass
class Line:
    """One phone call at ``now``; ``script`` is what is heard last."""

    now: datetime
    number: str = AMY
    attested: bool = True
    call: Call = field(init=False)
    script: Script = field(init=False)

    def rings(self) -> Line:
        self.call = call_at_hand(
            call_sid="CA" + "3" * 32,
            from_value=self.number,
            to_value=OURS,
            direction="inbound",
            attested=self.attested,
            settings=SETTINGS,
            now=self.now,
        )
        return self.at("")

    def at(self, state: str, **did: Any) -> Line:
        self.script = respond(self.call, arriving(state, Turn(**did)))
        return self

    def presses(self, digits: str) -> Line:
        ask = self.act(Ask)
        return self.at(ask.next, digits=digits)

    def waits(self) -> Line:
        """Nothing is done: the last act is where it goes on."""
        last = self.script.acts[-1]
        assert isinstance(last, Go), last
        return self.at(last.next)

    def speaks(self, seconds: int = 7, sid: str = "RE" + "5" * 32) -> Line:
        url = f"https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/{sid}"
        return self.at(self.act(Record).next, recording_url=url, recording_sid=sid, seconds=seconds)

    def act(self, kind: type[Kind]) -> Kind:
        return next(one for one in flat(self.script.acts) if isinstance(one, kind))

    @property
    def said(self) -> str:
        return " ".join(one.words for one in flat(self.script.acts) if isinstance(one, Say))

    @property
    def played(self) -> list[str]:
        """The titles' recordings, by name."""
        urls = [one.url for one in flat(self.script.acts) if isinstance(one, Play)]
        tokens = [url.split("/listen/")[1].split("/")[0] for url in urls]
        ids = [named.recording for token in tokens if (named := self.call.links.read_listen(token))]
        return [Recording.get(Recording.public_id == id).name for id in ids]


def words(key: str, /, **values: str | int) -> str:
    """One of our sentences, as an English listener hears it."""
    return spoken(key, "en", **values)


def flat(acts: tuple[Act, ...]) -> Iterator[Act]:
    for act in acts:
        yield act
        if isinstance(act, Ask):
            yield from flat(act.acts)
