"""Conditions as they are kept beside a fan-out that serves them later."""

from __future__ import annotations

from typing import Any

from engine.language.conditions import Condition, Conditions
from engine.language.place import Place
from engine.times import parse_duration


def stored(conditions: Conditions) -> list[dict[str, Any]]:
    """The conditions as JSON; where they stood in a file is not kept."""
    return [
        {
            "key": one.key,
            "values": list(one.values),
            "field": one.field,
            "duration": str(one.duration) if one.duration else None,
            "percent": one.percent,
        }
        for one in conditions.all_of
    ]


def restored(rows: list[dict[str, Any]]) -> Conditions:
    """The conditions that ``stored`` kept."""
    nowhere = Place("", 0)
    return Conditions(
        tuple(
            Condition(
                row["key"],
                nowhere,
                tuple(row["values"]),
                row["field"],
                parse_duration(row["duration"]) if row["duration"] else None,
                row["percent"],
            )
            for row in rows
        )
    )
