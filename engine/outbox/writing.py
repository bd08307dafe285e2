"""Writing a whole group of rows back in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import peewee

from engine.models import Delivery


def write(rows: Sequence[Delivery], columns: Sequence[peewee.Field[Any]]) -> None:
    """Save ``columns`` of ``rows``, which the transaction holds locked."""
    Delivery.bulk_update(rows, columns)  # type: ignore[no-untyped-call]  # the library's own gap
