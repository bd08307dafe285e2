"""Moving the walks that are due, page by page, oldest first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import peewee

from engine import turns
from engine.models import Address, Enrollment, Inbound, Member
from engine.models.db import is_postgres, locked, savepoint, transaction
from engine.models.people import lock_member
from engine.models.running import ACTIVE, LEFT, QUARANTINED
from engine.runner.draft import Raced
from engine.runner.entering import settle
from engine.runner.handing_over import hand_over
from engine.runner.moving import move
from engine.runner.scene import Scene
from engine.runner.tracing import trace
from engine.runner.waking import Sendings, cause_of, sendings
from engine.steps import Note

MoveAll = Callable[[list[Enrollment], Scene, Sendings, float], tuple[int, int]]
LIMIT = 500
FIRST_PAGE, SMALLEST_PAGE = 50, 10
MOST_RAISES = 3
RETRY_AFTER = timedelta(minutes=1)
# A write transaction on SQLite keeps every webhook waiting; PostgreSQL only keeps these members'.
SQLITE_PAGE_SECONDS, POSTGRES_PAGE_SECONDS = 0.03, 0.25
DRAIN_SECONDS = 1.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drained:
    """``moved`` walks, ``quarantined`` ones; ``more`` says that others are due."""

    moved: int = 0
    quarantined: int = 0
    more: bool = False

    @property
    def handled(self) -> int:
        return self.moved + self.quarantined


def drain_due(now: datetime, limit: int = LIMIT) -> Drained:
    """Move the walks that are due, for about a second, in pages of at most ``limit``: a transaction each."""
    until = turns.seconds() + DRAIN_SECONDS
    moved = quarantined = 0
    more, size = True, min(limit, FIRST_PAGE)
    while more and (began := turns.seconds()) < until:
        page = _page(now, size)
        moved, quarantined, more = moved + page.moved, quarantined + page.quarantined, page.more
        size = min(limit, _fitting(size, page.moved, turns.seconds() - began))
    return Drained(moved, quarantined, more)


def _fitting(size: int, moved: int, took: float) -> int:
    """A page size that takes about as long as a page may; rows that are read and not reached are read again.

    In a journey it stays as it is: there no time is seen to pass, and pages are short for whoever writes beside it.
    """
    if turns.unending():
        return size
    if moved < size:
        return max(SMALLEST_PAGE, moved)
    return max(SMALLEST_PAGE, int(size * min(2.0, _page_seconds() / max(took, 0.001))))


def _page_seconds() -> float:
    return POSTGRES_PAGE_SECONDS if is_postgres() else SQLITE_PAGE_SECONDS


def resume(enrollment: Enrollment, now: datetime) -> None:
    """Move one walk by whatever has come, in the caller's transaction. Raises Raced."""
    member = lock_member(enrollment.member_id)
    if member is not None:
        scene = Scene(now)
        _resume(enrollment, member, scene, sendings([enrollment]))
        settle(scene)


def _page(now: datetime, limit: int) -> Drained:
    """A page of walks, moved at once; where any of them raises, one after the other, so that its neighbours go on."""
    try:
        return _transaction(now, limit, _together)
    except (peewee.OperationalError, peewee.InterfaceError):
        raise  # the database's fault, not a row's
    except Exception:  # noqa: BLE001  whose fault it is shows when each is tried alone
        return _transaction(now, limit, _one_by_one)


def _transaction(now: datetime, limit: int, move_all: MoveAll) -> Drained:
    with transaction():
        scene = Scene(now)
        found = list(locked(_due(scene).limit(limit), of=(Enrollment, Member), skip=True))
        due = _first_of_each(found)
        done, quarantined = move_all(due, scene, sendings(due), turns.seconds() + _page_seconds())
        return Drained(done, quarantined, more=done < len(found) or len(found) == limit)


def _first_of_each(found: list[Enrollment]) -> list[Enrollment]:
    """One walk of each member: what it sets off may end or move their others, which are then read afresh."""
    first: dict[int, Enrollment] = {}
    for one in found:
        first.setdefault(one.member_id, one)
    return list(first.values())


def _together(due: list[Enrollment], scene: Scene, sent: Sendings, until: float) -> tuple[int, int]:
    """Move the walks and write what they have come to in one go; (how many were moved, 0)."""
    done = 0
    for enrollment in due:
        _resume(enrollment, enrollment.member, scene, sent)
        done += 1
        if done >= SMALLEST_PAGE and turns.seconds() > until:
            break
    settle(scene)
    return done, 0


def _one_by_one(due: list[Enrollment], scene: Scene, sent: Sendings, until: float) -> tuple[int, int]:
    """Move each walk under a savepoint of its own; (how many were tried, how many are in quarantine now)."""
    done = quarantined = 0
    for enrollment in due:
        quarantined += _one(enrollment, scene, sent)
        done += 1
        if done >= SMALLEST_PAGE and turns.seconds() > until:
            break
    return done, quarantined


def _due(scene: Scene) -> Any:
    """Walks that are due, in the order of their times, with their members.

    A timer does not fire while words of its member's are still to be read: a reply that came in time wins.
    """
    ready = (Enrollment.status == ACTIVE) & (Enrollment.due_at <= scene.now)
    if paused := scene.paused():
        ready &= Enrollment.workflow.not_in(paused)
    unread = Inbound.handled_at.is_null() & (Inbound.raises < MOST_RAISES)
    if Inbound.select(Inbound.id).where(unread).limit(1).exists():
        ready &= (Enrollment.waiting == LEFT) | ~_wrote(unread)
    query = Enrollment.select(Enrollment, Member).join(Member).where(ready)
    return query.order_by(Enrollment.due_at, Enrollment.id)


def _wrote(unread: Any) -> Any:
    """Whether ``unread`` words came from the member, from an address of theirs or their household's."""
    own = Inbound.select(Inbound.member).where(unread & Inbound.member.is_null(False))
    at = Address.select(Address.member).join(Inbound, on=(Address.value == Inbound.from_value))
    shared = Address.select(Address.household).join(Inbound, on=(Address.value == Inbound.from_value))
    household = Member.household.in_(shared.where(unread & Address.household.is_null(False)))
    return (
        Member.id.in_(own)
        | Member.id.in_(at.where(unread & Address.member.is_null(False)))
        | (Member.household.is_null(False) & household)
    )


def _one(enrollment: Enrollment, scene: Scene, sent: Sendings) -> int:
    """Move one walk under its own savepoint; returns 1 where it had to be put into quarantine."""
    try:
        with savepoint():
            _resume(enrollment, enrollment.member, scene, sent)
            settle(scene)
    except Raced:
        scene.forget()
    except (peewee.OperationalError, peewee.InterfaceError):
        raise  # the database's fault, not this row's
    except Exception as error:  # noqa: BLE001  a row that fails must not keep its neighbours
        scene.forget()
        return _failed(enrollment, error, scene.now)
    return 0


def _resume(enrollment: Enrollment, member: Member, scene: Scene, sent: Sendings) -> None:
    cause = cause_of(enrollment, member, scene, sent)
    hand_over(member, cause, scene)
    move(enrollment, member, cause, scene)


def _failed(enrollment: Enrollment, error: Exception, now: datetime) -> int:
    """Try it again in a while, three times in all; then it stands where it is, for a person to look at."""
    raises = enrollment.raises + 1
    hopeless = raises >= MOST_RAISES
    log.error("enrollment %s raised (%s of %s)", enrollment.id, raises, MOST_RAISES, exc_info=error)
    Enrollment.update(
        raises=raises,
        due_at=None if hopeless else now + raises * RETRY_AFTER,
        status=QUARANTINED if hopeless else ACTIVE,
        ended_why=f"{type(error).__name__}: {error}"[:500] if hopeless else "",
    ).where(Enrollment.id == enrollment.id).execute()
    if hopeless:
        trace(
            enrollment, Note(str(enrollment.state.get("at", "")), "quarantined", (("why", str(error)),)), now
        )
    return int(hopeless)
