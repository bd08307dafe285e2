"""Starts by the clock: `every`, `at`, `date`, `quiet for` and roll outs, each a fan-out that puts members in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from engine import audience
from engine.clock.windows import Fires, fires
from engine.fanout import ENROLL, anybodys
from engine.language.workflow import Every, Once, OnDate, Quiet
from engine.models import Fanout, LiveWorkflow, Member
from engine.models.db import transaction
from engine.models.looks import Look
from engine.now import to_ms
from engine.occurrences import zones
from engine.published import Live, Published
from engine.runner import ROLL_OUT_CAUSE

REMEMBER_EVERY = timedelta(hours=1)  # an idle clock writes no more often than this
MANY = 200


def make_starts(published: Published, now: datetime) -> int:
    """Make the fan-outs of everything that has started since the clock last looked; returns how many."""
    looked = {row.name: row.looked_until for row in _LOOKED.found(now)}
    made = 0
    known_zones: list[str] | None = None
    for live in published.workflows.values():
        start = live.workflow.start
        if live.paused or not isinstance(start, (Every, Once, OnDate, Quiet)):
            continue
        since = max(live.live_since, looked.get(live.name) or live.live_since)
        if isinstance(start, Quiet):
            rows = list(_quiet(live, start, since, now, published))
            made += _write(live, rows, since, now)
            continue
        known_zones = zones() if known_zones is None else known_zones
        fired = [(zone, fire) for zone in known_zones for fire in fires(start, since, now, zone)]
        rows = [row for zone, fire in fired for row in _started(live, start, fire, zone)]
        made += _write(live, rows, since, now, fired=bool(fired))
    return made


def begin_by_hand(live: Live, now: datetime, *, by: str) -> int:
    """Put a workflow's whole audience in, or begin its roll out, now; returns how many fan-outs that takes."""
    rows = list(_waves(live, Fires(now, f"{by} {now.isoformat()}"), "", "hand"))
    Fanout.insert_many(rows).on_conflict_ignore().execute()
    return len(rows)


def _write(
    live: Live, rows: list[dict[str, Any]], since: datetime, now: datetime, *, fired: bool = False
) -> int:
    """What ``fired`` for nobody is looked at once."""
    if not rows and not fired and now - since <= REMEMBER_EVERY:
        return 0
    with transaction():
        if rows:
            Fanout.insert_many(rows).on_conflict_ignore().execute()
        LiveWorkflow.update(looked_until=now).where(LiveWorkflow.name == live.name).execute()
    return len(rows)


def _started(live: Live, start: Every | Once | OnDate, fire: Fires, zone: str) -> Iterator[dict[str, Any]]:
    if isinstance(start, OnDate):
        after = start.rule.after is not None
        date = {"field": start.rule.field, "day": fire.day, "after": after}
        if anybodys(start.rule.field, fire.day, zone, after=after):
            yield _row(live, f"date:{live.name}:{fire.key}", zone, fire.at, {"late": True, "date": date})
    elif isinstance(start, Once):
        yield from _waves(live, fire, zone, "at")
    else:
        yield _row(live, f"every:{live.name}:{fire.key}", zone, fire.at, {"late": True})


def _waves(live: Live, fire: Fires, zone: str, how: str) -> Iterator[dict[str, Any]]:
    """The waves of a roll out, or its one start. Their delays count from the start; later joiners stay out."""
    if not live.workflow.roll_out:
        yield _row(live, f"{how}:{live.name}:{fire.key}", zone, fire.at, {"late": True})
        return
    for number, wave in enumerate(live.workflow.roll_out):
        at = wave.after.after(fire.at, zone or "UTC") if wave.after else fire.at
        detail = {"late": True, "for": audience.stored(wave.audience), "joined by": to_ms(fire.at)}
        row = _row(live, f"{ROLL_OUT_CAUSE}{live.name}:{fire.key}", zone, at, detail)
        yield {**row, "step_key": f"wave {number + 1}"}


def _quiet(
    live: Live, start: Quiet, since: datetime, now: datetime, published: Published
) -> Iterator[dict[str, Any]]:
    """Who was last heard from so long ago that it came to the full length since the clock last looked."""
    tz = published.community.timezone
    low, high = (to_ms(start.duration.before(instant, tz)) for instant in (since, now))
    if _HEARD.any(now, low, high):
        yield _row(live, f"quiet:{live.name}:{high}", "", now, {"quiet": [low, high]})


def _heard(now: datetime, low: int, high: int) -> Any:
    heard = audience.heard_at()
    return Member.select(Member.id).where((heard > low) & (heard <= high)).limit(1)


_LOOKED = Look(lambda now: LiveWorkflow.select(LiveWorkflow.name, LiveWorkflow.looked_until))
_HEARD = Look(_heard)


def _row(live: Live, cause: str, zone: str, at: datetime, detail: dict[str, Any]) -> dict[str, Any]:
    bulk = {"bulk": True} if _many(zone) else {}
    return {
        "cause": cause,
        "step_key": "",
        "zone": zone,
        "kind": ENROLL,
        "workflow": live.name,
        "revision": live.revision_id,
        "detail": {**detail, **bulk},
        "begins_at": at,
        "due_at": at,
    }


def _many(zone: str) -> bool:
    """Whether a fan-out may serve many members; counted no further than it takes to know."""
    theirs = Member.select(Member.id)
    if zone:
        theirs = theirs.where(Member.timezone == zone)
    return bool(theirs.offset(MANY).limit(1).exists())
