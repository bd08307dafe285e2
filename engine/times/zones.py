"""Time zones by their IANA names, and instants said in a member's words."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from engine.times.clock import show_time
from engine.times.guesses import nearest

COMMON = {
    "eastern": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "central": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "ct": "America/Chicago",
    "mountain": "America/Denver",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "mt": "America/Denver",
    "pacific": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "gmt": "Europe/London",
    "uk": "Europe/London",
    "cet": "Europe/Paris",
    "ist": "Asia/Kolkata",
    "san francisco": "America/Los_Angeles",
    "miami": "America/New_York",
    "boston": "America/New_York",
    "atlanta": "America/New_York",
    "dallas": "America/Chicago",
    "houston": "America/Chicago",
}
NORTH_AMERICA = {
    "E": "Eastern",
    "C": "Central",
    "M": "Mountain",
    "P": "Pacific",
    "AK": "Alaska",
    "A": "Atlantic",
}
DAY_NAMES = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
LONG_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}
TEXTED = {"sábado": "sabado", "août": "aout"}  # of those names, what has a letter that texts are dearer for
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def _names() -> dict[str, str]:
    """Every zone of a place, by its name in lower case.

    Names like EST or Etc/GMT+5 are left out: they have no summer time (or the sign backwards), which is never
    what a person who writes one expects.
    """
    places = (
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    )
    return {name.casefold(): name for name in sorted(places)} | {"utc": "UTC"}


def valid_zone(name: str) -> bool:
    """Whether `name` is the exact IANA name of a place's zone, such as America/Chicago (or UTC)."""
    return _names().get(name.casefold()) == name


def guess_zone(name: str) -> str | None:
    """The zone that was meant by "chicago", "US Central", "EST" or a mistyped name, or None."""
    plain = " ".join(name.casefold().replace("_", " ").split())
    known = _names()
    slug = plain.replace(" ", "_")
    if slug in known:
        return known[slug]
    short = plain.removeprefix("us ").removeprefix("us/").removesuffix(" time").removesuffix(" standard")
    if short in COMMON:
        return COMMON[short]
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in known.values()}
    if slug in cities:
        return cities[slug]
    close = nearest(slug, list(known)) if "/" in slug else nearest(slug, list(cities))
    return None if close is None else known.get(close) or cities[close]


def in_utc(instant: datetime) -> datetime:
    """The instant in UTC. A datetime without a zone names none: ValueError."""
    return _instant(instant).astimezone(UTC)


def local(now: datetime, tz: str) -> datetime:
    """The wall clock in `tz` at an instant. A datetime without a zone names no instant: ValueError."""
    return _instant(now).astimezone(ZoneInfo(tz))


def _instant(named: datetime) -> datetime:
    if named.tzinfo is None:
        raise ValueError(f"{named!r} has no time zone, so it names no instant")
    return named


def say_day(instant: datetime, tz: str, language: str = "en") -> str:
    """The day of the week in `tz`, in the member's language where we have it: "Tuesday", "martes"."""
    names = DAY_NAMES.get(language.partition("-")[0].casefold(), DAY_NAMES["en"])
    return names[local(instant, tz).weekday()]


def say_date(instant: datetime, tz: str, language: str = "en") -> str:
    """The day of the week and the date in `tz`: "Saturday, December 5", "lunes 7 de diciembre"."""
    wall, day, spoken = (
        local(instant, tz),
        say_day(instant, tz, language),
        language.partition("-")[0].casefold(),
    )
    month = LONG_MONTHS.get(spoken, LONG_MONTHS["en"])[wall.month - 1]
    return {"es": f"{day} {wall.day} de {month}", "fr": f"{day} {wall.day} {month}"}.get(
        spoken, f"{day}, {month} {wall.day}"
    )


def texted(said: str) -> str:
    """A day or a date as a text says it: one letter outside the alphabet of texts would make the whole text dear."""
    for name, plain in TEXTED.items():
        said = said.replace(name, plain)
    return said


def say_time(instant: datetime, tz: str) -> str:
    """The time of day in `tz`: "7pm"."""
    return show_time(local(instant, tz).time())


def say_when(instant: datetime, tz: str) -> str:
    """Day, date and time in `tz`, for people to read: "Tue 24 Nov 7pm"."""
    wall = local(instant, tz)
    day = DAY_NAMES["en"][wall.weekday()][:3]
    return f"{day} {wall.day} {MONTH_NAMES[wall.month - 1]} {show_time(wall.time())}"


def say_zone(instant: datetime, tz: str) -> str:
    """What people call the zone: "Central" in North America, else its city ("Tokyo")."""
    short = local(instant, tz).tzname() or ""
    if tz.startswith(("America/", "US/", "Canada/")) and short[-2:] in ("ST", "DT"):
        return NORTH_AMERICA.get(short[:-2], _city(tz))
    return "Hawaii" if tz == "Pacific/Honolulu" else _city(tz)


def _city(tz: str) -> str:
    return tz.rpartition("/")[2].replace("_", " ")
