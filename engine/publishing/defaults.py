"""What a community that says nothing is called and where it lives: its folder's name, the machine's zone."""

from __future__ import annotations

from pathlib import Path

from tzlocal import get_localzone_name

from engine.language.parsing.community import Defaults
from engine.times import valid_zone
from engine.wording.say import title_from_name

NOWHERE = "UTC"


def defaults(workflows_dir: Path) -> Defaults:
    """The defaults of the community whose workflows are in ``workflows_dir``."""
    zone = get_localzone_name()
    folder = workflows_dir.resolve().parent.name
    return Defaults(title_from_name(folder) or Defaults().name, zone if valid_zone(zone) else NOWHERE)
