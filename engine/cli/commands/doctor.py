"""`kindling doctor`."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from engine.cli import place, showing
from engine.doctor import Result, examine, registration
from engine.models.db import close_database, open_database
from engine.now import machine_now
from engine.published import live
from engine.settings import Settings
from engine.wording.say import plural

MARKS = {
    "ok": showing.good("ok     "),
    "warning": showing.careful("warning"),
    "problem": showing.bad("problem"),
}


@click.command()
@click.option("--fix", is_flag=True, help="Set the webhook addresses at Twilio.")
@click.option("--registration", "register", is_flag=True, help="Write the texts for a 10DLC campaign.")
@click.option("--this-is-production", "confirming", is_flag=True,
              help="Say that this installation is the real one: it sends, every copy is silent.")  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="The same for scripts.")
@click.pass_context
def command(ctx: click.Context, *, fix: bool, register: bool, confirming: bool, json_: bool) -> None:
    """Look for what keeps Kindling from working: settings, database, Redis, the clock, keys, webhook addresses.

    Exit status 1 says that there is a problem; warnings alone are no reason.
    """
    if register:
        _registration(json_)
        return
    here = place.settings()
    open_database(here.database_url)
    try:
        found = list(examine(here, os.environ, machine_now(), fix=fix, confirming=confirming))
    finally:
        close_database()
    _say(found, here, json_)
    ctx.exit(1 if any(one.level == "problem" for one in found) else 0)


def _say(found: Sequence[Result], here: Settings, json_: bool) -> None:
    if json_:
        fields = ("level", "about", "words", "repair")
        showing.as_json([{name: getattr(one, name) for name in fields} for one in found])
        return
    if here.sandboxed:
        click.echo("This is a sandbox: nothing here reaches a real person.")
    for one in found:
        click.echo(f"{MARKS[one.level]}  {one.about}: {one.words}")
        if one.repair and one.level != "ok":
            click.echo(f"         {one.repair}")
    problems = sum(one.level == "problem" for one in found)
    click.echo(f"{plural(problems, 'problem')}." if problems else "All is well.")


def _registration(json_: bool) -> None:
    with place.opened() as here:
        parts = registration(live(), here).parts()
    if json_:
        showing.as_json(dict(parts))
        return
    for heading, words in parts:
        click.echo(f"{showing.head(heading)}\n  {words}\n")
