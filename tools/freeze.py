"""Writes the first migrations anew from the models, as long as no release has gone out: `python tools/freeze.py`.

A migration is a frozen copy of the tables as they were, so that it does the same for ever. After the first
release these files are history: a change of the models then gets a migration of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import peewee

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from engine.models import TABLES  # noqa: E402  reachable only now
from engine.models.migrating import DIRECTORY  # noqa: E402

ORDER = (
    "people",
    "published",
    "running",
    "sending",
    "talking",
    "challenges",
    "asking",
    "phone",
    "keeping",
    "letters",
    "managing",
)
HEAD = '''"""The first tables: {title}. Written by tools/freeze.py; a frozen copy that never changes after a release."""

from __future__ import annotations

from typing import Any

import peewee as p
'''
TAIL = """

def up(migrator: Any, db: p.Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
"""


def frozen() -> dict[str, str]:
    """The text of every first migration, by file name."""
    groups = {name: [one for one in TABLES if one.__module__.endswith(f".{name}")] for name in ORDER}
    assert sum(map(len, groups.values())) == len(TABLES), "a table stands in a module that is not in ORDER"
    return {
        f"{number:04}_{name}.py": _file(name, models)
        for number, (name, models) in enumerate(groups.items(), start=1)
    }


def _file(title: str, models: Sequence[Any]) -> str:
    known = {field.rel_model for model in models for field in _foreign(model)} - set(models)
    stubs = "".join(_stub(model) for model in sorted(known, key=lambda one: str(one.__name__)))
    classes = "".join("\n".join(_class(model)) + "\n" for model in models)
    names = "".join(f"{model.__name__}, " for model in models).rstrip(" ")
    tables = f"\n\nTABLES = ({names.rstrip(',')})\n" if len(models) > 1 else f"\n\nTABLES = ({names})\n"
    return HEAD.format(title=title) + stubs + classes + tables + TAIL


def _stub(model: Any) -> str:
    """Stands for a table of an earlier migration."""
    return f'\n\nclass {model.__name__}(p.Model):\n    class Meta:\n        table_name = "{model._meta.table_name}"\n'


def _class(model: Any) -> Iterator[str]:
    yield f"\n\nclass {model.__name__}(p.Model):"
    for field in model._meta.sorted_fields:
        if not isinstance(field, peewee.AutoField):
            yield f"    {field.name} = {_field(field)}"
    yield "\n    class Meta:"
    yield f'        table_name = "{model._meta.table_name}"'
    yield "        legacy_table_names = False"
    if model._meta.indexes:
        yield f"        indexes = ({' '.join(f'{_index(one)},' for one in model._meta.indexes)})"


def _index(index: Any) -> str:
    return f"p.SQL({index.sql!r})" if isinstance(index, peewee.SQL) else repr(index)


def _foreign(model: Any) -> Iterator[Any]:
    return (field for field in model._meta.sorted_fields if isinstance(field, peewee.ForeignKeyField))


def _field(field: Any) -> str:
    options = []
    if isinstance(field, peewee.ForeignKeyField):
        own = field.rel_model is field.model
        options += [
            '"self"' if own else field.rel_model.__name__,
            'backref="+"',
            f'on_delete="{field.on_delete}"',
        ]
    if isinstance(field, peewee.CharField):
        options.append(str(field.max_length))
    options += ["null=True"] if field.null else []
    if field.unique:
        options.append("unique=True")
    elif field.index and not isinstance(field, peewee.ForeignKeyField):
        options.append("index=True")
    kind = "BigIntegerField" if field.field_type == "BIGINT" else type(field).__name__
    return f"p.{kind}({', '.join(options)})"


def main() -> int:
    for old in DIRECTORY.glob("[0-9]*.py"):
        old.unlink()
    DIRECTORY.mkdir(exist_ok=True)
    for name, text in frozen().items():
        (DIRECTORY / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
