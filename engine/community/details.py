"""What may be said of a member, checked before anything is written: a field, what is wrong, what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.errors import KindlingError
from engine.language.community import Community
from engine.language.parsing.values import field_name
from engine.times import guess_zone, valid_zone
from engine.times.area_codes import STATE_OF
from engine.understanding.details import capitalised
from engine.wording.phones import Phone, read_email, read_phone, zone_of

PREFERENCES = ("", "text", "email", "phone")
LONGEST = 500
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")
_NANP = re.compile(r"\+1(\d{3})\d{7}")


class DetailError(KindlingError):
    """One detail that cannot be taken: which ``field``, what is wrong with it, what would do."""

    def __init__(self, field: str, reason: str, repair: str) -> None:
        self.field, self.reason, self.repair = field, reason, repair
        super().__init__(f"{field} {reason}: {repair}")


@dataclass(frozen=True, kw_only=True)
class Details:
    """A member as somebody describes them. ``phone`` is E.164 and ``email`` lower-case once checked."""

    name: str = ""
    phone: str = ""
    email: str = ""
    timezone: str = ""
    language: str = ""
    role: str = ""
    stage: str = ""
    birthday: str = ""
    prefers: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def checked(given: Details, community: Community) -> Details:
    """The same, normalised, with the zone from the area code where none is given. Raises DetailError or AddressError."""
    phone = _phone(given.phone, community) if given.phone else ""
    return Details(
        name=capitalised(_short("name", given.name)),
        phone=phone,
        email=read_email(given.email) if given.email else "",
        timezone=_zone(given.timezone) or (zone_of(phone) if phone else None) or community.timezone,
        language=_language(given.language) or community.language,
        role=_short("role", given.role),
        stage=_stage(given.stage, community),
        birthday=_birthday(given.birthday),
        prefers=_preference(given.prefers),
        fields=known_fields(given.fields, community),
    )


def known_fields(given: Mapping[str, str], community: Community) -> dict[str, str]:
    """The free fields as conditions and steps name them ("shirt size"); one the community does not list is a
    DetailError."""
    listed = {field_name(name) for name in community.fields}
    found = {field_name(name): _short(name, value) for name, value in given.items()}
    for name in found:
        if name not in listed:
            raise DetailError(name, "is no field of this community", "list it under fields in community.yaml")
    return found


def state_of(phone: str) -> str:
    """The US state of a number's area code, "" where it tells none."""
    code = _NANP.fullmatch(phone)
    return STATE_OF.get(code[1], "") if code else ""


def _phone(value: str, community: Community) -> str:
    found: Phone = read_phone(value, community.countries[0] if community.countries else "US")
    if community.countries and found.region and found.region not in community.countries:
        repair = f"we write to {', '.join(community.countries)}; add it under countries in community.yaml"
        raise DetailError("phone", f"is a number of {found.region}", repair)
    return found.e164


def _zone(value: str) -> str:
    if not value or valid_zone(value):
        return value
    guess = guess_zone(value)
    raise DetailError("timezone", f'"{value}" is no time zone', f"did you mean {guess or 'America/Chicago'}?")


def _language(value: str) -> str:
    tag = value.strip().lower()
    if tag and not _LANGUAGE.fullmatch(tag):
        raise DetailError("language", f'"{value}" is no language code', 'write it like "en" or "es"')
    return tag


def _birthday(value: str) -> str:
    """``YYYY-MM-DD`` or ``MM-DD``."""
    if not value:
        return ""
    try:
        whole = date.fromisoformat(value if value.count("-") == 2 else f"2000-{value}")
    except ValueError:
        raise DetailError(
            "birthday", f'"{value}" is no date', 'write it like "1980-05-14" or "05-14"'
        ) from None
    return whole.isoformat() if value.count("-") == 2 else f"{whole:%m-%d}"


def _stage(value: str, community: Community) -> str:
    if value and value not in community.stages:
        names = ", ".join(community.stages) or "none yet: list them under stages in community.yaml"
        raise DetailError("stage", f'"{value}" is no stage of this community', f"the stages are {names}")
    return value


def _preference(value: str) -> str:
    if value not in PREFERENCES:
        raise DetailError(
            "prefers", f'"{value}" is no way to write to somebody', "choose text, email or phone"
        )
    return value


def _short(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise DetailError(name, f"has {len(value)} characters", f"give {LONGEST} at most")
    return " ".join(value.split())
