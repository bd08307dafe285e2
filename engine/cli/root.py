"""The group of all commands. What a command needs is imported when it runs, so that `kindling check` starts fast."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import click

from engine.errors import KindlingError

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "up": ("up", "Start everything here; Ctrl-C stops it."),
        "check": ("check", "Find what is wrong in workflows and messages."),
        "preview": ("preview", "Show what a workflow would send, when and for how much."),
        "test": ("test", "Run the conversations in workflows/tests."),
        "publish": ("publish", "Publish the workflows and messages that pass the check."),
        "import": ("importing", "Put in members from a CSV file."),
        "export": ("exporting", "Write all members as CSV or JSON."),
        "why": ("why", "Everything a member got or did not get, and the reasons."),
        "week": ("week", "What each member got this week, and why."),
        "worth": ("worth", "What each step of a workflow did: sent, answered, stopped."),
        "letter": ("letter", "The month as a letter of one page."),
        "audit": ("audit", "Who did what: orders by text, and acts by command."),
        "enroll": ("enroll", "Put members into a workflow."),
        "event": ("event", "Report that something happened to a member."),
        "stop": ("stop", "Stop a member, or take everybody out of a workflow."),
        "move": ("move", "Move those midway in a workflow to its newest revision."),
        "send": ("send", "Send a message to many, once."),
        "invite": ("invite", "A member's own word, page and poster for whoever they invite."),
        "challenge": ("challenge", "Show how far the challenges are, and every entry."),
        "answers": ("answers", "List what nobody could answer, and the answers that were learned."),
        "recordings": ("recordings", "List the recordings and how often they were played."),
        "stages": ("stages", "How many are in each stage, and who."),
        "responses": ("responses", "What members answered, word for word."),
        "votes": ("votes", "How votes stand, or how they came out."),
        "pin": ("pin", "Give a member a PIN for the phone line."),
        "forget": ("forget", "Erase a member; a stop of theirs is kept."),
        "migrate": ("migrate", "Bring the database's tables up to date."),
        "doctor": ("doctor", "Look for what keeps Kindling from working."),
        "completion": ("completion", "Print the completion script for a shell."),
        "version": ("version", "Print the version."),
    }
)
"""Each command by name: its module in engine.cli.commands, and one line about it."""


class Said(click.ClickException):
    """Something a person can put right: its words alone, and exit status 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True, file=file)


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, about = COMMANDS[cmd_name]
        command: click.Command = import_module(f"engine.cli.commands.{module}").command
        command.name, command.short_help = cmd_name, about
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, for which no module is imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # Without completion, so that a slip is answered with the command that was most likely meant.
        from engine.times.guesses import nearest  # only a slip needs it

        if args[0] not in COMMANDS and not args[0].startswith("-"):
            guess = nearest(args[0], sorted(COMMANDS))
            hint = f" Did you mean {guess!r}?" if guess else " See: kindling --help"
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KindlingError as error:
            raise Said(str(error)) from error


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from engine.cli.commands.version import said  # reading the metadata takes a moment

        click.echo(said())
        ctx.exit()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Print the version and exit.",
)
@click.pass_context
def root(ctx: click.Context) -> None:
    """Kindling keeps a community warm by text, email and phone."""
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """The console command. Exit status: 0 done, 1 refused or something was found, 2 not understood."""
    root(prog_name="kindling")
