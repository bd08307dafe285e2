"""Whoever led a recorded call gets its link, once."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

from engine import sounds
from engine.channels import Kit
from engine.models import Delivery, Occurrence, Recording
from tests.engine.sounds.shelf import MP3, Taken


def test_whoever_led_it_gets_the_link_once(
    kit: Kit, taken: Taken, tuesday: Occurrence, cast: SimpleNamespace, now: datetime
) -> None:
    Occurrence.update(host=cast.rosa, led_by=cast.carla).where(Occurrence.id == tuesday.id).execute()
    for number in (1, 2):
        taken("call", number, body=MP3 + bytes([number]), detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    made = Recording.select().order_by(Recording.id).first()
    told = Delivery.get()
    assert told.member_id == cast.carla.id
    link = kit.links.listen(made.public_id)
    assert told.context["words"] == (
        f'La grabación de tu llamada tiene el número 1, "Tuesday call, November 24": {link}'
    )


def test_where_nobody_took_it_over_the_host_does(
    kit: Kit, taken: Taken, tuesday: Occurrence, cast: SimpleNamespace, now: datetime
) -> None:
    Occurrence.update(host=cast.rosa).where(Occurrence.id == tuesday.id).execute()
    taken("call", 1, detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    assert Delivery.get().member_id == cast.rosa.id
