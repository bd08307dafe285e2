"""What is in the mailboxes, for the page, tests and scripts."""

from __future__ import annotations

import json
from typing import Any

from sandbox.carrier import Carrier

DECODED = ("headers", "custom_args", "attachments")


class NoSuchMail(LookupError):
    """No mail has this id."""


def mail_by_id(carrier: Carrier, mail_id: int) -> dict[str, Any]:
    """One mail with its headers, custom args and attachments decoded. Raises NoSuchMail."""
    row = carrier.store.row("SELECT * FROM mails WHERE id = ?", mail_id)
    if row is None:
        raise NoSuchMail(f"There is no mail number {mail_id}.")
    return _decoded(dict(row))


def mails_of(carrier: Carrier, mailbox: str, limit: int) -> list[dict[str, Any]]:
    """The newest mails of one mailbox, newest first."""
    sql = "SELECT * FROM mails WHERE mailbox = ? ORDER BY id DESC LIMIT ?"
    return [_decoded(dict(row)) for row in carrier.store.rows(sql, mailbox, limit)]


def mails_json(carrier: Carrier) -> list[dict[str, Any]]:
    """Every mail either way, oldest first."""
    return [_decoded(dict(row)) for row in carrier.store.rows("SELECT * FROM mails ORDER BY id")]


def _decoded(mail: dict[str, Any]) -> dict[str, Any]:
    return {**mail, **{name: json.loads(mail[name]) for name in DECODED}}
