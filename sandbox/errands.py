"""What goes on beside the one who asked: calls that go on after a room has ended, phones that ring, announcements."""

from __future__ import annotations

import sqlite3
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

RUNNERS = 16
PATIENCE_SECONDS = 60.0


class Errands:
    """Runs functions on threads of its own and knows when all are done, so that tests need not guess."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(RUNNERS, thread_name_prefix="sandbox-errand")
        self._open = 0
        self._changed = threading.Condition()
        self._stopped = False
        self._timers: set[threading.Timer] = set()

    def send(self, what: Callable[..., object], *values: Any) -> None:
        """Have `what(*values)` done soon."""
        with self._changed:
            if self._stopped:
                return
            self._open += 1
            self._pool.submit(self._run, what, values)

    def later(self, seconds: float, what: Callable[..., object], *values: Any) -> None:
        """Have it done after a while; nobody waits for it, and an end of everything takes it back."""
        timer = threading.Timer(seconds, self._due, (what, *values))
        timer.daemon = True
        with self._changed:
            if not self._stopped:
                self._timers.add(timer)
                timer.start()

    def _due(self, what: Callable[..., object], *values: Any) -> None:
        with self._changed:
            self._timers.discard(threading.current_thread())  # a Timer is its own thread
        self.send(what, *values)

    def _run(self, what: Callable[..., object], values: tuple[Any, ...]) -> None:
        try:
            what(*values)
        except sqlite3.ProgrammingError:
            if not self._stopped:  # the file is closed under an errand only when everything ends
                raise
        except Exception:  # noqa: BLE001  shown like any uncaught one of a thread, and the next errand runs
            threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), threading.current_thread())))
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()

    def idle(self) -> None:
        """Wait until nothing is under way. Raises TimeoutError after a minute."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._open == 0, PATIENCE_SECONDS):
                raise TimeoutError(f"{self._open} errands of the sandbox have not come to an end")

    def stop(self) -> None:
        """Take no more; what runs may end by itself."""
        with self._changed:
            self._stopped = True
            for timer in self._timers:
                timer.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
