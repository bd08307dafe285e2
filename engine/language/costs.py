"""What texts take and cost with the longest real values, and how long it takes until everyone has theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.language.checks.words import messages_of
from engine.language.dated import Dated, Meeting, Vote
from engine.language.folder import Folder, MessageSheet
from engine.language.known import Known
from engine.language.place import Place
from engine.language.steps import Ring
from engine.language.workflow import ByHand, Every, Once, Workflow
from engine.wording.merge import MergeError, Words
from engine.wording.names import field_key
from engine.wording.prices import Price, text_price
from engine.wording.reasons import longest as longest_reason
from engine.wording.say import numbered
from engine.wording.segments import LOOK_ALIKES, Segments, count_segments, plain, replacement
from engine.wording.sentences import sentence

TYPICAL = {
    "first_name": "Christopher",
    "name": "Christopher Rodriguez",
    "answer": "Yes, it is going really well so far",
}
"""Stands in where nobody has a longer value yet."""
TYPICAL_FIELD = "twelve chars"


@dataclass(frozen=True, slots=True)
class Forcing:
    """A character that makes a text dearer; ``instead`` is what to write, None for nothing but leaving it out."""

    char: str
    place: Place
    instead: str | None


@dataclass(frozen=True, slots=True)
class TextCost:
    """One text file as it goes out at its longest. ``price`` is for one member; ``lean`` are the segments that it
    would take without the characters in ``forcing``."""

    path: str
    name: str
    language: str | None
    segments: Segments
    lean: int
    price: Price
    forcing: tuple[Forcing, ...]
    look_alike: Forcing | None


@dataclass(frozen=True, slots=True)
class FanOut:
    """How long a message to a whole audience takes at the sender's rate (seconds), and who never gets it.

    ``rung`` says that it is rung, call by call.
    """

    workflow: str
    step_key: str
    place: Place
    members: int
    seconds: float
    never: Mapping[str, int]
    rung: bool = False


def text_costs(folder: Folder, known: Known) -> tuple[TextCost, ...]:
    """Every text that can be read, by path; what is only spoken costs nothing by its length."""
    spoken = folder.spoken_only()
    found = (
        _cost(sheet, sheet.words, folder, known)
        for sheet in folder.messages
        if sheet.kind == "text"
        and sheet.words
        and not sheet.guidance
        and (sheet.answer or sheet.name not in spoken)
    )
    return tuple(cost for cost in found if cost is not None)


def _cost(sheet: MessageSheet, words: Words, folder: Folder, known: Known) -> TextCost | None:
    try:
        language = sheet.language or folder.community.community.language
        raw = words.render(_fields(folder, known, words, language))
    except MergeError:
        return None  # what is wrong with it has been reported where it stands
    text = plain(raw)
    segments = count_segments(text)
    forcing = tuple(found for char in segments.forcing if (found := _where(char, sheet, replacement(char))))
    lean = "".join(char if char not in segments.forcing else replacement(char) or "" for char in text)
    dear = next((char for char in raw if char in LOOK_ALIKES), None)
    curly = None
    if dear is not None and count_segments(raw).count > segments.count:
        curly = _where(dear, sheet, LOOK_ALIKES[dear])
    price = text_price(known.number, segments.count)
    return TextCost(
        sheet.path, sheet.name, sheet.language, segments, count_segments(lean).count, price, forcing, curly
    )


def _where(char: str, sheet: MessageSheet, instead: str | None) -> Forcing | None:
    first = sheet.file.body_line if sheet.file else 1
    for number in range(first, len(sheet.report.lines) + 1):
        at = sheet.report.line(number).find(char)
        if at >= 0:
            return Forcing(char, Place(sheet.path, number, at + 1), instead)
    return None


def _fields(folder: Folder, known: Known, words: Words, language: str) -> dict[str, Any]:
    """Every merge field at its longest, nested as ``Words.render`` wants them."""
    community = folder.community.community
    longest = {**TYPICAL, **known.longest}
    member = {
        field_key(name): longest.get(f"member.{field_key(name)}", TYPICAL_FIELD) for name in folder.fields()
    }
    member |= {
        "name": longest["name"],
        "first_name": longest["first_name"],
        "language": community.language,
        "timezone": community.timezone,
        "stage": max(community.stages, key=len, default="none"),
        "role": max(known.roles, key=len, default="host"),
        "birthday": "2000-12-31",
        "joined": "2026-12-31",
    }
    links = {name.removeprefix("links."): known.link for name in words.names if name.startswith("links.")}
    return {
        "first_name": longest["first_name"],
        "name": longest["name"],
        "member": member,
        "reader": {"first_name": longest["first_name"]},
        "community": {"name": community.name, "host": community.host or longest["first_name"]},
        "call": {
            "day": "Wednesday",
            "time": "12:30pm",
            "number": "+1 312-555-0142",
            "code": "123456#",
            "unnamed": 3,
        },
        "meeting": {
            "day": "Wednesday, September 23",
            "time": "12:30pm",
            "place": max((one.where for one in _meetings(folder)), key=len, default=""),
            "link": max((one.link for one in _meetings(folder)), key=len, default=""),
            "host": longest["first_name"],
            "coming": 100,
        },
        "team": {
            **dict.fromkeys(("new", "quiet", "missed", "wins"), [longest["first_name"]] * 3),
            "call": [{"name": longest["first_name"], "why": longest_reason(language)}] * 3,
            "others": 10,
            "count": 100,
        },
        "letter": {"words": "", "link": known.link, "phone": "+13125550142, then press 5"},
        "challenge": {
            "title": "Two hundred selfies",
            "goal": 2000,
            "what": "entries",
            "count": 1999,
            "left": 1999,
            "days_left": 30,
            "how_far": "1999 of 2000 entries, 30 days left",
            "bar": "[##########----------]",
            "mine": 100,
            "reached": True,
            "word": "SELFIE",
            "takers": 100,
            "board": [{"name": longest["first_name"], "count": 100}] * 3,
        },
        "vote": _vote(folder, longest["name"], language),
        "recording": {
            "title": max(
                (name.replace("-", " ") for name in folder.recordings), key=len, default="A good first week"
            ),
            "link": known.link,
            "phone": "+13125550142, then press 4 and 123",
        },
        "praise": longest["answer"],
        "answer": longest["answer"],
        "unsubscribe_link": known.link,
        "links": links,
    }


def _meetings(folder: Folder) -> Iterator[Meeting]:
    for parsed in folder.everything():
        if parsed.workflow is not None and isinstance(parsed.workflow.start, Meeting):
            yield parsed.workflow.start


def _vote(folder: Folder, name: str, language: str) -> dict[str, Any]:
    votes = [
        parsed.workflow.start.said_in(language)
        for parsed in folder.everything()
        if parsed.workflow is not None and isinstance(parsed.workflow.start, Vote)
    ]
    longest = max((numbered(choices) for choices in votes), key=len, default="")
    choice = max((choice for choices in votes for choice in choices), key=len, default=name)
    return {
        "choices": longest,
        "until": "Wednesday, September 23, 12:30pm",
        "yours": choice,
        "winner": choice,
        "result": sentence("vote_won", language, winner=choice, votes="100", total="200"),
        "results": longest,
        "count": 200,
    }


def fan_outs(folder: Folder, known: Known) -> tuple[FanOut, ...]:
    """Every step that goes to a whole audience at one time, for workflows whose reach is known."""
    counts = {cost.name: cost.segments.count for cost in text_costs(folder, known) if cost.language is None}
    return tuple(
        found
        for parsed in folder.workflows.values()
        if parsed.workflow and parsed.name in known.reach
        for found in _fan_out(parsed.workflow, counts, known)
    )


def _fan_out(workflow: Workflow, counts: Mapping[str, int], known: Known) -> Iterator[FanOut]:
    if not isinstance(workflow.start, (Dated, Every, Once, ByHand)):
        return
    reach = known.reach[workflow.name]
    for step in workflow.steps:
        rung = isinstance(step, Ring) or getattr(step, "by", None) == "phone"
        segments = sum(counts.get(message, 1) for message in messages_of(step)[:1])
        if segments or rung:
            each = 1 / known.calls_rate if rung else segments / max(known.sender_rate, 0.001)
            seconds = reach.members * each
            yield FanOut(workflow.name, step.key, step.place, reach.members, seconds, reach.never, rung)
