"""Rows as peewee makes them of a table's own columns, without a call for every value: most of reading was that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import peewee

Reader = Callable[[Any], Any] | None
Columns = tuple[tuple[str, Reader], ...]
"""Of each column the name of its attribute, and what makes a value of what the driver gives (None: it is one)."""

AS_IT_IS = frozenset(
    {
        peewee.AutoField,
        peewee.BigIntegerField,
        peewee.CharField,
        peewee.IntegerField,
        peewee.SmallIntegerField,
        peewee.TextField,
    }
)


def columns_of(model: Any, selected: Sequence[Any]) -> Columns | None:
    """How rows of ``model`` are made of these columns; None where any is no plain column of its own, or comes twice."""
    if not all(_is_own(one, model) for one in selected):
        return None
    columns = tuple((one.name, _reader(one)) for one in selected)
    return columns if len(dict(columns)) == len(columns) else None


def made(model: Any, columns: Columns, row: Sequence[Any]) -> Any:
    """The row as an object that nothing has been changed in."""
    one = model.__new__(model)
    one.__data__ = {
        name: value if read is None else read(value) for (name, read), value in zip(columns, row, strict=True)
    }
    one._dirty, one.__rel__ = set(), {}
    return one


class Rows(peewee.CursorWrapper):
    """What a select of one table's own columns gives."""

    def __init__(self, cursor: Any, model: Any, columns: Columns) -> None:
        super().__init__(cursor)
        self._model, self._columns = model, columns

    def process_row(self, row: Sequence[Any]) -> Any:
        return made(self._model, self._columns, row)

    def fill_cache(self, n: int = 0) -> None:
        if n or self.populated or self.count:
            super().fill_cache(n)
            return
        self.row_cache = [self.process_row(row) for row in self.cursor.fetchall()]
        self.count, self.populated = len(self.row_cache), True
        self.cursor.close()


def _is_own(selected: Any, model: Any) -> bool:
    return isinstance(selected, peewee.Field) and selected.model is model


def _reader(field: Any) -> Reader:
    kept = field.rel_field if isinstance(field, peewee.ForeignKeyField) else field
    if type(kept) in AS_IT_IS or not field._coerce:
        return None
    read: Reader = field.python_value
    return read
