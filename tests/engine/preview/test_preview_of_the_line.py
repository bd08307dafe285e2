"""`kindling preview phone-line`: a call walked key by key, from the files as they are, without a phone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from engine.cli.root import root
from engine.errors import KindlingError
from engine.models import Blob, Inbound, Recording
from engine.preview import AskedLine, Unpreviewable, line_lines, preview_line
from engine.publishing import collect
from engine.settings import Settings

ROOT = Path(__file__).parents[3]
MONDAY = datetime.fromisoformat("2026-11-23T21:00:00+00:00")
AMY = "+13125550142"


@pytest.fixture
def files() -> Mapping[str, bytes]:
    return collect(ROOT / "workflows", ROOT / "messages")


def heard(
    files: Mapping[str, bytes], *presses: str, who: str = "", starting: str = "", **more: bool
) -> list[str]:
    """The call as lines of kind and words."""
    asked = AskedLine(who=who, presses=presses, starting=starting)
    seen = preview_line(asked, files, MONDAY, Settings(), **more)
    return [f"{one.kind}: {one.words}" for one in seen.heard]


def test_keys_one_by_one(files: Mapping[str, bytes]) -> None:
    told = heard(files, "2", "1")
    assert told[0] == "says: Hi Amy, this is The Tuesday Team. So good of you to call!"
    assert [one for one in told if one.startswith(("press", "plays"))] == [
        "press: 2",
        "plays: What to say when somebody says no",
        "press: 1",
        "plays: Seven minutes for advocates",
    ]
    assert told[-1] == "ends: We hang up."


def test_keys_in_one_go_are_taken_as_they_are_asked_for(files: Mapping[str, bytes]) -> None:
    assert heard(files, "81") == heard(files, "8", "1")
    assert "speak: They speak after the tone." in heard(files, "81")


def test_silence_comes_to_an_end(files: Mapping[str, bytes]) -> None:
    told = heard(files)
    assert told.count("nothing: They press nothing.") == 3
    assert told[-1] == "ends: We hang up."


def test_while_the_call_is_on(files: Mapping[str, bytes]) -> None:
    told = heard(files, starting="2026-11-24 7:05pm")
    assert told[-1] == "room: They are in the room of the call."
    stranger = heard(files, who="+13125550777", starting="2026-11-24 7:05pm")
    assert "speak: They speak after the tone." in stranger


def test_a_key_that_nothing_asked_for_is_named(files: Mapping[str, bytes]) -> None:
    told = heard(files, "1", starting="tuesday 7:05pm")
    assert told[-1] == "unused: Key 1 was not used: the call took them in at once."
    assert (
        heard(files, "9", "1", "2")[-1]
        == "unused: Keys 1 and 2 were not used: nothing waited for a key any more."
    )


def test_recordings_made_by_phone_are_played_beside_a_database(
    files: Mapping[str, bytes], cast: SimpleNamespace
) -> None:
    blob = Blob.create(sha256="f" * 64, body=b"ID3", media_type="audio/mpeg")
    usual = {"blob": blob, "media_type": "audio/mpeg", "source": "phone"}
    Recording.create(name="recording-7", number=7, title="A message from Rosa", published_at=MONDAY, **usual)
    Recording.create(
        name="recording-8", number=8, title="Gone", published_at=MONDAY, withdrawn_at=MONDAY, **usual
    )
    told = heard(files, "2", who=AMY, database=True)
    assert "plays: A message from Rosa" in told
    assert "plays: Gone" not in told
    assert Recording.select().count() == 2


def test_people_are_rung_in_words_only(files: Mapping[str, bytes]) -> None:
    assert "rings: +13125550199 rings; here nobody answers." in heard(files, "7")


def test_a_real_member_rings(files: Mapping[str, bytes], cast: SimpleNamespace) -> None:
    for who in ("Carla", "+12125550103"):
        assert heard(files, who=who, database=True)[0].startswith("says: Hola Carla")
    assert Inbound.select().count() == 0
    assert Recording.select().count() == 0
    with pytest.raises(KindlingError, match="no phone number"):
        heard(files, who="Tom", database=True)


def test_what_cannot_be_walked(files: Mapping[str, bytes]) -> None:
    with pytest.raises(KindlingError, match="keys are"):
        heard(files, "x")
    with pytest.raises(KindlingError, match="no database"):
        heard(files, who="Amy")
    with pytest.raises(Unpreviewable):
        heard({**files, "workflows/phone-line.yaml": b"keys:\n  1: {sing: loudly}\n"})


def test_lines_are_for_a_terminal(files: Mapping[str, bytes]) -> None:
    seen = preview_line(AskedLine(presses=("9",)), files, MONDAY + timedelta(hours=1), Settings())
    shown = [line.text for line in line_lines(seen)]
    assert shown[0] == "The phone line: What people hear when they ring us"
    assert shown[1] == "Amy Lee (a sample member) rings us on Mon 23 Nov 4pm, in their own time"
    assert "they press 9" in shown
    assert max(map(len, shown)) <= 80


def kindling(*words: str) -> Result:
    return CliRunner().invoke(root, words, prog_name="kindling")


def test_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for folder in ("workflows", "messages"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    monkeypatch.chdir(tmp_path)
    done = kindling("preview", "phone-line", "--press", "2", "--press", "1")
    assert done.exit_code == 0, done.output
    assert "plays What to say when somebody says no" in done.output
    told = json.loads(kindling("preview", "phone-line", "--from", "+13125550777", "--json").output)
    assert told["caller"] == "a stranger"
    assert told["heard"][0]["words"].startswith("Hi friend")
    assert not (tmp_path / "data").exists()


def test_what_to_say_is_a_playlist_of_the_line_in_both_languages(files: Mapping[str, bytes]) -> None:
    told = heard(files, "3", "2", "1", "1", "1", "1")
    said = [one for one in told if one.startswith(("says: When they say", "plays"))]
    assert [one.partition(". Say")[0] for one in said] == [
        "says: When they say: I have no time",
        "says: When they say: it's too expensive",
        "says: When they say: I'm no salesperson",
        "says: When they say: let me think about it",
        "plays: What to say when somebody says no",
    ]
    spanish = [path for path in files if path.startswith("messages/aloud-") and path.endswith(".es.txt")]
    assert len(spanish) == 4
    assert not any("NEXT" in files[path.replace(".es.", ".")].decode() for path in spanish)


def test_practice_is_shown_as_it_is_heard(files: Mapping[str, bytes]) -> None:
    told = heard(files, "3", "3")
    assert any(one.startswith("keys: 1 listen") and one.endswith("3 record practice") for one in told)
    assert "says: To practice what you would say, press 3." in told
    assert "speak: They speak after the tone." in told
    assert any(one.startswith("says: Well done for trying!") for one in told)
