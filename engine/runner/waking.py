"""What has come to a walk that is due: its message left, its time is over, its event was reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.models import Delivery, Enrollment, Member
from engine.models.sending import FINAL, SENT
from engine.runner.scene import Scene
from engine.steps import Cause, GoOn, Left, Phase, Reported, TimedOut, Walk


@dataclass(frozen=True, slots=True)
class Sendings:
    """What became of the walks' own messages, by enrollment and step."""

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
        return Left(last.settled_at or last.due_at, last.state, last.reason)


def sendings(enrollments: Iterable[Enrollment]) -> Sendings:
    """Look up, in one query, the messages that these walks may wait for."""
    waiting = {one.id: str(one.state.get("at")) for one in enrollments if _waits_for_message(one)}
    found: dict[tuple[int, str], list[Delivery]] = {}
    if waiting:
        columns = (
            Delivery.enrollment,
            Delivery.step_key,
            Delivery.state,
            Delivery.sent_at,
            Delivery.settled_at,
            Delivery.due_at,
            Delivery.reason,
        )
        theirs = Delivery.enrollment.in_(list(waiting)) & Delivery.step_key.in_(sorted(set(waiting.values())))
        for row in Delivery.select(*columns).where(theirs):
            if row.enrollment_id is not None:
                found.setdefault((row.enrollment_id, row.step_key), []).append(row)
    return Sendings(found)


def cause_of(enrollment: Enrollment, member: Member, scene: Scene, sent: Sendings) -> Cause:
    """Why the walk was woken. A time that has not come moves nothing, so it stands for "nothing" too."""
    walk = Walk.from_json(enrollment.state)
    if walk.phase is Phase.READY:
        return GoOn()
    if walk.at is not None and _waits_for_message(enrollment):
        return sent.outcome(enrollment, walk.at) or TimedOut()
    if walk.phase is Phase.EVENT and not _over(walk.until, scene.now):
        return (
            Reported(scene.now, walk.event) if scene.happened(member, enrollment, walk.event) else TimedOut()
        )
    return TimedOut()


def _waits_for_message(enrollment: Enrollment) -> bool:
    phase = enrollment.state.get("phase")
    return phase == Phase.LEFT or (phase == Phase.REPLY and "left" not in enrollment.state)


def _over(until: datetime | None, now: datetime) -> bool:
    return until is None or until <= now
