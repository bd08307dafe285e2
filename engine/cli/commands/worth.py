"""`kindling worth`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import click

from engine.cli import place, showing
from engine.models.instance import community_time
from engine.published import live
from engine.wording.prices import Price, show
from engine.worth.steps import Step, steps

COLUMNS = ("workflow", "step", "message", "sent", "answered", "stopped", "micros")


@click.command()
@click.argument("workflow", required=False)
@click.option(
    "--days", default=90, show_default=True, type=click.IntRange(1, 3660), help="How far to look back."
)
@click.option("--json", "json_", is_flag=True, help="The same for scripts.")
@click.option("--csv", "csv_", is_flag=True, help="The same for a spreadsheet.")
def command(workflow: str | None, days: int, *, json_: bool, csv_: bool) -> None:
    """Show for each step of WORKFLOW, or of all, how often it was sent, how many wrote back within two days, how many
    told us to stop within two days, and what it cost."""
    with place.opened():
        now, currency = community_time(), live().community.currency
        found = list(steps(now - timedelta(days=days), now, workflow))
        if json_:
            showing.as_json([one.as_data() for one in found])
        elif csv_:
            showing.as_csv(COLUMNS, (one.as_data() for one in found))
        else:
            click.echo("\n".join(_told(found, currency)) if found else "Nothing was sent.")


def _told(found: list[Step], currency: str) -> Iterator[str]:
    yield showing.columns([
        ("workflow", "step", "sent", "wrote back", "stopped", "cost"),
        *(
            (one.workflow or "(once)", one.message or one.step, f"{one.sent:,}", _share(one.answered, one.sent),
             _share(one.stopped, one.sent), show(Price(one.micros, currency)))
            for one in found
        ),
    ])  # fmt: skip


def _share(some: int, of: int) -> str:
    return f"{some:,} ({round(100 * some / of)}%)" if some else "-"
