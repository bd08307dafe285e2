"""`kindling preview`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from engine.cli import place, showing
from engine.language import render
from engine.models.instance import community_time
from engine.now import machine_now
from engine.preview import (
    PHONE_LINE,
    Asked,
    AskedLine,
    Line,
    Unpreviewable,
    as_json,
    line_as_json,
    line_lines,
    lines,
    outlook,
    preview,
    preview_line,
)
from engine.publishing import collect
from engine.settings import Settings

COLOURS: Mapping[str, dict[str, Any]] = {
    "title": {"bold": True},
    "day": {"bold": True},
    "sent": {"fg": "green"},
    "held": {"fg": "yellow"},
    "lost": {"fg": "red"},
    "said": {"fg": "cyan"},
}


@click.command()
@click.argument("workflow")
@click.option(
    "--member",
    "members",
    multiple=True,
    metavar="WHO",
    help="A number, address, name or id; or a time zone, for a sample member there. May be repeated.",
)
@click.option("--starting", default="", metavar="WHEN", help='"monday 3pm", "2026-11-01 3pm"; default: now.')
@click.option("--until", default="", metavar="WHEN", help='"2 weeks", "friday 6pm"; default: to its end.')
@click.option("--text", default="", metavar="WORDS", help="What they text that sets it off: WIN I sold ten.")
@click.option(
    "--reply", "replies", multiple=True, metavar="WORDS", help="What they answer, question by question."
)
@click.option("--event", "events", multiple=True, metavar="NAME", help="Reported of them on the way.")
@click.option("--press", "presses", multiple=True, metavar="KEYS",
              help="What they press in each call that rings them; of the phone-line: what its caller presses, "
              "wait by wait.")  # fmt: skip
@click.option("--from", "caller", default="", metavar="WHO",
              help="Of the phone-line: who rings, a member or any number. Default: a sample member.")  # fmt: skip
@click.option("--draft", is_flag=True, help="Preview WORKFLOW.draft.yaml.")
@click.option("--json", "json_", is_flag=True, help="Print it as JSON.")
@click.pass_context
def command(ctx: click.Context, *, workflow: str, members: tuple[str, ...], starting: str, until: str, text: str,
            replies: tuple[str, ...], events: tuple[str, ...], presses: tuple[str, ...], caller: str,
            draft: bool, json_: bool) -> None:  # fmt: skip
    """Show what a workflow would send, when, for how much, and what would be held and why.

    It is played in a world of its own, from the files as they are now: nothing is sent and nothing is changed.
    Replies are given a few minutes after each question, in their order. WORKFLOW "phone-line" walks the phone
    line instead: what is heard, key by key, until it hangs up.
    """
    asked = Asked(
        workflow=workflow, members=members, starting=starting, until=until, text=text, replies=replies, events=events,
        presses=presses, draft=draft or workflow.endswith(".draft"),
    )  # fmt: skip
    try:
        with _database() as (here, there):
            if workflow == PHONE_LINE:
                _show_line(
                    AskedLine(who=caller, presses=presses, starting=starting), here, there=there, json_=json_
                )
            else:
                _show(asked, here, there=there, json_=json_)
    except Unpreviewable as error:
        if error.findings:
            click.echo(render.as_text(error.findings, error.lines))
        click.echo(str(error), err=True)
        ctx.exit(1)


def _show(asked: Asked, here: Settings, *, there: bool, json_: bool) -> None:
    files = collect(here.workflows_dir, here.messages_dir)
    now = community_time() if there else machine_now()
    name = asked.workflow.removesuffix(".draft")
    about = outlook(name, files, now, here, draft=asked.draft) if there else None
    seen = preview(asked, files, now, here, database=there)
    if json_:
        showing.as_json(as_json(seen, about))
    else:
        _print(lines(seen, about))


def _show_line(asked: AskedLine, here: Settings, *, there: bool, json_: bool) -> None:
    files = collect(here.workflows_dir, here.messages_dir)
    now = community_time() if there else machine_now()
    seen = preview_line(asked, files, now, here, database=there)
    if json_:
        showing.as_json(line_as_json(seen))
    else:
        _print(line_lines(seen))


def _print(shown: Iterable[Line]) -> None:
    """Line by line; click takes the colours out where no terminal is. A reader who has seen enough may leave."""
    try:
        for line in shown:
            click.echo(click.style(line.text, **COLOURS.get(line.tone, {})))
    except BrokenPipeError:
        sys.stderr.close()


@contextmanager
def _database() -> Iterator[tuple[Settings, bool]]:
    """The settings, and whether the database is open. A preview makes none, and mostly needs none."""
    here = place.settings()
    if place.not_there(here):
        yield here, False
        return
    with place.opened() as opened:
        yield opened, True
