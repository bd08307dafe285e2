"""Reading the API's JSON: whatever is wrong with it is a problem that says which field and why."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from flask import request

from engine.inbound.cleaning import clean

LONGEST_WORD = 500


class Wrong(Exception):
    """A request that cannot be done: ``status``, ``title`` and ``detail`` of the problem."""

    def __init__(self, status: int, title: str, detail: str = "") -> None:
        self.status, self.title, self.detail = status, title, detail
        super().__init__(detail or title)


def json_object() -> dict[str, Any]:
    """The body, an object without NaN, endless numbers or words no database keeps. Raises Wrong."""
    if not request.is_json:
        raise Wrong(415, "Not JSON", "Send Content-Type: application/json.")
    try:
        found = json.loads(request.get_data(), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Wrong(400, "Not JSON", "The body is not valid JSON.") from None
    if not isinstance(found, dict):
        raise Wrong(400, "Not an object", "The body must be a JSON object.")
    cleaned: dict[str, Any] = clean(found)
    return cleaned


def word(body: dict[str, Any], name: str) -> str:
    """The field's words, "" where it is missing; anything but a short string raises Wrong."""
    value = body.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_WORD:
        raise Wrong(422, "Not usable", f"{name} must be text of {LONGEST_WORD} characters at most.")
    return value.strip()


def mapping(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.get(name) or {}
    if not isinstance(value, dict):
        raise Wrong(422, "Not usable", f"{name} must be an object.")
    return value


def words(body: dict[str, Any], name: str) -> list[str]:
    """A list of short strings."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one.strip() and len(one) <= 100 for one in value
    ):
        raise Wrong(422, "Not usable", f"{name} must be a list of short texts.")
    return [one.strip() for one in value]


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{digits} is too large")
    return value
