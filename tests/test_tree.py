"""The tree as a whole: file sizes, what must not be in it, and pages that say what the code says."""

from __future__ import annotations

import re
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from engine.settings import Row, Settings, load
from tools.ceiling import CEILING, sources, too_long

ROOT = Path(__file__).parent.parent
# Put together here, so that this file does not name what it looks for.
REGISTRIES = tuple(
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"))
)


def tracked() -> list[Path]:
    """Every file that git keeps; skipped where this is no git checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_no_file_is_over_the_ceiling() -> None:
    assert ROOT / "engine" / "settings" / "table.py" in sources(ROOT)
    assert too_long(ROOT) == []


def test_a_file_over_the_ceiling_is_named(tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "good.py").write_text("x = 1\n" * CEILING)
    (tmp_path / "engine" / "long.py").write_text("x = 1\n" * (CEILING + 1))
    assert too_long(tmp_path) == [f"engine/long.py: {CEILING + 1} lines"]


def test_the_engine_reads_the_clock_in_one_place() -> None:
    reading = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    found = {
        str(path.relative_to(ROOT))
        for path in sources(ROOT)
        if path.relative_to(ROOT).parts[0] in ("engine", "handlers") and reading.search(path.read_text())
    }
    assert found == {"engine/now.py"}


def test_no_tracked_file_names_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]
    assert found == []


def test_the_lock_pins_every_dependency_with_hashes() -> None:
    lock = read("requirements.lock")
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    for requirement in wanted:
        name = re.split(r"[\[>=<;]", requirement)[0]
        assert re.search(rf"^{re.escape(name)}==\S+.*\\\n +--hash=sha256:", lock, re.MULTILINE), name


@pytest.mark.parametrize("row", Settings.describe(), ids=lambda row: row.name)
def test_every_setting_is_in_the_docs_with_its_default_and_help(row: Row) -> None:
    line = re.search(rf"^\| `{row.name}` \|(.*)\|(.*)\|$", read("docs/operating.md"), re.MULTILINE)
    assert line, f"docs/operating.md has no row for {row.name}"
    assert line[1].strip().strip("`") == row.default
    assert row.help in line[2]
    assert f"\n#{row.name}={row.default}\n" in read(".env.example")


def test_the_docs_name_no_setting_that_is_none() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs/operating.md"), re.MULTILINE))
    assert documented == {row.name for row in Settings.describe()}


def test_the_example_changes_nothing_until_it_is_filled_in(tmp_path: Path) -> None:
    before = load({}, tmp_path)
    (tmp_path / ".env").write_text(read(".env.example"))
    assert load({}, tmp_path) == before
    (tmp_path / ".env").write_text(re.sub(r"^#([A-Z_]+=)", r"\1", read(".env.example"), flags=re.MULTILINE))
    assert load({}, tmp_path) == before


def test_every_process_of_the_procfile_is_one_that_up_runs() -> None:
    named = dict(line.split(": ", 1) for line in read("Procfile").splitlines())
    assert list(named) == ["release", "web", "worker", "clock"]
    plan = read("engine/services/plan.py")
    assert named["web"].removeprefix("gunicorn ").strip('"') in plan
    assert all(f'"{word}"' in plan for word in re.findall(r"kindling (\w+)", named["release"]))


def test_every_target_of_make_is_explained() -> None:
    makefile = read("Makefile")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    help = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\w+) ", help, re.MULTILINE)) == set(phony[1].split())


def test_no_two_test_files_have_one_name() -> None:
    """Pytest takes a file's name for its module's, and refuses the second of a name."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)
