"""`kindling publish`."""

from __future__ import annotations

import click

from engine.cli.place import opened, ring, who
from engine.language.render import as_text
from engine.models.instance import community_time
from engine.publishing import collect, decoded, defaults, publish
from engine.wording.say import plural


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Publish the workflows and messages that pass the check.

    A file that does not pass is refused with its place and repair, and what was published before goes on
    running in its stead. Exit status 1 says that there was one.
    """
    with opened() as here:
        files = collect(here.workflows_dir, here.messages_dir)
        done = publish(files, community_time(), who(), defaults(here.workflows_dir))
        ring(here, "advance")
    errors = [finding for finding in done.findings if finding.level == "error"]
    if errors:
        texts = {path: text.splitlines() for path, text in decoded(files).items() if isinstance(text, str)}
        click.echo(as_text(errors, texts), err=True)
    if done.snapshot_id is None:
        click.echo("Nothing was published.", err=True)
    elif not done.changed:
        click.echo("Nothing new: what is published is what lies here.")
    else:
        click.echo(f"Published as snapshot {done.snapshot_id}: {plural(len(files), 'file')}.")
    if done.kept:
        click.echo(f"As published before: {', '.join(done.kept)}.", err=True)
    ctx.exit(1 if errors else 0)
