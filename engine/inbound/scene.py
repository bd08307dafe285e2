"""One inbound being understood: who wrote, from where, what is published, what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from engine.channels import Kit
from engine.language.community import Community
from engine.models import Address, Inbound, Member, Occurrence
from engine.models.looks import Look
from engine.models.sending import ANSWER, SERVICE
from engine.outbox import answer_words
from engine.published import Published
from engine.understanding import match_keyword

# What the loop guard counts: lines that a machine of theirs could answer with the same words again.
AUTOMATIC = (
    "help",
    "answer",
    "keyword",
    "stranger",
    "member already",
    "which thread",
    "joined",
    "here",
    "invite",
    "sick",
    "wish",
    "language",
    "what we know",
    "my week",
    "challenge",
    "praise",
    "praise whom",
    "wall",
    "complaint asked",
    "vote",
    "nothing waits",
)
LOOP_WINDOW, LOOP_MOST = timedelta(minutes=5), 3


@dataclass(frozen=True)
class Scene:
    """``member`` is locked, and None for somebody we have never heard of."""

    inbound: Inbound
    member: Member | None
    address: Address | None
    published: Published
    kit: Kit
    now: datetime

    @property
    def text(self) -> str:
        """Their words; of a mail without any, its subject (a mail may say STOP there and nothing else)."""
        return self.inbound.text.strip() or self.inbound.subject.strip()

    @property
    def community(self) -> Community:
        return self.published.community

    @property
    def language(self) -> str:
        return self.member.language if self.member else self.community.language

    @property
    def keyword(self) -> str | None:
        """The workflow that these words start by being its keyword: what a manager gives a meaning keeps it."""
        return match_keyword(self.text, self.published.keywords)

    def say(
        self, member: Member, step: str, body: str, *, kind: str = SERVICE, of: Occurrence | None = None
    ) -> None:
        """Answer these words with a line of ours, once however often they are looked at. ``of`` is the date that the
        line asks about."""
        subject = self.community.name
        answer_words(self.inbound, member, step, body, self.now, kind=kind, subject=subject, of=of)

    def send(self, member: Member, step: str, body: str, subject: str) -> None:
        """Answer with a manager's words, merged already."""
        answer_words(self.inbound, member, step, body, self.now, kind=ANSWER, subject=subject)

    def looping(self) -> bool:
        """Whether this address got its three automatic lines of the last five minutes (two machines talking)."""
        return int(_LINES.first(self.now, self.inbound.from_value)) >= LOOP_MOST


def _lines(now: datetime, from_value: str) -> Any:
    recent = (Inbound.from_value == from_value) & (Inbound.handled_at > now - LOOP_WINDOW)
    return Inbound.select(fn.COUNT(Inbound.id)).where(recent & Inbound.understood_as.in_(AUTOMATIC))


_LINES = Look(_lines)
