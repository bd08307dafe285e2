"""Two texts that the cap held to the next day go out as one, where they fit into one.

The second's row, `merged`, says in which attempt of the first its words are (``carried_in``), and ends as that
attempt does: sent with it, or back in the queue if it certainly did not leave. So nothing is lost, nothing goes out
twice, and a walk that waits for its message is woken by what became of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from engine.models import Address, Delivery
from engine.models.db import locked, transaction
from engine.models.sending import FAILED, HELD, MERGED, QUEUED, SENDING, SENT, STARTED, UNKNOWN
from engine.outbox.facts import Decision
from engine.outbox.gate import decide
from engine.outbox.leaving import left
from engine.outbox.loading import Group
from engine.outbox.queueing import ANY, NUMBER
from engine.outbox.rendering import NothingToSay, Rendered, Renderer
from engine.wording.prices import text_price
from engine.wording.segments import count_segments

CAP = "cap"  # the gate's reason code for what waits for the next day
SEGMENTS = 2  # of the one text that two become
BY_TEXT = (ANY, "text", NUMBER)
LOST = "Nobody can say whether the text it was part of left, so it was not sent again."

Mates = Mapping[int, Sequence[Delivery]]


def mates(rows: Iterable[Delivery], now: datetime) -> Mates:
    """For rows that the cap had held: what it held of the same members, oldest first, locked with them."""
    of = {row.member_id: row for row in rows if row.reason_code == CAP and _alone(row)}
    if not of:
        return {}
    held = Delivery.select().where(
        Delivery.member.in_(list(of)),
        Delivery.state == HELD,
        Delivery.reason_code == CAP,
        Delivery.due_at <= now,
    )
    found: dict[int, list[Delivery]] = {}
    for mate in locked(held.order_by(Delivery.due_at, Delivery.id), skip=True):
        first = of[mate.member_id]
        if _alone(mate) and not _follows(mate, first):
            mate.member = first.member
            found.setdefault(mate.member_id, []).append(mate)
    return found


def joined(
    row: Delivery,
    rendered: Rendered,
    decision: Decision,
    address: Address,
    group: Group,
    renderer: Renderer,
    others: Sequence[Delivery],
) -> tuple[Rendered, Delivery | None]:
    """``rendered`` with the words of the first of ``others`` that fits, and whose they are; else as it was."""
    if decision.channel != "text" or address.introduced_at is None or address.household_id is not None:
        return rendered, None
    for mate in others:
        if not _may_go(mate, decision, group):
            continue
        try:
            words = renderer.render(mate, address, "text").body
        except NothingToSay:
            continue  # it is decided in its own turn
        body = f"{rendered.body}\n{words}"
        segments = count_segments(body).count
        if segments <= SEGMENTS:
            mate.body = words
            whole = replace(rendered, body=body, segments=segments, price=text_price(address.value, segments))
            return whole, mate
    return rendered, None


def carry(row: Delivery, mate: Delivery) -> None:
    """Fill in the mate as it is committed with the row that carries it."""
    what = row.message or "another message"
    mate.state, mate.reason, mate.reason_code = MERGED, f"It goes out in one text with {what}.", MERGED
    mate.carried_in, mate.leased_until, mate.lease_token = row.attempt_token or "", row.leased_until, ""
    mate.channel, mate.address_id, mate.sender = row.channel, row.address_id, row.sender
    mate.provider = row.provider


def follow(tokens: Collection[str | None], state: str, now: datetime) -> None:
    """What these attempts carried ends as they did: SENT; FAILED where nobody can say; else it is queued again."""
    named = [token for token in tokens if token]
    if not named:
        return
    carried = Delivery.carried_in.in_(named) & (Delivery.state == MERGED)
    if state == SENT:
        change = Delivery.update(state=SENT, sent_at=now, settled_at=now, leased_until=None)
    elif state == FAILED:
        change = Delivery.update(state=FAILED, settled_at=now, reason=LOST, leased_until=None)
    else:
        why = "The text it was part of did not leave."
        change = Delivery.update(state=QUEUED, due_at=now, reason=why, reason_code="retry", leased_until=None)
    rows = list(change.where(carried).returning(Delivery).execute())
    if state in (SENT, FAILED):
        left([row.enrollment_id for row in rows], state, now)


def follow_lost(now: datetime, machine_now: datetime) -> None:
    """Settle what is carried by an attempt that is under way no longer, because other evidence overtook it."""
    over = (Delivery.state == MERGED) & (Delivery.leased_until < machine_now)
    for mate in list(Delivery.select().where(over)):
        with transaction():
            first = Delivery.get_or_none(Delivery.public_id == mate.carried_in.rpartition("-")[0])
            its = first.state if first is not None and first.attempt_token == mate.carried_in else ""
            if its not in (SENDING, UNKNOWN):
                follow([mate.carried_in], SENT if its == SENT else FAILED, now)


def _alone(row: Delivery) -> bool:
    """A text of ours that stands for itself: no question, of no call, about nobody else, not half of a message."""
    plain = row.kind == STARTED and row.part in BY_TEXT and not row.context.get("asks")
    return plain and row.occurrence_id is None and row.about_id is None and not row.once_per_address


def _follows(mate: Delivery, first: Delivery) -> bool:
    """Whether it must come after something: an earlier one of its walk, or the email that it is the text to."""
    walk = Delivery.enrollment == mate.enrollment_id
    if mate.enrollment_id is not None and mate.enrollment_id == first.enrollment_id:
        return True
    if Delivery.select().where(walk, Delivery.state == HELD, Delivery.id < mate.id).exists():
        return True
    same = (Delivery.cause == mate.cause) & (Delivery.step_key == mate.step_key)
    return bool(
        Delivery.select().where(same, Delivery.member == mate.member_id, Delivery.id != mate.id).exists()
    )


def _may_go(mate: Delivery, decision: Decision, group: Group) -> bool:
    """Whether the gate lets it go, too, now and to the same place; under the caps it shares the first one's."""
    facts = replace(group.facts(mate), has_place=True, week_most=None)
    its = decide(facts, group.published.community, group.now)
    return its.verdict == "send" and its.channel == decision.channel and its.reach == decision.reach
