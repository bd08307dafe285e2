"""What every background process opens first: the database, the carriers and the bells."""

from __future__ import annotations

from engine.channels import Kit, build
from engine.jobs.bells import Bells
from engine.models.db import connection, open_database
from engine.models.instance import instance
from engine.settings import Settings


def opened(settings: Settings) -> tuple[Kit, Bells, str]:
    """The carriers, the bells, and the installation's id, which is in the name of every queue."""
    open_database(settings.database_url)
    with connection():
        instance_id = instance().public_id
    return build(settings), Bells(settings.redis_url, instance_id), instance_id
