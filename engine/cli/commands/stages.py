"""`kindling stages`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
from peewee import fn

from engine.cli import place, showing
from engine.models import Member
from engine.models.people import STRANGER
from engine.published import live
from engine.wording.say import plural

NO_STAGE = "in none"
MOST_NAMED = 5  # of each, where no stage is asked for


@click.command()
@click.argument("stage", required=False)
@click.option("--json", "json_", is_flag=True, help="The same for scripts, with everybody's name and id.")
def command(stage: str | None, *, json_: bool) -> None:
    """How many members are in each stage, in the stages' order, and who. STAGE names everybody in one of them."""
    with place.opened():
        rows = list(_counted(live().community.stages))
        if stage is not None:
            rows = [(name, count) for name, count in rows if name.casefold() == stage.casefold()]
            if not rows:
                raise click.UsageError(f'There is no stage "{stage}".')
        if json_:
            found = [{"stage": name, "count": count, "members": _data(name)} for name, count in rows]
            showing.as_json({"stages": found})
            return
        most = None if stage is not None else MOST_NAMED
        click.echo(
            showing.columns(
                [(name or NO_STAGE, str(count), _named(name, count, most)) for name, count in rows]
            )
        )


def _counted(order: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Every stage with how many are in it: the community's own in their order, then others, then those in none."""
    query: Any = _there(Member.select(Member.stage, fn.COUNT(Member.id))).group_by(Member.stage)
    counts = dict(query.tuples())
    others = sorted(name for name in counts if name and name not in order)
    for name in (*order, *others):
        yield name, counts.get(name, 0)
    if counts.get("", 0):
        yield "", counts[""]


def _there(query: Any) -> Any:
    return query.where(Member.forgotten_at.is_null() & (Member.how != STRANGER))


def _in(stage: str) -> Any:
    return _there(Member.select()).where(Member.stage == stage).order_by(Member.id)


def _named(stage: str, count: int, most: int | None) -> str:
    names = [one.name or one.public_id for one in _in(stage).limit(most)]
    more = count - len(names)
    return ", ".join(names) + (f" and {plural(more, 'more', 'more')}" if more > 0 else "")


def _data(stage: str) -> list[dict[str, str]]:
    return [{"id": one.public_id, "name": one.name} for one in _in(stage)]
