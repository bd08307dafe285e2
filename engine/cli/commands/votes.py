"""`kindling votes`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from engine import tallies
from engine.cli import place, showing
from engine.language.dated import Vote
from engine.models import Occurrence
from engine.models.instance import community_time
from engine.models.running import VOTE
from engine.published import live, workflow_of
from engine.tallies import Tally
from engine.times import say_when
from engine.wording.say import plural

LATEST = 50  # dates
COLUMNS = ("workflow", "opens", "closes", "open", "choice", "votes")


@click.command()
@click.argument("workflow", required=False)
@showing.in_format
def command(workflow: str | None, format_: str) -> None:
    """How votes stand, or how they came out: every choice with its votes, the latest vote first. WORKFLOW names one of
    them. Who voted for what is not told."""
    with place.opened():
        now, zone = community_time(), live().community.timezone
        mine = (Occurrence.kind == VOTE) & (Occurrence.starts_at <= now) & (Occurrence.state != "cancelled")
        if workflow is not None:
            mine &= Occurrence.workflow == workflow
        rows = Occurrence.select().where(mine).order_by(Occurrence.starts_at.desc(), Occurrence.id.desc())
        found = [(row, tally) for row in rows.limit(LATEST) if (tally := _tally(row)) is not None]
        data = [_data(row, tally, is_open=_ends(row) > now) for row, tally in found]
        if format_ == "json":
            showing.as_json({"votes": data})
        elif format_ == "csv":
            showing.as_csv(COLUMNS, _rows(data))
        else:
            click.echo("\n".join(_told(found, zone, now)) or "Nothing has been voted on yet.")


def _tally(row: Occurrence) -> Tally | None:
    vote = workflow_of(row.revision_id).start
    return tallies.tally(row, vote) if isinstance(vote, Vote) else None


def _ends(row: Occurrence) -> Any:
    return row.ends_at or row.starts_at


def _data(row: Occurrence, tally: Tally, *, is_open: bool) -> dict[str, Any]:
    return {
        "workflow": row.workflow,
        "opens": row.starts_at.isoformat(),
        "closes": _ends(row).isoformat(),
        "open": is_open,
        "choices": [{"choice": line.choice, "votes": line.votes} for line in tally.lines],
        "winners": [line.choice for line in tally.winners],
    }


def _rows(data: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for vote in data:
        for line in vote["choices"]:
            yield {**vote, "open": "yes" if vote["open"] else "no", **line}


def _told(found: list[tuple[Occurrence, Tally]], zone: str, now: Any) -> Iterator[str]:
    for row, tally in found:
        when = ("open until " if _ends(row) > now else "closed ") + say_when(_ends(row), zone)
        yield showing.head(f"{workflow_of(row.revision_id).title} ({row.workflow}), {when}")
        lines = [(str(line.votes), line.choice) for line in tally.lines]
        yield showing.columns(lines) if lines else "  Nobody has voted."
        if len(tally.winners) > 1:
            yield f"  A tie of {len(tally.winners)}, {plural(tally.winners[0].votes, 'vote')} each."
