"""What a timeline says of each happening: a verb, what it is about, and the words below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.times import say_when
from engine.virtual import Happening
from engine.wording.prices import Price, show
from engine.wording.say import plural

Tone = Literal["title", "day", "sent", "held", "lost", "said", "plain", "words"]
UNSEEN = frozenset(
    {"sent", "waited", "queued", "event", "end", "reminded", "refused", "expired", "failed", "pressed"}
)
"""Outcomes of steps that the timeline shows by the message itself, or that nobody asks about."""
LOST = {"refused": "not sent", "expired": "expired", "failed": "failed", "cancelled": "taken back"}
BY: Mapping[str, str] = {"text": "we text", "email": "we email", "phone": "we ring"}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: ``tone`` is what a terminal colours by; ``body`` stands below, as it would be read."""

    verb: str
    about: str
    tone: Tone
    body: str = ""


def told(one: Happening, zone: str) -> Told | None:
    """How the timeline tells of it on the clock of ``zone``; None for what says nothing new."""
    match one.kind:
        case "sent" | "rings":
            return Told(
                BY[one.channel], f"{one.message or 'a line of ours'} ({measure(one)})", "sent", _body(one)
            )
        case "held":
            until = say_when(one.until, zone) if one.until else "further notice"
            return Told("held", f"{one.message or 'a line of ours'} until {until}: {one.words}", "held")
        case "said":
            return Told("they press" if one.channel == "phone" else "they write", one.words, "said")
        case "event":
            return Told("reported", one.words, "said")
        case "step":
            return _step(one)
        case _:
            return Told(LOST[one.kind], f"{one.message or 'a line of ours'}: {one.words}", "lost")


def measure(one: Happening) -> str:
    """Like "2 segments, $0.02" or "email, $0.0009"."""
    price = show(Price(one.price_micros, one.currency))
    return f"{plural(one.segments, 'segment')}, {price}" if one.channel == "text" else price


def _body(one: Happening) -> str:
    return f"Subject: {one.subject}\n\n{one.words}" if one.subject and one.channel == "email" else one.words


def _step(one: Happening) -> Told | None:
    """What a step did, where no message shows it."""
    if one.code in UNSEEN or (one.code == "stopped" and not one.step_key and not one.words):
        return None
    if one.code == "rang":
        return Told("our call", f"ended: {one.words.removeprefix('how: ')}", "plain")
    if one.code in ("left out", "not put in"):
        why = one.words.removeprefix("why: ")
        return Told("not sent" if one.code == "left out" else one.code, f"{_name(one)}: {why}", "lost")
    if one.code == "answered":
        return Told("taken as", one.words.removeprefix("said: "), "plain")
    if one.code == "handed to a person":
        return Told("handed to", one.words.removeprefix("role: "), "plain")
    return Told(one.code, ": ".join(part for part in (_name(one), one.words) if part), "plain")


def _name(one: Happening) -> str:
    """The step by what it says ("off-to-a-good-start"), else the workflow."""
    last = one.step_key.rpartition("/")[2]
    return last.partition(":")[2].partition("#")[0] or last or one.workflow
