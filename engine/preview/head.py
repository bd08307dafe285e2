"""How many a workflow is for right now, how long that takes to send, and who would never get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from engine import audience
from engine.language.check import check
from engine.language.costs import FanOut
from engine.language.known import Reach
from engine.preview.staging import usable
from engine.publishing import decoded, known
from engine.settings import Settings
from engine.virtual.files import path_of


@dataclass(frozen=True, slots=True)
class Outlook:
    """``members`` fit; ``never`` counts those of them whom nothing would reach, by reason. ``fan_outs`` are its
    steps that go to all of them at one time, with the seconds each takes at ``rate`` segments or ``calls_rate`` calls
    a second."""

    members: int
    never: Mapping[str, int]
    fan_outs: tuple[FanOut, ...]
    rate: float
    calls_rate: float = 1.0


def outlook(
    name: str, files: Mapping[str, bytes], now: datetime, settings: Settings, *, draft: bool = False
) -> Outlook:
    """Look into the database that is bound. Raises Unpreviewable."""
    texts = decoded(files)
    checked = check(texts)
    workflow = usable(name, checked, files, draft=draft)
    reach = audience.reachable(workflow.audience, now=now, community=checked.community, workflow_name=name)
    seen = replace(
        known(settings.sender_rate, settings.calls_per_second),
        reach={name: Reach(reach.total, reach.reasons)},
    )
    standing = {**texts, path_of(name): texts[path_of(name, draft=draft)]}
    fan_outs = tuple(one for one in check(standing, seen).fan_outs if one.workflow == name)
    return Outlook(reach.total, reach.reasons, fan_outs, settings.sender_rate, settings.calls_per_second)
