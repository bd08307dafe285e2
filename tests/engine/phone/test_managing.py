"""The desk: a leader records, hears it, keeps it or makes it again, says for whom and from when, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import sounds
from engine.audience.hearing import may_hear
from engine.channels import Kit
from engine.inbound.phone_line import newest_recording
from engine.models import Play as Played
from engine.models import Recording, Sound, Tag
from engine.phone.script import Ask, HangUp, Pause, Play, Record
from engine.published import live
from tests.engine.phone.at_desk import AtDesk, desk, kit, sid, sit
from tests.engine.phone.telephone import words

__all__ = ["desk", "kit", "sit"]  # fixtures


def test_the_whole_way_to_everybody(desk: AtDesk, kit: Kit, now: datetime) -> None:
    record = desk.press("1").act(Record)
    assert (record.kind, record.most_seconds) == ("take", 900)
    desk.record(kit)
    take = Sound.get()
    assert desk.act(Play).url == desk.call.links.sound(take.public_id) + "/audio"
    desk.press("1")
    assert words("take_number", number=1) in desk.said
    desk.waits()
    desk.press("1")
    desk.press("1")
    assert words("take_out", number=1, whom=words("take_everyone")) in desk.heard
    made = Recording.get()
    assert (made.number, made.source, made.published_at, made.audience) == (1, "phone", now, None)
    assert newest_recording(now, None) == made


def test_nothing_is_out_before_it_is_decided(desk: AtDesk, kit: Kit) -> None:
    desk.press("1").record(kit)
    assert Recording.select().count() == 0
    desk.press("1")
    assert Recording.select().count() == 0


def test_its_sound_may_come_after_everything_is_decided(desk: AtDesk, kit: Kit, now: datetime) -> None:
    desk.press("1").speaks(30, sid(1))
    desk.settle()
    waits = 0
    while isinstance(desk.script.acts[0], Pause):
        desk.fall_silent()
        waits += 1
    assert waits < 10
    assert words("take_late") in desk.said
    desk.press("1").waits()
    desk.press("1", "1")
    assert Recording.select().count() == 0
    sounds.drain(kit, now)
    assert Recording.get().number == 1


def test_made_again_the_first_one_is_gone(desk: AtDesk, kit: Kit) -> None:
    desk.press("1").record(kit, 1)
    desk.press("2")
    desk.record(kit, 2)
    assert [row.state for row in Sound.select().order_by(Sound.id)] == ["dropped", "kept"]
    desk.press("1").waits()
    desk.press("1", "1")
    assert Recording.get().seconds == 30
    assert Recording.select().count() == 1


def test_it_is_heard_once_more(desk: AtDesk, kit: Kit) -> None:
    desk.press("1").record(kit)
    desk.press("3")
    assert desk.act(Play)
    desk.press("1")
    assert words("take_number", number=1) in desk.said


def test_a_number_of_their_own_unless_it_is_taken(
    desk: AtDesk, kit: Kit, shelf: Callable[..., Recording]
) -> None:
    shelf("first", number=5)
    desk.press("1").record(kit)
    desk.press("1")
    assert words("take_number", number=6) in desk.said
    desk.press("5")
    assert words("take_number_taken", number=5) in desk.said
    desk.press("42")
    desk.press("1", "1")
    assert Recording.get(Recording.source == "phone").number == 42


def test_taken_numbers_three_times_and_the_offered_one_stands(
    desk: AtDesk, kit: Kit, shelf: Callable[..., Recording]
) -> None:
    shelf("first", number=5)
    desk.press("1").record(kit)
    desk.press("1")
    for _ in range(3):
        desk.press("5")
    assert words("take_now") in desk.said
    desk.press("1", "1")
    assert Recording.get(Recording.source == "phone").number == 6


def test_tonight_and_not_before(desk: AtDesk, kit: Kit, now: datetime) -> None:
    desk.press("1").record(kit)
    desk.press("1").waits()
    assert words("take_tonight") in desk.said
    desk.press("2", "1")
    assert "7" in desk.heard.partition(words("manage_menu"))[0]  # the hour
    assert Recording.get().published_at == now + timedelta(hours=4)
    assert newest_recording(now, None) is None
    assert newest_recording(now + timedelta(hours=4), None) is not None


def test_tomorrow_morning(desk: AtDesk, kit: Kit, now: datetime) -> None:
    desk.press("1").record(kit)
    desk.press("1").waits()
    desk.press("3", "1")
    assert Recording.get().published_at == now + timedelta(hours=18)


def test_in_the_evening_tonight_is_not_offered(sit: Callable[..., AtDesk], kit: Kit, now: datetime) -> None:
    late = now + timedelta(hours=5)
    desk = sit(now=late)
    desk.press("1").record(kit)
    desk.press("1").waits()
    assert words("take_tonight") not in desk.said
    desk.press("2")
    assert words("wrong_key") in desk.said
    assert Recording.select().count() == 0


def test_for_a_group(desk: AtDesk, kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    for member in (cast.amy, cast.carla):
        Tag.create(member=member, name="first-follower", at=now)
    desk.press("1").record(kit)
    desk.press("1").waits()
    desk.press("1", "2")
    assert words("take_group", group="first follower", key=1) in desk.said
    assert words("take_group", group="leader", key=2) in desk.said
    desk.press("2")
    assert words("take_out", number=1, whom="leader") in desk.heard
    made, community = Recording.get(), live().community
    assert may_hear(made, cast.bob, now, community)
    assert not may_hear(made, cast.amy, now, community)
    assert newest_recording(now, cast.amy) is None


def test_without_groups_it_is_for_everyone(desk: AtDesk, kit: Kit) -> None:
    Tag.delete().execute()
    desk.press("1").record(kit)
    desk.press("1").waits()
    desk.press("1")
    assert Recording.get().audience is None


def test_the_same_turn_twice_makes_one(desk: AtDesk, kit: Kit) -> None:
    desk.press("1").record(kit)
    desk.press("1").waits()
    desk.press("1")
    last = desk.script
    for _ in range(2):
        desk.script = last
        desk.press("1")
    assert Recording.select().count() == 1


def test_nothing_said_is_asked_for_once_more(desk: AtDesk) -> None:
    desk.press("1")
    desk.fall_silent()
    assert words("take_nothing") in desk.said
    desk.fall_silent()
    assert words("manage_menu") in desk.said
    assert Sound.select().count() == 0


def test_the_newest_is_heard_and_counted(desk: AtDesk, shelf: Callable[..., Recording]) -> None:
    made = shelf("first", number=5)
    desk.press("2")
    assert words("manage_newest", number=5, title="First") in desk.heard
    assert Recording.get_by_id(made.id).plays == 1
    assert Played.get().member_id is None


def test_one_is_taken_back_by_its_number(
    desk: AtDesk, shelf: Callable[..., Recording], now: datetime
) -> None:
    made = shelf("recording-5", number=5, source="phone")
    desk.press("3", "5")
    assert words("back_sure", number=5, title="Recording-5") in desk.said
    desk.press("1")
    assert words("back_done", number=5) in desk.heard
    assert Recording.get_by_id(made.id).withdrawn_at == now
    desk.press("3", "5")
    assert words("back_unknown") in desk.said


@pytest.mark.parametrize("key", ["2", "7", ""])
def test_another_key_leaves_it(desk: AtDesk, shelf: Callable[..., Recording], key: str) -> None:
    shelf("recording-5", number=5, source="phone")
    desk.press("3", "5")
    desk.press(key) if key else desk.fall_silent()
    assert Recording.get().withdrawn_at is None


def test_a_file_is_taken_back_where_files_are(desk: AtDesk, shelf: Callable[..., Recording]) -> None:
    shelf("first", number=5)
    desk.press("3", "5")
    assert words("back_file", number=5) in desk.heard
    assert Recording.get().withdrawn_at is None


@pytest.mark.parametrize("take", ["0" * 32, "", "x", "a&b=c"])
def test_a_take_that_is_not_theirs_is_recorded_anew(desk: AtDesk, cast: SimpleNamespace, take: str) -> None:
    for step in ("hear", "choose", "whom"):
        state = f"manage/{step}?member={cast.rosa.public_id}&take={take}&number=7&asked=1"
        desk.at(state, digits="1")
        desk.settle()
        assert desk.act(Record).kind == "take"
    assert Recording.select().count() == 0


@pytest.mark.parametrize("keys", ["", "1", "13", "3", "35", "1x", "1xx", "19"])
def test_silence_ends_everywhere(
    desk: AtDesk, kit: Kit, shelf: Callable[..., Recording], cast: SimpleNamespace, keys: str
) -> None:
    """Wherever they fall silent, they hear goodbye after a few turns; nothing is published."""
    shelf("recording-5", number=5, source="phone")
    for key in keys:
        if isinstance(desk.script.acts[-2:][0], Record):
            desk.record(kit)
        desk.press("1" if key == "x" else key)
    for _ in range(20):
        if isinstance(desk.script.acts[-1], HangUp):
            break
        desk.waits()
    assert isinstance(desk.script.acts[-1], HangUp)
    assert Recording.select().where(Recording.source == "phone").count() == 1


def test_wrong_keys_end_too(desk: AtDesk) -> None:
    desk.press("8", "8", "8")
    assert not any(isinstance(act, Ask) for act in desk.script.acts)
    assert isinstance(desk.script.acts[-1], HangUp)
