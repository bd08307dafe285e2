"""Writing a whole group of rows back in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import peewee

from engine.models import Delivery, bulk


def write(rows: Sequence[Delivery], columns: Sequence[peewee.Field[Any]]) -> None:
    """Save ``columns`` of ``rows``, which the transaction holds locked, in one UPDATE for all of them."""
    names = [column.name for column in columns]
    bulk.update(Delivery, [({"id": row.id}, {name: row.__data__[name] for name in names}) for row in rows])
