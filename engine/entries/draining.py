"""Fetching pictures: one after the other, for about a second, and no transaction while one comes or is read."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import peewee

from engine import outbox, turns
from engine.challenges import run_of
from engine.channels import Kit, PictureError, PictureStore
from engine.entries.answering import answer
from engine.entries.counting import count, lock_run
from engine.entries.showing import ask_a_host, tell_unreadable
from engine.models import Blob, Entry, Member, Picture
from engine.models.challenges import COUNTED, FAILED, KEPT, LOST, UNREADABLE, WAITING
from engine.models.db import locked, transaction
from engine.models.people import lock_member
from engine.pictures import Shown, Unreadable, read_picture
from engine.pictures.kinds import JPEG
from engine.published import live

BOUND = 1.0  # seconds; a picture that has begun to come is taken in to its end
LEASE = timedelta(minutes=2)  # longer than any picture takes
AGAIN = tuple(timedelta(seconds=s) for s in (2, 10, 60, 600, 3600, 6 * 3600))

_log = logging.getLogger(__name__)


@dataclass
class Drained:
    """``handled`` pictures came or will not come; ``more`` says that others are due."""

    handled: int = 0
    more: bool = False


@dataclass(frozen=True)
class _Came:
    """A picture as it came, by its digest, and our own copy of it."""

    sha256: str
    shown: Shown


def drain(kit: Kit, now: datetime) -> Drained:
    """Fetch and read what is due, oldest first. A copy of the community away from home fetches nothing."""
    done, began = Drained(), turns.seconds()
    if not _any_due(now) or not outbox.at_home(kit.settings):
        return done
    while (row := _claim(now)) is not None:
        done.handled += 1
        _serve(row, kit.carriers.pictures, kit, now)
        if turns.seconds() - began > BOUND:
            done.more = _any_due(now)
            break
    return done


def _due(now: datetime) -> peewee.Expression:
    due: peewee.Expression = (Picture.state == WAITING) & (Picture.due_at <= now)
    return due


def _any_due(now: datetime) -> bool:
    return bool(Picture.select(Picture.id).where(_due(now)).exists())


def _claim(now: datetime) -> Picture | None:
    """The next picture, ours for as long as the lease lasts; whoever else looks at it then finds it taken."""
    row: Picture | None = Picture.select().where(_due(now)).order_by(Picture.due_at, Picture.id).first()
    if row is None:
        return None
    with transaction():
        ours = _due(now) & (Picture.id == row.id) & (Picture.tries == row.tries)
        taken = Picture.update(tries=row.tries + 1, due_at=now + LEASE).where(ours).execute()
    row.tries += 1
    return row if taken else _claim(now)


def _serve(row: Picture, store: PictureStore | None, kit: Kit, now: datetime) -> None:
    try:
        came = _come(row, store)
    except PictureError as error:
        _missed(row, str(error), kit, now, final=error.permanent)
    except Unreadable as error:
        _missed(row, str(error), kit, now, final=True, state=UNREADABLE)
    except Exception as error:  # noqa: BLE001  whatever it is, it is tried again and the others go on
        _log.exception("Picture %s could not be fetched and read", row.id)
        _missed(row, type(error).__name__, kit, now, final=False)
    else:
        _keep(row, came, kit, now)


def _come(row: Picture, store: PictureStore | None) -> _Came:
    """The picture of a mail, or that of a text from where it is kept."""
    if row.came is not None:
        body = bytes(row.came)
    elif store is not None:
        body = store.fetch(row.url).body
    else:
        raise PictureError("No keys are given to fetch pictures with.", permanent=False)
    return _Came(hashlib.sha256(body).hexdigest(), read_picture(body))


def _keep(row: Picture, came: _Came, kit: Kit, now: datetime) -> None:
    """Keep our copy, count its entry, answer, and ask a host whether it may be shown."""
    with transaction():
        if row.entry_id is None:
            _keep_for_a_person(row, came)
            return
        entry, member, ours = _hold(row)
        if entry is None or member is None or ours is None:
            return
        run = run_of(entry.occurrence, live().workflow(entry.occurrence.revision_id))
        if run is None:
            return
        ours.sha256, ours.look, ours.came = came.sha256, came.shown.look, None
        lock_run(run)
        entry.state = count(entry, run, member, ours)
        entry.save(only=[Entry.state])
        if entry.state == COUNTED:
            ours.blob = _blob(came.shown.jpeg)
        ours.state, ours.error = KEPT, ""
        ours.save()
        if entry.inbound is not None:
            answer(entry.inbound, run, member, now)
        if entry.state == COUNTED and run.challenge.approval:
            ask_a_host(entry, run, member, kit.links, now)


def _keep_for_a_person(row: Picture, came: _Came) -> None:
    """Of a conversation: it counts for nothing, and whoever has the conversation looks at it."""
    ours = _hold_sent(row)
    if ours is not None:
        ours.sha256, ours.look, ours.came = came.sha256, came.shown.look, None
        ours.blob, ours.state, ours.error = _blob(came.shown.jpeg), KEPT, ""
        ours.save()


def _hold_sent(row: Picture) -> Picture | None:
    if row.inbound is None or row.inbound.member_id is None:
        return None
    lock_member(row.inbound.member_id)
    return _still(row)


def _blob(jpeg: bytes) -> Blob:
    """The row of these bytes, made now or found."""
    sha256 = hashlib.sha256(jpeg).hexdigest()
    Blob.insert(sha256=sha256, body=jpeg, media_type=JPEG).on_conflict_ignore().execute()
    found: Blob = Blob.select(Blob.id, Blob.sha256).where(Blob.sha256 == sha256).get()
    return found


def _missed(row: Picture, error: str, kit: Kit, now: datetime, *, final: bool, state: str = FAILED) -> None:
    """Put it off, each time for longer, and give up after some hours; the member is told then."""
    with transaction():
        entry, member, ours = (None, None, _hold_sent(row)) if row.entry_id is None else _hold(row)
        if ours is None:
            return
        ours.error = error
        if not final and ours.tries <= len(AGAIN):
            ours.due_at = now + AGAIN[ours.tries - 1]
            ours.save(only=[Picture.error, Picture.due_at])
            return
        _log.warning("Picture %s will not come: %s", ours.id, error)
        ours.state, ours.came = state, None
        ours.save(only=[Picture.state, Picture.error, Picture.came])
        if entry is None or member is None:
            return  # of a conversation: its page says so
        entry.state = LOST
        entry.save(only=[Entry.state])
        run = run_of(entry.occurrence, live().workflow(entry.occurrence.revision_id))
        if run is not None and entry.inbound is not None:
            answer(entry.inbound, run, member, now)
        tell_unreadable(entry, error, member, now)


def _hold(row: Picture) -> tuple[Entry | None, Member | None, Picture | None]:
    """The member, then their entry and its picture, locked; None for a picture that was erased meanwhile or that
    another process took after our lease."""
    entry = Entry.get_or_none(Entry.id == row.entry_id)
    member = lock_member(entry.member_id) if entry is not None else None
    found = _still(row)
    entry = Entry.get_or_none(Entry.id == row.entry_id) if found is not None else None
    return (entry, member, found) if entry is not None and member is not None else (None, None, None)


def _still(row: Picture) -> Picture | None:
    """The picture, locked, while it is as we claimed it."""
    found: Picture | None = locked(Picture.select().where(Picture.id == row.id)).first()
    return found if found is not None and (found.state, found.tries) == (WAITING, row.tries) else None
