"""`kindling forget`."""

from __future__ import annotations

import click

from engine.cli import place, showing
from engine.community.finding import the_member
from engine.community.forgetting import forget
from engine.models.instance import community_time
from engine.wording.say import plural


@click.command()
@click.argument("member")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def command(ctx: click.Context, member: str, *, yes: bool) -> None:
    """Erase MEMBER (a phone, email, id or name): words, name and addresses. It cannot be undone.

    A stop of theirs is kept, so that nobody puts the number in again by mistake. Where they text JOIN, they are a
    new member.
    """
    with place.opened():
        found = the_member(member)
        name = found.name or found.public_id
        if found.forgotten_at is None and not showing.agreed(f"Erase {name} for good?", yes):
            click.echo("Nothing was erased.", err=True)
            ctx.exit(1)
        done = forget(found, community_time(), by=place.who())
    if done.already:
        click.echo("They were forgotten already.")
    else:
        stop = "Their stop is kept." if done.stops_kept else "There was no stop to keep."
        click.echo(f"{name} is forgotten. {stop}")
    if done.on_the_way:
        them = plural(done.on_the_way, "message is", "messages are")
        click.echo(
            f"{them} at the carrier just now. Say this again in some minutes to erase those words too."
        )
