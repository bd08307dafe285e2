"""The background process: `python worker.py` is the parent of several RQ workers, `--clock` is the clock."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from engine.channels import Kit, build
from engine.errors import KindlingError
from engine.jobs import work
from engine.jobs.bells import BELLS, QUICK, Bells
from engine.jobs.clockwork import Clockwork
from engine.jobs.serving import serve
from engine.models.db import close_database, connection, open_database
from engine.models.instance import instance
from engine.services.child import Child
from engine.services.console import Console
from engine.services.supervisor import Supervisor
from engine.settings import Settings, load, require_service

SERVED = {"quick": QUICK, "all": BELLS}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clock", action="store_true", help="be the clock")
    parser.add_argument("--serve", choices=sorted(SERVED), help="be one RQ worker (what the parent starts)")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO").upper(), format="%(message)s")
    try:
        settings = require_service(load(os.environ, Path.cwd()))
    except KindlingError as error:
        print(error, file=sys.stderr)
        return 1
    if chosen.clock:
        return be_clock(settings)
    return be_worker(settings, chosen.serve) if chosen.serve else be_parent()


def be_parent() -> int:
    """Keep one worker for urgent and inbound alone beside one for everything."""
    children = [Child(name, (sys.executable, __file__, "--serve", name)) for name in SERVED]
    return Supervisor(children, Console(sys.stdout, [child.name for child in children])).run()


def be_worker(settings: Settings, served: str) -> int:
    kit, bells = _open(settings)
    work.set_up(kit, bells)
    serve(settings.redis_url, _instance_id(), SERVED[served])
    close_database()
    return 0


def be_clock(settings: Settings) -> int:
    kit, bells = _open(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    Clockwork(kit, bells).run(stop)
    close_database()
    return 0


def _open(settings: Settings) -> tuple[Kit, Bells]:
    open_database(settings.database_url)
    return build(settings), Bells(settings.redis_url, _instance_id())


def _instance_id() -> str:
    with connection():
        return instance().public_id


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
