"""Whether a call that broke could have reached the provider: what decides between again and finding out.

Only what certainly happened before the first byte of the request left counts as not sent: no address, no
connection, no handshake. A time-out or a cut afterwards proves nothing.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from engine.channels.codes import Kind

_BEFORE = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)
_BEFORE_BY_NAME = frozenset(
    {"NewConnectionError", "ConnectTimeoutError", "ConnectTimeout", "NameResolutionError"}
)


def classify_break(error: BaseException) -> Kind:
    """``retry`` where nothing was sent, else ``settle``."""
    if any(isinstance(one, _BEFORE) or type(one).__name__ in _BEFORE_BY_NAME for one in _causes(error)):
        return "retry"
    return "settle"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it was raised from, however the libraries tuck it away."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
