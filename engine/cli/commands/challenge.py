"""`kindling challenge`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from engine import challenges
from engine.challenges import Run
from engine.cli import place, showing
from engine.models import Entry, Occurrence
from engine.models.instance import community_time
from engine.published import live
from engine.times import say_when
from engine.wording.challenges import bar
from engine.wording.say import plural

COLUMNS = ("challenge", "from", "member", "name", "at", "how", "amount", "state", "words")


@click.command()
@click.argument("name", required=False)
@click.option("--csv", "csv_", is_flag=True, help="Every entry, for a spreadsheet, in UTC.")
@click.option("--json", "json_", is_flag=True, help="Every run and its entries, for scripts, in UTC.")
def command(name: str | None, *, csv_: bool, json_: bool) -> None:
    """Show how far the challenges are, the newest first; those of the workflow NAME alone, where it is given.

    An entry counts that is counted, approved (shown) or hidden (not shown); a picture that we had is the same, one
    beyond a member's share is over, and one that never came is lost."""
    with place.opened():
        now = community_time()
        runs = list(_runs(name))
        if json_:
            showing.as_json([_data(run, now) for run in runs])
        elif csv_:
            showing.as_csv(COLUMNS, (row for run in runs for row in _rows(run)))
        else:
            lines = [line for run in runs for line in _told(run, now)]
            click.echo("\n".join(lines) if lines else "There are no challenges.")


def _runs(name: str | None) -> Iterator[Run]:
    published = live()
    ours = Occurrence.kind == "challenge"
    if name is not None:
        ours &= Occurrence.workflow == name
    for row in Occurrence.select().where(ours).order_by(Occurrence.starts_at.desc(), Occurrence.id.desc()):
        run = challenges.run_of(row, published.workflow(row.revision_id))
        if run is not None:
            yield run


def _told(run: Run, now: datetime) -> Iterator[str]:
    zone = run.challenge.timezone
    yield f"{run.workflow.title} ({run.occurrence.workflow}), {say_when(run.occurrence.starts_at, zone)} to {say_when(run.ends_at, zone)}"
    if run.occurrence.starts_at > now:
        yield "  It has not begun."
        return
    count, goal = challenges.total(run.id), run.challenge.goal.count
    took = plural(challenges.takers(run.id).count(), "member")
    yield f"  {bar(count, goal)} {run.how_far(now, 'en')}; {took} took part."
    for one in challenges.board(run.id, live().community.nameless):
        yield f"  {one.count:>5}  {one.first_name}"


def _entries(run: Run) -> Iterator[Entry]:
    yield from Entry.select().where(Entry.occurrence == run.id).order_by(Entry.id)


def _rows(run: Run) -> Iterator[dict[str, Any]]:
    """Every entry, by the columns of the table."""
    for entry in _entries(run):
        yield {"challenge": run.occurrence.workflow, "from": run.occurrence.key, **_entry(entry)}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "member": entry.member.public_id,
        "name": entry.member.name,
        "at": entry.at.isoformat(),
        "how": entry.how,
        "amount": entry.amount,
        "state": entry.state,
        "words": entry.words,
    }


def _data(run: Run, now: datetime) -> dict[str, Any]:
    return {
        "workflow": run.occurrence.workflow,
        "title": run.workflow.title,
        "starts_at": run.occurrence.starts_at.isoformat(),
        "ends_at": run.ends_at.isoformat(),
        "goal": run.challenge.goal.count,
        "of": run.challenge.goal.what,
        "count": challenges.total(run.id),
        "took_part": challenges.takers(run.id).count(),
        "days_left": run.days_left(now),
        "entries": [_entry(entry) for entry in _entries(run)],
    }
