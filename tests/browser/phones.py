"""What tests do with the phones of the sandbox's page."""

from __future__ import annotations

import re
from datetime import datetime

from dateutil.parser import parse
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE

AMY, BOB, CARLA, ROSA = "+13125550142", "+13035550101", "+12125550103", "+13125550106"


def phone(page: Page, number: str) -> Locator:
    return page.locator(f'article.phone[data-number="{number}"]')


def heard(page: Page, number: str, words: str) -> Locator:
    """The newest bubble with these words that reached a phone, once it is there."""
    bubble = phone(page, number).locator("li.bubble.theirs", has_text=words).last
    expect(bubble).to_be_visible(timeout=PATIENCE)
    return bubble


def text(page: Page, number: str, words: str) -> None:
    phone(page, number).get_by_placeholder("Text message").fill(words)
    phone(page, number).get_by_role("button", name="Send").click()


def later(page: Page, name: str) -> None:
    """Press a time button, and wait until it can be pressed again: the journey is over."""
    button = page.get_by_role("button", name=name)
    expect(button).to_be_enabled(timeout=PATIENCE)
    button.click()
    page.wait_for_timeout(1500)
    expect(button).to_be_enabled(timeout=PATIENCE)


def shown_time(page: Page) -> datetime:
    """The community's clock as the page shows it: a time of day of its own zone."""
    return parse(
        f"{page.locator('[data-clock-day]').inner_text()} {page.locator('[data-clock-time]').inner_text()}"
    )


def until(page: Page, wanted: datetime) -> None:
    """Move the community's clock to ``wanted``, a time of its own zone."""
    seconds = int((wanted - shown_time(page)).total_seconds())
    page.request.post(f"{page.url}act/time", form={"by_seconds": str(seconds)})
    expect(page.locator("[data-clock-time]")).to_have_text(
        f"{wanted:%-I:%M} {wanted:%p}".lower(), timeout=PATIENCE
    )
    expect(page.get_by_role("button", name="1 day later")).to_be_enabled(timeout=PATIENCE)


def call(page: Page, number: str) -> None:
    phone(page, number).get_by_role("button", name=re.compile("^Call ")).click()


def said(page: Page, number: str, words: str) -> Locator:
    """A line that was heard on a phone's call, once it is there."""
    line = phone(page, number).locator(".heard li", has_text=words).last
    expect(line).to_be_visible(timeout=PATIENCE)
    return line


def press(page: Page, number: str, key: str) -> None:
    phone(page, number).locator(f'.means button[name="digits"][value="{key}"]').click()


def say(page: Page, number: str, words: str) -> None:
    phone(page, number).get_by_placeholder("Say something").fill(words)
    phone(page, number).get_by_role("button", name="Say", exact=True).click()


def in_room(page: Page, number: str, count: int) -> None:
    expect(phone(page, number).locator(".people li")).to_have_count(count, timeout=PATIENCE)


def hang_up(page: Page, number: str) -> None:
    phone(page, number).get_by_role("button", name="Hang up").click()
    expect(phone(page, number).locator(".callsheet .state")).to_have_count(0, timeout=PATIENCE)


def seconds_of_sound(page: Page) -> float:
    """How long the page's recording plays, once the browser has read that from the sound itself."""
    length: float = page.locator("audio").evaluate(
        """audio => new Promise((done, failed) => {
            audio.onloadedmetadata = () => done(audio.duration);
            audio.onerror = () => failed(audio.error);
            audio.preload = "auto"; audio.load(); })"""
    )
    return length
