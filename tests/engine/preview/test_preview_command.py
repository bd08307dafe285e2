"""`kindling preview` and `kindling test` as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.cli.root import root
from tests.engine.virtual.small_files import small

TALK = "- test: a nudge\n  talk:\n    - enroll: nudge\n    - we: {}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, body in small(tests=TALK.format("how-are-you")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kindling(*words: str) -> Result:
    return CliRunner().invoke(root, words, prog_name="kindling")


def test_a_preview_needs_and_makes_no_database(folder: Path) -> None:
    done = kindling(
        "preview", "nudge", "--starting", "2026-11-23 3pm", "--reply", "good", "--member", "Asia/Tokyo"
    )
    assert done.exit_code == 0, done.output
    assert "3:03pm  they write good" in done.output
    assert "Mon 23 Nov 2026, JST" in done.output
    assert "\x1b" not in done.output
    assert not (folder / "data").exists()


def test_a_preview_as_json(folder: Path) -> None:
    told = json.loads(kindling("preview", "nudge", "--starting", "2026-11-23 3pm", "--json").output)
    first = told["members"][0]["timeline"][0]
    assert (first["local"], first["message"]) == ("2026-11-23T15:00:00-06:00", "how-are-you")
    assert told["audience"] is None


def test_a_preview_of_a_bad_file_shows_what_is_bad(folder: Path) -> None:
    (folder / "workflows/nudge.yaml").write_text("start: by hand\nsteps:\n  - sned: glad\n")
    done = kindling("preview", "nudge")
    assert done.exit_code == 1
    assert "workflows/nudge.yaml:3:5" in done.output


def test_a_member_without_a_database_to_look_in(folder: Path) -> None:
    done = kindling("preview", "nudge", "--member", "Amy")
    assert done.exit_code == 1
    assert "no database" in done.output


def test_tests_that_pass_and_one_that_does_not(folder: Path) -> None:
    good = kindling("test")
    assert (good.exit_code, good.output) == (0, "1 test passed.\n")
    (folder / "workflows/tests/nudge.yaml").write_text(TALK.format("glad"))
    bad = kindling("test", "nudge")
    assert bad.exit_code == 1
    assert "workflows/tests/nudge.yaml:4:11: glad was expected" in bad.output
    assert "> Hi Amy, how are you?" in bad.output
    told = json.loads(kindling("test", "--format", "json").output)
    assert told["failed"][0]["line"] == 4
    assert told["failed"][0]["came"].startswith("Hi Amy")
