"""The group itself: what it lists, how it speaks of slips and of what a person can put right."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from engine.cli.root import COMMANDS, Commands, root
from engine.errors import KindlingError
from tests.engine.cli.conftest import Kindling
from tools.commands import PAGE, page

BIN = Path(sys.executable).parent / "kindling"


def test_the_list_of_commands_imports_none_of_them(bare: Kindling) -> None:
    said = bare("--help").output
    assert all(f"  {name} " in said for name in COMMANDS)
    code = "import sys, engine.cli; print(*[m for m in sys.modules if m.startswith(('engine.', 'peewee', 'jinja2'))])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert set(loaded) == {"engine.cli", "engine.cli.root", "engine.errors"}


def test_a_check_without_a_database_needs_no_tables() -> None:
    code = "import sys, engine.cli.commands.check; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"peewee", "engine.models", "psycopg", "rq", "twilio", "flask", "requests"} & set(loaded)


def test_a_slip_is_a_usage_error_with_a_guess(bare: Kindling) -> None:
    result = bare("pubish", code=2)
    assert "Did you mean 'publish'?" in result.output


def test_what_a_person_can_put_right_is_said_without_a_trace(
    bare: Kindling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", "http")
    result = bare("export", code=1)
    assert result.stderr.startswith("One setting needs your attention:")
    assert "Traceback" not in result.output


def test_our_own_faults_keep_their_trace(bare: Kindling, monkeypatch: pytest.MonkeyPatch) -> None:
    import engine.cli.commands.check as module

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "collect", broken)
    with pytest.raises(ZeroDivisionError):
        bare("check")
    assert not issubclass(ZeroDivisionError, KindlingError)


def test_a_database_that_is_not_up_to_date_says_what_to_run(
    bare: Kindling, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bare.folder / "data" / "kindling.db"
    assert "no database here yet" in bare("export", code=1).stderr
    assert not path.exists()
    bare.url = f"sqlite:///{path}"
    bare.write("data/kindling.db", "")
    assert "kindling migrate" in bare("export", code=1).stderr
    assert " migrations run: 0001_people, " in bare("migrate").output
    assert bare("migrate").output == "Up to date.\n"
    assert "kindling publish" in bare("export", code=1).stderr


def test_a_database_that_does_not_answer_is_named(bare: Kindling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:hunter2@127.0.0.1:1/none")
    result = bare("export", code=1)
    assert "DATABASE_URL" in result.stderr
    assert "hunter2" not in result.output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_every_shell(bare: Kindling, shell: str) -> None:
    said = bare("completion", shell).output
    assert "_KINDLING_COMPLETE" in said
    assert "kindling" in said


def test_the_version(bare: Kindling) -> None:
    assert bare("version").output == bare("--version").output == f"kindling {version('kindling')}\n"


def test_as_a_process_colour_is_for_terminals_alone(bare: Kindling) -> None:
    bare.write("workflows/bad.yaml", "start: joined\nsteps:\n  - sned: welcome\n")
    ended = subprocess.run([BIN, "check"], cwd=bare.folder, capture_output=True, text=True)
    assert ended.returncode == 1
    assert 'workflows/bad.yaml:3:5: "sned"' in ended.stdout
    assert "\x1b" not in ended.stdout
    assert ended.stderr == ""


def test_the_page_of_commands_is_what_they_say_of_themselves() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tools/commands.py"


def test_every_command_and_option_explains_itself() -> None:
    assert isinstance(root, Commands)
    for name in COMMANDS:
        command = root.get_command(click.Context(root), name)
        assert command is not None
        assert command.help, name
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, f"{name} {option.opts[0]}"
            assert not isinstance(option, click.Option) or f"`{option.opts[0]}" in page()
