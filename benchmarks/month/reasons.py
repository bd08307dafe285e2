"""Why a member got, or did not get, a message: in the words of whoever reads the ledger."""

from __future__ import annotations

from benchmarks.month.facts import Facts
from engine.models import Delivery, Enrollment
from engine.models.sending import ANSWER, CRISIS, PERSON, REMINDER, SENT, SERVICE, STARTED
from engine.times import local
from engine.wording.say import title_from_name

KINDS = {
    STARTED: "we start it",
    REMINDER: "reminds of a call",
    ANSWER: "answers their words",
    SERVICE: "confirms",
    CRISIS: "urgent",
    PERSON: "a person's words",
}
# What a walk began with, by the first word of its cause.
BEGAN = {
    "joined": "they joined",
    "event": "something happened",
    "date": "their date came",
    "every": "the day came round",
    "quiet": "they were quiet",
    "at": "its time came",
    "tagged": "they were tagged",
    "keyword": "they texted its word",
    "text": "they texted its word",
}


def reason(one: Delivery, facts: Facts) -> str:
    """In one line: what it is, what began it, and what it waited for."""
    parts = [KINDS.get(one.kind, one.kind), *_from(one, facts)]
    parts += [_waited(one, facts)] if one.id in facts.played.holds else []
    if one.state != SENT:
        parts.append(f"{one.state}: {one.reason or one.reason_code}")
    return "; ".join(part for part in parts if part)


def _from(one: Delivery, facts: Facts) -> list[str]:
    if one.kind == PERSON and one.about_id is not None:
        who = facts.name(one.about_id)
        return [f"from {who}" if _to_member(one, facts) else f"for {who}'s conversation"]
    head = one.cause.partition(":")[0]
    if one.enrollment_id is not None and head == "enrollment":
        began = Enrollment.get_by_id(one.enrollment_id).cause.partition(":")[0]
        return [f"{title_from_name(one.workflow)}, {BEGAN.get(began, began)}"]
    if one.workflow:
        return [f"{title_from_name(one.workflow)}{', praise' if head == 'praise' else ''}"]
    return [] if head in ("inbound", "thread") else [head]


def _to_member(one: Delivery, facts: Facts) -> bool:
    thread = facts.threads.get(one.thread_id or 0)
    return thread is not None and thread.member_id == one.member_id


def _waited(one: Delivery, facts: Facts) -> str:
    holds = facts.played.holds[one.id]
    since = local(holds[0].at, facts.zone(one.member_id))
    return f"waited since {since:%a %H:%M} for {', '.join(dict.fromkeys(hold.code for hold in holds))}"
