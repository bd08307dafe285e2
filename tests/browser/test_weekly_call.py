"""A Tuesday on which the host falls ill: stand-ins, a call of three led by keypad, and what follows, in a browser."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from dateutil.relativedelta import TU, relativedelta
from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Home, picture
from tests.browser.phones import (
    AMY,
    BOB,
    CARLA,
    ROSA,
    call,
    hang_up,
    heard,
    in_room,
    later,
    phone,
    press,
    said,
    say,
    seconds_of_sound,
    shown_time,
    text,
    until,
)  # fmt: skip


def coming_tuesday(page: Page) -> datetime:
    """Its 7 pm, on the community's clock."""
    return shown_time(page) + relativedelta(weekday=TU, hour=19, minute=0)


def test_a_tuesday_without_its_host(home: Home, page: Page) -> None:
    page.set_viewport_size({"width": 1760, "height": 900})
    page.goto(home.sandbox)
    expect(page.get_by_role("button", name="1 day later")).to_be_enabled(timeout=PATIENCE)
    text(page, AMY, "JOIN")
    heard(page, AMY, "What should we call you?")
    text(page, AMY, "Amy")
    heard(page, AMY, "Nice to meet you, Amy!")
    call(page, AMY)
    said(page, AMY, "Hi Amy")
    picture(page, "11-menu")
    press(page, AMY, "6")
    said(page, AMY, "Tuesday")
    hang_up(page, AMY)

    seven = coming_tuesday(page)
    until(page, seven - timedelta(minutes=20))
    text(page, ROSA, "I'm sick, can't make it tonight")
    word = re.search(r"Text back ([A-Z]+)", heard(page, ROSA, "Text back").inner_text())
    assert word is not None
    text(page, ROSA, word[1])
    heard(page, BOB, 'Can you lead "Tuesday call"')
    text(page, BOB, "no, sorry")
    heard(page, CARLA, 'Puedes dirigir "Tuesday call"')
    text(page, CARLA, "sí")
    heard(page, CARLA, "PIN para esta llamada")
    heard(page, ROSA, "Carla")
    picture(page, "12-stand-in")

    until(page, seven - timedelta(minutes=5))
    call(page, BOB)
    in_room(page, BOB, 1)
    call(page, CARLA)
    in_room(page, CARLA, 2)
    call(page, AMY)
    in_room(page, AMY, 3)
    picture(page, "13-three-in-one-call")
    press(page, CARLA, "*")
    press(page, CARLA, "1")
    expect(phone(page, BOB).locator(".people li.muted")).to_have_count(2, timeout=PATIENCE)
    press(page, BOB, "*")
    said(page, BOB, "Your hand is up")
    in_room(page, BOB, 3)
    picture(page, "14-muted-and-a-hand")
    press(page, CARLA, "*")
    press(page, CARLA, "3")
    expect(phone(page, BOB).locator(".people li.muted")).to_have_count(1, timeout=PATIENCE)
    say(page, BOB, "I sold my first ten!")
    said(page, AMY, "Bob: I sold my first ten!")
    press(page, CARLA, "*")
    press(page, CARLA, "9")
    said(page, CARLA, "marca 9 otra vez")
    press(page, CARLA, "9")
    expect(phone(page, AMY).locator(".callsheet .state")).to_have_count(0, timeout=PATIENCE)
    picture(page, "15-ended")

    later(page, "1 hour later")
    later(page, "1 hour later")
    later(
        page, "1 day later"
    )  # past eight, or where two messages had come that day, it waited for the morning
    heard(page, BOB, "Thank you for being on the call")
    heard(page, AMY, "Thank you for being on the call")
    link = heard(page, CARLA, "/listen/").locator("a").first  # whoever led it gets the link of its recording
    recording = page.context.new_page()
    recording.goto(link.get_attribute("href") or "")
    expect(recording.locator("audio")).to_have_count(1)
    assert seconds_of_sound(recording) > 0
    picture(recording, "16-the-calls-recording")
    recording.close()
    picture(page, "17-after-the-call")
    assert "on the call" in home.kindling("why", BOB)
