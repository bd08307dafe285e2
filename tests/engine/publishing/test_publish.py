"""A publication is one snapshot; a bad edit changes nothing; old words live as long as a walk names them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tzlocal import reload_localzone

from engine.language.phone_line import DEFAULT
from engine.models import Blob, Enrollment, LiveWorkflow, Member, Recording, Revision, Snapshot
from engine.published import NothingPublished, live
from engine.publishing import Publication, collect, defaults, fingerprint, publish

ROOT = Path(__file__).parents[3]
COMMUNITY = b"name: The Tuesday Team\ntimezone: America/Chicago\n"
WELCOME = b"start: joined\nsteps:\n  - send: welcome\n"
FILES = {
    "workflows/community.yaml": COMMUNITY,
    "workflows/welcome.yaml": WELCOME,
    "messages/welcome.txt": b"Welcome, {{ first_name }}!\n",
    "messages/recordings/hello.mp3": b"ID3 not quite music",
    "messages/recordings/hello.txt": b"---\ntitle: A first hello\n---\nHello.\n",
}


def test_nothing_runs_before_something_is_published(db: str) -> None:
    with pytest.raises(NothingPublished, match="kindling publish"):
        live()


def test_what_passes_is_live(db: str, now: datetime) -> None:
    done = publish(FILES, now, "rosa")
    assert done.changed
    assert live().community.name == "The Tuesday Team"
    assert live().workflows["welcome"].live_since == now
    found = live().messages.choose("welcome", "text", "es")
    assert found is not None
    assert found.words.render({"first_name": "Amy"}) == "Welcome, Amy!"


def test_the_same_files_again_write_nothing(db: str, now: datetime) -> None:
    first = publish(FILES, now, "rosa")
    again = publish(FILES, now + timedelta(hours=1), "clock")
    assert again == Publication(first.snapshot_id, False, first.findings)
    assert Snapshot.select().count() == 1


def test_a_bad_edit_changes_nothing_but_its_neighbour_is_published(db: str, now: datetime) -> None:
    publish(FILES, now, "rosa")
    bad = {
        **FILES,
        "workflows/welcome.yaml": WELCOME.replace(b"send", b"sned"),
        "workflows/hello.yaml": b"start: by hand\nsteps:\n  - send: welcome\n",
    }
    done = publish(bad, now, "rosa")
    assert done.kept == ("workflows/welcome.yaml",)
    assert [finding.place.file for finding in done.findings] == ["workflows/welcome.yaml"]
    assert sorted(live().workflows) == ["hello", "welcome"]
    assert live().workflows["welcome"].workflow.steps


def test_a_bad_community_at_the_very_first_publishes_nothing(db: str, now: datetime) -> None:
    done = publish({**FILES, "workflows/community.yaml": b"hours: sometimes\n"}, now, "rosa")
    assert done.snapshot_id is None
    assert Snapshot.select().count() == Blob.select().count() == 0


def test_a_file_taken_away_pauses_and_coming_back_goes_live_anew(db: str, now: datetime) -> None:
    publish(FILES, now, "rosa")
    without = {path: body for path, body in FILES.items() if path != "workflows/welcome.yaml"}
    publish(without, now, "rosa")
    assert live().workflows["welcome"].paused
    later = now + timedelta(days=3)
    publish(FILES, later, "rosa")
    assert not live().workflows["welcome"].paused
    assert live().workflows["welcome"].live_since == later


def test_an_edit_is_a_new_revision_and_live_since_stays(db: str, now: datetime) -> None:
    publish(FILES, now, "rosa")
    edited = {**FILES, "workflows/welcome.yaml": WELCOME + b"  - wait: 1 day\n"}
    publish(edited, now + timedelta(days=1), "rosa")
    assert Revision.select().count() == 2
    assert LiveWorkflow.get().live_since == now
    assert len(live().workflows["welcome"].workflow.steps) == 2


def test_old_words_stay_while_a_walk_under_way_names_them(
    make_member: Callable[..., Member], now: datetime
) -> None:
    publish(FILES, now, "rosa")
    walk = Enrollment.create(
        workflow="welcome",
        revision=LiveWorkflow.get().revision,
        member=make_member("Amy"),
        cause="joined",
        started_at=now,
    )
    renamed = {
        **FILES,
        "workflows/welcome.yaml": WELCOME.replace(b"send: welcome", b"send: hello-there"),
        "messages/hello-there.txt": b"Hello there.\n",
    }
    del renamed["messages/welcome.txt"]
    publish(renamed, now, "rosa")
    assert live().messages.choose("welcome", "text", "en") is not None
    Enrollment.update(status="done").where(Enrollment.id == walk.id).execute()
    publish({**renamed, "messages/another.txt": b"Another.\n"}, now, "rosa")
    assert live().messages.choose("welcome", "text", "en") is None


def test_a_recording_keeps_its_number_and_link(db: str, now: datetime) -> None:
    publish(FILES, now, "rosa")
    before = Recording.get()
    assert (before.title, before.number, before.transcript) == ("A first hello", 1, "Hello.")
    publish({**FILES, "messages/recordings/hello.mp3": b"ID3 another take"}, now, "rosa")
    after = Recording.get()
    assert (after.public_id, after.number) == (before.public_id, 1)
    assert bytes(after.blob.body) == b"ID3 another take"


def test_a_file_that_is_not_utf8_is_named(db: str, now: datetime) -> None:
    done = publish({**FILES, "messages/welcome.txt": "Schöne Grüße".encode("latin-1")}, now, "rosa")
    assert "messages/welcome.txt" in {finding.place.file for finding in done.findings}


def test_the_shipped_community_passes_without_an_error(db: str, now: datetime) -> None:
    done = publish(collect(ROOT / "workflows", ROOT / "messages"), now, "rosa")
    assert [finding for finding in done.findings if finding.level == "error"] == []
    assert {"welcome", "tuesday-call", "first-sale", "birthday", "quiet-month"} <= set(live().workflows)


LINE = b"greeting: hi-there\nkeys:\n  1: {listen: hello}\n"


def test_the_phone_line_is_published_and_is_no_workflow(db: str, now: datetime) -> None:
    publish(FILES, now, "rosa")
    assert live().phone_line == DEFAULT
    whole = {**FILES, "workflows/phone-line.yaml": LINE, "messages/hi-there.txt": b"Hi!\n"}
    publish(whole, now, "rosa")
    assert live().phone_line.greeting == "hi-there"
    assert set(live().workflows) == {"welcome"}
    assert Revision.select().count() == 1
    publish(FILES, now, "rosa")
    assert live().phone_line == DEFAULT


def test_a_bad_edit_of_the_phone_line_leaves_the_old_one_with_its_words(db: str, now: datetime) -> None:
    whole = {**FILES, "workflows/phone-line.yaml": LINE, "messages/hi-there.txt": b"Hi!\n"}
    publish(whole, now, "rosa")
    bad = {**FILES, "workflows/phone-line.yaml": LINE.replace(b"listen", b"lisen")}
    done = publish(bad, now, "rosa")
    assert done.kept == ("workflows/phone-line.yaml",)
    assert live().phone_line.greeting == "hi-there"
    assert live().messages.choose("hi-there", "phone", "en") is not None


def test_a_bad_phone_line_at_the_very_first_holds_nothing_up(db: str, now: datetime) -> None:
    done = publish({**FILES, "workflows/phone-line.yaml": b"keys: 1\n"}, now, "rosa")
    assert done.snapshot_id is not None
    assert (live().phone_line, set(live().workflows)) == (DEFAULT, {"welcome"})


def test_collecting_leaves_out_what_means_nothing(tmp_path: Path) -> None:
    for name in ("welcome.yaml", ".welcome.yaml.swp", "notes.docx", "tests/welcome.yaml", ".git/x.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = collect(tmp_path, tmp_path / "no-such-folder")
    assert sorted(found) == ["workflows/tests/welcome.yaml", "workflows/welcome.yaml"]
    before = fingerprint(tmp_path, tmp_path)
    (tmp_path / "welcome.yaml").write_text("longer")
    assert fingerprint(tmp_path, tmp_path) != before


def test_a_community_that_says_nothing_has_its_folders_name_and_the_machines_zone(
    db: str, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as machine:
        machine.setenv("TZ", "America/Denver")
        reload_localzone()  # the zone is kept from whoever asked first in this process
        found = defaults(tmp_path / "friday-circle" / "workflows")
    reload_localzone()
    publish({**FILES, "workflows/community.yaml": b"host: Rosa\n"}, now, "rosa", found)
    assert (live().community.name, live().community.timezone) == ("Friday circle", "America/Denver")
