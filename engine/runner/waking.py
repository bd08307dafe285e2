"""What has come to a walk that is due: its message left, its call is over, its time has come, its event was reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.language.parsing.phrases import MOST_RETRIES
from engine.language.steps import Ring
from engine.models import Delivery, Enrollment, Member
from engine.models.sending import FINAL, SENT
from engine.outbox.calls import LONGEST, ended, said
from engine.outbox.queueing import AGAIN, first_key
from engine.runner.scene import Scene
from engine.steps import CallOver, Cause, GoOn, Left, Phase, Rang, Reported, TimedOut, Walk

RING = "ring:"  # how the last part of a call's step key begins


@dataclass(frozen=True, slots=True)
class Sendings:
    """What became of the walks' own messages and calls, by enrollment and step; calls rung again are the step's."""

    found: Mapping[tuple[int, str], list[Delivery]]

    def outcome(self, enrollment: Enrollment, step_key: str) -> Left | None:
        """When it left, by whichever channel was first; how it ended otherwise; None while that is open."""
        rows = self.found.get((enrollment.id, step_key), [])
        left = [row.sent_at for row in rows if row.state == SENT and row.sent_at is not None]
        if left:
            return Left(min(left), "sent")
        if not rows or any(row.state not in FINAL for row in rows):
            return None
        last = max(rows, key=lambda row: row.settled_at or row.due_at)
        return Left(last.settled_at or last.due_at, last.state, last.reason, last.reason_code)

    def call(self, enrollment: Enrollment, step_key: str, now: datetime) -> Cause | None:
        """What a walk's own calls have come to: under way, over, or never placed; None while nothing is known."""
        rows = sorted(self.found.get((enrollment.id, step_key), []), key=lambda row: row.id)
        placed = [row.sent_at for row in rows if row.state == SENT and row.sent_at is not None]
        if not placed:
            return self.outcome(enrollment, step_key)
        if any(row.state not in FINAL for row in rows):
            return Rang(max(placed))
        until = max(placed) + LONGEST
        if now < until and any(row.state == SENT and not ended(row) for row in rows):
            return Rang(max(placed), until)
        return CallOver(min(enrollment.left_at or now, until), ", then ".join(said(row) for row in rows))


def sendings(enrollments: Iterable[Enrollment]) -> Sendings:
    """Look up, in one query, the messages that these walks may wait for."""
    waiting = {one.id: str(one.state.get("at")) for one in enrollments if _waits_for_message(one)}
    keys = {key for step in waiting.values() for key in _keys(step)}
    found: dict[tuple[int, str], list[Delivery]] = {}
    if waiting:
        columns = (
            Delivery.id,
            Delivery.enrollment,
            Delivery.step_key,
            Delivery.state,
            Delivery.sent_at,
            Delivery.settled_at,
            Delivery.due_at,
            Delivery.reason,
            Delivery.reason_code,
            Delivery.channel,
            Delivery.provider_status,
            Delivery.context,
        )
        theirs = Delivery.enrollment.in_(list(waiting)) & Delivery.step_key.in_(sorted(keys))
        for row in Delivery.select(*columns).where(theirs):
            if row.enrollment_id is not None:
                found.setdefault((row.enrollment_id, first_key(row.step_key)), []).append(row)
    return Sendings(found)


def cause_of(enrollment: Enrollment, member: Member, scene: Scene, sent: Sendings) -> Cause:
    """Why the walk was woken. A time that has not come moves nothing, so it stands for "nothing" too."""
    walk = Walk.from_json(enrollment.state)
    if walk.phase is Phase.READY:
        return GoOn()
    if walk.at is not None and _waits_for_message(enrollment):
        if isinstance(scene.graph(enrollment.revision_id)[walk.at].step, Ring):
            return sent.call(enrollment, walk.at, scene.now) or TimedOut()
        return sent.outcome(enrollment, walk.at) or TimedOut()
    if walk.phase is Phase.EVENT and not _over(walk.until, scene.now):
        return (
            Reported(scene.now, walk.event) if scene.happened(member, enrollment, walk.event) else TimedOut()
        )
    return TimedOut()


def _keys(step_key: str) -> list[str]:
    """The keys of a step's deliveries: of a call, those of every further try, too."""
    if not step_key.rpartition("/")[2].startswith(RING):
        return [step_key]
    return [step_key, *(f"{step_key}{AGAIN}{number}" for number in range(1, MOST_RETRIES + 1))]


def _waits_for_message(enrollment: Enrollment) -> bool:
    phase = enrollment.state.get("phase")
    return phase in (Phase.LEFT, Phase.CALL) or (phase == Phase.REPLY and "left" not in enrollment.state)


def _over(until: datetime | None, now: datetime) -> bool:
    return until is None or until <= now
