"""`kindling import`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli import place, showing
from engine.cli.starting import Starting
from engine.community.importing import Imported, Plan, plan, put_in
from engine.models import Member
from engine.models.instance import community_time
from engine.models.people import STRANGER
from engine.published import live
from engine.wording.say import plural

FEW = 200  # rows that need no progress bar


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--start", is_flag=True, help="Put them into the workflows that start with joining.")
@click.option("--yes", is_flag=True, help="Do not ask before texts are sent.")
@click.option("--good-rows", is_flag=True, help="Put the good rows in although others are bad.")
@click.option("--households", is_flag=True, help="Take people under one number for a household.")
@click.option("--into-empty", is_flag=True, help="Do nothing where there are members already.")
@click.option("--json", "json_", is_flag=True, help="Say what was done as JSON.")
@click.pass_context
def command(ctx: click.Context, file: Path, *, dry_run: bool, start: bool, yes: bool, good_rows: bool,
            households: bool, into_empty: bool, json_: bool) -> None:  # fmt: skip
    """Put in members from a CSV file, or bring them up to date.

    Columns: name, phone, email, timezone, role, stage, tags, birthday, language, prefers, sponsor, household,
    consent, consent_date, stopped, held, and the fields of community.yaml. Who has no consent and consent_date is
    held: nothing is sent to them before they agree. Nothing is started unless you say --start.
    """
    with place.opened() as here:
        if into_empty and Member.select().where(Member.how != STRANGER).exists():
            click.echo("There are members already: nothing to do.")
            return
        community, now = live().community, community_time()
        planned = plan(file.read_bytes(), community, now, households=households)
        for cell in planned.bad:
            click.echo(str(cell), err=True)
        refused = bool(planned.bad) and not good_rows
        starting = Starting.of(planned, now, here) if start else None
        if refused or dry_run:
            _say(planned, None, starting, json_)
            if refused:
                click.echo("Nothing was put in. Repair these rows, or say --good-rows.", err=True)
            ctx.exit(1 if planned.bad else 0)
        if starting and not _agreed(starting, yes, json_):
            click.echo("Nothing was put in.", err=True)
            ctx.exit(1)
        hidden = not showing.at_terminal() or len(planned.entries) < FEW
        with click.progressbar(length=len(planned.entries), label="Putting in", hidden=hidden) as bar:
            done = put_in(planned, community, now, by=place.who(), source=file.name, progress=bar.update)
        if starting:
            starting.begin(planned, done.ids, now)
            place.ring(here, "advance", "normal", "fanout")
        _say(planned, done, starting, json_)
    ctx.exit(1 if planned.bad else 0)


def _agreed(starting: Starting, yes: bool, json_: bool) -> bool:
    if not json_:
        click.echo(str(starting))
    return showing.agreed("Start them?", yes)


def _say(planned: Plan, done: Imported | None, starting: Starting | None, json_: bool) -> None:
    """What was, or would be, done."""
    counts = {"rows": planned.rows, "bad_rows": planned.bad_rows, "held": planned.held}
    if done:
        counts |= {"added": done.added, "updated": done.updated, "unchanged": done.unchanged}
    if starting:
        counts |= {"started": starting.people, "texts": starting.bill.texts}
    if json_:
        bad = [
            {"row": one.row, "column": one.column, "value": one.value, "reason": one.reason, "repair": one.repair}
            for one in planned.bad
        ]  # fmt: skip
        showing.as_json({**counts, "bad": bad})
        return
    if done:
        said = f"{plural(done.added, 'member')} added, {done.updated} updated, {done.unchanged} as they were."
    else:
        said = f"{plural(planned.rows, 'row')}: {len(planned.entries)} good, {planned.bad_rows} bad."
    click.echo(said)
    if planned.held:
        them = plural(planned.held, "of them is held", "of them are held")
        click.echo(f"{them}: nothing says how and when they agreed, so nothing is sent to them.")
    if starting and done is None:
        click.echo(str(starting))
