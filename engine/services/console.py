"""The words of several processes in one terminal, each line behind its process's name."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TextIO

COLOURS = (36, 33, 32, 35, 34, 31)
RESET = "\x1b[0m"


class Console:
    """Colour only where a person looks on. A reader that has gone away is no reason to stop."""

    def __init__(self, out: TextIO, names: Sequence[str]) -> None:
        self._out = out
        self._width = max(map(len, names), default=0)
        self._colours = (
            {name: COLOURS[at % len(COLOURS)] for at, name in enumerate(names)} if out.isatty() else {}
        )

    def show(self, name: str, line: str) -> None:
        """One line that the process `name` wrote."""
        label = name.ljust(self._width)
        if colour := self._colours.get(name):
            label = f"\x1b[{colour}m{label}{RESET}"
        self._write(f"{label} | {line}\n")

    def say(self, words: str) -> None:
        """Something of our own, to the person at the terminal."""
        self._write(f"{words}\n")

    def _write(self, words: str) -> None:
        with contextlib.suppress(OSError):
            self._out.write(words)
            self._out.flush()
