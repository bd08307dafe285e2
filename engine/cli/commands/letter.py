"""`kindling letter`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli import place, showing
from engine.models.instance import community_time
from engine.published import live
from engine.worth.letter import VIEWS, View, as_html, as_text
from engine.worth.month import month, month_before


@click.command()
@click.option("--month", "month_", help="Which month, like 2026-11; otherwise the last one that is over.")
@click.option("--view", type=click.Choice(VIEWS), default="both", show_default=True, help="Whose side of it.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a page to print.")
@click.option("--json", "json_", is_flag=True, help="The numbers for scripts.")
@click.option("--csv", "csv_", is_flag=True, help="The numbers for a spreadsheet.")
def command(month_: str | None, view: View, html: Path | None, *, json_: bool, csv_: bool) -> None:
    """Write the month as a letter of one page that shows what it was worth: members, calls, questions and how fast
    they were answered, praise, cost."""
    with place.opened():
        community, now = live().community, community_time()
        which = month_ or month_before(now, community.timezone)
        it = month(which, community.timezone, community.currency, now)
    if json_:
        showing.as_json(it.as_data())
    elif csv_:
        showing.as_csv(tuple(it.as_data()), [it.as_data()])
    elif html is not None:
        html.write_text(as_html(it, view, community.name, community.host or ""), "utf-8")
        click.echo(f"Written to {html}.")
    else:
        click.echo(as_text(it, view, community.name))
