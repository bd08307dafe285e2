"""Who fits conditions: one meaning, asked of everybody or of one member."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine.audience.context import Context
from engine.audience.expressions import expression, heard_at
from engine.audience.reach import Reach, reach_of, reachable
from engine.audience.reaching import has_stopped, in_reach, takes
from engine.audience.stored import restored, stored
from engine.audience.whom import ANY_OF, BUT, FOR, READS, READS_OTHER, RINGS, SPONSOR, whom
from engine.language.community import Community
from engine.language.conditions import Conditions
from engine.models import Member, Occurrence


def query(
    conditions: Conditions,
    *,
    now: datetime,
    community: Community,
    workflow_name: str | None = None,
    occurrence: Occurrence | None = None,
) -> Any:
    """The audience as an expression over Member, for ``Member.select().where(…)`` and INSERT … SELECT."""
    return expression(conditions, Context(now, community, workflow_name or "", occurrence))


def holds(
    conditions: Conditions,
    member: Member,
    *,
    now: datetime,
    community: Community,
    workflow_name: str | None = None,
    occurrence: Occurrence | None = None,
    since: datetime | None = None,
    cause: str = "",
) -> bool:
    """Whether one member fits: the same expression, asked of that row alone.

    With ``since`` an event counts only from then on, and the one that is ``cause`` not at all.
    """
    context = Context(now, community, workflow_name or "", occurrence, since, cause)
    return any_holds((conditions,), member, context)


def any_holds(alternatives: Sequence[Conditions], member: Member, context: Context) -> bool:
    """Whether any of several conditions holds for a member, in one query; none of them never do."""
    if not alternatives:
        return False
    either = expression(alternatives[0], context)
    for conditions in alternatives[1:]:
        either |= expression(conditions, context)
    return bool(Member.select(Member.id).where((Member.id == member.id) & either).exists())


__all__ = [
    "ANY_OF",
    "BUT",
    "FOR",
    "READS",
    "READS_OTHER",
    "RINGS",
    "SPONSOR",
    "Context",
    "Reach",
    "any_holds",
    "expression",
    "heard_at",
    "holds",
    "query",
    "reach_of",
    "reachable",
    "restored",
    "stored",
    "has_stopped",
    "in_reach",
    "takes",
    "whom",
]
