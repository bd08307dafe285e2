"""`kindling audit`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from engine.cli import place, showing
from engine.community.finding import the_member
from engine.errors import KindlingError
from engine.models import Audit, Member
from engine.models.instance import community_time
from engine.published import live
from engine.times import TimesError, parse_duration, say_when

ORDER = "instruction:"


@click.command()
@click.option("--by", "member", default="", metavar="MEMBER", help="Only what this member did.")
@click.option("--within", default="", metavar="DURATION", help="Only of late, such as '2 days'.")
@click.option("--last", default=50, show_default=True, help="So many acts at the most, the latest.")
@click.option("--json", "json_", is_flag=True, help="As JSON, oldest first.")
def command(member: str, *, within: str, last: int, json_: bool) -> None:
    """Who did what: orders by text and keypad (asked, confirmed, done, undone, refused), and acts by command."""
    with place.opened():
        zone = live().community.timezone
        which: Any = Audit.id > 0
        if member:
            which &= Audit.who == the_member(member).public_id
        if within:
            try:
                which &= Audit.at > parse_duration(within).before(community_time(), zone)
            except TimesError as error:
                raise KindlingError(f"--within: {error.message}") from error
        rows = list(Audit.select().where(which).order_by(Audit.id.desc()).limit(last))[::-1]
        told = list(_told(rows))
    if json_:
        showing.as_json(told)
        return
    lines = [
        [say_when(row.at, zone), one["name"] or one["who"], one["did"], _detail(one)]
        for row, one in zip(rows, told, strict=True)
    ]
    click.echo(showing.columns(lines, indent="") if lines else "Nothing was done.")


def _told(rows: list[Audit]) -> Iterator[dict[str, Any]]:
    names = {
        one.public_id: one.name
        for one in Member.select(Member.public_id, Member.name).where(
            Member.public_id.in_({row.who for row in rows})
        )
    }
    for row in rows:
        yield {
            "at": row.at.isoformat(),
            "who": row.who,
            "name": names.get(row.who, ""),
            "did": row.did,
            "about": row.about,
            "detail": row.detail,
        }


def _detail(one: dict[str, Any]) -> str:
    """What it was about, in a line."""
    said = [f"{key}: {value}" for key, value in sorted(one["detail"].items()) if value not in ("", None)]
    about = [one["about"]] if one["about"] and not one["about"].startswith(ORDER) else []
    return "; ".join([*about, *said])
