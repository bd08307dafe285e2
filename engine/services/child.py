"""One process that is kept running: what it is, and the running of it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Child:
    """What to run. `env` goes on top of our own environment.

    A `foundation` is started before the others, which wait until it is `ready`, and is stopped after them.
    `grace` is how many seconds it may take to finish what it is doing once asked to stop. Of what runs once
    before the others, only what `must_succeed` keeps them from being started.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    ready: Callable[[], bool] | None = None
    foundation: bool = False
    grace: float = 20.0
    must_succeed: bool = True


class Process:
    """A child while it runs. It leads a process group of its own, so that Ctrl-C at the terminal reaches us
    alone, and so that whatever it started can be ended with it."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self._rest = b""
        self.silent = False
        self._popen = subprocess.Popen(
            child.argv,
            cwd=child.cwd,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **child.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        os.set_blocking(self.output, False)

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def output(self) -> int:
        """The file descriptor that its words come out of."""
        assert self._popen.stdout is not None
        return self._popen.stdout.fileno()

    def lines(self) -> list[str]:
        """The whole lines it wrote since the last look; never waits. It is `silent` once none can follow."""
        parts = []
        with contextlib.suppress(BlockingIOError):
            while part := os.read(self.output, 65536):
                parts.append(part)
            self.silent = True
        *whole, self._rest = (self._rest + b"".join(parts)).split(b"\n")
        return [line.decode(errors="replace").rstrip("\r") for line in whole]

    def ended(self) -> int | None:
        """Its exit code, negative for the signal that ended it, or None while it runs."""
        return self._popen.poll()

    def ask_to_stop(self) -> None:
        """Ask the process itself, which stops its own children in its own order."""
        self._popen.terminate()

    def end_group(self) -> None:
        """End at once whatever is left of it and of all that it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def close(self) -> list[str]:
        """Reap it and give back its last words."""
        self.end_group()
        self._popen.wait()
        last = self.lines()
        if self._rest:
            last.append(self._rest.decode(errors="replace"))
        assert self._popen.stdout is not None
        self._popen.stdout.close()
        return last
