"""``ring: [host, leader]``: those who have a role, one after the other; where nobody answers, a message is taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import Value, fn

from engine import consent, rooms
from engine.audience import takes
from engine.inbound import limits
from engine.models import Address, Leg, Member
from engine.models.db import transaction
from engine.models.people import ACTIVE, PHONE, STRANGER
from engine.outbox import spend
from engine.outbox.fields import first_name
from engine.phone.call import Call, Turn
from engine.phone.coming import open_call
from engine.phone.saying import goodbye, say, script
from engine.phone.script import Connect, Go, Script, to
from engine.times import law_hours
from engine.wording.phones import AddressError, read_phone
from engine.wording.prices import call_price

RINGS_SECONDS = 20
MOST_PEOPLE = 5
USUAL_SECONDS = 300  # of a conversation, for its price
ANSWERED = ("completed", "answered")


def ring_people(call: Call, turn: Turn) -> Script:
    """Ring the next one who may be rung now, while the day's money allows. After a conversation it is goodbye."""
    if turn.dial_status in ANSWERED:
        return script(call, *goodbye(call))
    tried = [int(one) for one in turn.args.get("tried", "").split(",") if one.isascii() and one.isdigit()]
    found = _next(call, turn.rest, tried) if len(tried) < MOST_PEOPLE else None
    if found is None or not _may_ring(call, found[1]):
        return script(call, say(call, "nobody_there"), Go("record/message"))
    member, number = found
    then = to("ring-people", *turn.rest, tried=",".join(str(one) for one in (*tried, member.id)))
    name = first_name(member, call.community.nameless)
    return script(call, say(call, "ringing", name=name), Connect(number, then, RINGS_SECONDS, call.ours))


def _next(call: Call, roles: tuple[str, ...], tried: list[int]) -> tuple[Member, str] | None:
    for member in _in_roles(call, roles):
        if member.id not in tried and (number := _number(call, member)):
            return member, number
    return None


def _in_roles(call: Call, roles: tuple[str, ...]) -> Iterator[Member]:
    """In the order of the roles; never the caller themself, nor anybody out of a call that they are in."""
    present = Member.forgotten_at.is_null() & (Member.how != STRANGER) & takes("phone") & ~_in_a_call(call)
    if call.member is not None:
        present &= Member.id != call.member.id
    for role in roles:
        mine = fn.LOWER(Member.role) == role.lower()
        yield from Member.select().where(mine & present).order_by(Member.id)


def _in_a_call(call: Call) -> Any:
    on = open_call(call)
    theirs = (Leg.occurrence == (on.id if on else None)) & (Leg.member == Member.id)
    return fn.EXISTS(Leg.select(Value(1)).where(theirs & rooms.inside()))


def _number(call: Call, member: Member) -> str:
    """Their own phone, if it may ring now: in their hours and the law's, in a country we call, after no STOP."""
    community = call.community
    if not community.hours.open_at(call.now, member.timezone):
        return ""
    if any(until is not None and until > call.now for until in (member.paused_until, member.resting_until)):
        return ""
    own = (Address.member == member.id) & (Address.channel == PHONE) & (Address.status == ACTIVE)
    for address in Address.select().where(own).order_by(Address.id):
        law = law_hours(community.law, address.value, member.timezone, member.state or None)
        given = consent.state(address).given is True
        if given and law.open_at(call.now) and _at_home(address.value, community.countries):
            return str(address.value)
    return ""


def _at_home(number: str, countries: tuple[str, ...]) -> bool:
    try:
        return read_phone(number).region in countries
    except AddressError:
        return False


def _may_ring(call: Call, number: str) -> bool:
    """So many calls an hour that nobody notices, and nobody can spend our money: what such a call usually costs is
    taken from the day's limit before it is placed, and stays taken where nobody answers."""
    price = call_price(number, USUAL_SECONDS)
    with transaction():
        few = limits.allowed(limits.ringing(call.theirs), call.now)
        return few and spend.reserve(call.community, price.micros, price.currency, call.now)
