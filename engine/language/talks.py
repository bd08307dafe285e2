"""Conversations that must come out as written: ``workflows/tests/NAME.yaml`` as data for ``kindling test``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from engine.language.place import Place
from engine.times import Duration, UntilTime, UntilWeekday

LineKind = Literal[
    "they", "we", "after", "at", "silence", "tagged", "stage", "event", "enroll", "rings", "press", "attended", "missed", "photo",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk.

    ``text`` is what is said, or the name of the tag, stage, event, workflow, recording or key; may be empty for ``attended``,
    ``missed`` and ``photo``. ``duration`` belongs to ``after`` and ``silence``; ``moment`` to ``at`` (a naive datetime is
    a date and time on the member's own clock).
    """

    kind: LineKind
    place: Place
    text: str = ""
    duration: Duration | None = None
    moment: UntilTime | UntilWeekday | datetime | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody whom the member has brought: ``joined`` so long before the talk, and last ``heard`` from (None: then)."""

    name: str
    place: Place
    joined: Duration
    heard: Duration | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """One test. ``member`` holds what is known of the member, by the columns of an import (name, phone,
    email, timezone, role, tags, birthday, language and free fields).

    ``now`` is when it begins on the member's own clock: a weekday with a time means the first after 2026-01-01.
    """

    name: str
    workflow: str
    place: Place
    lines: tuple[Line, ...]
    member: Mapping[str, str]
    brought: tuple[Brought, ...] = ()
    now: UntilTime | UntilWeekday | datetime | None = None

    @property
    def joins(self) -> bool:
        """Whether the talk begins by the member's own words, so that they are not in already."""
        first = next(
            (line for line in self.lines if line.kind in ("they", "photo", "we", "event", "enroll")), None
        )
        return first is not None and first.kind in ("they", "photo")
