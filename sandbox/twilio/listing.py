"""What Twilio's lists have in common: pages, and days or instants to filter by."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, request

from sandbox.carrier import Carrier
from sandbox.twilio.account import page_fields
from sandbox.twilio.errors import Refused

BIGGEST_PAGE = 1000
Show = Callable[[sqlite3.Row], dict[str, Any]]


class Filter:
    """SQL conditions, all of which must hold, with their values."""

    def __init__(self) -> None:
        self.where: list[str] = ["1 = 1"]
        self.values: list[Any] = []

    def equal(self, **columns: str) -> Filter:
        """Query arguments that must equal a column: `To="recipient"`."""
        for name, column in columns.items():
            if name in request.args:
                self.also(f"{column} = ?", request.args[name])
        return self

    def also(self, condition: str, *values: Any) -> Filter:
        """One more condition."""
        self.where.append(condition)
        self.values += values
        return self

    def within(self, name: str, column: str) -> Filter:
        """A day or an instant. `Name>=X` arrives as the key `Name>`, `Name<=X` as `Name<`; both include their bound."""
        for key in (name, f"{name}>", f"{name}<"):
            if key in request.args:
                first, past = bounds(request.args[key])
                if not key.endswith("<"):
                    self.also(f"{column} >= ?", first)
                if not key.endswith(">"):
                    self.also(f"{column} < ?", past)
        return self


def bounds(text: str) -> tuple[int, int]:
    """First and past-the-last millisecond of a day (a date, or its midnight) or of a second, in UTC."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(20404, request.full_path) from None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    day = at.time() == time()  # the client library writes a bare date as its first second
    long = timedelta(days=1) if day else timedelta(seconds=1)
    return int(at.timestamp() * 1000), int((at + long).timestamp() * 1000)


def listed(carrier: Carrier, name: str, table: str, chosen: Filter, show: Show, order: str) -> Response:
    """One page of a list, the newest first, as Twilio gives it."""
    size = max(1, min(_number("PageSize", 50), BIGGEST_PAGE))
    page = _number("Page", 0)
    sql = f"SELECT * FROM {table} WHERE {' AND '.join(chosen.where)} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = carrier.store.rows(sql, *chosen.values, size + 1, page * size)
    shown = [show(row) for row in rows[:size]]
    after = _address(page + 1, size) if len(rows) > size else None
    content: Mapping[str, Any] = {name: shown}
    return jsonify(**content, **page_fields(_address(page, size), len(shown), page, size, after))


def _address(page: int, size: int) -> str:
    asked = {k: v for k, v in request.args.items() if k not in ("Page", "PageSize", "PageToken")}
    return f"{request.path}?{urlencode({**asked, 'PageSize': size, 'Page': page})}"


def _number(name: str, default: int) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else default
