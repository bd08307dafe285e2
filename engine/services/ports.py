"""Which ports of this machine are free."""

from __future__ import annotations

import http.client
import random
import socket

LOOPBACK = "127.0.0.1"
# Below the ports that systems hand out for outgoing connections, so that none of those takes ours.
PRIVATE = range(20000, 30000)


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen on `port` now, under the same rules as ours do."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def answers(port: int, host: str = LOOPBACK) -> bool:
    """Whether somebody listens on `port` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


def serves(port: int, path: str, host: str = LOOPBACK) -> bool:
    """Whether a web server answers `path` with success now: listening alone is not yet being at work."""
    asking = http.client.HTTPConnection(host, port, timeout=2)
    try:
        asking.request("GET", path)
        return asking.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def next_free(wanted: int, taken: frozenset[int] = frozenset()) -> int:
    """`wanted`, or the first port after it that is free and not in `taken`. OSError when none is."""
    for port in range(wanted, min(wanted + 1000, 65536)):
        if port not in taken and is_free(port):
            return port
    raise OSError(f"no free port from {wanted} on")


def private() -> int:
    """Some free port for a server that only we talk to. OSError when none is found."""
    for port in random.sample(PRIVATE, 100):
        if is_free(port):
            return port
    raise OSError(f"no free port from {PRIVATE.start} to {PRIVATE.stop - 1}")
