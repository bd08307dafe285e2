"""`kindling enroll`."""

from __future__ import annotations

from datetime import datetime

import click

from engine import audience, runner
from engine.cli import place, showing
from engine.cli.pricing import bill, straight_on
from engine.clock.starts import begin_by_hand
from engine.community.choosing import chosen
from engine.community.finding import the_member
from engine.community.moving import live_workflow
from engine.fanout import ENROLL
from engine.language.conditions import Conditions
from engine.models import Audit, Fanout, Member, Trace, opaque_id
from engine.models.db import transaction
from engine.models.instance import community_time
from engine.published import Live, Published, live
from engine.settings import Settings
from engine.wording.bills import lasting
from engine.wording.say import plural


@click.command()
@click.argument("workflow")
@click.argument("members", nargs=-1)
@click.option(
    "--for", "for_", multiple=True, metavar="CONDITIONS", help="Those who fit, such as 'tagged: leader'."
)
@click.option("--everyone", is_flag=True, help="Everybody it is for; with `roll out:`, wave by wave.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def command(ctx: click.Context, workflow: str, members: tuple[str, ...], *, for_: tuple[str, ...],
            everyone: bool, yes: bool) -> None:  # fmt: skip
    """Put MEMBERS (phones, emails, ids or names), or all who fit conditions, into WORKFLOW.

    Members who are named go in although its `for:` leaves them out. How many it is, and what it costs, is said first.
    """
    if bool(members) + bool(for_) + everyone != 1:
        raise click.UsageError("Say whom: members, --for CONDITIONS, or --everyone.")
    with place.opened() as here:
        published, now = live(), community_time()
        entered = live_workflow(workflow, published)
        if members:
            found = [the_member(words) for words in members]
            refused = _one_by_one(entered, found, now)
            place.ring(here, "advance", "normal")
            ctx.exit(1 if refused else 0)
        conditions = chosen(for_, published)
        _say(entered, conditions, published, now, here)
        if not showing.agreed("Put them in?", yes):
            click.echo("Nobody was put in.", err=True)
            ctx.exit(1)
        _all(entered, conditions, everyone, now)
        place.ring(here, "fanout")
        click.echo("They go in now.")


def _one_by_one(entered: Live, found: list[Member], now: datetime) -> int:
    """Put each in; how many could not be."""
    refused = 0
    for member in found:
        cause = f"manager:{opaque_id()}"
        with transaction():
            walk = runner.enroll(entered.name, member, cause, now, by=place.who(), ignore_audience=True)
        name = member.name or member.public_id
        if walk is not None:
            click.echo(f"{name} is in.")
        else:
            refused += 1
            click.echo(f"{name} was not put in: {_why_not(member)}.", err=True)
    return refused


def _why_not(member: Member) -> str:
    dropped = Trace.select().where(Trace.member == member.id).order_by(Trace.id.desc()).first()
    return str(dropped.detail.get("why", "nothing says why")) if dropped else "nothing says why"


def _say(entered: Live, conditions: Conditions, published: Published, now: datetime, here: Settings) -> None:
    both = Conditions((*entered.workflow.audience.all_of, *conditions.all_of))
    reach = audience.reachable(both, now=now, community=published.community, workflow_name=entered.name)
    cost = bill(straight_on(entered.workflow), reach.reachable, here.sender_rate)
    click.echo(f"{plural(reach.total, 'member')}: {cost}. At your rate they take {lasting(cost.seconds)}.")
    for why, count in reach.reasons.items():
        click.echo(f"  {count:,} never get it: {why}")


def _all(entered: Live, conditions: Conditions, everyone: bool, now: datetime) -> None:
    with transaction():
        if everyone:
            begin_by_hand(entered, now, by=place.who())
        else:
            Fanout.create(
                cause=f"manager:{opaque_id()}",
                kind=ENROLL,
                workflow=entered.name,
                revision=entered.revision_id,
                detail={"for": audience.stored(conditions), "bulk": True},
                begins_at=now,
                due_at=now,
            )
        Audit.create(at=now, who=place.who(), did="enrolled", about=entered.name)
