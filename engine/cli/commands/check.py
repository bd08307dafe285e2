"""`kindling check`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from engine.cli import showing
from engine.errors import KindlingError
from engine.language.check import Checked, check
from engine.language.costs import FanOut, TextCost
from engine.language.files import collect, decoded
from engine.language.findings import Finding
from engine.language.known import Known
from engine.language.render import as_json, shown, summary
from engine.settings import load
from engine.wording.prices import show
from engine.wording.say import plural

COLOURS = {"error": showing.bad, "warning": showing.careful}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="For people or editors."
)
@click.option("--texts", is_flag=True, help="Say of every text how many segments it takes and what it costs.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], *, format_: str, texts: bool) -> None:
    """Find everything that is wrong in workflows and messages, each with its place and repair.

    PATHS are a community's folder (with workflows/ and messages/ in it) or files of one; without any it is this
    one. Exit status 1 says that there are errors; warnings alone are no reason.
    """
    workflows, messages, only = _folders(paths)
    files = decoded(collect(workflows, messages))
    known = _known(files)
    checked = check(files, known)
    findings = [one for one in checked.findings if not only or one.place.file in only]
    if format_ == "json":
        showing.as_json(_data(findings, checked))
    else:
        click.echo("\n".join(_text(findings, checked, known, texts)))
    ctx.exit(1 if any(one.level == "error" for one in findings) else 0)


def _known(files: dict[str, str | bytes]) -> Known | None:
    """The living community; None where this folder has no database."""
    here = load(os.environ, Path.cwd())
    path = here.database_url.removeprefix("sqlite:///")
    if path != here.database_url and not Path(path).is_file():
        return None
    # Inside, because without a database a check needs none of the tables and takes half the time.
    from engine.cli.reach import living

    return living(files, here)


def _folders(paths: tuple[Path, ...]) -> tuple[Path, Path, frozenset[str]]:
    """Where workflows and messages lie, and which files findings are wanted of (none: all)."""
    folders = [path for path in paths if path.is_dir()]
    if len(folders) > 1 or (folders and len(paths) > 1):
        raise click.UsageError("Give one folder, or files of one community.")
    if folders:
        return (*_of(folders[0]), frozenset())
    here = load(os.environ, Path.cwd())
    names = frozenset(_name(path, here.workflows_dir, here.messages_dir) for path in paths)
    return here.workflows_dir, here.messages_dir, names


def _of(folder: Path) -> tuple[Path, Path]:
    for home in (folder, folder.resolve().parent):
        if (home / "workflows").is_dir() or (home / "messages").is_dir():
            return home / "workflows", home / "messages"
    if any(folder.glob("*.yaml")):
        return folder, folder / "messages"
    raise KindlingError(f"{folder} has neither workflows/ nor messages/ in it.")


def _name(path: Path, workflows: Path, messages: Path) -> str:
    """The name under which a check knows a file."""
    for folder, name in ((workflows, "workflows"), (messages, "messages")):
        if path.resolve().is_relative_to(folder.resolve()):
            return f"{name}/{path.resolve().relative_to(folder.resolve()).as_posix()}"
    raise KindlingError(f"{path} is in neither {workflows} nor {messages}.")


def _text(findings: list[Finding], checked: Checked, known: Known | None, texts: bool) -> Iterator[str]:
    for level in ("error", "warning"):
        for finding in (one for one in findings if one.level == level):
            found = shown(finding, checked.lines)
            head, _, rest = found.text().partition("\n")
            yield COLOURS[level](head) + (f"\n{rest}" if rest else "") + "\n"
    if texts:
        yield showing.head("Texts, with the longest real values")
        yield showing.columns([_cost(cost) for cost in checked.costs]) + "\n"
    if checked.fan_outs:
        yield showing.head("How long until everyone has it")
        yield "\n".join(f"  {line}" for one in checked.fan_outs for line in _fan_out(one)) + "\n"
    elif known is None:
        yield "There is no database to look at, so tags, roles and who would get what were left out."
    yield summary(findings)


def _cost(cost: TextCost) -> tuple[str, str, str, str]:
    forcing = " ".join(dict.fromkeys(one.char for one in cost.forcing))
    return (
        cost.path,
        plural(cost.segments.count, "segment"),
        show(cost.price),
        forcing and f"because of {forcing}",
    )


def _fan_out(one: FanOut) -> Iterator[str]:
    took = f"{one.seconds / 60:.0f} minutes" if one.seconds >= 120 else f"{one.seconds:.0f} seconds"
    yield f"{one.workflow}, {one.step_key}: {plural(one.members, 'member')} in {took}"
    for why, count in one.never.items():
        yield f"    {count:,} never get it: {why}"


def _data(findings: list[Finding], checked: Checked) -> dict[str, object]:
    return {
        "findings": as_json(findings),
        "texts": [
            {"file": one.path, "segments": one.segments.count, "encoding": "UCS-2" if one.forcing else "GSM-7",
             "price_micros": one.price.micros, "currency": one.price.currency}
            for one in checked.costs
        ],
        "fan_outs": [
            {"workflow": one.workflow, "step": one.step_key, "members": one.members, "seconds": one.seconds,
             "never": dict(one.never)}
            for one in checked.fan_outs
        ],
    }  # fmt: skip
