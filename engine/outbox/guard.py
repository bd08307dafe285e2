"""Whether this database is where it was confirmed to live: a copy restored elsewhere must send nothing.

What identifies the place is the database's address and our own, without passwords, which may change. Against
the sandbox nothing can reach a person, so there it does not matter.
"""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from engine.models import Instance
from engine.models.instance import instance
from engine.settings import Settings


def fingerprint(settings: Settings) -> str:
    """The place, as a hash: host, port and path of DATABASE_URL, and PUBLIC_URL."""
    parts = urlsplit(settings.database_url)
    database = f"{parts.scheme}://{parts.hostname or ''}:{parts.port or ''}{parts.path}"
    return hashlib.sha256(f"{database} {settings.public_url}".encode()).hexdigest()


def at_home(settings: Settings) -> bool:
    """Whether sending is allowed here. A database that never sent takes this place for its home."""
    if settings.sandboxed:
        return True
    row = instance()
    if not row.home:
        confirm(settings)
        return True
    return row.home == fingerprint(settings)


def confirm(settings: Settings) -> None:
    """Say that this place is the real one; every other copy is silent from then on."""
    Instance.update(home=fingerprint(settings)).where(Instance.id == instance().id).execute()
