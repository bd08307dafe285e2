"""The zones that members live in."""

from __future__ import annotations

from engine.models import database

# One look at the index for each zone, however many members there are: DISTINCT would read all of it.
_ZONES = """
WITH RECURSIVE one(zone) AS (
  SELECT MIN(timezone) FROM member
  UNION ALL
  SELECT (SELECT MIN(timezone) FROM member WHERE timezone > one.zone) FROM one WHERE one.zone IS NOT NULL
)
SELECT zone FROM one WHERE zone IS NOT NULL"""


def zones() -> list[str]:
    """Every zone that a member has, in alphabetical order."""
    return [zone for (zone,) in database.execute_sql(_ZONES).fetchall()]
