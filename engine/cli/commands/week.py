"""`kindling week`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

import click

from engine.cli import place, showing
from engine.community.finding import the_member
from engine.models.instance import community_time
from engine.times import say_when
from engine.wording.say import plural
from engine.worth.got import Got, got

COLUMNS = ("member", "name", "at", "channel", "state", "words", "why", "counted")


@click.command()
@click.argument("member", required=False)
@click.option(
    "--days", default=7, show_default=True, type=click.IntRange(1, 366), help="How far to look back."
)
@click.option("--json", "json_", is_flag=True, help="The same for scripts, in UTC.")
@click.option("--csv", "csv_", is_flag=True, help="The same for a spreadsheet, in UTC.")
def command(member: str | None, days: int, *, json_: bool, csv_: bool) -> None:
    """Show what MEMBER (a phone, email, id or name), or everybody, got in the last seven days, what waits for them,
    and why. Times are each member's own."""
    with place.opened():
        now = community_time()
        found = got(now - timedelta(days=days), now, the_member(member) if member else None)
        if json_:
            showing.as_json([one.as_data() for one in found])
        elif csv_:
            showing.as_csv(COLUMNS, (one.as_data() for one in found))
        else:
            click.echo("\n".join(_told(found)) or "Nobody got anything.")


def _told(found: Iterator[Got]) -> Iterator[str]:
    for _, theirs in groupby(found, key=lambda one: one.member.id):
        rows = list(theirs)
        member = rows[0].member
        counted = sum(one.counted for one in rows)
        yield showing.head(f"{member.name or 'Nameless'}: {plural(counted, 'place')} taken under at most")
        yield showing.columns([
            (say_when(one.at, member.timezone), one.state, one.channel, f"{one.words}  [{one.why}]") for one in rows
        ])  # fmt: skip
