"""Writes docs/commands.md from the commands themselves: `python tools/commands.py`. A test keeps it fresh."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from engine.cli.root import COMMANDS, root  # noqa: E402  reachable only now

PAGE = ROOT / "docs" / "commands.md"
HEAD = """# Commands

Everything `kindling` can do, as each command's own `--help` says it. (Written by `tools/commands.py`.)

Every command reads the settings of the folder it is called in (see [Operating](operating.md)). Exit status 0 says
that it is done, 1 that something was found or refused, 2 that the command line was not understood. `--json` and
`--format json` print for scripts. Colour is for terminals alone, and not where `NO_COLOR` is set. Questions are asked
only where somebody is at a terminal to answer; `--yes` has answered. MEMBER is a phone number in any usual form, an
email address, an id, or a name that only one member has. CONDITIONS are those of [the language](workflows.md), each
as it stands in a file: `--for 'tagged: leader' --for 'joined over: 30 days'`.
"""


def page() -> str:
    """The whole page."""
    context = click.Context(root, info_name="kindling")
    return "\n".join([HEAD, *(_section(name, context) for name in COMMANDS)]).rstrip() + "\n"


def _section(name: str, context: click.Context) -> str:
    command = root.get_command(context, name)  # type: ignore[attr-defined]
    assert isinstance(command, click.Command)
    own = click.Context(command, info_name=name, parent=context)
    usage = " ".join(command.collect_usage_pieces(own)).replace("[OPTIONS] ", "").replace("[OPTIONS]", "")
    options = [one for one in command.params if isinstance(one, click.Option)]
    table = ["", "| option | what it does |", "|---|---|", *_rows(options, own)] if options else []
    words = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    return "\n".join([f"## `kindling {name} {usage}".rstrip() + "`", "", "\n\n".join(words), *table, ""])


def _rows(options: list[click.Option], context: click.Context) -> Iterator[str]:
    for option in options:
        record = option.get_help_record(context)
        if record is not None:
            shown, about = (part.replace("|", "\\|") for part in record)
            yield f"| `{shown}` | {about} |"


def main() -> int:
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
