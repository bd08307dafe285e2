"""The stage in memory: the real engine, carriers that only write down, and calls of which one is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from benchmarks.month.cast import Person
from benchmarks.month.stage import member_of
from benchmarks.month.watch import Watch
from engine import inbound
from engine.entries import Photo
from engine.inbound.received import Received
from engine.models import Delivery
from engine.models.db import transaction
from engine.publishing import collect
from engine.settings import Settings
from engine.virtual import Happening, World, open_world
from engine.virtual import acts as virtual_acts

ROOT = Path(__file__).parents[2]
RATE = 100.0  # segments and calls a second: a pace that nobody waits for
CALL = "tuesday-call"
MEDIA = "https://api.twilio.com/media"  # any address does: a picture is drawn from it


class Recorder:
    """Takes the place of the world's own, which keeps everything: here only what is new is handed on."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.fresh: list[Delivery] = []
        self.happened: list[Happening] = []

    def note(self, happening: Happening) -> None:
        """What people do is in the script already."""

    def look(self, now: datetime) -> None:
        self.fresh += self.watch.look(now)

    def taken(self) -> list[Delivery]:
        fresh, self.fresh = self.fresh, []
        return fresh


class VirtualStage:
    """Only to be had from ``virtual``, while it is open."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.watch = Watch()
        self._recorder = Recorder(self.watch)
        world.recorder = self._recorder  # type: ignore[assignment]  # as much of one as a world needs
        self._written = 0

    @property
    def now(self) -> datetime:
        return self.world.now

    def go(self, limit: datetime) -> None:
        self.world.go(limit)

    def settle(self) -> list[Delivery]:
        self.world.settle()
        return self._recorder.taken()

    def write(self, person: Person, words: str, photos: tuple[str, ...] = ()) -> bool:
        by_text = person.writes_by == "text"
        member = member_of(person)
        token = virtual_acts.last_token(member) if member is not None and not by_text else ""
        if not by_text and not token:
            return False
        self._written += 1
        urls = [f"{MEDIA}/{name}.png" for name in photos]
        inbound.receive(
            Received(
                provider="twilio" if by_text else "sendgrid",
                provider_id=f"month-{self._written}",
                channel=person.writes_by,
                from_value=person.phone if by_text else person.email,
                to_value=self.world.kit.settings.twilio_from if by_text else "",
                text=words,
                reply_token=token,
                photos=[Photo(at, url) for at, url in enumerate(urls)],
            ),
            self.now,
        )
        return True

    def report(self, person: Person, event: str) -> None:
        member = member_of(person)
        if member is not None:
            self.world.report(member, event)

    def dial(self, person: Person) -> None:
        """Who is there is simply known. Nobody is on a call that nobody holds."""
        member, call = member_of(person), virtual_acts.nearest_call(CALL, self.now)
        if member is not None and call is not None:
            with transaction():
                virtual_acts.mark_attendance(member, call, there=True)

    def hang_up(self, person: Person) -> None:
        """Nothing: they were there."""

    def pick_up(self, person: Person, key: str) -> None:
        member = member_of(person)
        if member is not None:
            self.world.press(member, key)

    def let_ring(self, person: Person) -> None:
        """A virtual call is taken, and over after a minute."""

    def carried(self) -> list[tuple[str, str]]:
        return []


@contextmanager
def virtual(now: datetime) -> Iterator[VirtualStage]:
    """An empty virtual world in which the shipped community is published."""
    settings = Settings(
        sender_rate=RATE,
        calls_per_second=RATE,
        workflows_dir=ROOT / "workflows",
        messages_dir=ROOT / "messages",
    )
    with open_world(now, settings) as world:
        world.signs = False  # letters are signed by whoever has to
        stage = VirtualStage(world)
        world.publish(collect(settings.workflows_dir, settings.messages_dir))
        yield stage
