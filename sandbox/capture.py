"""Keeps every request the provider endpoints received, one JSON line each, for an independent check."""

from __future__ import annotations

import json
import threading
from pathlib import Path

from flask import Request


class Capture:
    """An append-only file of `{"method", "path", "headers", "body"}` lines; path includes the query."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._path = path
        self._file = path.open("a", encoding="utf-8")

    def keep(self, request: Request) -> None:
        """Write down one request before anything judges it."""
        line = {
            "method": request.method,
            "path": request.full_path.removesuffix("?"),
            "headers": dict(request.headers),
            "body": request.get_data(cache=True).decode("utf-8", "replace"),
        }
        with self._lock:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()

    def lines(self) -> list[str]:
        """All lines so far, oldest first."""
        with self._lock:
            return self._path.read_text(encoding="utf-8").splitlines()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()
