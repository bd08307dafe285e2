"""Posts webhooks to the web process: signed, grouped, retried as each provider retries."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sandbox.clock import machine_ms
from sandbox.posting import Answer, Poster
from sandbox.settings import SandboxSettings
from sandbox.store import Store, insert

Reader = Callable[[Answer], str]
BATCH = 400
NO_LIMIT = -1
POSTING_THREADS = 4
IDLE_SECONDS = 1.0
EVENTS_IN_ONE_POST = 100
RETRY_MS = {
    "event": (2_000, 5_000, 15_000, 60_000, 300_000),
    "mail": (3_000, 10_000, 30_000, 120_000, 600_000),
}
"""SendGrid retries events for a day and mails for three; here the same steps come faster."""
RANKS = {"accepted": 0, "queued": 1, "sent": 2, "failed": 3, "undelivered": 3, "delivered": 3}


def _nothing(answer: Answer) -> str:
    return ""


@dataclass(frozen=True)
class Posted:
    """One webhook as it went: `status` is the HTTP answer, None when nobody answered."""

    kind: str
    subject: str
    title: str
    url: str
    status: int | None
    error: str
    page: str = ""
    content_type: str = ""

    @property
    def good(self) -> bool:
        """Whether the web process took it."""
        return self.status is not None and 200 <= self.status < 300


class Courier:
    """The queue of webhooks in the store, and the thread that empties it."""

    def __init__(self, settings: SandboxSettings, store: Store, data_dir: Path) -> None:
        self._store = store
        self._poster = Poster(settings, data_dir)
        self._pool = ThreadPoolExecutor(POSTING_THREADS, thread_name_prefix="sandbox-post")
        self._bell = threading.Event()
        self._stopped = threading.Event()
        self._one_at_a_time = threading.Lock()
        self._thread: threading.Thread | None = None
        with store.write() as connection:  # a kill may have left some half done: a provider would repeat them
            connection.execute("UPDATE webhooks SET state = 'queued' WHERE state = 'posting'")

    def start(self) -> None:
        """Begin to post what falls due."""
        self._thread = threading.Thread(target=self._run, name="sandbox-courier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread after what it is posting now."""
        self._stopped.set()
        self._bell.set()
        if self._thread:
            self._thread.join(timeout=5)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def ring(self) -> None:
        """Something was queued: look at once."""
        self._bell.set()

    def post_now(self, row: dict[str, Any], read: Reader = _nothing, method: str = "POST") -> Posted:
        """Post one webhook in this thread, keep it in the log, and queue its retry if its provider would.

        `read` acts on a 2xx answer and returns what is wrong with it, "" if nothing.
        """
        what = (row["kind"], row["url"], row["content_type"], [row["body"]], method)
        attempts, answer = 0, self._poster.post(*what)
        while retry_after_ms(row["kind"], attempts, answer) == 0:
            attempts += 1
            answer = self._poster.post(*what)
        if answer.good:
            answer = replace(answer, error=read(answer))
        with self._store.write() as connection:
            values = {**row, "state": "posting", "due_ms": machine_ms(), "attempts": attempts}
            key = insert(connection, "webhooks", **values)
            kept: sqlite3.Row = connection.execute("SELECT * FROM webhooks WHERE id = ?", (key,)).fetchone()
            _settle(connection, kept, answer)
        return replace(_posted(kept, answer), page=answer.body, content_type=answer.content_type)

    def deliver_all(self) -> list[Posted]:
        """Post everything that is queued now, due or not, one after the other in due order."""
        done: list[Posted] = []
        limit = self._store.row("SELECT coalesce(max(id), 0) FROM webhooks")
        for row in self._claim("id <= ?", limit[0] if limit else 0, NO_LIMIT):
            done += self._post_group([row])
        return done

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._bell.wait(self._seconds_to_next())
            self._bell.clear()
            rows = [] if self._stopped.is_set() else self._claim("due_ms <= ?", machine_ms(), BATCH)
            for future in [self._pool.submit(self._post_group, group) for group in _groups(rows)]:
                future.result()

    def _seconds_to_next(self) -> float:
        row = self._store.row("SELECT min(due_ms) FROM webhooks WHERE state = 'queued'")
        if row is None or row[0] is None:
            return IDLE_SECONDS
        return max(0.0, min(IDLE_SECONDS, (int(row[0]) - machine_ms()) / 1000))

    def _claim(self, which: str, value: int, limit: int) -> list[sqlite3.Row]:
        """Take queued rows and let the status they report become true, in one transaction."""
        with self._one_at_a_time, self._store.write() as connection:
            rows = connection.execute(
                f"SELECT * FROM webhooks WHERE state = 'queued' AND {which} ORDER BY due_ms, id LIMIT ?",
                (value, limit),
            ).fetchall()
            connection.executemany(
                "UPDATE webhooks SET state = 'posting' WHERE id = ?", [(r["id"],) for r in rows]
            )
            for row in rows:
                _make_true(connection, row)
        return rows

    def _post_group(self, rows: Sequence[sqlite3.Row]) -> list[Posted]:
        """Rows of one subject one after the other; events of one URL in one post."""
        done = []
        batches = [rows] if rows[0]["kind"] == "event" else [[row] for row in rows]
        for batch in batches:
            answer = self._answer(batch)
            with self._store.write() as connection:
                for row in batch:
                    _settle(connection, row, answer)
            done += [_posted(row, answer) for row in batch]
        return done

    def _answer(self, batch: Sequence[sqlite3.Row]) -> Answer:
        first = batch[0]
        if not first["url"]:
            return Answer(None, "")  # nobody asked to be told
        return self._poster.post(
            first["kind"], first["url"], first["content_type"], [r["body"] for r in batch]
        )


def queue_webhook(connection: sqlite3.Connection, due_ms: int, **row: Any) -> None:
    """Add one webhook to the queue within the caller's transaction."""
    insert(connection, "webhooks", state="queued", due_ms=due_ms, **row)


def _groups(rows: Sequence[sqlite3.Row]) -> list[list[sqlite3.Row]]:
    """What may go side by side: all events of one URL in chunks, everything else by its subject."""
    groups: dict[str, list[sqlite3.Row]] = {}
    for position, row in enumerate(rows):
        event = row["kind"] == "event"
        key = f"{row['url']} {position // EVENTS_IN_ONE_POST}" if event else row["subject"]
        groups.setdefault(f"{row['kind']} {key}", []).append(row)
    return list(groups.values())


def _make_true(connection: sqlite3.Connection, row: sqlite3.Row) -> None:
    """A status is a fact before it is reported. It only moves forward, however reports are ordered."""
    if row["kind"] == "recording" and row["status_after"]:
        sql = "UPDATE recordings SET status = ?, updated_ms = ? WHERE sid = ? AND status = 'processing'"
        connection.execute(sql, (row["status_after"], machine_ms(), row["subject"]))
    if row["kind"] != "status" or row["attempts"]:
        return
    text = connection.execute("SELECT status FROM texts WHERE sid = ?", (row["subject"],)).fetchone()
    if text and RANKS.get(row["status_after"], 0) > RANKS.get(text["status"], 0):
        connection.execute(
            "UPDATE texts SET status = ?, updated_ms = ? WHERE sid = ?",
            (row["status_after"], machine_ms(), row["subject"]),
        )


def _settle(connection: sqlite3.Connection, row: sqlite3.Row, answer: Answer) -> None:
    wait = retry_after_ms(row["kind"], row["attempts"], answer)
    state = "queued" if wait is not None else "done" if answer.good or not row["url"] else "failed"
    connection.execute(
        "UPDATE webhooks SET state = ?, attempts = attempts + 1, answer = ?, error = ?, posted_ms = ?, due_ms = ?"
        " WHERE id = ?",
        (state, answer.status, answer.error, machine_ms(), machine_ms() + (wait or 0), row["id"]),
    )


def retry_after_ms(kind: str, attempts: int, answer: Answer) -> int | None:
    """When a provider would try again after attempt number `attempts` (from 0), or None for never.

    Twilio: once, at once, and only when no connection came about. SendGrid's events: after anything but
    2xx. Inbound Parse: after 5xx or no answer; a 4xx or 3xx drops the mail for good.
    """
    if kind not in RETRY_MS:
        return 0 if answer.unconnected and attempts == 0 else None
    failed = not answer.good if kind == "event" else answer.status is None or answer.status >= 500
    steps = RETRY_MS[kind]
    return steps[attempts] if failed and attempts < len(steps) else None


def _posted(row: sqlite3.Row, answer: Answer) -> Posted:
    return Posted(row["kind"], row["subject"], row["title"], row["url"], answer.status, answer.error)
