"""Who made a recording gets its link: a leader of what they recorded by phone, and whoever led a call of the call."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.links import Links
from engine.models import Delivery, Member, Occurrence, Recording
from engine.models.sending import ANSWER
from engine.outbox import NewDelivery, cancel, queue

OUT = "recording out"  # the step of these deliveries
OF_USE = timedelta(days=2)
_OWN = {
    "en": '"{title}" is out as recording {number}: {link}',
    "es": '"{title}" ya se puede escuchar con el número {number}: {link}',
}
_CALL = {
    "en": 'The recording of your call is recording {number}, "{title}": {link}',
    "es": 'La grabación de tu llamada tiene el número {number}, "{title}": {link}',
}


def tell_maker(made: Recording, maker: Member, links: Links, now: datetime) -> None:
    """Text whoever recorded it, once it is out. Inside the caller's transaction."""
    _queue(made, maker, _OWN, cause_of(made), links, now)


def tell_leader(made: Recording, call: Occurrence, links: Links, now: datetime) -> None:
    """Text whoever led the call, once however many parts it was recorded in. Inside the caller's transaction."""
    leader = call.led_by or call.host
    if leader is not None:
        _queue(made, leader, _CALL, f"call recording:{call.id}", links, now)


def unsay(made: Recording, now: datetime) -> None:
    """It is taken back before it was out, so nobody is told that it is."""
    for row in Delivery.select().where(Delivery.cause == cause_of(made)):
        cancel(
            why="The recording was taken back.",
            now=now,
            member_id=row.member_id,
            step_keys=(row.step_key,),
        )


def cause_of(made: Recording) -> str:
    """What the text about a recording made by phone belongs to."""
    return f"recording:{made.public_id}"


def _queue(
    made: Recording, who: Member, words: dict[str, str], cause: str, links: Links, now: datetime
) -> None:
    at = max(now, made.published_at)
    said = words.get(who.language.partition("-")[0].lower(), words["en"])
    queue(
        NewDelivery(
            cause=cause,
            step_key=OUT,
            member_id=who.id,
            kind=ANSWER,
            body=said.format(title=made.title, number=made.number, link=links.listen(made.public_id)),
            context={"subject": made.title},
            due_at=at,
            expires_at=at + OF_USE,
        ),
        now,
    )
