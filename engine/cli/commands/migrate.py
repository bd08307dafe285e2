"""`kindling migrate`."""

from __future__ import annotations

import click

from engine.cli.place import connected, settings
from engine.models.db import close_database, open_database
from engine.models.migrating import migrate
from engine.wording.say import plural


@click.command()
def command() -> None:
    """Bring the database's tables up to date. Safe to run at any time, and from several machines at once."""
    here = settings()
    open_database(here.database_url)
    try:
        with connected(here):
            done = migrate()
    finally:
        close_database()
    click.echo(f"{plural(len(done), 'migration')} run: {', '.join(done)}." if done else "Up to date.")
