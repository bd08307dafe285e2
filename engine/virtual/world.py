"""One virtual world: publish, people, time, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from engine import attendance, cover, journey, letters, runner
from engine.language.check import Checked
from engine.models import LiveWorkflow, Member
from engine.models.db import transaction
from engine.published import Published, live
from engine.publishing import Publication, publish
from engine.settings import Settings
from engine.virtual import acts, calls
from engine.virtual.carriers import paper_kit
from engine.virtual.hands import VirtualHands
from engine.virtual.happenings import Happening, Recorder
from engine.virtual.memory import memory, restart


class World:
    """Only to be had from ``open_world``, while it is open."""

    def __init__(self, now: datetime, settings: Settings) -> None:
        self.hands = VirtualHands(now)
        self.kit = paper_kit(settings)
        self.recorder = Recorder()
        self.signs = True  # whether letters need nobody's word; else whoever signs them is asked, as always
        self._inbound = 0

    @property
    def now(self) -> datetime:
        return self.hands.now()

    @property
    def published(self) -> Published:
        return live()

    @property
    def happened(self) -> list[Happening]:
        return self.recorder.happened

    def publish(
        self, files: Mapping[str, bytes], *, silent: Collection[str] = (), checked: Checked | None = None
    ) -> Publication:
        """Publish as the clock does, without a second check where they are ``checked``; the workflows in ``silent`` are
        known, and nobody enters them."""
        done = publish(files, self.now, by="preview", checked=checked)
        LiveWorkflow.update(paused=True).where(LiveWorkflow.name.in_(list(silent))).execute()
        return done

    def settle(self) -> None:
        """Do all that is due now, and take it down."""
        self._to_quiet()
        self.recorder.look(self.now)

    def step(self, limit: datetime) -> None:
        """Go to the next instant at which something is due, or to ``limit`` where that comes first."""
        self.go(limit)
        if self._to_quiet():
            self.recorder.look(self.now)

    def go(self, limit: datetime) -> None:
        """Move the time there as ``step`` does, and do nothing yet: somebody acts first."""
        self.hands.move_to(self._next_stop(limit))

    def advance(self, to: datetime) -> None:
        """Go to an instant, stopping wherever something is due on the way. Raises ValueError where it is behind."""
        if to < self.now:
            raise ValueError(f"{to.isoformat()} is behind")
        self.settle()
        while self.now < to:
            self.hands.move_to(self._next_stop(to))
            self.settle()

    def _next_stop(self, limit: datetime) -> datetime:
        over = calls.next_end(self.now)
        return journey.next_stop(self.now, limit if over is None else min(limit, over))

    def _to_quiet(self) -> bool:
        """Nobody dials in here, so every call is taken for led, and for held when it is over.

        Whom we ring listens for a minute.
        """
        calls.end_due(self.now)
        cover.assume_led(self.now)
        attendance.assume_held(self.now)
        if self.signs:
            letters.assume_signed(self.now)
        return journey.to_quiet(self.kit, self.hands)

    def restart(self) -> None:
        """Forget everything that is not in the database."""
        restart()

    def text(self, member: Member, words: str, *, picture: bool = False) -> None:
        """The member writes this to us. Raises LookupError where they have nothing to write from."""
        self._inbound += 1
        said = f"(a picture) {words}".strip() if picture else words
        self.recorder.note(Happening(self.now, "said", member.id, said))
        ours = self.kit.settings.twilio_from
        acts.words_from(member, words, f"virtual-{self._inbound}", ours, self.now, picture=picture)
        self.settle()

    def press(self, member: Member, key: str) -> tuple[str, ...] | None:
        """The member presses a key in the call they are on, which ends it. Where nothing came of it, the keys that
        the call offers: none where they are on no call; else None."""
        call = calls.open_call(member)
        if call is None or key not in calls.keys_of(call):
            return calls.keys_of(call) if call is not None else ()
        self.recorder.note(Happening(self.now, "said", member.id, key, channel="phone"))
        calls.press(call, key, self.kit.settings.twilio_from, self.now)
        self.settle()
        calls.end(call, self.now)
        self.settle()
        return None

    def report(self, member: Member, event: str) -> None:
        """The event is reported of the member, once more."""
        self._inbound += 1
        self.recorder.note(Happening(self.now, "event", member.id, event))
        with transaction():
            runner.report(member, event, f"virtual-{self._inbound}", self.now, by="preview")
        self.settle()

    def enroll(self, member: Member, workflow: str) -> None:
        """A manager puts the member in."""
        self._inbound += 1
        with transaction():
            runner.enroll(workflow, member, f"virtual-{self._inbound}", self.now, by="preview")
        self.settle()

    def tag(self, member: Member, tag: str) -> None:
        with transaction():
            runner.tag(member, tag, self.now)
        self.settle()

    def attend(self, member: Member, workflow: str, *, there: bool) -> bool:
        """The member was, or was not, on the nearest call; False where there is none."""
        call = acts.nearest_call(workflow, self.now)
        if call is None:
            return False
        with transaction():
            acts.mark_attendance(member, call, there=there)
        self.settle()
        return True


@contextmanager
def open_world(now: datetime, settings: Settings | None = None) -> Iterator[World]:
    """An empty world at ``now``. The database that was bound before is bound again afterwards, untouched."""
    with memory():
        yield World(now, settings or Settings())
