"""Statements as peewee writes them, to the letter, in half the time: what most of them consist of is written in one go.

A column by way of peewee is six calls and a comparison a dozen, each with a state of its own. Whatever is not
recognized here is left to the library.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import peewee
from peewee import OP
from playhouse.pool import PooledPostgresqlDatabase

from engine.models.rows import Columns, Rows, columns_of

SCALARS = frozenset({int, str, bool, float, bytes, datetime, date, time})
LISTS = frozenset({list, tuple, set, frozenset})
JOINING = frozenset({OP.AND, OP.OR})
COMPARING = frozenset({OP.EQ, OP.NE, OP.LT, OP.LTE, OP.GT, OP.GTE})
WITHIN = frozenset({OP.IN, OP.NOT_IN})
BEING = frozenset({OP.IS, OP.IS_NOT})
IN_VALUES = peewee.SCOPE_VALUES
PREPARED = 2000


def is_plain(node: Any) -> bool:
    """Whether it is a column of a table's own and is written as one."""
    return getattr(type(node), "__sql__", None) is peewee.Field.__sql__


class QuickContext(peewee.Context):
    """Where a statement is put together."""

    _sql: list[str]
    _values: list[Any]

    def sql(self, obj: Any) -> Any:
        if type(obj) is peewee.Expression:
            if obj.op in JOINING and not obj.flat:
                with self(parentheses=True, in_expr=True, converter=None):
                    self._sides(obj)
                return self
            if self._compared(obj) or self._among_selected(obj):
                return self
        elif is_plain(obj):
            alone = self.state.scope == IN_VALUES  # where a column is named that is given a value
            self._sql.append(self._quoted(obj.column_name) if alone else self.column(obj))
            return self
        return super().sql(obj)  # type: ignore[no-untyped-call]

    def as_new(self) -> QuickContext:
        return QuickContext(**self.state.settings)

    def column(self, field: Any) -> str:
        """A plain column by its table's alias."""
        begins, ends = self.state.quote or '""'
        return f"{begins}{self.alias_of(field.model)}{ends}.{begins}{field.column_name}{ends}"

    def alias_of(self, model: Any) -> str:
        return str(self.alias_manager[model._meta.table])

    def _quoted(self, name: str) -> str:
        begins, ends = self.state.quote or '""'
        return f"{begins}{name}{ends}"

    def _sides(self, expression: Any) -> None:
        """Both sides of an and, or of an or: those within it are in the same state, but for their brackets."""
        self._side(expression.lhs)
        self._sql.append(f" {self._word(expression.op)} ")
        self._side(expression.rhs)

    def _side(self, node: Any) -> None:
        if type(node) is peewee.Expression and node.op in JOINING and not node.flat:
            self._sql.append("(")
            self._sides(node)
            self._sql.append(")")
        else:
            self.sql(node)

    def _compared(self, expression: Any) -> bool:
        """Write a plain column that is compared with another, with a value, with several, or with nothing."""
        field, op, told = expression.lhs, expression.op, expression.rhs
        if expression.flat or not is_plain(field) or not field._coerce or self.state.scope == IN_VALUES:
            return False
        if self.state.value_literals:
            return False
        if told is None and op in BEING:
            self._sql.append(f"({self.column(field)} {self._word(op)} NULL)")
            return True
        if op in COMPARING and is_plain(told):
            self._sql.append(f"({self.column(field)} {self._word(op)} {self.column(told)})")
            return True
        several = type(told) in LISTS and op in WITHIN
        if not several and (type(told) not in SCALARS or op not in COMPARING):
            return False
        return self._with_values(field, op, list(told) if several else [told], several=several)

    def _among_selected(self, expression: Any) -> bool:
        """Write a plain column that is, or is not, among what a select finds: no such select is empty brackets."""
        field, op, told = expression.lhs, expression.op, expression.rhs
        known = op in WITHIN and not expression.flat and isinstance(told, peewee.SelectBase)
        if not known or not is_plain(field) or not field._coerce:
            return False
        is_key = isinstance(field, peewee.ForeignKeyField)
        with self(parentheses=True, in_expr=True, converter=field.db_value, is_fk_expr=is_key):
            self.sql(field).literal(f" {self._word(op)} ").sql(told)
        return True

    def _with_values(self, field: Any, op: str, told: Sequence[Any], *, several: bool) -> bool:
        if not told or any(type(one) not in SCALARS for one in told):
            return False
        values = [field.db_value(one) for one in told]
        if any(type(one) not in SCALARS for one in values):
            return False
        places = ", ".join([self.state.param or "?"] * len(values))
        self._sql.append(f"({self.column(field)} {self._word(op)} {f'({places})' if several else places})")
        self._values.extend(values)
        return True

    def _word(self, op: str) -> str:
        words = self.state.operations
        return str(words.get(op, op) if words else op)


class QuickSelect(peewee.ModelSelect):
    """A select that lists its columns in one go: they are most of a statement."""

    model: Any
    _returning: Sequence[Any]
    _from_list: Sequence[Any]
    _is_default: bool
    _joins: Any

    def __sql_selection__(self, ctx: Any, is_subquery: bool = False) -> Any:
        if is_subquery or not isinstance(ctx, QuickContext):
            return super().__sql_selection__(ctx, is_subquery)
        if self._is_default and len(self._from_list) == 1:
            return ctx.literal(_all_columns(self.model, ctx.alias_of(self.model), ctx.state.quote or '""'))
        if not all(is_plain(one) for one in self._returning):
            return super().__sql_selection__(ctx, is_subquery)
        return ctx.literal(", ".join([ctx.column(one) for one in self._returning]))

    def _get_model_cursor_wrapper(self, cursor: Any) -> Any:
        columns = self._own_columns()
        if columns is not None:
            return Rows(cursor, self.model, columns)
        others: Any = super()
        return others._get_model_cursor_wrapper(cursor)

    def _own_columns(self) -> Columns | None:
        if len(self._from_list) != 1 or self._joins:
            return None
        return _whole(self.model) if self._is_default else columns_of(self.model, self._returning)


@lru_cache
def _whole(model: Any) -> Columns | None:
    return columns_of(model, model._meta.sorted_fields)


@lru_cache
def _all_columns(model: Any, alias: str, quote: str) -> str:
    begins, ends = quote[0], quote[1]
    names = (one.column_name for one in model._meta.sorted_fields)
    return ", ".join(f"{begins}{alias}{ends}.{begins}{name}{ends}" for name in names)


class QuickSqlite(peewee.SqliteDatabase):
    """Keeps what it has prepared: of some two thousand different statements a day, SQLite's driver kept 128."""

    context_class = QuickContext

    def __init__(self, path: str, **options: Any) -> None:
        super().__init__(path, cached_statements=PREPARED, **options)


class QuickPostgres(PooledPostgresqlDatabase):  # type: ignore[misc]  # the pool has no types
    context_class = QuickContext
