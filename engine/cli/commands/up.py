"""`kindling up`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from engine.services import up


@click.command()
@click.pass_context
def command(ctx: click.Context) -> None:
    """Start everything here: web, workers, clock and, without a provider's keys, the sandbox.

    Ctrl-C stops all of it. The next start goes on where this one stopped.
    """
    ctx.exit(up(os.environ, Path.cwd()))
