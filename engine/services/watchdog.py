"""Ends the supervisor's children when the supervisor itself is killed and can no longer do it.

A process of its own holds the reading end of a pipe that only the supervisor can write to: however the
supervisor dies, the pipe ends. It is run by its path and imports nothing of Kindling, so that it starts in
milliseconds. Works wherever there are process groups, Linux and macOS alike.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time

PATIENCE = 8.0


class Watchdog:
    """The supervisor's side: tell it of each process group that comes and goes.

    `keep` are file descriptors that stay open until the last child is gone, such as that of a lock.
    """

    def __init__(self, keep: tuple[int, ...] = ()) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=keep,
        )

    def started(self, group: int) -> None:
        self._tell(f"+{group}\n")

    def ended(self, group: int) -> None:
        self._tell(f"-{group}\n")

    def close(self) -> None:
        """Let it go. It ends at once what it was told of and not yet untold."""
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(
            BrokenPipeError
        ):  # somebody ended it: we can still end our children ourselves
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()


def _send(number: int, *, process: int = 0, group: int = 0) -> bool:
    """Send to one process or to a whole group; False when nobody is there."""
    try:
        os.kill(process, number) if process else os.killpg(group, number)
    except (ProcessLookupError, PermissionError):  # the latter: dead but not yet reaped, on macOS
        return False
    return True


def _end(leaders: set[int]) -> None:
    """Ask each leader, which asks its own. What is left of its group when it has gone, or is late, is killed."""
    for leader in leaders:
        _send(signal.SIGTERM, process=leader)
    deadline = time.monotonic() + PATIENCE
    while leaders:
        late = time.monotonic() > deadline
        gone = {leader for leader in leaders if late or not _send(0, process=leader)}
        for leader in gone:
            _send(signal.SIGKILL, group=leader)
        leaders = leaders - gone
        time.sleep(0.05)


def main() -> None:
    groups: set[int] = set()
    for line in sys.stdin:
        change = groups.add if line[0] == "+" else groups.discard
        change(int(line[1:]))
    _end(groups)


if __name__ == "__main__":
    main()
