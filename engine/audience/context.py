"""What conditions are looked at against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.language.community import Community
from engine.models import Occurrence


@dataclass(frozen=True, slots=True)
class Context:
    """``now`` and the community always; the rest where there is one.

    ``workflow`` seeds ``percent:``. ``occurrence`` is the call whose outcomes are meant. With ``since``, an
    event counts only from then on (a walk's ``stop when``); ``cause`` is what began the walk: the event that
    put a member in is not one that takes them out.
    """

    now: datetime
    community: Community
    workflow: str = ""
    occurrence: Occurrence | None = None
    since: datetime | None = None
    cause: str = ""
