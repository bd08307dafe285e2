"""The sandbox's own SQLite file: one connection, one lock, small transactions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS phones (number TEXT PRIMARY KEY, name TEXT NOT NULL, created_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS mailboxes (address TEXT PRIMARY KEY, name TEXT NOT NULL, created_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS texts (
  id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, direction TEXT NOT NULL, sender TEXT NOT NULL,
  recipient TEXT NOT NULL, phone TEXT NOT NULL, service_sid TEXT, body TEXT NOT NULL, media TEXT NOT NULL,
  segments INTEGER NOT NULL, status TEXT NOT NULL, error_code INTEGER, callback TEXT,
  created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, community_at TEXT NOT NULL, note TEXT);
CREATE INDEX IF NOT EXISTS texts_by_phone ON texts (phone, id);
CREATE INDEX IF NOT EXISTS texts_by_time ON texts (created_ms);
CREATE TABLE IF NOT EXISTS blocks (sender TEXT NOT NULL, recipient TEXT NOT NULL, PRIMARY KEY (sender, recipient));
CREATE TABLE IF NOT EXISTS numbers (
  number TEXT PRIMARY KEY, sms_url TEXT, sms_fallback_url TEXT, voice_url TEXT, voice_fallback_url TEXT,
  status_callback TEXT);
CREATE TABLE IF NOT EXISTS calls (
  id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, direction TEXT NOT NULL, sender TEXT NOT NULL,
  recipient TEXT NOT NULL, phone TEXT NOT NULL, status TEXT NOT NULL, lines TEXT NOT NULL,
  document TEXT NOT NULL, position INTEGER NOT NULL, base_url TEXT NOT NULL, waiting TEXT,
  callback TEXT, created_ms INTEGER NOT NULL, ended_ms INTEGER, community_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS recordings (
  sid TEXT PRIMARY KEY, call_sid TEXT NOT NULL, seconds INTEGER NOT NULL, created_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS mails (
  id INTEGER PRIMARY KEY, x_message_id TEXT NOT NULL, direction TEXT NOT NULL, mailbox TEXT NOT NULL,
  sender TEXT NOT NULL, sender_name TEXT NOT NULL, recipient TEXT NOT NULL, reply_to TEXT NOT NULL,
  subject TEXT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL, headers TEXT NOT NULL, custom_args TEXT NOT NULL,
  attachments TEXT NOT NULL, status TEXT NOT NULL, created_ms INTEGER NOT NULL, community_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS mails_by_mailbox ON mails (mailbox, id);
CREATE TABLE IF NOT EXISTS webhooks (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
  content_type TEXT NOT NULL, body BLOB NOT NULL, status_after TEXT, state TEXT NOT NULL, due_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, answer INTEGER, error TEXT, posted_ms INTEGER);
CREATE INDEX IF NOT EXISTS webhooks_due ON webhooks (state, due_ms, id);
CREATE TABLE IF NOT EXISTS faults (key TEXT PRIMARY KEY, times INTEGER NOT NULL);
"""


class Store:
    """Thread-safe access to the file. Never hold a `write()` open over a network call."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode=wal", "synchronous=normal", "busy_timeout=5000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(SCHEMA)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back on any exception."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    @property
    def version(self) -> int:
        """Grows with every change, so that a page can ask whether there is anything new."""
        return self._connection.total_changes

    def close(self) -> None:
        """Close the file; later use raises sqlite3.ProgrammingError."""
        with self._lock:
            self._connection.close()


def insert(connection: sqlite3.Connection, table: str, **values: Any) -> int:
    """Insert one row by column names (ours, never a visitor's) and return its row id."""
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", [*values.values()]
    )
    return int(cursor.lastrowid or 0)
