"""Everything the sandbox's doors share: its file, its clock, its keys and its courier."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from sandbox.capture import Capture
from sandbox.clock import CommunityClock
from sandbox.courier import Courier
from sandbox.errands import Errands
from sandbox.keys import Keys, ensure_keys
from sandbox.settings import SandboxSettings
from sandbox.store import Store


@dataclass
class Carrier:
    """One pretend account with its data folder. `close()` ends what `open()` began.

    `own_url` is where we are reached ourselves, known once the server has its port: recordings link to it.
    """

    settings: SandboxSettings
    store: Store
    courier: Courier
    clock: CommunityClock
    keys: Keys
    capture: Capture
    errands: Errands = field(default_factory=Errands)
    closing: threading.Event = field(default_factory=threading.Event)
    own_url: str = ""

    @classmethod
    def open(cls, settings: SandboxSettings) -> Carrier:
        """Open or create the data folder and, unless callbacks are manual, start posting webhooks."""
        keys = ensure_keys(settings.data_dir)
        store = Store(settings.data_dir / "sandbox.db")
        courier = Courier(settings, store, settings.data_dir)
        capture = Capture(settings.data_dir / "captured.jsonl")
        if settings.callbacks == "auto":
            courier.start()
        return cls(settings, store, courier, CommunityClock(settings), keys, capture)

    def community_at(self) -> str:
        """The community's time now, as ISO text in UTC, to be kept beside what arrives."""
        return self.clock.read().now.isoformat()

    def close(self) -> None:
        """End waiting calls and the courier, then close the files."""
        self.closing.set()
        self.errands.stop()
        self.courier.stop()
        self.capture.close()
        self.store.close()
