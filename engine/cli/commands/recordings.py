"""`kindling recordings`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from engine.cli import place, showing
from engine.links import Links
from engine.models import Recording, Sound
from engine.models.instance import community_time
from engine.published import live
from engine.sounds.kinds import FAILED
from engine.times import say_when
from engine.wording.say import plural

FROM = {"file": "file", "phone": "by phone", "call": "a call"}


@click.command()
@click.option("--json", "json_", is_flag=True, help="The same for scripts, in UTC.")
def command(*, json_: bool) -> None:
    """List the recordings: the number each is heard by on the phone, its name and title, where it came from, how often
    it was played, its link; and what was recorded and could not be fetched."""
    with place.opened() as here:
        links = Links(here.secret_key, here.public_url)
        now, zone = community_time(), live().community.timezone
        rows = list(Recording.select().order_by(Recording.number))
        lost = list(Sound.select().where(Sound.state == FAILED).order_by(Sound.id))
        if json_:
            showing.as_json(
                {"recordings": [_data(row, links, now) for row in rows], "failed": [*map(_lost, lost)]}
            )
            return
        click.echo("\n".join(_told(rows, lost, links, now, zone)))


def _told(rows: list[Recording], lost: list[Sound], links: Links, now: datetime, zone: str) -> Iterator[str]:
    lines = [
        (str(row.number), row.name, row.title, _about(row, now, zone), links.listen(row.public_id))
        for row in rows
    ]
    yield showing.columns(lines) if lines else "There are no recordings."
    for sound in lost:
        made = say_when(sound.created_at, zone)
        yield showing.bad(f"A {sound.kind} of {made} could not be fetched: {sound.error}")


def _about(row: Recording, now: datetime, zone: str) -> str:
    """Where it came from and how it fares, in words."""
    parts = [FROM.get(row.source, row.source), plural(row.plays, "play")]
    parts += ["for a group"] if row.audience is not None else []
    if row.withdrawn_at is not None:
        parts.append("taken back")
    elif row.published_at > now:
        parts.append(f"from {say_when(row.published_at, zone)}")
    return ", ".join(parts)


def _data(row: Recording, links: Links, now: datetime) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "title": row.title,
        "link": links.listen(row.public_id),
        "source": row.source,
        "seconds": row.seconds,
        "plays": row.plays,
        "group": row.audience,
        "published_at": row.published_at.isoformat(),
        "out": row.withdrawn_at is None and row.published_at <= now,
    }


def _lost(sound: Sound) -> dict[str, Any]:
    return {"kind": sound.kind, "made_at": sound.created_at.isoformat(), "why": sound.error}
