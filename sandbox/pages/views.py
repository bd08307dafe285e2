"""What the page shows, as plain values for the templates: threads, mailboxes, clock and log."""

from __future__ import annotations

import json
import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sandbox.carrier import Carrier
from sandbox.clock import Reading, from_ms
from sandbox.pages.calls import named_lines, open_call, pretty
from sandbox.phonebook import mailboxes, phones
from sandbox.sendgrid.mailbox import mails_of
from sandbox.twilio.places import zone_of

NEWEST_TEXTS = 60
NEWEST_MAILS = 25
NEWEST_WEBHOOKS = 40
MOST_OTHERS = 12
FAILED = ("failed", "undelivered")
_LINK = re.compile(r"<(https?://[^>]+)>")


@dataclass(frozen=True)
class Item:
    """One thing in a phone's thread: a text or a call, at a time on that phone's own clock."""

    key: str
    kind: str
    mine: bool
    at: datetime
    value: dict[str, Any]


def local(iso: str, zone: str) -> datetime:
    """An ISO instant on the wall clock of `zone`."""
    return datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))


def short_time(at: datetime) -> str:
    """`7:05 pm`."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"


def long_time(at: datetime) -> str:
    """`Tuesday 24 November, 7:05 pm`."""
    return f"{at:%A} {at.day} {at:%B}, {short_time(at)}"


def clock_view(carrier: Carrier) -> dict[str, Any]:
    """The community's clock for the top of the page."""
    reading: Reading = carrier.clock.read()
    at = reading.now.astimezone(ZoneInfo(reading.timezone))
    place = reading.timezone.rpartition("/")[2].replace("_", " ")
    return {
        "day": f"{at:%A} {at.day} {at:%B} {at.year}",
        "time": short_time(at),
        "place": place,
        "moving": reading.moving,
        "reachable": reading.reachable,
        "zone": reading.timezone,
        "now": reading.now,
    }


def phone_views(carrier: Carrier, clock: dict[str, Any]) -> list[dict[str, Any]]:
    """Every phone of the book with its own time of day."""
    return [_phone(carrier, row["number"], row["name"], clock) for row in phones(carrier)]


def _phone(carrier: Carrier, number: str, name: str, clock: dict[str, Any]) -> dict[str, Any]:
    zone = zone_of(number) or clock["zone"]
    stopped = carrier.store.row("SELECT 1 FROM blocks WHERE recipient = ?", number) is not None
    return {
        "number": number,
        "name": name,
        "pretty": pretty(number),
        "zone": zone,
        "time": short_time(clock["now"].astimezone(ZoneInfo(zone))),
        "place": zone.rpartition("/")[2].replace("_", " "),
        "stopped": stopped,
        "items": thread(carrier, number, zone),
        "call": open_call(carrier, number),
    }


def thread(carrier: Carrier, number: str, zone: str) -> list[Item]:
    """The newest texts and ended calls of one phone, oldest first."""
    sql = "SELECT * FROM texts WHERE phone = ? ORDER BY id DESC LIMIT ?"
    texts = [_text_item(dict(row), zone) for row in carrier.store.rows(sql, number, NEWEST_TEXTS)]
    sql = "SELECT * FROM calls WHERE phone = ? AND ended_ms IS NOT NULL ORDER BY id DESC LIMIT 10"
    calls = [_call_item(carrier, dict(row), zone) for row in carrier.store.rows(sql, number)]
    return sorted([*reversed(texts), *reversed(calls)], key=lambda item: item.value["created_ms"])


def _text_item(row: dict[str, Any], zone: str) -> Item:
    row["media"] = [{"url": url, "kind": _media_kind(url)} for url in json.loads(row["media"])]
    row["failed"] = row["status"] in FAILED
    return Item(f"t{row['id']}", "text", row["direction"] == "inbound", local(row["community_at"], zone), row)


def _call_item(carrier: Carrier, row: dict[str, Any], zone: str) -> Item:
    row["lines"] = named_lines(carrier, row["sid"])
    return Item(f"c{row['id']}", "call", row["direction"] == "inbound", local(row["community_at"], zone), row)


def _media_kind(url: str) -> str:
    kind = (mimetypes.guess_type(urlsplit(url).path)[0] or "").partition("/")[0]
    return kind if kind in ("image", "audio") else "link"


def mailbox_views(carrier: Carrier, clock: dict[str, Any]) -> list[dict[str, Any]]:
    """Every mailbox of the book with its newest mails, newest first."""
    return [
        {
            **dict(row),
            "mails": [_mail(mail, clock["zone"]) for mail in mails_of(carrier, row["address"], NEWEST_MAILS)],
        }
        for row in mailboxes(carrier)
    ]


def _mail(mail: dict[str, Any], zone: str) -> dict[str, Any]:
    return {**mail, "at": local(mail["community_at"], zone), "unsubscribe": unsubscribe_link(mail["headers"])}


def unsubscribe_link(headers: dict[str, str]) -> str:
    """The one-click address of a mail (RFC 8058): both headers, else nothing."""
    lowered = {name.lower(): value for name, value in headers.items()}
    found = _LINK.search(lowered.get("list-unsubscribe", ""))
    one_click = lowered.get("list-unsubscribe-post", "").replace(" ", "") == "List-Unsubscribe=One-Click"
    return found[1] if found and one_click else ""


def other_numbers(carrier: Carrier) -> list[dict[str, Any]]:
    """Numbers that were texted and are on no phone here, the latest first."""
    sql = (
        "SELECT phone AS entry, count(*) AS texts, max(id) AS newest FROM texts"
        " WHERE phone NOT IN (SELECT number FROM phones) GROUP BY phone ORDER BY newest DESC LIMIT ?"
    )
    return [{**dict(row), "pretty": pretty(row["entry"])} for row in carrier.store.rows(sql, MOST_OTHERS)]


def other_mailboxes(carrier: Carrier) -> list[dict[str, Any]]:
    """Addresses that were written to and are no mailbox here, the latest first."""
    sql = (
        "SELECT mailbox AS entry, count(*) AS mails, max(id) AS newest FROM mails"
        " WHERE mailbox NOT IN (SELECT address FROM mailboxes) GROUP BY mailbox ORDER BY newest DESC LIMIT ?"
    )
    return [dict(row) for row in carrier.store.rows(sql, MOST_OTHERS)]


def log_view(carrier: Carrier) -> list[dict[str, Any]]:
    """The newest webhooks, newest first, with the machine's time."""
    sql = (
        "SELECT id, kind, title, url, state, attempts, answer, error, posted_ms FROM webhooks"
        " WHERE url <> '' AND posted_ms IS NOT NULL ORDER BY posted_ms DESC, id DESC LIMIT ?"
    )
    return [
        {**dict(row), "path": urlsplit(row["url"]).path, "at": f"{from_ms(row['posted_ms']):%H:%M:%S}"}
        for row in carrier.store.rows(sql, NEWEST_WEBHOOKS)
    ]
