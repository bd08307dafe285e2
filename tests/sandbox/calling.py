"""Voice documents as our web process would answer them, for the tests of calls and conferences."""

from __future__ import annotations

from typing import Any

from sandbox.server import Sandbox
from tests.sandbox.receiving import Web

VOICE = "/twilio/voice"
ALL_EVENTS = "start end join leave mute hold modify speaker announcement"


def answers(web: Web, **pages: str) -> None:
    """What the web process answers: `voice` to a new call, anything else at /NAME."""
    for name, inside in pages.items():
        path = VOICE if name == "voice" else f"/{name}"
        web.answers[path] = (f"<Response>{inside}</Response>", 200)


def room(name: str = "Tuesday", after: str = "", events: str = ALL_EVENTS, **attributes: str) -> str:
    """A Dial into a conference that reports to /conference and goes on at /left."""
    said = {"statusCallback": "/conference", "statusCallbackEvent": events, "waitUrl": "", **attributes}
    noun = " ".join(f'{key}="{value}"' for key, value in said.items())
    return f'<Dial hangupOnStar="true" action="/left"><Conference {noun}>{name}</Conference></Dial>{after}'


def told(sandbox: Sandbox, web: Web, path: str = "/conference") -> list[dict[str, Any]]:
    """Everything reported to `path`, after delivering what is queued."""
    sandbox.deliver_callbacks()
    return web.at(path)


def events(sandbox: Sandbox, web: Web) -> list[str]:
    """The names of the conference events that were reported, in the order in which they came."""
    return [post["StatusCallbackEvent"] for post in told(sandbox, web)]
