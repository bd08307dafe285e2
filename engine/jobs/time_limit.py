"""The end of a job that takes too long: no fault of any row's, and no failure of a provider's.

RQ's own time-out is an ordinary ``Exception``, raised wherever the job happens to be. A drain that tries its
rows one by one would take it for the fault of whichever row it was at, and count it towards setting that row
aside; a carrier would take it for a failed call. Ours passes both by: the job ends there, open transactions
are rolled back, and whatever it held comes back when its lease runs out.
"""

from __future__ import annotations

import signal
from types import FrameType, TracebackType

from rq.timeouts import BaseDeathPenalty


class TimeIsUp(BaseException):
    """The job's time is over. Not an ``Exception``, so that nothing but the worker catches it."""


class TimeLimit(BaseDeathPenalty):
    """Raises TimeIsUp in the main thread after the job's time-out (whole seconds); what RQ gives is not used."""

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self.cancel_death_penalty()
        except TimeIsUp:
            self.cancel_death_penalty()  # it rang while it was being turned off: the job was done by then

    def setup_death_penalty(self) -> None:
        signal.signal(signal.SIGALRM, self._ring)
        signal.alarm(self._timeout)

    def cancel_death_penalty(self) -> None:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        raise TimeIsUp(f"it took longer than {self._timeout} seconds")
