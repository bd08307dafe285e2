"""Once praise is decided: the member and whoever praised them hear when it goes up, and the host what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.models import Delivery, Praise
from engine.models.sending import ANSWER, CANCELLED, IN_FLIGHT, STARTED, WAITING_STATES
from engine.outbox import NewDelivery, queue
from engine.praise.states import APPROVED, DECLINED, cause_of
from engine.published import live
from engine.threads.accused import kept_from
from engine.wording.praise import says

UP = "up"  # the step of the text that says so
GIVEN = "given"  # and of the one to whoever praised them
SELDOM = timedelta(days=1)  # between two of them to one member, however much goes up
OF_USE = timedelta(days=2)


def tell_member(praise: Praise, now: datetime) -> None:
    """One short text that it went up: something we start, which the gate holds to hours and limits."""
    mine = (Delivery.member == praise.member_id) & (Delivery.step_key == UP) & (Delivery.state != CANCELLED)
    lately = (Delivery.created_at > now - SELDOM) | (Delivery.sent_at > now - SELDOM)
    on_its_way = Delivery.state.in_((*WAITING_STATES, *IN_FLIGHT))
    told = mine & Delivery.cause.startswith("praise:") & (lately | on_its_way)
    if Delivery.select(Delivery.id).where(told).exists():
        return
    queue(
        NewDelivery(
            cause=cause_of(praise),
            step_key=UP,
            member_id=praise.member_id,
            kind=STARTED,
            body=says("up" if _has_wall() else "out", praise.member.language),
            context={"subject": "A word of praise"},
            expires_at=now + OF_USE,
        ),
        now,
    )


def tell_giver(praise: Praise, now: datetime) -> None:
    """One line to whoever praised them by text, when it went up. Of a no, whosesoever it was, they never hear.

    Nor does somebody of whom the member complains hear what the member said yes to.
    """
    giver = praise.by
    if giver is None or giver.id in kept_from(praise.member_id, now):
        return
    words = says(
        "given_up" if _has_wall() else "given_out", giver.language, name=_name(praise, giver.language)
    )
    queue(
        NewDelivery(
            cause=cause_of(praise),
            step_key=GIVEN,
            member_id=giver.id,
            about_id=praise.member_id,
            kind=STARTED,
            body=words,
            context={"subject": "A word of praise"},
            expires_at=now + OF_USE,
        ),
        now,
    )


def thank(praise: Praise, now: datetime, *, up: bool) -> None:
    """Their yes is answered, at once; with ``up`` it was the last that was waited for.

    Without it nothing is promised: a host looks at it next, and may keep it back.
    """
    _answer(praise, "thanks_read" if not up else "thanks_up" if _has_wall() else "thanks", now)


def keep(praise: Praise, now: datetime) -> None:
    """Their no is answered as well: they are not left wondering who reads of them."""
    _answer(praise, "kept", now)


def _answer(praise: Praise, key: str, now: datetime) -> None:
    queue(
        NewDelivery(
            cause=cause_of(praise),
            step_key="thanks",
            member_id=praise.member_id,
            kind=ANSWER,
            body=says(key, praise.member.language),
            context={"subject": "A word of praise"},
            enrollment_id=praise.enrollment_id,
            workflow=praise.workflow,
        ),
        now,
    )


def outcome(praise: Praise, language: str, *, refused: bool = False) -> str:
    """What has become of a praise that a host lets go on, or has ``refused``, as that host reads it."""
    name = _name(praise, language)
    if refused:
        return says("host_no", language)
    if praise.state == DECLINED:
        return says("host_not_now", language, name=name)
    if praise.state != APPROVED:
        return says("host_asks", language, name=name)
    told = (Delivery.cause == cause_of(praise)) & (Delivery.step_key == UP)
    sentences = [says("host_up" if _has_wall() else "host_out", language)]
    if Delivery.select(Delivery.id).where(told).exists():
        sentences.append(says("host_told", language, name=name))
    return " ".join(sentences)


def _name(praise: Praise, language: str) -> str:
    name: str = praise.member.name
    return name.split()[0] if name.strip() else says("somebody", language)


def _has_wall() -> bool:
    return live().community.wall != "none"
