"""What was recorded by phone: taken in once, fetched when it is there, kept, and published where it is meant to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import sounds
from engine.channels import Kit, SoundError
from engine.models import Blob, Leg, Occurrence, Play, Recording, Revision, Room, Sound, database
from engine.published import live
from engine.publishing import publish
from engine.sounds import draining
from engine.sounds.draining import AGAIN, LEASE
from tests.engine.sounds.shelf import CALL, FILES, MP3, Shelf, Taken


def test_whoever_tells_of_it_first_it_is_one_row(taken: Taken, cast: SimpleNamespace) -> None:
    first = taken("message", 1, call_sid="CA1")
    again = taken("message", 1, member_id=cast.amy.id, detail={"about": "win"})
    assert (again.id, again.call_sid, again.member_id) == (first.id, "CA1", cast.amy.id)
    assert again.detail == {"about": "win"}
    assert Sound.select().count() == 1


def test_it_is_fetched_and_kept_once(kit: Kit, shelf: Shelf, taken: Taken, now: datetime) -> None:
    row = taken("message", 1)
    assert sounds.drain(kit, now).handled == 1
    assert sounds.drain(kit, now).handled == 0
    kept = Sound.get_by_id(row.id)
    assert (kept.state, kept.media_type, bytes(kept.blob.body)) == ("kept", "audio/mpeg", MP3)
    assert len(shelf.asked) == 1


def test_the_same_bytes_are_kept_once(kit: Kit, taken: Taken, now: datetime) -> None:
    taken("message", 1)
    taken("message", 2)
    sounds.drain(kit, now)
    assert Blob.select().where(Blob.media_type == "audio/mpeg").count() == 1


def test_no_transaction_is_open_while_it_comes(kit: Kit, taken: Taken, now: datetime) -> None:
    taken("message", 1)
    seen: list[bool] = []

    class Watching(Shelf):
        def fetch(self, url: str) -> Any:
            seen.append(database.in_transaction())
            raise SoundError("not now", permanent=False)

    watching = Kit(kit.settings, type(kit.carriers)(sounds=Watching()), kit.links)
    sounds.drain(watching, now)
    assert seen == [False]


def test_not_there_yet_and_then_there(kit: Kit, shelf: Shelf, taken: Taken, now: datetime) -> None:
    row = taken("message", 1, body=None)
    sounds.drain(kit, now)
    waits = Sound.get_by_id(row.id)
    assert (waits.state, waits.error, waits.due_at) == ("waiting", "Twilio answered 404.", now + AGAIN[0])
    shelf.has[row.url] = MP3
    assert sounds.drain(kit, now).handled == 0
    sounds.drain(kit, now + AGAIN[0])
    assert Sound.get_by_id(row.id).state == "kept"


def test_once_it_is_said_to_be_there_it_is_fetched_at_once(
    kit: Kit, shelf: Shelf, taken: Taken, now: datetime
) -> None:
    row = taken("message", 1, body=None)
    sounds.drain(kit, now)
    shelf.has[row.url] = MP3
    sounds.take(sounds.NewSound(sid=row.provider_sid, kind="message", url=row.url), now, there=True)
    sounds.drain(kit, now)
    assert Sound.get_by_id(row.id).state == "kept"


def test_it_is_given_up_in_the_end(kit: Kit, shelf: Shelf, taken: Taken, now: datetime) -> None:
    row = taken("message", 1, body=None)
    for _ in range(50):
        now = Sound.get_by_id(row.id).due_at
        sounds.drain(kit, now)
    assert Sound.get_by_id(row.id).state == "failed"
    assert len(shelf.asked) == len(AGAIN) + 1


def test_what_never_will_be_is_given_up_at_once(kit: Kit, taken: Taken, now: datetime) -> None:
    row = taken("message", 1, body=SoundError("elsewhere", permanent=True))
    sounds.drain(kit, now)
    assert Sound.get_by_id(row.id).state == "failed"


def test_a_fault_stops_nobody_else(kit: Kit, taken: Taken, now: datetime) -> None:
    broken, fine = taken("message", 1, body=ValueError("a fault of ours")), taken("message", 2)
    sounds.drain(kit, now)
    assert (Sound.get_by_id(broken.id).state, Sound.get_by_id(fine.id).state) == ("waiting", "kept")


def test_what_it_is_to_become_may_fail_and_stops_nobody_else(
    kit: Kit, taken: Taken, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again as often as any other, and not for ever."""

    def failing(*_: object) -> None:
        raise LookupError("no such workflow")

    monkeypatch.setattr(draining, "publish_call", failing)
    taken("call", 1)
    taken("message", 2)
    sounds.drain(kit, now)
    assert [row.state for row in Sound.select().order_by(Sound.id)] == ["waiting", "kept"]
    for _ in range(20):
        now += timedelta(days=2)
        sounds.drain(kit, now)
    assert Sound.get(Sound.kind == "call").state == "failed"


def test_a_process_that_died_leaves_it_to_the_next(kit: Kit, taken: Taken, now: datetime) -> None:
    row = taken("message", 1)
    Sound.update(tries=1, due_at=now + LEASE).where(Sound.id == row.id).execute()  # claimed, and then killed
    assert sounds.drain(kit, now).handled == 0
    sounds.drain(kit, now + LEASE)
    assert Sound.get_by_id(row.id).state == "kept"


def test_who_is_overtaken_changes_nothing(kit: Kit, shelf: Shelf, taken: Taken, now: datetime) -> None:
    row = taken("take", 1)
    slow = shelf.fetch

    def overtaken(url: str) -> Any:
        Sound.update(state="dropped").where(Sound.id == row.id).execute()
        return slow(url)

    shelf.fetch = overtaken  # type: ignore[method-assign]
    sounds.drain(kit, now)
    assert Sound.get_by_id(row.id).state == "dropped"


def test_nothing_recorded_is_not_waited_for(kit: Kit, shelf: Shelf, taken: Taken, now: datetime) -> None:
    row = taken("message", 1, body=None)
    sounds.nothing_there(row.provider_sid)
    sounds.drain(kit, now)
    assert (Sound.get_by_id(row.id).state, shelf.asked) == ("dropped", [])


def test_without_a_provider_everything_waits(kit: Kit, taken: Taken, now: datetime) -> None:
    taken("message", 1)
    without = Kit(kit.settings, type(kit.carriers)(), kit.links)
    assert sounds.drain(without, now).handled == 0


@pytest.mark.parametrize("known_by", ["said", "room", "leg"])
def test_a_recorded_call_becomes_a_recording(
    kit: Kit, taken: Taken, tuesday: Occurrence, now: datetime, known_by: str
) -> None:
    room = Room.create(occurrence=tuesday, name="r", conference_sid="CF1", opened_at=now)
    Leg.create(call_sid="CA1", occurrence=tuesday, room=room, entered_at=now)
    known: dict[str, Any] = {
        "said": {"detail": {"occurrence": tuesday.public_id}},
        "room": {"detail": {"conference": "CF1"}},
        "leg": {"call_sid": "CA1"},
    }
    taken("call", 1, **known[known_by])
    sounds.drain(kit, now)
    made = Recording.get()
    assert (made.name, made.number, made.source) == ("tuesday-call-2026-11-24", 1, "call")
    assert (made.title, made.seconds, made.audience) == ("Tuesday call, November 24", 60, None)
    assert Sound.get().occurrence_id == tuesday.id


def test_a_second_part_has_a_name_and_number_of_its_own(
    kit: Kit, taken: Taken, tuesday: Occurrence, now: datetime
) -> None:
    for number in (1, 2):
        taken("call", number, body=MP3 + bytes([number]), detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    made = {row.name: (row.number, row.title) for row in Recording.select()}
    assert made == {
        "tuesday-call-2026-11-24": (1, "Tuesday call, November 24"),
        "tuesday-call-2026-11-24-2": (2, "Tuesday call, November 24, part 2"),
    }


def test_the_longest_part_has_the_plain_name(
    kit: Kit, taken: Taken, tuesday: Occurrence, now: datetime
) -> None:
    for number, seconds in ((1, 5), (2, 2700), (3, 60)):
        taken("call", number, body=MP3 + bytes([number]), detail={"occurrence": tuesday.public_id})
        Sound.update(seconds=seconds).where(Sound.provider_sid.endswith(str(number))).execute()
        sounds.drain(kit, now)
    made = {row.name: (row.number, row.seconds, row.title) for row in Recording.select()}
    assert made == {
        "tuesday-call-2026-11-24": (2, 2700, "Tuesday call, November 24"),
        "tuesday-call-2026-11-24-2": (1, 5, "Tuesday call, November 24, part 2"),
        "tuesday-call-2026-11-24-3": (3, 60, "Tuesday call, November 24, part 3"),
    }


def test_what_the_file_does_not_record_is_published_to_nobody(
    kit: Kit, taken: Taken, tuesday: Occurrence, now: datetime
) -> None:
    publish({**FILES, "workflows/tuesday-call.yaml": CALL.replace(b"record: yes", b"record: no")}, now, "t")
    Occurrence.update(revision=Revision.select().order_by(Revision.id.desc()).get()).execute()
    taken("call", 1, detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    assert (Sound.get().state, Recording.select().count()) == ("kept", 0)


def test_a_recorded_call_nobody_knows_is_kept(kit: Kit, taken: Taken, community: None, now: datetime) -> None:
    taken("call", 1, detail={"conference": "CF9"})
    sounds.drain(kit, now)
    assert (Sound.get().state, Recording.select().count()) == ("kept", 0)


def test_a_file_of_the_same_name_wins_and_keeps_link_and_number(
    kit: Kit, taken: Taken, tuesday: Occurrence, now: datetime
) -> None:
    taken("call", 1, detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    before = Recording.get()
    cut = {**FILES, "messages/recordings/tuesday-call-2026-11-24.mp3": b"ID3 cut by hand"}
    publish(cut, now, "rosa")
    after = Recording.get()
    assert (after.public_id, after.number, after.source) == (before.public_id, before.number, "file")
    assert bytes(after.blob.body) == b"ID3 cut by hand"
    publish(FILES, now, "rosa")
    assert Recording.get().withdrawn_at is not None


def test_plays_are_counted_and_by_whom_only_if_told(
    kit: Kit, taken: Taken, tuesday: Occurrence, cast: SimpleNamespace, now: datetime
) -> None:
    taken("call", 1, detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    by_member = replace(live().community, plays_by_member=True)
    sounds.played(Recording.get(), "link", now, listener=cast.amy, community=live().community)
    sounds.played(Recording.get(), "phone", now, listener=cast.amy, community=by_member)
    assert Recording.get().plays == 2
    assert [(row.how, row.member_id) for row in Play.select().order_by(Play.id)] == [
        ("link", None),
        ("phone", cast.amy.id),
    ]


def test_a_recorded_call_gets_its_words_from_a_file(
    kit: Kit, taken: Taken, tuesday: Occurrence, now: datetime
) -> None:
    taken("call", 1, detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    done = publish(
        {**FILES, "messages/recordings/tuesday-call-2026-11-24.txt": b"Welcome, all.\n"}, now, "rosa"
    )
    assert done.findings == ()
    made = Recording.get()
    assert (made.source, made.transcript) == ("call", "Welcome, all.")
    assert made.title == "Tuesday call, November 24"
