"""Warnings about texts that cost more than they need to."""

from __future__ import annotations

from engine.language.costs import Forcing, TextCost, text_costs
from engine.language.folder import Folder, MessageSheet
from engine.language.known import Known
from engine.language.place import Place
from engine.wording.prices import Price, show
from engine.wording.segments import plain

MOST_SEGMENTS = 2


def check(folder: Folder, known: Known) -> None:
    sheets = {sheet.path: sheet for sheet in folder.messages}
    for cost in text_costs(folder, known):
        sheet = sheets[cost.path]
        if cost.forcing and cost.segments.count > cost.lean:
            _forced(sheet, cost)
        elif cost.look_alike:
            _curly(sheet, cost.look_alike)
        if cost.segments.count > MOST_SEGMENTS:
            _long(sheet, cost)


def _forced(sheet: MessageSheet, cost: TextCost) -> None:
    first = cost.forcing[0]
    others = [found.char for found in cost.forcing[1:6]]
    also = f" (and {' '.join(others)})" if others else ""
    instead = f'Write "{first.instead}" instead.' if first.instead else "Leave it out, and it costs less."
    message = (
        f'"{first.char}"{also} makes this text {cost.segments.count} segments instead of {cost.lean}: '
        f"{show(cost.price)} each instead of {show(_lean_price(cost))}. {instead}"
    )
    sheet.report.warn(first.place, message, rule="dear-character", repair=_without(sheet, first))


def _without(sheet: MessageSheet, found: Forcing) -> str:
    """The line with the character replaced or left out, and no two blanks where it stood."""
    line, at = sheet.report.line(found.place.line), found.place.column - 1
    after = line[at + 1 :]
    if not found.instead and line[:at].endswith(" "):
        after = after.lstrip(" ")
    return (line[:at] + (found.instead or "") + after).rstrip()


def _lean_price(cost: TextCost) -> Price:
    return Price(cost.price.micros * cost.lean // max(1, cost.segments.count), cost.price.currency)


def _curly(sheet: MessageSheet, found: Forcing) -> None:
    message = (
        f'"{found.char}" would make this text dearer, so it goes out as {found.instead}. '
        "Write it so to see here what members see."
    )
    sheet.report.warn(
        found.place, message, rule="look-alike", repair=plain(sheet.report.line(found.place.line))
    )


def _long(sheet: MessageSheet, cost: TextCost) -> None:
    line = sheet.file.body_line if sheet.file else 1
    width = len(sheet.report.line(line).rstrip())
    message = (
        f"With the longest real values this text takes {cost.segments.count} segments: {show(cost.price)} each. "
        f"{MOST_SEGMENTS} are enough for most."
    )
    sheet.report.warn(Place(sheet.path, line, 1, max(1, width)), message, rule="long-text")
