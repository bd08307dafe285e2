"""`kindling answers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from engine.cli import place, showing
from engine.models import LearnedAnswer
from engine.published import live
from engine.times import say_when
from engine.wording.say import plural

STATES = ("listed", "offered", "live", "declined")
SAID = {
    "listed": "waits for an answer",
    "offered": "waits for a yes",
    "live": "is answered",
    "declined": "got a no",
}
LONGEST_NAME = 40


@click.command()
@click.option("--export", is_flag=True, help="Write those that are live as files into messages/answers.")
@click.option("--json", "json_", is_flag=True, help="The same for scripts, in UTC.")
def command(*, export: bool, json_: bool) -> None:
    """List what nobody could answer, how often it was asked, and the answers that were learned by text.

    Where a file asks the same, the file's answer is the one that is given: after --export you change it there.
    """
    with place.opened() as here:
        rows = list(LearnedAnswer.select().order_by(LearnedAnswer.week, LearnedAnswer.number))
        if json_:
            showing.as_json([_data(row) for row in rows])
            return
        zone = live().community.timezone
        lines = [(say_when(row.week, zone), _asked(row), SAID[row.state], row.words) for row in rows]
        click.echo(showing.columns(lines) if lines else "Nothing was asked yet that nobody could answer.")
        if export:
            for path in _export(rows, here.messages_dir):
                click.echo(f"Written: {path}")


def _asked(row: LearnedAnswer) -> str:
    return f"{row.asked[0]} ({plural(row.times, 'time')})"


def _export(rows: list[LearnedAnswer], messages: Path) -> Iterator[Path]:
    """Each live answer as a file of its own; one that is there already is left as it is."""
    folder = messages / "answers"
    for row in (row for row in rows if row.state == "live"):
        path = folder / f"{_name(row)}.txt"
        if path.exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        ways = "\n".join(f"  - {way}" for way in row.asked)
        path.write_text(f"---\nasked:\n{ways}\n---\n{row.words}\n", encoding="utf-8")
        yield path


def _name(row: LearnedAnswer) -> str:
    """A file's name of the question's own words, with the answer's number, so that no two are the same."""
    words = re.findall(r"[a-z0-9]+", row.asked[0].lower())
    return "-".join([*"-".join(words)[:LONGEST_NAME].strip("-").split("-"), str(row.id)])


def _data(row: LearnedAnswer) -> dict[str, Any]:
    return {
        "asked": row.asked,
        "times": row.times,
        "language": row.language,
        "week": row.week.isoformat(),
        "number": row.number,
        "state": row.state,
        "answer": row.words,
        "live_at": row.live_at.isoformat() if row.live_at else None,
    }
