"""`kindling why`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from engine.attendance import Told, latest_calls
from engine.cli import place, showing
from engine.community.finding import the_member
from engine.community.why import HIDDEN, Story, as_data, hidden, story
from engine.models import Consent, Delivery, Inbound, Trace
from engine.models.instance import community_time
from engine.models.sending import FINAL, SENT
from engine.outbox.calls import ended, said
from engine.threads.saying import by_phone
from engine.times import say_when, say_zone
from engine.wording.prices import Price, show
from engine.wording.say import join_names

LINE = 100
SAID_BY_IT = frozenset({"call", "key"})
QUIET_OUTCOMES = frozenset({"queued", "sent", "waits"})


@click.command()
@click.argument("member")
@click.option("--json", "json_", is_flag=True, help="The same for scripts, in UTC.")
def command(member: str, *, json_: bool) -> None:
    """Tell everything that MEMBER (a phone, email, id or name) got or did not get, and why; what waits for them and
    until when; when they were on the latest calls; and what they agreed to. Times are the member's own."""
    with place.opened():
        now = community_time()
        told = story(the_member(member), now)
        calls = latest_calls(told.member, now)
        if json_:
            showing.as_json({**as_data(told), "calls": [one.as_data() for one in calls]})
            return
        click.echo("\n".join(_told(told, calls, now)))


def _told(told: Story, calls: list[Told], now: datetime) -> Iterator[str]:
    member, zone = told.member, told.member.timezone
    yield showing.head(f"{member.name or 'Nameless'}  {member.public_id}")
    reached = [f"{one.value} ({one.status})" for one in told.addresses]
    yield f"{showing.plain_list(reached)}; {zone} ({say_zone(now, zone)})"
    if member.stage:
        yield f"In the stage {member.stage}."
    if member.forgotten_at is not None:
        yield f"Forgotten {say_when(member.forgotten_at, zone)}."
    if told.sponsor is not None:
        yield f"Brought by {told.sponsor.name or 'somebody nameless'}."
    if told.brought:
        yield f"Brought {join_names([one.name or 'somebody nameless' for one in told.brought])}."
    yield from ["", showing.head("What happened")]
    rows = sorted(_happened(told), key=lambda row: row[0])
    yield (
        showing.columns([(say_when(at, zone), way, words) for at, way, words in rows])
        if rows
        else "  nothing"
    )
    yield from ["", showing.head("What waits")]
    waiting = [
        (say_when(one.until, zone) if one.until else "open", one.what, one.why) for one in told.waiting
    ]
    yield showing.columns([(f"until {until}", what, why) for until, what, why in waiting]) or "  nothing"
    yield from ["", showing.head("The latest calls")]
    yield (
        showing.columns([(say_when(one.starts_at, zone), one.workflow, one.words) for one in calls])
        or "  none"
    )
    yield from ["", showing.head("What they agreed to")]
    given = [(say_when(one.at, zone), "yes" if one.given else "no", _consent(one)) for one in told.consent]
    yield showing.columns(given) or "  nothing is recorded, so nothing is sent"


def _happened(told: Story) -> Iterator[tuple[datetime, str, str]]:
    for inbound in told.inbound:
        yield inbound.received_at, "in", HIDDEN if hidden(told, inbound) else _inbound(inbound)
    for delivery in told.deliveries:
        if delivery.state in FINAL:
            at = delivery.sent_at or delivery.settled_at or delivery.created_at
            yield at, "out", HIDDEN if hidden(told, delivery) else _delivery(delivery)
    for note in told.notes:
        yield note.at, "note", f"{note.author.name if note.author else 'somebody'}: {_short(note.words)}"
    for trace in told.traces:
        if trace.outcome not in QUIET_OUTCOMES:
            yield trace.at, "step", _trace(trace)


def _inbound(one: Inbound) -> str:
    """What came; of what was done by phone, what it was understood as only where that says more."""
    if one.channel == "phone" and one.understood_as in SAID_BY_IT:
        return by_phone(one)
    as_ = f"  [{one.understood_as}]" if one.understood_as else "  [not looked at yet]"
    words = by_phone(one) if one.channel == "phone" else f"{one.channel}: {_short(one.text or one.subject)}"
    return f"{words}{as_}"


def _delivery(one: Delivery) -> str:
    words = _short(one.body) or one.message
    if one.state != SENT:
        return f"{showing.bad(one.state)}: {one.message or words} - {one.reason or 'no reason was recorded'}"
    cost = show(Price(one.price_micros, one.currency))
    status = said(one) if ended(one) else one.provider_status or "sent"
    came_from = " ".join(filter(None, [one.workflow, one.message]))
    together = one.reason.rstrip(".") if one.carried_in else ""
    return f"{one.channel}: {words}  [{'; '.join(filter(None, [came_from, status, together, cost]))}]"


def _trace(one: Trace) -> str:
    detail: dict[str, Any] = one.detail or {}
    why = detail.get("why") or detail.get("how") or detail.get("key") or ""
    return " ".join(filter(None, [one.workflow, one.step_key, one.outcome])) + (f": {why}" if why else "")


def _consent(one: Consent) -> str:
    evidence: dict[str, Any] = one.evidence or {}
    said = evidence.get("words") or evidence.get("agreed") or evidence.get("form") or ""
    on = f" on {evidence['on']}" if evidence.get("on") else ""
    return f"{one.channel}, by {one.how}" + (f': "{_short(str(said))}"' if said else "") + on


def _short(text: str) -> str:
    """On one line and no longer than a terminal is wide."""
    line = " ".join(text.split())
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"
