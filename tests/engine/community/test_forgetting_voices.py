"""Forgetting erases their voice too: messages, their own recordings, and who played what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from engine import sounds
from engine.channels import Kit
from engine.community.forgetting import forget
from engine.models import Attendance, Blob, Inbound, Member, Play, Recording, Sound
from engine.published import live
from engine.sounds import takes
from tests.engine.sounds.conftest import community, kit, shelf, taken, tuesday
from tests.engine.sounds.shelf import MP3, Taken

__all__ = ["community", "kit", "shelf", "taken", "tuesday"]  # fixtures


def voices() -> int:
    return Blob.select().where(Blob.media_type == "audio/mpeg").count()


def rang(member: Member, call: str, now: datetime) -> None:
    Inbound.create(
        provider="twilio", provider_id=f"{call}:RE1", channel="phone", from_value="+13125550142",
        member=member, received_at=now, raw={"recording": "https://x"},
    )  # fmt: skip


@pytest.mark.usefixtures("community")
def test_what_they_said_goes_with_its_bytes(
    kit: Kit, taken: Taken, cast: SimpleNamespace, now: datetime
) -> None:
    rang(cast.amy, "CA1", now)
    taken("message", 1, body=MP3 + b"1", member_id=cast.amy.id)
    taken("name", 2, body=MP3 + b"2", call_sid="CA1")  # a guest's, before we knew who it was
    taken("message", 3, body=MP3 + b"3", member_id=cast.bob.id)
    sounds.drain(kit, now)
    forget(cast.amy, now, by="the test")
    assert [row.provider_sid[-1] for row in Sound.select()] == ["3"]
    assert voices() == 1


@pytest.mark.usefixtures("community")
def test_a_leaders_own_recordings_go_with_them(
    kit: Kit, taken: Taken, cast: SimpleNamespace, now: datetime
) -> None:
    takes.decide(taken("take", 1, member_id=cast.rosa.id), number=1, at=now, tag="", links=kit.links, now=now)
    sounds.drain(kit, now)
    by_member = replace(live().community, plays_by_member=True)
    sounds.played(Recording.get(), "link", now, listener=cast.amy, community=by_member)
    forget(cast.amy, now, by="the test")
    assert (Recording.get().plays, Play.get().member_id) == (1, None)
    forget(cast.rosa, now, by="the test")
    assert (Recording.select().count(), Sound.select().count(), voices()) == (0, 0, 0)


def test_a_recorded_call_is_not_one_members(
    kit: Kit, taken: Taken, tuesday: Any, cast: SimpleNamespace, now: datetime
) -> None:
    rang(cast.rosa, "CA1", now)
    taken("call", 1, call_sid="CA1", detail={"occurrence": tuesday.public_id})
    sounds.drain(kit, now)
    forget(cast.rosa, now, by="the test")
    assert Recording.get().source == "call"


def test_a_guest_who_joined_later_is_no_number_on_a_calls_sheet(
    tuesday: Any, cast: SimpleNamespace, now: datetime
) -> None:
    for number in ("+13125550142", "+13125550777"):
        Attendance.create(occurrence=tuesday, address=number)
    forget(cast.amy, now, by="the test")
    assert sorted(row.address for row in Attendance.select()) == ["", "+13125550777"]
