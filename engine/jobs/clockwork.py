"""The clock: once a second it looks at the tables, rings for what is due and publishes what was saved.

Any number may run; every act of theirs is idempotent.
"""

from __future__ import annotations

import logging
import signal
import threading

import peewee

from engine import clock, entries, outbox, runner, sounds
from engine.channels import Kit
from engine.jobs.bells import Bells
from engine.jobs.fetching import Fetcher
from engine.jobs.hands import StoredHands, begin_by_day
from engine.jobs.opening import opened
from engine.jobs.recovering import Recoverer
from engine.journey import travel
from engine.language.render import shown
from engine.models import Instance
from engine.models.db import close_database, connection, transaction
from engine.models.instance import ONLY, community_time, instance
from engine.now import machine_now
from engine.publishing import collect, defaults, fingerprint, publish
from engine.settings import Settings

BEAT_SECONDS = 1.0

_log = logging.getLogger(__name__)


def be_clock(settings: Settings) -> None:
    """The clock process, until SIGTERM or SIGINT."""
    kit, bells, _ = opened(settings)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    # Daemons: an end that has to wait for Twilio is none, and what they break off is looked at again.
    for name, beside in (
        ("recovery", Recoverer(kit, bells).run),
        ("sounds", Fetcher(kit, sounds.drain).run),
        ("pictures", Fetcher(kit, entries.drain).run),
    ):
        threading.Thread(target=beside, args=(stop,), name=name, daemon=True).start()
    Clockwork(kit, bells).run(stop)
    close_database()


class Clockwork:
    """One clock process."""

    def __init__(self, kit: Kit, bells: Bells) -> None:
        self._kit = kit
        self._bells = bells
        self._hands = StoredHands()
        self._published: tuple[tuple[str, int, int], ...] | None = None

    def run(self, stop: threading.Event) -> None:
        """Beat until ``stop`` is set. What fails is said and tried again at the next beat."""
        while not stop.wait(BEAT_SECONDS):
            try:
                self.beat()
            except peewee.DatabaseError:
                _log.exception("The database did not take it; the clock tries again in a second.")

    def beat(self) -> None:
        """One look at everything."""
        with connection():
            self._publish()
            if self._kit.settings.sandboxed:
                begin_by_day(self._hands)
            self._go_to_target()
            now = community_time()
            rung = clock.tick(now, self._kit)
            found = outbox.settle_unknown(self._kit, now=now, machine_now=machine_now())
            runner.end_unreachable(found.unreachable, now)
            with transaction():
                Instance.update(clock_beat_at=machine_now()).where(Instance.id == ONLY).execute()
        self._bells.ring(*sorted(rung))

    def _publish(self) -> None:
        """Publish when a file in the folders is another than at the last look."""
        folders = (self._kit.settings.workflows_dir, self._kit.settings.messages_dir)
        now_there = fingerprint(*folders)
        if now_there == self._published:
            return
        done = publish(collect(*folders), community_time(), "clock", defaults(folders[0]))
        self._published = now_there
        for finding in done.findings:
            if finding.level == "error":
                _log.warning("%s", shown(finding).text())
        if done.changed:
            _log.info("Published snapshot %s.", done.snapshot_id)

    def _go_to_target(self) -> None:
        """Travel where the sandbox asked us to. A real community's clock is never moved."""
        target = instance().target
        if target is None or not self._kit.settings.sandboxed:
            return
        travel(self._kit, self._hands, target)
        reached = (Instance.id == ONLY) & (Instance.target == target)
        with transaction():
            Instance.update(target=None).where(reached).execute()
