"""`kindling version`."""

from __future__ import annotations

from importlib.metadata import version

import click


def said() -> str:
    """Like "kindling 0.1.0"."""
    return f"kindling {version('kindling')}"


@click.command()
def command() -> None:
    """Print the version."""
    click.echo(said())
