"""Which member a person at the command line means: by public id, phone, email or a name that only one has."""

from __future__ import annotations

from engine import consent
from engine.community.called import called
from engine.errors import KindlingError
from engine.models import Address, Member
from engine.models.people import EMAIL, PHONE
from engine.times.guesses import nearest
from engine.wording.phones import AddressError, read_email, read_phone
from engine.wording.say import join_names

PUBLIC_ID = 32
MOST_SHOWN = 5


class NoSuchMember(KindlingError):
    """Nobody, or more than one, is meant by these words."""


def the_member(words: str, region: str = "US") -> Member:
    """The one member (or stranger who wrote to us) that ``words`` mean. Raises NoSuchMember.

    Somebody forgotten is found by their public id alone.
    """
    wanted = " ".join(words.split())
    found = _by_id(wanted) or _by_address(wanted, region) or list(called(wanted))
    if not found:
        raise NoSuchMember(_nobody(wanted))
    if len(found) > 1:
        shown = [f"{one.name or 'nameless'} ({one.public_id})" for one in found[:MOST_SHOWN]]
        raise NoSuchMember(
            f'"{wanted}" means {len(found)} members: {join_names(shown)}. Say which by phone, email or id.'
        )
    return found[0]


def _by_id(words: str) -> list[Member]:
    if len(words) != PUBLIC_ID:
        return []
    return list(Member.select().where(Member.public_id == words.lower()))


def _by_address(words: str, region: str) -> list[Member]:
    """Everybody who is reached there: of a household all of them."""
    try:
        channel, value = (
            (EMAIL, read_email(words)) if "@" in words else (PHONE, read_phone(words, region).e164)
        )
    except AddressError:
        return []
    found = Address.get_or_none((Address.channel == channel) & (Address.value == value))
    return [] if found is None else consent.members_of(found)


def _nobody(words: str) -> str:
    names = [one.name for one in Member.select(Member.name).where(Member.forgotten_at.is_null()) if one.name]
    guess = nearest(words, names)
    hint = f' Did you mean "{guess}"?' if guess else ""
    return f'There is nobody called "{words}", and nobody has it as phone, email or id.{hint}'
