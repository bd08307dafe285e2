"""Zones whose clocks do odd things: half-hour offsets, half-hour summer time, summer in January, none at all."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

ZONES = (
    "America/Chicago",
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Cairo",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Apia",
    "UTC",
)
zones = st.sampled_from(ZONES)
instants = st.integers(1704067200, 1956528000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
times_of_day = st.times().map(lambda at: at.replace(second=0, microsecond=0))
