"""Our words to the people of one call, each in the reader's language and by their own clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from engine.cover.words import say, when
from engine.models import Member, Occurrence
from engine.models.sending import ANSWER, CRISIS
from engine.outbox import NewDelivery, Part, queue
from engine.outbox.fields import first_name
from engine.outbox.line import our_line
from engine.published import live
from engine.settings import Settings
from engine.times import texted

ASKS = {"asks": True}  # a question, which only a text can be answered to


@dataclass(frozen=True)
class Voice:
    """Speaks of one call. Inside the caller's transaction."""

    row: Occurrence
    settings: Settings
    now: datetime

    def tell(
        self,
        reader: Member,
        key: str,
        step: str,
        *,
        until: datetime | None = None,
        by: Part | None = None,
        context: Mapping[str, Any] | None = None,
        **values: str,
    ) -> None:
        """What we start: at any hour that the law allows, once for each ``step``, and no later than ``until``."""
        queue(
            NewDelivery(
                cause=cause(self.row),
                step_key=step,
                member_id=reader.id,
                kind=CRISIS,
                body=self.words(reader, key, **values),
                context={"subject": self._title, **(context or {})},
                by=by,
                occurrence_id=self.row.id,
                expires_at=until or self.row.ends_at,
            ),
            self.now,
        )

    def answer(
        self,
        reader: Member,
        key: str,
        inbound_id: int | None,
        *,
        by: Part | None = None,
        keep: Mapping[str, Any] | None = None,
        because: str = "",
        **values: str,
    ) -> None:
        """What follows the reader's own words: at any hour, and once for each of them. ``keep`` stays with it.

        ``because`` is its cause, where that is another than the search.
        """
        body = self.words(reader, key, **values)
        self._answer(reader, key, inbound_id, by=by, body=body, keep=keep, because=because)

    def send(self, reader: Member, message: str, inbound_id: int | None) -> None:
        """A manager's message that follows the reader's own words."""
        self._answer(reader, message, inbound_id, message=message)

    def words(self, reader: Member, key: str, **values: str) -> str:
        """Our words for ``key``, with whatever they may speak of."""
        time = when(self.row.starts_at, self.now, reader.timezone, reader.language)
        usual = {
            "name": self.called(reader),
            "title": self._title,
            "time": time if key.startswith("ring") else texted(time),  # a ring is heard
            "line": our_line(self.settings) or say("our line", reader.language),
        }
        if values.get("leader") == "":
            values["leader"] = say("somebody", reader.language)
        return say(key, reader.language, **{**usual, **values})

    def called(self, member: Member) -> str:
        return first_name(member, live().community.nameless)

    @cached_property
    def _title(self) -> str:
        return live().workflow(self.row.revision_id).title

    def _answer(
        self,
        reader: Member,
        step: str,
        inbound_id: int | None,
        *,
        by: Part | None = None,
        body: str = "",
        message: str = "",
        keep: Mapping[str, Any] | None = None,
        because: str = "",
    ) -> None:
        said = f" {inbound_id}" if inbound_id is not None else ""
        queue(
            NewDelivery(
                cause=because or cause(self.row),
                step_key=f"{step}{said}",
                member_id=reader.id,
                kind=ANSWER,
                body=body,
                message=message,
                context={"subject": self._title, **(keep or {})},
                by=by,
                occurrence_id=self.row.id,
                inbound_id=inbound_id,
                workflow=self.row.workflow if message else "",
            ),
            self.now,
        )


def cause(row: Occurrence) -> str:
    """What everything belongs to that is sent in the search for somebody to lead this call."""
    return f"cover:{row.id}"
