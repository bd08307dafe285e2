"""What a check may know of the living community, where there is a database: its people, and whom each workflow reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import peewee

from engine.audience import reachable
from engine.cli import place
from engine.errors import KindlingError
from engine.language.check import check
from engine.language.known import Known, Reach
from engine.models import database
from engine.models.db import close_database, open_database
from engine.models.instance import community_time
from engine.publishing.known import known
from engine.settings import Settings


def living(files: Mapping[str, str | bytes], here: Settings) -> Known | None:
    """The community as its database has it; None where it cannot be read or holds nothing yet."""
    open_database(here.database_url)
    try:
        with place.connected(here):
            return _known(files, here) if database.table_exists("member") else None
    except (KindlingError, peewee.DatabaseError):
        return None  # files can be checked without it, and whoever calls says what was left out
    finally:
        close_database()


def _known(files: Mapping[str, str | bytes], here: Settings) -> Known:
    found = known(here.sender_rate, here.calls_per_second)
    checked = check(files, found)
    now = community_time()
    reach = {}
    for name, workflow in checked.workflows.items():
        audience = reachable(workflow.audience, now=now, community=checked.community, workflow_name=name)
        reach[name] = Reach(audience.reachable, audience.reasons)
    return replace(found, reach=reach)
