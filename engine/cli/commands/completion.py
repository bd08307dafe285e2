"""`kindling completion SHELL`: what a shell has to be told so that Tab completes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_KINDLING_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    For bash put this into ~/.bashrc:  eval "$(kindling completion bash)"
    """
    found = get_completion_class(shell)
    assert found is not None  # click has all three
    click.echo(found(ctx.find_root().command, {}, "kindling", VARIABLE).source())
