"""Fetching what was recorded: one sound after the other, for about a second, and no transaction while it comes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import peewee

from engine import outbox, turns
from engine.channels import Audio, Kit, SoundError, SoundStore
from engine.links import Links
from engine.models import Sound
from engine.models.db import locked, transaction
from engine.models.sending import ANSWER
from engine.outbox import NewDelivery, queue
from engine.sounds.calls import publish_call
from engine.sounds.keeping import keep
from engine.sounds.kinds import CALL, FAILED, KEPT, NAME, TAKE, WAITING
from engine.sounds.names import tell_name
from engine.sounds.takes import publish_take

BOUND = 1.0  # seconds; a sound that has begun to come is taken in to its end
LEASE = timedelta(minutes=3)  # longer than any sound takes
AGAIN = tuple(timedelta(seconds=s) for s in (3, 10, 30, 120, 600, 3600, 4 * 3600, 12 * 3600, 24 * 3600))

_log = logging.getLogger(__name__)


@dataclass
class Drained:
    """``handled`` sounds came or will not come; ``more`` says that others are due."""

    handled: int = 0
    more: bool = False


def drain(kit: Kit, now: datetime) -> Drained:
    """Fetch what is due, those first that somebody waits for on the phone. A copy away from home fetches nothing."""
    done, store, began = Drained(), kit.carriers.sounds, turns.seconds()
    if store is None or not _any_due(now) or not outbox.at_home(kit.settings):
        return done
    while (row := _claim(now)) is not None:
        done.handled += 1
        _serve(row, store, kit.links, now)
        if turns.seconds() - began > BOUND:
            done.more = _any_due(now)
            break
    return done


def _any_due(now: datetime) -> bool:
    return bool(Sound.select().where((Sound.state == WAITING) & (Sound.due_at <= now)).exists())


def _claim(now: datetime) -> Sound | None:
    """The next sound, ours for as long as the lease lasts; whoever else looks at it then finds it taken."""
    due = (Sound.state == WAITING) & (Sound.due_at <= now)
    row: Sound | None = Sound.select().where(due).order_by(Sound.kind != TAKE, Sound.due_at, Sound.id).first()
    if row is None:
        return None
    with transaction():
        ours = due & (Sound.id == row.id) & (Sound.tries == row.tries)
        taken = Sound.update(tries=row.tries + 1, due_at=now + LEASE).where(ours).execute()
    row.tries += 1
    return row if taken else _claim(now)


def _serve(row: Sound, store: SoundStore, links: Links, now: datetime) -> None:
    try:
        _keep(row, store.fetch(row.url), links, now)
    except SoundError as error:
        _missed(row, str(error), now, final=error.permanent)
    except peewee.DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, the sound is tried again and the others go on
        _log.exception("Sound %s could not be fetched and kept", row.id)
        _missed(row, type(error).__name__, now, final=False)


def _keep(row: Sound, audio: Audio, links: Links, now: datetime) -> None:
    with transaction():
        ours = _still_ours(row)
        if ours is None:
            return
        ours.blob, ours.media_type = keep(audio), audio.media_type
        ours.state, ours.error = KEPT, ""
        ours.save()
        if ours.kind == CALL:
            publish_call(ours, links, now)
        elif ours.kind == TAKE:
            publish_take(ours, links, now)
        elif ours.kind == NAME:
            tell_name(ours, links, now)


def _missed(row: Sound, error: str, now: datetime, *, final: bool) -> None:
    """Put it off, each time for longer, and give up after some days; whoever counts on it is told then."""
    with transaction():
        ours = _still_ours(row)
        if ours is None:
            return
        ours.error = error
        if final or ours.tries > len(AGAIN):
            ours.state = FAILED
            _log.warning("Sound %s will not be fetched: %s", ours.id, error)
            _tell(ours, now)
        else:
            ours.due_at = now + AGAIN[ours.tries - 1]
        ours.save(only=[Sound.state, Sound.error, Sound.due_at])


def _still_ours(row: Sound) -> Sound | None:
    """The row, locked, unless it was dropped meanwhile or another process took it after our lease."""
    found: Sound | None = locked(Sound.select().where(Sound.id == row.id)).first()
    return found if found is not None and (found.state, found.tries) == (WAITING, row.tries) else None


def _tell(row: Sound, now: datetime) -> None:
    """A leader believes that their recording is out: they are told that it is not."""
    if row.kind != TAKE or row.member_id is None:
        return
    words = "Your recording did not come through from the phone company, so nobody heard it. Please record it again."
    queue(
        NewDelivery(
            cause=f"sound:{row.id}",
            step_key="failed",
            member_id=row.member_id,
            kind=ANSWER,
            body=words,
            context={"subject": "Your recording"},
        ),
        now,
    )
