"""`kindling up`: everything that Kindling needs, in one terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from engine.services.console import Console
from engine.services.only_one import only_one
from engine.services.plan import Plan, plan
from engine.services.supervisor import Supervisor
from engine.settings import load


def up(environ: Mapping[str, str], folder: Path) -> int:
    """Run until Ctrl-C or SIGTERM; the exit code. Raises KindlingError before anything was started."""
    with only_one(load(environ, folder).data_dir) as lock:
        planned = plan(environ, folder)
        console = Console(sys.stdout, [child.name for child in (*planned.children, *planned.prepare)])
        for note in planned.notes:
            console.say(note)
        code = Supervisor(
            planned.children,
            console,
            prepare=planned.prepare,
            announce=lambda: console.say(_where_to_look(planned)),
            farewell=lambda: console.say(
                "Stopping; what is in hand is finished first. Ctrl-C again: at once."
            ),
            keep=(lock,),
        ).run()
        console.say("Stopped.")
        return code


def _where_to_look(planned: Plan) -> str:
    web = f"http://127.0.0.1:{planned.settings.port}"
    lines = ["", "Kindling is warm. Ctrl-C stops it; the next start goes on where it was.", ""]
    if planned.sandbox_url:
        lines += [f"    Phones and mailboxes to play with   {planned.sandbox_url}"]
    lines += [f"    Kindling itself                     {web}", ""]
    return "\n".join(lines)
