"""Where a number is from, as Twilio's webhooks say it when they know: FromCity, FromState and so on."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """What an area code says: city, state and postal code as Twilio writes them, and the time zone."""

    city: str
    state: str
    postal_code: str
    zone: str


PLACES = {
    "212": Place("NEW YORK", "NY", "10010", "America/New_York"),
    "305": Place("MIAMI", "FL", "33131", "America/New_York"),
    "312": Place("CHICAGO", "IL", "60601", "America/Chicago"),
    "415": Place("SAN FRANCISCO", "CA", "94105", "America/Los_Angeles"),
    "504": Place("NEW ORLEANS", "LA", "70112", "America/Chicago"),
    "602": Place("PHOENIX", "AZ", "85003", "America/Phoenix"),
    "617": Place("BOSTON", "MA", "02110", "America/New_York"),
    "713": Place("HOUSTON", "TX", "77002", "America/Chicago"),
    "808": Place("HONOLULU", "HI", "96813", "Pacific/Honolulu"),
    "303": Place("DENVER", "CO", "80202", "America/Denver"),
}


def geography(prefix: str, number: str) -> dict[str, str]:
    """`FromCity`, `FromState`, `FromZip`, `FromCountry` for prefix `From`; empty where nothing is known."""
    if not number.startswith("+1") or len(number) != 12:
        return {}
    place = PLACES.get(number[2:5])
    fields = {f"{prefix}Country": "US"}
    if place:
        fields |= dict(zip((f"{prefix}City", f"{prefix}State", f"{prefix}Zip"), place[:3], strict=True))
    return fields


def zone_of(number: str) -> str | None:
    """The time zone of a number's area code, where we know it."""
    place = PLACES.get(number[2:5]) if number.startswith("+1") else None
    return place.zone if place else None
