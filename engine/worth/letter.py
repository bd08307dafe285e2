"""The month as a letter of one page, for whoever has to be shown what it was worth: three views of the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Literal

from engine.wording.prices import Price, show
from engine.wording.say import plural
from engine.worth.month import Month

View = Literal["organization", "members", "both"]
VIEWS: tuple[View, ...] = ("organization", "members", "both")
Figure = tuple[str, str]  # the number and what it counts


@dataclass(frozen=True, slots=True)
class Told:
    """The letter for an email: the month's name, its sentences, its numbers with what they count."""

    name: str
    words: tuple[str, ...]
    figures: tuple[str, ...]

    def as_fields(self) -> dict[str, Any]:
        return {"name": self.name, "words": list(self.words), "figures": list(self.figures)}


def told(it: Month, view: View = "both") -> Told:
    """The letter as merge fields."""
    numbers = tuple(f"{number} {what}" for _, theirs in figures(it, view) for number, what in theirs)
    return Told(title(it), tuple(sentences(it, view)), numbers)


def figures(it: Month, view: View) -> list[tuple[str, list[Figure]]]:
    """The numbers of a view, under a heading each."""
    parts = {"organization": [_organization(it)], "members": [_members(it)]}
    return parts.get(view) or [_members(it), _organization(it)]


def _organization(it: Month) -> tuple[str, list[Figure]]:
    cost = show(Price(it.cost_micros, it.currency))
    each = show(Price(it.cost_micros // max(1, it.members), it.currency))
    return "For the organization", [
        (f"{it.members:,}", "people in the community"),
        (f"{it.joined:,}", "joined this month"),
        (f"{it.left:,}", "asked us to stop"),
        (f"{it.sent:,}", "texts, emails and calls sent"),
        (cost, "spent on them"),
        (each, "a member"),
    ]


def _members(it: Month) -> tuple[str, list[Figure]]:
    return "For the members", [
        (f"{it.calls:,}", "calls held" if it.calls != 1 else "call held"),
        (f"{it.came:,}", "people were on them" if it.came != 1 else "person was on them"),
        (f"{it.questions:,}", "conversations with a person"),
        (_quickly(it.answered_within), "until a person answered, usually"),
        (f"{it.praises:,}", "praised in front of all"),
        *([(f"{it.entries:,}", "sent in for a challenge")] if it.entries else []),
        (f"{it.written:,}", "messages from members, each read"),
    ]


def _quickly(minutes: int | None) -> str:
    if minutes is None:
        return "-"
    if minutes < 90:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


def sentences(it: Month, view: View) -> Iterator[str]:
    """What the numbers say, in a few plain sentences."""
    if view != "organization":
        yield _called(it)
        yield _asked(it)
    if view != "members":
        came = plural(it.joined, "person joined", "people joined")
        went = (
            "nobody asked us to stop"
            if not it.left
            else f"{plural(it.left, 'person', 'people')} asked us to stop"
        )
        yield f"{came}, and {went}."
        if it.members:
            yield f"All of it cost {show(Price(it.cost_micros, it.currency))} in messages and calls."


def _called(it: Month) -> str:
    if not it.calls:
        return "There was no call this month."
    average = round(it.attendances / it.calls)
    return f"We met on {plural(it.calls, 'call')}, with {plural(average, 'person', 'people')} on each."


def _asked(it: Month) -> str:
    if not it.questions:
        return "Nobody had a question that a person needed to answer."
    asked = f"{plural(it.questions, 'conversation')} went to a person"
    if it.answered == it.questions:
        return f"{asked}, and all have been answered."
    return f"{asked}, and {it.answered:,} of them have been answered so far."


def title(it: Month) -> str:
    """The month in words: November 2026."""
    return date.fromisoformat(f"{it.month}-01").strftime("%B %Y")


def as_text(it: Month, view: View, community: str) -> str:
    """The letter for a terminal."""
    lines = [f"{community}, {title(it)}", "", *sentences(it, view)]
    for heading, numbers in figures(it, view):
        width = max(len(number) for number, _ in numbers)
        lines += ["", heading, *(f"  {number.rjust(width)}  {what}" for number, what in numbers)]
    return "\n".join(lines)


def as_html(it: Month, view: View, community: str, host: str) -> str:
    """The same as a page to print: one sheet, of letter size or A4, that needs nothing from anywhere."""
    blocks = "".join(_block(heading, numbers) for heading, numbers in figures(it, view))
    words = "".join(f"<p>{escape(one)}</p>" for one in sentences(it, view))
    signed = f'<p class="signed">{escape(host)}</p>' if host else ""
    return _PAGE.format(
        title=escape(f"{community}, {title(it)}"),
        community=escape(community),
        month=escape(title(it)),
        words=words,
        blocks=blocks,
        signed=signed,
    )


def _block(heading: str, numbers: list[Figure]) -> str:
    cells = "".join(
        f"<li><b>{escape(number)}</b><span>{escape(what)}</span></li>" for number, what in numbers
    )
    return f"<section><h2>{escape(heading)}</h2><ul>{cells}</ul></section>"


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>
@page {{ size: auto; margin: 18mm }}
body {{ font: 12pt/1.5 Georgia, "Times New Roman", serif; color: #222; max-width: 42rem; margin: 2.5rem auto;
  padding: 0 1.25rem }}
header {{ border-bottom: 3px solid #b5532a; padding-bottom: .6rem; margin-bottom: 1.2rem }}
h1 {{ font-size: 22pt; line-height: 1.2; margin: 0 }} header p {{ margin: .2rem 0 0; color: #666 }}
h2 {{ font-size: 12pt; margin: 1.6rem 0 .5rem; color: #8a3d1d }} p {{ margin: .3rem 0 }}
ul {{ list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(3, 1fr); gap: .7rem }}
li {{ border: 1px solid #ddd3cc; border-radius: 6px; padding: .6rem .8rem; break-inside: avoid }}
li b {{ display: block; font-size: 18pt; line-height: 1.2 }} li span {{ color: #555; font-size: 10pt }}
.signed {{ margin-top: 1.8rem; font-style: italic }}
@media (max-width: 32rem) {{ ul {{ grid-template-columns: repeat(2, 1fr) }} }}
@media print {{ body {{ margin: 0; max-width: none; padding: 0 }} }}
</style></head><body><header><h1>{community}</h1><p>{month}</p></header>
<main>{words}{blocks}{signed}</main></body></html>
"""
