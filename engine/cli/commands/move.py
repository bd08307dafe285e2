"""`kindling move`."""

from __future__ import annotations

import click

from engine.cli import place, showing
from engine.community.moving import Move, move, plan_move
from engine.models.instance import community_time
from engine.published import live
from engine.wording.say import plural

MOST_SHOWN = 20


@click.command()
@click.argument("workflow")
@click.option("--yes", is_flag=True, help="Do it; without this it is only said what would happen.")
@click.option("--json", "json_", is_flag=True, help="The same for scripts.")
@click.pass_context
def command(ctx: click.Context, workflow: str, *, yes: bool, json_: bool) -> None:
    """Move those midway in WORKFLOW to the revision that is live now.

    A member stays on the revision they began with. This takes them over: each goes on from the step they are at,
    which the new revision must still have. Exit status 1 says that some cannot be moved.
    """
    with place.opened() as here:
        published = live()
        planned = plan_move(workflow, published)
        moved = move(planned, published, community_time(), by=place.who()) if yes else 0
        if moved:
            place.ring(here, "advance")
    if json_:
        staying = [{"member": one.member, "step": one.step, "why": one.why} for one in planned.staying]
        showing.as_json({"to": dict(planned.to), "moved": moved, "staying": staying})
    else:
        _say(planned, moved, yes)
    ctx.exit(1 if planned.staying else 0)


def _say(planned: Move, moved: int, yes: bool) -> None:
    if not planned.walks and not planned.staying:
        click.echo("Nobody is midway in an older revision.")
        return
    click.echo(
        f"{moved} moved."
        if yes
        else f"{plural(len(planned.walks), 'member')} would go on in the new revision:"
    )
    if not yes and planned.to:
        click.echo(showing.columns([(step, str(count)) for step, count in planned.to.items()]))
    if planned.staying:
        click.echo(f"{plural(len(planned.staying), 'member')} cannot be moved:")
        rows = [(one.member, one.why) for one in planned.staying[:MOST_SHOWN]]
        click.echo(showing.columns(rows))
        if len(planned.staying) > MOST_SHOWN:
            click.echo(f"  and {len(planned.staying) - MOST_SHOWN} more (--json lists all)")
    if not yes and planned.walks:
        click.echo("Nothing was changed. To do it: --yes")
