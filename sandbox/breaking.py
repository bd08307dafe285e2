"""Carries out a breakdown: an error status, a long silence, or a connection cut."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Response, request

from sandbox.magic import Breakdown

if TYPE_CHECKING:
    from sandbox.carrier import Carrier

ErrorPage = Callable[[int], Response]


def first_time(carrier: Carrier, key: str) -> bool:
    """Whether `key` is asked for the first time; counts every time it is."""
    with carrier.store.write() as connection:
        row = connection.execute(
            "INSERT INTO faults (key, times) VALUES (?, 1)"
            " ON CONFLICT (key) DO UPDATE SET times = times + 1 RETURNING times",
            (key,),
        ).fetchone()
    return bool(row[0] == 1)


def break_down(carrier: Carrier, how: Breakdown, page: ErrorPage) -> Response:
    """Answer as the breakdown says; `page` makes the provider's own error answer for a status."""
    if how.how == "status":
        return page(how.http_status)
    if how.how == "hang":
        carrier.closing.wait(carrier.settings.hang_seconds)
    _cut_connection()
    return Response(status=504)  # goes nowhere: the server meets a broken pipe and lets the connection go


def _cut_connection() -> None:
    """End the connection under the request, so that the client is left without an answer."""
    connection = request.environ.get("werkzeug.socket")
    if isinstance(connection, socket.socket):
        connection.shutdown(socket.SHUT_RDWR)
