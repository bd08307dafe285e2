"""`kindling preview phone-line`: what somebody who rings us hears, key by key, on the line as the files say it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.errors import KindlingError
from engine.language.check import COMMUNITY, Checked, check
from engine.language.phone_line import PHONE_LINE, PhoneLine
from engine.models import Address, Member
from engine.models.people import PHONE
from engine.phone.call import Call, call_at_hand
from engine.preview.asked import Unpreviewable, begins
from engine.preview.calling import Heard, walk
from engine.preview.copying import Living, put, put_recordings, take
from engine.preview.samples import NAMES
from engine.preview.who import named
from engine.publishing import decoded
from engine.settings import Settings
from engine.virtual import Person, World, open_world, place_host, place_member
from engine.virtual.cast import HOST
from engine.wording.phones import AddressError, read_phone

NAME = "phone-line"
A_DAY = timedelta(days=1)
SAMPLE = "+13125550142"
CALL_SID = "CA" + "0" * 32
INBOUND = "inbound"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """``who`` rings: a member, or any number (a stranger's); nobody is a sample member. ``presses`` are their keys."""

    who: str = ""
    presses: tuple[str, ...] = ()
    starting: str = ""


@dataclass(frozen=True, slots=True)
class CallPreview:
    """One phone call: who rings, when by their own clock, and what is heard and pressed in it."""

    line: PhoneLine
    caller: str
    zone: str
    start: datetime
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class _Caller:
    """``member`` is one of the community's; without one it is a sample, or with a ``number`` a stranger."""

    member: Member | None = None
    number: str = ""


def preview_line(
    asked: AskedLine, files: Mapping[str, bytes], now: datetime, settings: Settings, *, database: bool = False
) -> CallPreview:
    """Walk one phone call in a world of its own. With ``database`` the bound one is read for who rings.

    Raises Unpreviewable, NoSuchMember or KindlingError.
    """
    checked = check(decoded(files))
    _usable(checked)
    caller = _caller(asked.who, checked, database=database)
    zone = caller.member.timezone if caller.member else checked.community.timezone
    living = take([caller.member] if caller.member else [], now) if database else None
    start = begins(asked.starting, now.replace(second=0, microsecond=0), zone, checked.community)
    with open_world(start - A_DAY, settings) as world:  # so that a call at that very time was planned before
        number, name = _cast(caller, living, world, checked)
        world.publish(files, checked=checked)
        if living is not None:
            put_recordings(living)
        world.advance(start)
        call = _call(number, world)
        heard = tuple(walk(call, asked.presses))
        return CallPreview(checked.phone_line, name, call.timezone, start, heard)


def _usable(checked: Checked) -> None:
    if blocked := {PHONE_LINE, COMMUNITY} & checked.blocked:
        path = max(blocked)
        raise Unpreviewable(f"{path} has errors, or what it needs has.", checked.errors, checked.lines)


def _caller(who: str, checked: Checked, *, database: bool) -> _Caller:
    countries = checked.community.countries
    number = _number(who, countries[0] if countries else "US") if who else ""
    if not who or (number and not database):
        return _Caller(number=number)
    if not database:
        raise KindlingError(f"There is no database here to look for {who!r} in. Run: kindling up")
    known = number and Address.get_or_none((Address.channel == PHONE) & (Address.value == number))
    if number and not known:
        return _Caller(number=number)
    return _Caller(named(who, countries), number)


def _number(who: str, country: str) -> str:
    try:
        return read_phone(who, country).e164
    except AddressError:
        return ""


def _cast(caller: _Caller, living: Living | None, world: World, checked: Checked) -> tuple[str, str]:
    """The number that rings, and what its caller is called."""
    members = put(living) if living is not None else []
    if not Member.select().where(Member.role == HOST).exists():
        place_host(checked.community, world.now)
    if members:
        return _phone_of(members[0], caller.number), members[0].name or "somebody without a name"
    if caller.number:
        return caller.number, "a stranger"
    person = Person(name=NAMES[0], phone=SAMPLE, timezone=checked.community.timezone)
    return SAMPLE, f"{place_member(person, checked.community, world.now).name} (a sample member)"


def _phone_of(member: Member, number: str) -> str:
    if number:
        return number
    own = (
        Address.select()
        .where((Address.member == member.id) & (Address.channel == PHONE))
        .order_by(Address.id)
        .first()
    )
    if own is None:
        raise KindlingError(f"{member.name or 'This member'} has no phone number to ring from.")
    return str(own.value)


def _call(number: str, world: World) -> Call:
    return call_at_hand(
        call_sid=CALL_SID,
        from_value=number,
        to_value=world.kit.settings.twilio_from,
        direction=INBOUND,
        attested=True,
        settings=world.kit.settings,
        now=world.now,
    )
