"""`kindling test`."""

from __future__ import annotations

import click

from engine.cli import place, showing
from engine.language import render
from engine.publishing import collect
from engine.rehearsal import Rehearsed, rehearse, shown
from engine.wording.say import plural


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--draft", is_flag=True, help="Try NAME.draft.yaml where there is one.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="For people or editors."
)
@click.pass_context
def command(ctx: click.Context, *, names: tuple[str, ...], draft: bool, format_: str) -> None:
    """Run the conversations in workflows/tests, all or those of NAME, in virtual time.

    Nothing is sent, and the database is not looked at. Exit status 1 when one does not come out as written.
    """
    here = place.settings()
    done = rehearse(collect(here.workflows_dir, here.messages_dir), names, drafts=draft, settings=here)
    if format_ == "json":
        showing.as_json(_as_json(done))
    else:
        _print(done)
    ctx.exit(0 if done.ok else 1)


def _as_json(done: Rehearsed) -> dict[str, object]:
    return {
        "passed": list(done.passed),
        "failed": [failure.as_json() for failure in done.failures],
        "errors": render.as_json(done.findings),
    }


def _print(done: Rehearsed) -> None:
    if done.findings:
        click.echo(render.as_text(done.findings, done.lines))
        click.echo()
    for failure in done.failures:
        click.echo(shown(failure, done.lines))
        click.echo()
    if not done.passed and not done.failures:
        click.echo(
            "Nothing was tried."
            if done.findings
            else "There are no tests yet: write some in workflows/tests."
        )
        return
    passed = showing.good(f"{plural(len(done.passed), 'test')} passed")
    failed = showing.bad(f", {len(done.failures)} failed") if done.failures else ""
    click.echo(f"{passed}{failed}.")
