"""PINs: six digits that prove who rings, where a caller's number alone does not.

Kept only as a digest keyed with our secret, so that whoever sees the database cannot ring as the host; the words of
a text that brings one are blanked when it has left. Six digits could be tried out by phone, so a few wrong ones lock
the caller for a while, and many by all callers, within an hour or a day, lock everybody.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.errors import SettingError
from engine.models import Delivery, Limit, Member, Occurrence, Pin
from engine.models.db import transaction
from engine.models.looks import Look
from engine.models.sending import FINAL
from engine.now import to_ms
from engine.settings import Settings

log = logging.getLogger(__name__)

DIGITS = 6
SHOWN = timedelta(days=2)  # no text that brings a PIN is on its way for longer
CALLED = timedelta(
    hours=3
)  # a call that brings one says it when it is answered, and is rung again when it is missed
_PIN = re.compile(
    rf"(?<!\w)(?<!\d )\d(?: ?\d){{{DIGITS - 1}}}(?! ?\d)(?!\w)"
)  # a voice reads it digit by digit
_BLANK = "*" * DIGITS
_CAUSE = "pin:"
_LONGEST_KEY = 96


@dataclass(frozen=True)
class Lock:
    """``most`` wrong PINs within ``span`` lock until the oldest of them is as long ago."""

    key: str
    most: int
    span: timedelta


EVERYBODY = Lock("pin-all", 30, timedelta(hours=1))
EVERY_DAY = Lock(
    "pin-day", 100, timedelta(days=1)
)  # patience finds a PIN too, where an hour's lock is all there is
OVERALL = (EVERYBODY, EVERY_DAY)


def _callers(caller: str) -> Lock:
    return Lock(f"pin:{caller}"[:_LONGEST_KEY], 3, timedelta(minutes=15))


def new_pin(
    member: Member,
    settings: Settings,
    now: datetime,
    occurrence: Occurrence | None = None,
    expires_at: datetime | None = None,
) -> str:
    """A fresh PIN in place of the one they had (for this ``occurrence``): shown to them now, and never again.

    Raises SettingError without SECRET_KEY. Inside the caller's transaction.
    """
    if not settings.secret_key:
        problem = "is missing, and without it nobody's PIN would be safe"
        raise SettingError("SECRET_KEY", problem, "Set it as for a service, and make the PIN again.")
    for_what = Pin.occurrence.is_null() if occurrence is None else (Pin.occurrence == occurrence.id)
    Pin.delete().where((Pin.member == member.id) & for_what).execute()
    digits = _unused(settings, now)
    Pin.create(
        member=member,
        digest=_digest(member.id, digits, settings),
        occurrence=occurrence,
        made_at=now,
        expires_at=expires_at,
    )
    return digits


def proves(digits: str, settings: Settings, now: datetime) -> Member | None:
    """Whose PIN this is. Every living PIN is compared, so that the time it takes gives nothing away.

    Ask ``locked`` first, and tell ``wrong`` where it is nobody's.
    """
    found: Member | None = None
    for pin in _living(now):
        if hmac.compare_digest(pin.digest, _digest(pin.member_id, digits, settings)):
            found = pin.member
    return found


def wrong(caller: str, now: datetime) -> datetime | None:
    """Note that this caller's PIN was nobody's; returns until when they are locked, as ``locked`` does."""
    for lock in (_callers(caller), *OVERALL):
        Limit.delete().where((Limit.key == lock.key) & (Limit.window <= now - lock.span)).execute()
        Limit.insert(key=lock.key, window=now, count=1).on_conflict(
            conflict_target=[Limit.key, Limit.window], update={Limit.count: Limit.count + 1}
        ).execute()
    if shut(now) is not None:
        log.warning("Wrong PINs come from many callers: none is taken until there are fewer.")
    return locked(caller, now)


def locked(caller: str, now: datetime) -> datetime | None:
    """Until when no PIN is taken from this caller, or None: try on."""
    return _last_end((_callers(caller), *OVERALL), now)


def shut(now: datetime) -> datetime | None:
    """Until when no PIN is taken from anybody, or None. Who leads by a number that is vouched for needs none."""
    return _last_end(OVERALL, now)


def cause(member: Member, now: datetime) -> str:
    """What a text belongs to that brings the PIN made ``now``: by this it is found again and blanked."""
    return f"{_CAUSE}{member.id}:{to_ms(now)}"


def brought_by(cause: str) -> bool:
    """Whether what has this cause brings a PIN."""
    return cause.startswith(_CAUSE)


def blank(now: datetime) -> int:
    """Take the digits out of texts that have left, or never will; how many."""
    if not _RECENT.any(now):
        return 0
    recent = list(Pin.select(Pin, Member).join(Member).where(Pin.made_at > now - SHOWN))
    causes = [cause(pin.member, pin.made_at) for pin in recent]
    brought = Delivery.cause.in_(causes) & Delivery.state.in_(FINAL) & _said(now)
    rows = [row for row in Delivery.select().where(brought) if _PIN.search(_words(row))]
    for row in rows:
        context = {**row.context, "words": _PIN.sub(_BLANK, str(row.context.get("words", "")))}
        with transaction():
            body = _PIN.sub(_BLANK, row.body)
            Delivery.update(body=body, context=context).where(Delivery.id == row.id).execute()
    return len(rows)


_RECENT = Look(lambda now: Pin.select(Pin.id).where(Pin.made_at > now - SHOWN).limit(1))


def _said(now: datetime) -> Any:
    """A text has said it when it left, a call only a while after it was placed."""
    return (Delivery.channel != "phone") | Delivery.sent_at.is_null() | (Delivery.sent_at <= now - CALLED)


def _words(row: Delivery) -> str:
    return f"{row.body} {row.context.get('words', '')}"


def _last_end(locks: Iterable[Lock], now: datetime) -> datetime | None:
    ends = [_ends(lock, now) for lock in locks]
    return max((end for end in ends if end is not None), default=None)


def _ends(lock: Lock, now: datetime) -> datetime | None:
    """When so many wrong ones are old that fewer than ``most`` are left."""
    within = (Limit.key == lock.key) & (Limit.window > now - lock.span)
    counted = 0
    for row in Limit.select().where(within).order_by(Limit.window.desc()):
        counted += row.count
        if counted >= lock.most:
            return row.window + lock.span
    return None


def _living(now: datetime) -> Iterable[Pin]:
    alive = (Pin.expires_at.is_null() | (Pin.expires_at > now)) & Member.forgotten_at.is_null()
    rows: Iterable[Pin] = Pin.select(Pin, Member).join(Member).where(alive).order_by(Pin.id)
    return rows


def _unused(settings: Settings, now: datetime) -> str:
    """Digits that are nobody's yet: a PIN means one member."""
    while True:
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if proves(digits, settings, now) is None:
            return digits


def _digest(member_id: int, digits: str, settings: Settings) -> str:
    key = f"pin:{settings.secret_key}".encode()
    return hmac.digest(key, f"{member_id}:{digits}".encode(), hashlib.sha256).hex()
