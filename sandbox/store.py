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
  recipient TEXT NOT NULL, phone TEXT NOT NULL, status TEXT NOT NULL, document TEXT NOT NULL,
  position INTEGER NOT NULL, base_url TEXT NOT NULL, waiting TEXT NOT NULL, callback TEXT NOT NULL,
  events TEXT NOT NULL, reported INTEGER NOT NULL, fallback_url TEXT NOT NULL, options TEXT NOT NULL,
  answered_by TEXT NOT NULL, parent_sid TEXT NOT NULL, peer_sid TEXT NOT NULL, verstat TEXT NOT NULL,
  error TEXT NOT NULL, turn INTEGER NOT NULL, created_ms INTEGER NOT NULL, answered_ms INTEGER,
  ended_ms INTEGER, community_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS calls_by_phone ON calls (phone, id);
CREATE INDEX IF NOT EXISTS calls_by_parent ON calls (parent_sid);
CREATE TABLE IF NOT EXISTS heard (
  id INTEGER PRIMARY KEY, call_sid TEXT NOT NULL, who TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT NULL,
  language TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS heard_by_call ON heard (call_sid, id);
CREATE TABLE IF NOT EXISTS conferences (
  sid TEXT PRIMARY KEY, name TEXT NOT NULL, status TEXT NOT NULL, callback TEXT NOT NULL, events TEXT NOT NULL,
  sequence INTEGER NOT NULL, record INTEGER NOT NULL, recording_callback TEXT NOT NULL,
  recording_events TEXT NOT NULL, reason TEXT NOT NULL, ended_by TEXT NOT NULL, created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS conferences_living ON conferences (name) WHERE status <> 'completed';
CREATE TABLE IF NOT EXISTS participants (
  id INTEGER PRIMARY KEY, conference_sid TEXT NOT NULL, call_sid TEXT NOT NULL, phone TEXT NOT NULL,
  label TEXT NOT NULL, muted INTEGER NOT NULL, hold INTEGER NOT NULL, coaching INTEGER NOT NULL,
  starts INTEGER NOT NULL, ends INTEGER NOT NULL, visit INTEGER NOT NULL, joined_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL, left_ms INTEGER);
CREATE INDEX IF NOT EXISTS participants_in ON participants (conference_sid, left_ms);
CREATE INDEX IF NOT EXISTS participants_of ON participants (call_sid, left_ms);
CREATE TABLE IF NOT EXISTS recordings (
  sid TEXT PRIMARY KEY, call_sid TEXT NOT NULL, conference_sid TEXT NOT NULL, source TEXT NOT NULL,
  status TEXT NOT NULL, seconds INTEGER NOT NULL, words TEXT NOT NULL, callback TEXT NOT NULL,
  events TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS recordings_of ON recordings (call_sid, conference_sid);
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
SHAPE = 2
"""Grows when a table changes. Calls and their recordings of an older shape are let go: they are long over."""


class Store:
    """Thread-safe access to the file. Never hold a `write()` open over a network call."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode=wal", "synchronous=normal", "busy_timeout=5000"):
            self._connection.execute(f"PRAGMA {pragma}")
        if self._connection.execute("PRAGMA user_version").fetchone()[0] < SHAPE:
            self._connection.executescript("DROP TABLE IF EXISTS calls; DROP TABLE IF EXISTS recordings;")
        self._connection.executescript(f"{SCHEMA} PRAGMA user_version = {SHAPE};")

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
