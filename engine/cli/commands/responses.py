"""`kindling responses`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import click
from peewee import JOIN

from engine.cli import place, showing
from engine.models import Member, Response
from engine.published import live
from engine.times import say_when
from engine.wording.say import plural

LATEST = 200  # for people; a spreadsheet and a script get all
COLUMNS = ("workflow", "question", "at", "name", "line", "words", "channel")
NAMELESS = "without a name"


@click.command()
@click.argument("workflow", required=False)
@showing.in_format
def command(workflow: str | None, format_: str) -> None:
    """What members answered to the questions of workflows, word for word, the latest first. WORKFLOW names one of them.
    Answers to an anonymous question have no name, and of their time only the day."""
    with place.opened():
        rows = _rows(workflow, LATEST if format_ == "text" else None)
        if format_ == "json":
            showing.as_json({"responses": [_data(row) for row in rows]})
        elif format_ == "csv":
            showing.as_csv(COLUMNS, (_data(row) for row in rows))
        else:
            told = "\n".join(_told(list(rows), live().community.timezone))
            click.echo(told or "Nobody has answered anything yet.")


def _rows(workflow: str | None, most: int | None) -> Any:
    rows = Response.select(Response, Member).join(Member, JOIN.LEFT_OUTER)
    if workflow is not None:
        rows = rows.where(Response.workflow == workflow)
    return rows.order_by(Response.at.desc(), Response.id.desc()).limit(most)


def _data(row: Response) -> dict[str, str]:
    return {
        "workflow": row.workflow,
        "question": row.message,
        "at": row.at.isoformat(),
        "name": _name(row) if row.member_id is not None else "",
        "line": row.line,
        "words": row.words,
        "channel": row.channel,
    }


def _name(row: Response) -> str:
    member: Member = row.member  # type: ignore[assignment]  # it has one
    return member.name or member.public_id


def _told(rows: list[Response], zone: str) -> Iterator[str]:
    """By question, each with how often every line was meant, and then the words."""
    asked = sorted(rows, key=lambda row: (row.workflow, row.message))  # each stays in the order of time
    for (workflow, question), theirs in groupby(asked, key=lambda row: (row.workflow, row.message)):
        found = list(theirs)
        yield showing.head(f"{question} ({workflow}), {plural(len(found), 'answer')}")
        lines: dict[str, int] = {}
        for row in found:
            lines[row.line or "in other words"] = lines.get(row.line or "in other words", 0) + 1
        yield "  " + ", ".join(f"{line} {count}" for line, count in lines.items())
        cells = [
            (
                say_when(row.at, zone) if row.member_id else "",
                _name(row) if row.member_id else NAMELESS,
                row.words,
            )
            for row in found
        ]
        yield showing.columns(cells)
