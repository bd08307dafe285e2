"""The phones and mailboxes on the page. They last, and anyone who texts or writes is in the book."""

from __future__ import annotations

import re
import sqlite3

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.twilio.places import PLACES
from sandbox.twilio.sids import E164

# Amy is new; the others are the people of examples/team.csv.
STARTERS = (
    ("Amy, who is new", "+13125550142"),
    ("Rosa, the host", "+13125550106"),
    ("Bob", "+13035550101"),
    ("Carla", "+12125550103"),
)
STARTER_MAILBOXES = (("Tom", "tom@example.com"), ("Dee", "dee@example.com"))
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\Z")


class BadEntry(ValueError):
    """What was typed is no number or address; the text says what would be one."""


def add_phone(carrier: Carrier, number: str, name: str = "") -> str:
    """Put a phone in the book (again: a new name) and return its number as E.164. Raises BadEntry."""
    number = tidy_number(number)
    with carrier.store.write() as connection:
        connection.execute(
            "INSERT INTO phones VALUES (?, ?, ?) ON CONFLICT (number) DO UPDATE SET name = excluded.name",
            (number, name.strip(), machine_ms()),
        )
    return number


def remember_phone(carrier: Carrier, number: str) -> None:
    """Put a phone in the book unless it is there."""
    with carrier.store.write() as connection:
        connection.execute("INSERT OR IGNORE INTO phones VALUES (?, '', ?)", (number, machine_ms()))


def tidy_number(typed: str) -> str:
    """`(312) 555-0142` and the like as `+13125550142`. Raises BadEntry with a human sentence."""
    digits = re.sub(r"[\s().\-]", "", typed)
    if not digits.startswith("+"):
        digits = "+" + digits if len(digits) == 11 and digits.startswith("1") else "+1" + digits
    if not E164.match(digits):
        raise BadEntry(f"“{typed}” is not a phone number. Try one like {next_number([])}.")
    return digits


def add_mailbox(carrier: Carrier, address: str, name: str = "") -> str:
    """Put a mailbox in the book (again: a new name) and return its address in lower case. Raises BadEntry."""
    address = address.strip().lower()
    if not _ADDRESS.match(address):
        raise BadEntry(f"“{address}” is not an email address. Try one like ana@mail.localhost.")
    with carrier.store.write() as connection:
        connection.execute(
            "INSERT INTO mailboxes VALUES (?, ?, ?) ON CONFLICT (address) DO UPDATE SET name = excluded.name",
            (address, name.strip(), machine_ms()),
        )
    return address


def remove_entry(carrier: Carrier, entry: str) -> None:
    """Take a phone or mailbox off the page; its texts and mails stay in the record."""
    with carrier.store.write() as connection:
        connection.execute("DELETE FROM phones WHERE number = ?", (entry,))
        connection.execute("DELETE FROM mailboxes WHERE address = ?", (entry,))


def starters(carrier: Carrier) -> None:
    """Phones and mailboxes for a newcomer to begin with, if the book is empty."""
    if phones(carrier) or mailboxes(carrier):
        return
    for name, number in STARTERS:
        add_phone(carrier, number, name)
    for name, address in STARTER_MAILBOXES:
        add_mailbox(carrier, address, name)


def phones(carrier: Carrier) -> list[sqlite3.Row]:
    """All phones, oldest first."""
    return carrier.store.rows("SELECT * FROM phones ORDER BY created_ms, rowid")


def mailboxes(carrier: Carrier) -> list[sqlite3.Row]:
    """All mailboxes, oldest first."""
    return carrier.store.rows("SELECT * FROM mailboxes ORDER BY created_ms, rowid")


def next_number(taken: list[str]) -> str:
    """A number nobody has: fictional ones (555-01xx), from one area code after the other."""
    areas = list(PLACES)
    for at in range(len(areas) * 100):
        number = f"+1{areas[at % len(areas)]}55501{(at * 7 + 12) % 100:02d}"
        if number not in taken:
            return number
    return ""
