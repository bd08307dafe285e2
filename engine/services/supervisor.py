"""Keeps a handful of processes running in one terminal: starts, restarts and stops them, and shows their words.

One thread alone: it waits for output, for a child's end or for a signal, whichever comes first.
"""

from __future__ import annotations

import os
import selectors
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.errors import KindlingError
from engine.services.child import Child, Process
from engine.services.console import Console
from engine.services.watchdog import Watchdog

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY = 30.0
PATIENCE_AT_START = 90.0
TICK = 0.1


@dataclass
class _Slot:
    """A child's place: the process in it now, and how long to wait before the next one."""

    child: Child
    process: Process | None = None
    started: float = 0.0
    restart_at: float | None = None
    pause: float = FIRST_PAUSE


class Supervisor:
    """`run()` returns the exit code once everything has stopped again.

    `prepare` is run when the foundations stand, `announce` is called once every child with a `ready` is, and
    `farewell` when stopping begins. `keep` are file descriptors to hold open until the last child has gone, even
    if we are killed.
    """

    def __init__(
        self,
        children: Sequence[Child],
        console: Console,
        *,
        prepare: Sequence[Child] = (),
        announce: Callable[[], None] = lambda: None,
        farewell: Callable[[], None] = lambda: None,
        keep: tuple[int, ...] = (),
    ) -> None:
        self._slots = [_Slot(child) for child in children]
        self._prepare = prepare
        self._announce = announce
        self._farewell = farewell
        self._console = console
        self._keep = keep
        self._stops = 0
        self._selector = selectors.DefaultSelector()

    def run(self) -> int:
        """Run until a signal asks to stop; must be called from the main thread. Returns 0, or 1 when the
        start did not succeed."""
        self._watchdog = Watchdog(self._keep)
        self._listen_for_signals()
        try:
            self._start_all()
            while not self._stops:
                self._look()
        except KindlingError as error:
            self._console.say(str(error))
            return 1
        finally:
            self._stop_all()
            self._watchdog.close()
            self._selector.close()
        return 0

    def _listen_for_signals(self) -> None:
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, self._count_stop)
        signal.signal(signal.SIGTERM, self._count_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # which is what nohup asks for
            signal.signal(signal.SIGHUP, self._count_stop)
        self._selector.register(reading, selectors.EVENT_READ, None)

    def _count_stop(self, *_: object) -> None:
        self._stops += 1

    def _start_all(self) -> None:
        """Foundations, preparations, then the rest; ends early, and leaves the rest out, when asked to stop."""
        self._start_and_wait([slot for slot in self._slots if slot.child.foundation])
        for child in self._prepare:
            self._run_to_its_end(child)
        self._start_and_wait([slot for slot in self._slots if not slot.child.foundation])
        if not self._stops:
            self._announce()

    def _start_and_wait(self, slots: Sequence[_Slot]) -> None:
        if not self._stops:
            for slot in slots:
                self._start(slot)
            self._wait_until_ready(slots)

    def _start(self, slot: _Slot) -> None:
        try:
            slot.process = Process(slot.child)
        except OSError as error:
            raise KindlingError(f"{slot.child.name} cannot be started: {error}") from error
        slot.started, slot.restart_at = time.monotonic(), None
        self._watchdog.started(slot.process.pid)
        self._selector.register(slot.process.output, selectors.EVENT_READ, slot)

    def _wait_until_ready(self, slots: Sequence[_Slot]) -> None:
        deadline = time.monotonic() + PATIENCE_AT_START
        for slot in slots:
            while slot.child.ready and not self._stops and not slot.child.ready():
                if time.monotonic() > deadline:
                    raise KindlingError(
                        f"{slot.child.name} has not become ready; its words above may say why."
                    )
                self._look()

    def _run_to_its_end(self, child: Child) -> None:
        slot = _Slot(child)
        if not self._stops:
            self._start(slot)
        while slot.process and not self._stops:
            if (code := slot.process.ended()) is not None:
                self._close(slot)
                if code and child.must_succeed:
                    raise KindlingError(f"{child.name} did not succeed, so nothing more was started.")
                if code:
                    self._console.say(f"{child.name} did not succeed; going on with what was there before.")
                return
            self._wait()
        self._stop([slot], self._stops + 1)

    def _look(self) -> None:
        """Wait a moment for something to happen, then see to whoever has ended or is due again."""
        self._wait()
        now = time.monotonic()
        for slot in self._slots:
            if slot.process and (code := slot.process.ended()) is not None:
                self._close(slot)
                self._schedule(slot, code, now)
            elif slot.restart_at is not None and slot.restart_at <= now and not self._stops:
                self._start(slot)

    def _schedule(self, slot: _Slot, code: int, now: float) -> None:
        if now - slot.started >= STEADY:
            slot.pause = FIRST_PAUSE
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        self._console.say(f"{slot.child.name} ended {how}; starting it again in {slot.pause:g} s.")
        slot.restart_at = now + slot.pause
        slot.pause = min(slot.pause * 2, LONGEST_PAUSE)

    def _wait(self) -> None:
        for key, _ in self._selector.select(TICK):
            if key.data is None:
                os.read(key.fd, 4096)
            else:
                self._show(key.data)

    def _show(self, slot: _Slot) -> None:
        assert slot.process is not None
        for line in slot.process.lines():
            self._console.show(slot.child.name, line)
        if slot.process.silent:  # or an output that has ended would wake us without end
            self._selector.unregister(slot.process.output)

    def _close(self, slot: _Slot) -> None:
        process = slot.process
        assert process is not None
        if process.output in self._selector.get_map():
            self._selector.unregister(process.output)
        for line in process.close():
            self._console.show(slot.child.name, line)
        self._watchdog.ended(process.pid)
        slot.process = None

    def _stop_all(self) -> None:
        """Those who do the work finish what they have in hand; then what they stand on goes too."""
        self._farewell()
        patience = self._stops + 1
        for foundation in (False, True):
            self._stop([slot for slot in self._slots if slot.child.foundation is foundation], patience)

    def _stop(self, slots: Sequence[_Slot], patience: int) -> None:
        """Ask all of `slots` to stop and end whoever takes too long, or all at once when asked to hurry."""
        for slot in slots:
            if slot.process:
                slot.process.ask_to_stop()
        asked = time.monotonic()
        while running := [slot for slot in slots if slot.process]:
            for slot in running:
                late = time.monotonic() - asked > slot.child.grace or self._stops >= patience
                if slot.process and (late or slot.process.ended() is not None):
                    self._close(slot)
            self._wait()
