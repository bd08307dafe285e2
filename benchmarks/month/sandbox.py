"""The stage on loopback: real clients, signed webhooks, texts with photos, mails, and phones in a conference."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import requests

from benchmarks.loopback import API_KEY, Loopback, loopback
from benchmarks.month.cast import Person
from benchmarks.month.watch import Watch
from engine import journey
from engine.channels import PaperPictures
from engine.models import Delivery, database
from engine.models.db import close_database, open_database
from engine.models.instance import instance
from engine.models.migrating import create_schema

PATIENCE = 6  # questions that a caller lets go by before they are where they wanted to be
SECONDS = 10


class SandboxStage:
    """Only to be had from ``sandboxed``, while it is open."""

    def __init__(self, there: Loopback) -> None:
        self.there = there
        self.watch = Watch()
        self._calls: dict[str, str] = {}  # the call that a phone is in
        self._reported = 0

    @property
    def now(self) -> datetime:
        return self.there.hands.now()

    def go(self, limit: datetime) -> None:
        self.there.hands.move_to(journey.next_stop(self.now, limit))

    def settle(self) -> list[Delivery]:
        """Everything that is due is done, and every callback has come back."""
        moved = journey.to_quiet(self.there.kit, self.there.hands)
        while self.there.sandbox.deliver_callbacks():
            moved = journey.to_quiet(self.there.kit, self.there.hands) or moved
        return self.watch.look(self.now) if moved else []

    def write(self, person: Person, words: str, photos: tuple[str, ...] = ()) -> bool:
        if person.writes_by == "text":
            _answered(self.there.sandbox.text(person.phone, words, tuple(map(self._picture, photos))))
            return True
        theirs = [mail for mail in self.there.sandbox.mails() if mail["recipient"] == person.email]
        if theirs:
            _answered(self.there.sandbox.reply_mail(theirs[-1]["id"], words))
        return bool(theirs)

    def _picture(self, name: str) -> str:
        """The address of a picture that the carrier has; the same name is the same picture."""
        folder = self.there.sandbox.settings.data_dir / "media"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.png").write_bytes(PaperPictures().fetch(name).body)
        return f"{self.there.sandbox.url}/media/{name}.png"

    def report(self, person: Person, event: str) -> None:
        self._reported += 1
        sent = requests.post(
            f"{self.there.web.url}/api/v1/events",
            json={"member": person.phone or person.email, "event": event},
            headers={"Authorization": f"Bearer {API_KEY}", "Idempotency-Key": f"month-{self._reported}"},
            timeout=SECONDS,
        )
        sent.raise_for_status()

    def dial(self, person: Person) -> None:
        sid = self.there.sandbox.dial(person.phone)
        self._calls[person.phone] = sid
        self._be_silent(sid)

    def _be_silent(self, sid: str) -> None:
        """Whoever is asked for a name or a key says nothing, as people do who only want to listen."""
        for _ in range(PATIENCE):
            if self.there.sandbox.phone_call(sid)["waiting"].get("kind") not in ("record", "gather"):
                return
            self.there.sandbox.silence(sid)

    def hang_up(self, person: Person) -> None:
        sid = self._calls.pop(person.phone, "")
        if sid and self.there.sandbox.phone_call(sid)["status"] == "in-progress":
            self.there.sandbox.hang_up(sid)

    def pick_up(self, person: Person, key: str) -> None:
        sid = self.there.sandbox.ringing(person.phone)
        if sid is None:
            return
        self.there.sandbox.answer(sid)
        if key and self.there.sandbox.phone_call(sid)["waiting"].get("kind") == "gather":
            self.there.sandbox.press(sid, key)
        if self.there.sandbox.phone_call(sid)["status"] == "in-progress":
            self.there.sandbox.hang_up(sid)

    def let_ring(self, person: Person) -> None:
        sid = self.there.sandbox.ringing(person.phone)
        if sid is not None:
            self.there.sandbox.silence(sid)

    def carried(self) -> list[tuple[str, str]]:
        texts = [
            (row["recipient"], row["body"])
            for row in self.there.sandbox.messages()
            if row["direction"] == "outbound-api"  # what the carrier says by itself is none of ours
        ]
        return texts + [
            (mail["recipient"], mail["subject"])
            for mail in self.there.sandbox.mails()
            if mail["direction"] == "out"
        ]


def _answered(status: int | None) -> None:
    if status is None or status >= requests.codes.bad_request:
        raise RuntimeError(f"our own door answered {status}")


@contextmanager
def sandboxed(now: datetime) -> Iterator[SandboxStage]:
    """The shipped community on a machine of its own, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'kindling.db'}"
        open_database(url)
        database.connect()
        create_schema()
        instance()
        try:
            with loopback(url, folder, now) as there:
                yield SandboxStage(there)
        finally:
            close_database()
