"""Phone numbers and email addresses as people write them, and as we keep them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import PhoneNumberType, ValidationResult
from phonenumbers.timezone import time_zones_for_number

from engine.errors import KindlingError

Kind = Literal["mobile", "landline", "unknown", "tollfree"]

_KINDS: dict[int, Kind] = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.TOLL_FREE: "tollfree",
}
_UNKNOWN_ZONE = "Etc/Unknown"
_EXAMPLE = re.compile(r"\+1[2-9]\d{2}55501\d{2}")
"""North American numbers set aside for stories and tests (ATIS-0300115); no real line, but well formed."""

_REASONS = {
    ValidationResult.TOO_SHORT: ("has too few digits", "add the missing digits, area code first"),
    ValidationResult.TOO_LONG: ("has too many digits", "take out what does not belong to the number"),
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: ("has no area code", "put the area code in front"),
    ValidationResult.INVALID_COUNTRY_CODE: (
        "has a country code that does not exist",
        "check the digits after +",
    ),
}


class AddressError(KindlingError):
    """A phone number or email address nobody could be reached at: what was given, why not, what to do."""

    def __init__(self, value: str, reason: str, repair: str) -> None:
        self.value = value
        self.reason = reason
        self.repair = repair
        super().__init__(f'"{value}" {reason}: {repair}')


@dataclass(frozen=True)
class Phone:
    """`e164` as carriers want it ("+13125550142"), `region` an ISO country ("" if the prefix is shared and
    unassigned), `zones` the IANA time zones the prefix may lie in, best known first and possibly none."""

    e164: str
    region: str
    zones: tuple[str, ...]
    kind: Kind


def read_phone(text: str, region: str = "US") -> Phone:
    """The number in `text`, read as somebody in `region` would dial it; raises AddressError.

    Extensions are refused, not dropped: a text to the switchboard would reach somebody else.
    """
    value = text.strip()
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            raise AddressError(value, *_REASONS[ValidationResult.INVALID_COUNTRY_CODE]) from None
        raise AddressError(value, "is not a phone number", "write it like (312) 555-0142") from None
    if number.extension:
        raise AddressError(value, "has an extension, and texts cannot reach one", "give a direct number")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not _EXAMPLE.fullmatch(e164):
        _refuse_unreal(value, number)
    return Phone(
        e164, _region(number), _zones(number), _KINDS.get(phonenumbers.number_type(number), "unknown")
    )


def _refuse_unreal(value: str, number: phonenumbers.PhoneNumber) -> None:
    result = phonenumbers.is_possible_number_with_reason(number)
    if result in _REASONS:
        raise AddressError(value, *_REASONS[result])
    if not phonenumbers.is_valid_number(number):
        raise AddressError(value, "is not a number in use anywhere", "check the area code and the digits")


def _region(number: phonenumbers.PhoneNumber) -> str:
    code = number.country_code or 0
    region = phonenumbers.region_code_for_number(number) or phonenumbers.region_code_for_country_code(code)
    return "" if region in ("ZZ", "001") else region


def _zones(number: phonenumbers.PhoneNumber) -> tuple[str, ...]:
    return tuple(zone for zone in time_zones_for_number(number) if zone != _UNKNOWN_ZONE)


def zone_of(e164: str) -> str | None:
    """The IANA zone of a number whose prefix lies in exactly one; None where it could be several or is no number."""
    try:
        zones = _zones(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return None
    return zones[0] if len(zones) == 1 else None


def read_email(text: str) -> str:
    """The address in lower case, as compared and kept; raises AddressError. Reserved test domains pass.

    Only ASCII before the @: the mail provider refuses anything else.
    """
    value = text.strip()
    try:
        found = validate_email(value, check_deliverability=False, test_environment=True, allow_smtputf8=False)
    except EmailNotValidError as error:
        reason = str(error).rstrip(".")
        raise AddressError(value, "is not an email address", reason[:1].lower() + reason[1:]) from None
    # Whole and lower-cased: no provider in use tells local parts apart by case, and people type both.
    return (found.ascii_email or found.normalized).lower()
