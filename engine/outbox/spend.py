"""The day's money: one counter a day, raised by one conditional update before anything is sent."""

from __future__ import annotations

from datetime import datetime

from engine.language.community import Community
from engine.models import SpendDay
from engine.outbox.places import local_day


def reserve(community: Community, micros: int, currency: str, now: datetime) -> bool:
    """Take ``micros`` from what is left of the community's day; False, and nothing taken, where it is not enough."""
    day = local_day(now, community.timezone)
    row = (SpendDay.day == day) & (SpendDay.currency == currency)
    if community.spend_limit is not None:
        row &= SpendDay.micros + micros <= community.spend_limit
    raised = SpendDay.update(micros=SpendDay.micros + micros).where(row)
    if raised.execute():
        return True
    fresh = SpendDay.insert(day=day, currency=currency, micros=0).on_conflict_ignore().returning(SpendDay.id)
    return bool([*fresh.execute()]) and bool(raised.execute())  # the day's first


def correct(community: Community, micros: int, currency: str, now: datetime) -> None:
    """Add (or, below zero, give back) what a price turned out to be; never below nothing spent."""
    if not micros:
        return
    day = local_day(now, community.timezone)
    row = (SpendDay.day == day) & (SpendDay.currency == currency) & (SpendDay.micros + micros >= 0)
    SpendDay.update(micros=SpendDay.micros + micros).where(row).execute()
