"""What is said of an order when it goes: to how many, how long it takes, and when those get it who sleep."""

from __future__ import annotations

from datetime import datetime

from engine.managing.manager import Manager
from engine.managing.words import people, say
from engine.models import Instruction
from engine.times import local, say_day, show_time, texted
from engine.wording.bills import lasting

SLOW = 60  # seconds; what is out sooner is on its way, and no more needs to be said


def going(instruction: Instruction, manager: Manager) -> str:
    """An order that is proven, or needed no proof, is being done."""
    language, detail = manager.language, instruction.detail
    name, count = str(detail.get("name", "")), people(instruction.people, language)
    match instruction.kind:
        case "tell" if (start := manager.community.hours.start) is not None and _closed(manager):
            return say("going later", language, people=count, opens=show_time(start))
        case "tell" | "crisis" if (seconds := float(detail.get("seconds", 0))) > SLOW:
            return say("going slowly", language, people=count, time=lasting(seconds))
        case "tell" | "crisis":
            return say("going", language, people=count)
        case "call off":
            return say("called off", language, title=detail["title"], time=detail["time"], people=count)
        case "pause":
            return say("paused", language, name=name, until=detail["said"])
        case "unpause":
            return say("unpaused", language, name=name)
        case kind:
            return say("tagged" if kind == "tag" else "untagged", language, name=name, tag=detail["tag"])


def day_of(instant: datetime, now: datetime, tz: str, language: str) -> str:
    """A day for people to read: "Friday, 11/27" and, where days come first, "viernes, 27/11"; another year is named."""
    wall = local(instant, tz)
    spanish = language.partition("-")[0].casefold() == "es"
    date = f"{wall.day}/{wall.month}" if spanish else f"{wall.month}/{wall.day}"
    year = f"/{wall.year}" if wall.year != local(now, tz).year else ""
    return f"{texted(say_day(instant, tz, language))}, {date}{year}"


def _closed(manager: Manager) -> bool:
    """Whether it is past the community's hours, where most of its people are."""
    return not manager.community.hours.open_at(manager.now, manager.community.timezone)
