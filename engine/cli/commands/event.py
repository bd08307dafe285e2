"""`kindling event`."""

from __future__ import annotations

import json
from typing import Any

import click

from engine import runner
from engine.cli import place, showing
from engine.community.finding import the_member
from engine.errors import KindlingError
from engine.models import opaque_id
from engine.models.db import transaction
from engine.models.instance import community_time


@click.command()
@click.argument("member")
@click.argument("name")
@click.option("--data", default="{}", help="More about it, as a JSON object.")
@click.option("--key", default="", help="Report it once for this key, however often this is said.")
@click.option("--json", "json_", is_flag=True, help="Say the event's id as JSON.")
def command(member: str, name: str, *, data: str, key: str, json_: bool) -> None:
    """Report that NAME (such as first-sale) happened to MEMBER, with all that follows from it."""
    more = _object(data)
    with place.opened() as here:
        found = the_member(member)
        with transaction():
            event = runner.report(
                found, name, f"cli:{key or opaque_id()}", community_time(), data=more, by=place.who()
            )
        place.ring(here, "advance", "urgent", "normal")
    if json_:
        showing.as_json({"id": event.public_id, "member": found.public_id, "event": event.name})
    else:
        click.echo(f"Reported: {event.name} of {found.name or found.public_id}.")


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise KindlingError(f"--data is no JSON: {error}. Write it like '{{\"sum\": 40}}'.") from error
    if not isinstance(found, dict):
        raise KindlingError("--data must be a JSON object, like '{\"sum\": 40}'.")
    return found
