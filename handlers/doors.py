"""What every door is handed: the settings, the bell, and the community's time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

from engine.links import Links
from engine.models.db import connection
from engine.models.instance import community_time
from engine.settings import Settings

_NAME = "kindling"

Ring = Callable[[str], None]


@dataclass(frozen=True)
class Doors:
    """``ring`` wakes a worker and never raises nor waits: the work is already a row. ``now`` is the community's.

    ``redis_answers`` is for ``/readyz`` alone: no door depends on Redis.
    """

    settings: Settings
    ring: Ring
    now: Callable[[], datetime]
    redis_answers: Callable[[], bool]

    @property
    def links(self) -> Links:
        """Makes and reads the links of this installation."""
        return Links(self.settings.secret_key, self.settings.public_url)


def community_now() -> datetime:
    """The community's time, on a connection that is given back at once."""
    with connection():
        return community_time()


def install(app: Flask, doors: Doors) -> None:
    app.extensions[_NAME] = doors


def doors() -> Doors:
    """Those of the app that serves the current request."""
    found: Doors = current_app.extensions[_NAME]
    return found
