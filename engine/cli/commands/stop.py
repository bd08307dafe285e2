"""`kindling stop`."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import click

from engine import consent, outbox, runner
from engine.cli import place, showing
from engine.community.finding import NoSuchMember, the_member
from engine.consent.ledger import reach
from engine.models import Audit, Enrollment, Member
from engine.models.db import transaction
from engine.models.instance import community_time
from engine.models.people import lock_member
from engine.models.running import ACTIVE
from engine.published import NothingPublished, live
from engine.times.guesses import nearest
from engine.wording.say import plural

WHY = "a manager stopped them, as they had asked"


@click.command()
@click.argument("who", metavar="MEMBER|WORKFLOW")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def command(ctx: click.Context, who: str, *, yes: bool) -> None:
    """Stop a member, as if they had texted STOP, or take everybody out of a workflow.

    A member who stopped gets nothing that we start, on any channel; START from their phone brings it back.
    """
    with place.opened():
        now = community_time()
        if who in _workflows():
            inside = (Enrollment.workflow == who) & (Enrollment.status == ACTIVE)
            question = f"Take {plural(Enrollment.select().where(inside).count(), 'member')} out of {who}?"
            act = partial(_empty, who)
        else:
            member = _member(who)
            question = f"Stop everything for {member.name or member.public_id}?"
            act = partial(_silence, member)
        if not showing.agreed(question, yes):
            click.echo("Nothing was stopped.", err=True)
            ctx.exit(1)
        click.echo(act(now))


def _member(who: str) -> Member:
    """Whom ``who`` means. Raises NoSuchMember, which speaks of workflows, too: it may have been meant for one."""
    try:
        return the_member(who)
    except NoSuchMember as error:
        known = sorted(_workflows())
        guess = nearest(who, known)
        hint = f'Did you mean "{guess}"?' if guess else f"Workflows are: {', '.join(known) or 'none'}."
        raise NoSuchMember(f'There is no workflow "{who}". {hint} And no member: {error}') from error


def _workflows() -> set[str]:
    """Every workflow that is live, was live, or still has members in it."""
    walks = {row.workflow for row in Enrollment.select(Enrollment.workflow).distinct()}
    try:
        return walks | set(live().workflows)
    except NothingPublished:
        return walks


def _empty(workflow: str, now: datetime) -> str:
    out = runner.stop_workflow(workflow, now)
    with transaction():
        Audit.create(at=now, who=place.who(), did="stopped", about=workflow, detail={"walks": out})
    return f"{plural(out, 'member')} taken out of {workflow}."


def _silence(found: Member, now: datetime) -> str:
    evidence = {"by": place.who(), "at": now.isoformat()}
    with transaction():
        member = lock_member(found.id) or found
        own = [address for address in reach(member) if address.household_id is None]
        if own:
            consent.stop(member, own[0], "manager", evidence, now)
        else:  # only a household's address: it ends for them alone, the others still get theirs
            for address in reach(member):
                consent.withdraw(address, "manager", evidence, now, scope=member.public_id)
        ended = runner.end_all(member, WHY, now)
        outbox.cancel(member_id=member.id, why="A manager stopped them, as they had asked.", now=now)
        Audit.create(at=now, who=place.who(), did="stopped", about=member.public_id)
    return f"{member.name or member.public_id} gets nothing more ({plural(ended, 'walk')} ended)."
