"""The background process: `python worker.py` is the parent of several RQ workers, `--clock` is the clock."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from engine.errors import KindlingError
from engine.services.child import Child
from engine.services.console import Console
from engine.services.supervisor import Supervisor
from engine.settings import load, require_service

SERVED = ("quick", "all")  # one for urgent and inbound alone, beside one for everything


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clock", action="store_true", help="be the clock")
    parser.add_argument("--serve", choices=SERVED, help="be one RQ worker (what the parent starts)")
    chosen = parser.parse_args(arguments)
    try:
        settings = require_service(load(os.environ, Path.cwd()))
    except KindlingError as error:
        print(error, file=sys.stderr)
        return 1
    logging.basicConfig(level=settings.log_level, format="%(message)s")
    logging.getLogger("twilio.http_client").setLevel(logging.WARNING)  # it would log members' numbers
    # Each process imports what it is and no more: the parent needs neither, and they take seconds of CPU.
    if chosen.clock:
        from engine.jobs.clockwork import be_clock

        be_clock(settings)
        return 0
    if chosen.serve:
        from engine.jobs.serving import be_worker

        be_worker(settings, chosen.serve)
        return 0
    return be_parent()


def be_parent() -> int:
    """Keep one worker for urgent and inbound alone beside one for everything."""
    children = [Child(name, (sys.executable, __file__, "--serve", name)) for name in SERVED]
    return Supervisor(children, Console(sys.stdout, [child.name for child in children])).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
