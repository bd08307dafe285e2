"""What a text, an email or a call will cost, roughly: for `check`, `preview` and the spend limit.

Estimates to decide by, never to bill by: the provider's receipt replaces them. The table was put together
on 2026-11-22 from list prices in US dollars for one outgoing segment from a long number, carrier fees
included and rounded up; countries that are not in it are taken as dear on purpose, so that a spend limit
errs on the careful side.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import ceil

import phonenumbers

MICROS = 1_000_000
CURRENCY = "USD"

_LIST = 7_900 + 3_000
"""US and Canada: 0.0079 list price and about 0.003 that the carriers add."""

_SEGMENT_MICROS = {
    "US": _LIST, "CA": _LIST, "PR": _LIST,
    "GB": 52_000, "IE": 86_000, "AU": 55_000, "NZ": 105_000, "DE": 112_000, "AT": 110_000, "CH": 77_000,
    "FR": 80_000, "ES": 86_000, "IT": 93_000, "NL": 110_000, "MX": 63_000, "BR": 63_000, "JP": 89_000,
    "IN": 84_000, "PH": 210_000,
}  # fmt: skip
_ELSEWHERE_MICROS = 250_000
_MINUTE_MICROS = {
    "US": 14_000, "CA": 14_000, "PR": 40_000,
    "GB": 32_000, "IE": 70_000, "AU": 60_000, "NZ": 70_000, "DE": 90_000, "AT": 190_000, "CH": 330_000,
    "FR": 130_000, "ES": 50_000, "IT": 110_000, "NL": 150_000, "MX": 60_000, "BR": 120_000, "JP": 190_000,
    "IN": 50_000, "PH": 260_000,
}  # fmt: skip
"""One started minute of a call that we place, to a mobile where that is dearer."""
_MINUTE_ELSEWHERE_MICROS = 400_000
_LISTENING_MICROS = 7_500
"""Once a call, for finding out whether a person or a machine answers."""
_EMAIL_MICROS = 900
"""About 45 dollars for 50,000 emails a month."""

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}


@dataclass(frozen=True)
class Price:
    """`micros` are millionths of one unit of `currency` (ISO 4217)."""

    micros: int
    currency: str


def text_price(e164: str, segments: int) -> Price:
    """The estimate for `segments` segments to `e164`; what is no number is priced as elsewhere."""
    return Price(_SEGMENT_MICROS.get(country(e164), _ELSEWHERE_MICROS) * segments, CURRENCY)


def email_price() -> Price:
    """The estimate for one email to one person."""
    return Price(_EMAIL_MICROS, CURRENCY)


def call_price(e164: str, seconds: float) -> Price:
    """The estimate for a call of ours to `e164` that is answered for `seconds`; every started minute counts."""
    minutes = max(1, ceil(seconds / 60))
    rate = _MINUTE_MICROS.get(country(e164), _MINUTE_ELSEWHERE_MICROS)
    return Price(rate * minutes + _LISTENING_MICROS, CURRENCY)


@lru_cache(maxsize=4096)
def country(e164: str) -> str:
    """The ISO country a number belongs to; "ZZ" for what is no number."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return "ZZ"
    region = phonenumbers.region_code_for_number(number)
    # Example numbers (555-01xx) belong to no region; their country code says enough for a price.
    return region or phonenumbers.region_code_for_country_code(number.country_code or 0)


def show(price: Price) -> str:
    """Like "$0.02"; below one cent with the digits that matter ("$0.0009"); unknown currencies by their code."""
    amount = Decimal(price.micros) / MICROS
    step = Decimal("0.01") if not price.micros or abs(price.micros) >= MICROS // 100 else Decimal("0.0001")
    number = f"{abs(amount).quantize(step, ROUND_HALF_UP):,}"
    symbol = _SYMBOLS.get(price.currency)
    sign = "-" if price.micros < 0 else ""
    return f"{sign}{symbol}{number}" if symbol else f"{sign}{number} {price.currency}"
