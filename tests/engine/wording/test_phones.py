"""Phones and email addresses as people write them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.wording.phones import AddressError, read_email, read_phone, zone_of

CHICAGO = "+13125550142"


@pytest.mark.parametrize(
    ("written", "e164", "region", "zones", "kind"),
    [
        ("(312) 555-0142", CHICAGO, "US", ("America/Chicago",), "unknown"),
        ("312.555.0142", CHICAGO, "US", ("America/Chicago",), "unknown"),
        ("312 555 0142", CHICAGO, "US", ("America/Chicago",), "unknown"),
        ("1-312-555-0142", CHICAGO, "US", ("America/Chicago",), "unknown"),
        (" +1 (312) 555\u20110142 ", CHICAGO, "US", ("America/Chicago",), "unknown"),
        ("tel:+13125550142", CHICAGO, "US", ("America/Chicago",), "unknown"),
        ("416-555-0142", "+14165550142", "CA", ("America/Toronto",), "unknown"),
        ("416-979-0142", "+14169790142", "CA", ("America/Toronto",), "unknown"),
        ("1-800-FLOWERS", "+18003569377", "US", None, "tollfree"),
        ("+44 20 7946 0958", "+442079460958", "GB", ("Europe/London",), "landline"),
        ("+81 90 1234 5678", "+819012345678", "JP", ("Asia/Tokyo",), "mobile"),
        ("+49 151 23456789", "+4915123456789", "DE", ("Europe/Berlin",), "mobile"),
    ],
)
def test_usual_ways_to_write_a_phone(
    written: str, e164: str, region: str, zones: tuple[str, ...] | None, kind: str
) -> None:
    phone = read_phone(written)
    assert (phone.e164, phone.region, phone.kind) == (e164, region, kind)
    assert zones is None or phone.zones == zones


def test_a_number_is_read_as_its_country_dials_it() -> None:
    assert read_phone("07911 123456", "GB").e164 == "+447911123456"
    assert len(read_phone("+44 7911 123456").zones) > 1


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "not a phone number"),
        ("Amy", "not a phone number"),
        ("555-0142", "no area code"),
        ("312 555 014", "too few digits"),
        ("+1 312 555 01423", "too many digits"),
        ("+999 1234567", "country code"),
        ("312 555 0142 ext. 5", "extension"),
        ("312 555 0142 x5", "extension"),
        ("000 000 0000", "not a number in use"),
        ("+13125550142; DROP TABLE", "not a phone number"),
        ("9" * 400, "not a phone number"),
    ],
)
def test_what_is_no_phone_says_why_and_what_to_do(written: str, reason: str) -> None:
    with pytest.raises(AddressError, match=reason) as caught:
        read_phone(written)
    assert caught.value.value == written
    assert caught.value.repair


def test_a_zone_is_only_said_where_there_is_one() -> None:
    assert zone_of(CHICAGO) == "America/Chicago"
    assert zone_of("+18003569377") is None
    assert zone_of("+447911123456") is None
    assert zone_of("nonsense") is None


def test_the_heavy_geocoder_is_never_loaded() -> None:
    code = "import sys, engine.wording.phones; print('phonenumbers.geocoder' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False\n"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Amy.Lee@Example.COM ", "amy.lee@example.com"),
        ("amy@sandbox.test", "amy@sandbox.test"),
        ("amy+news@home.example", None),
        ("amy@exämple.com", "amy@xn--exmple-cua.com"),
    ],
)
def test_emails_are_kept_in_lower_case(written: str, kept: str | None) -> None:
    assert read_email(written) == (kept or written)


@pytest.mark.parametrize(
    "written", ["", "amy", "amy@", "@x.com", "a b@x.com", "amy@localhost", "Amy <amy@x.com>", "amy@x.com\r\nBcc: b@x.com", "josé@x.com", "a@b@c.com"]
)  # fmt: skip
def test_what_is_no_email_says_so(written: str) -> None:
    with pytest.raises(AddressError, match="is not an email address"):
        read_email(written)
