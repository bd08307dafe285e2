"""One `kindling up` for each data folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from engine.errors import KindlingError, SettingError

# How long one that was just killed takes to be gone, and to have its children ended for it.
PATIENCE, PATIENCE_FOR_CHILDREN = 1.0, 12.0


@contextlib.contextmanager
def only_one(data_dir: Path) -> Iterator[int]:
    """Hold the folder's lock; KindlingError when another `up` runs there.

    Gives the file descriptor of a second lock, to be shared with whatever ends our children if we are killed:
    the next `up` waits for that one too, so that it never meets the children of the last.
    """
    path = data_dir / "up.lock"
    with _opened(path) as own, _opened(data_dir / "up.children.lock") as shared:
        if not _took(own.fileno(), PATIENCE):
            holder = path.read_text(encoding="ascii").strip() or "just starting"
            raise KindlingError(
                f"Kindling is already running on {data_dir} (process {holder}). "
                "Stop that one with Ctrl-C, or give this one a DATA_DIR of its own."
            )
        path.write_text(f"{os.getpid()}\n", encoding="ascii")
        if not _took(shared.fileno(), PATIENCE_FOR_CHILDREN):
            raise KindlingError(f"Something that the last `kindling up` started on {data_dir} still runs.")
        yield shared.fileno()


def _opened(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a+", encoding="ascii")
    except OSError as error:
        problem = f"is {path.parent}, where nothing can be written ({error.strerror})"
        raise SettingError(
            "DATA_DIR", problem, "Name a folder of your own, or make this one yours."
        ) from error


def _took(lock: int, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        else:
            return True
