"""The newcomer's quarter of an hour: what the README promises, in a real browser, from a first start."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE, Home, picture
from tests.browser.phones import AMY, BOB, ROSA, heard, later, phone, seconds_of_sound, text

TOM = "tom@example.com"


def test_the_first_quarter_of_an_hour(home: Home, page: Page) -> None:
    page.goto(home.sandbox)
    expect(page.get_by_role("button", name="1 day later")).to_be_enabled(timeout=PATIENCE)
    picture(page, "1-first-look")

    text(page, AMY, "JOIN")
    heard(page, AMY, "it's Rosa from The Tuesday Team")
    heard(page, AMY, "What should we call you?")
    text(page, AMY, "I'm Amy")
    heard(page, AMY, "Nice to meet you, Amy!")
    text(page, AMY, "The people, mostly!")
    heard(page, AMY, "Then you're in good company")
    picture(page, "2-joined")

    later(page, "1 day later")
    link = heard(page, AMY, "One minute worth hearing").locator("a").first
    recording = page.context.new_page()
    recording.goto(link.get_attribute("href") or "")
    expect(recording.locator("audio")).to_have_count(1)
    assert seconds_of_sound(recording) > 30
    picture(recording, "3-recording")
    recording.close()

    later(page, "Tuesday 7 pm")
    heard(page, AMY, "few minutes, 7pm your time")
    heard(page, BOB, "few minutes, 6pm your time")
    picture(page, "4-tuesday-reminders")

    mail = page.locator(f'article.mailbox[data-address="{TOM}"] details.mail').first
    mail.locator("summary").first.click()
    picture(page, "5-mail", whole=True)
    mail.get_by_placeholder("Reply").fill("I'm afraid 10am is too early for me this week.")
    mail.get_by_role("button", name="Reply").click()
    heard(page, ROSA, "too early for me this week")
    text(page, ROSA, "#1 Then sleep well, Tom, and hear the recording!")
    expect(phone(page, ROSA).get_by_text("Then sleep well")).to_be_visible(timeout=PATIENCE)
    text(page, ROSA, "DONE 1")
    heard(page, ROSA, "Done with Tom")

    later(page, "1 day later")
    home.kindling("event", AMY, "first-sale")
    heard(page, AMY, "Your first sale")
    later(page, "1 day later")
    heard(page, AMY, re.compile("YES").pattern)
    text(page, AMY, "Yes, of course!")
    heard(page, ROSA, "Anything to add to")  # the letter's question came first; one thing is asked at a time
    ready = phone(page, ROSA).locator("li.bubble.theirs").filter(has_text="is ready: http")
    shown = ready.count()  # last week's, too, which she let go by
    text(page, ROSA, "SKIP")
    expect(ready).to_have_count(shown + 1, timeout=PATIENCE)
    text(page, ROSA, "YES")
    asked = heard(page, ROSA, 'YES, "Our week"? Text back').inner_text()
    text(page, ROSA, asked.partition("Text back ")[2].split()[0])
    heard(page, ROSA, "A first sale! Well done, Amy")
    text(page, ROSA, "YES")
    later(page, "1 day later")
    heard(page, BOB, "A first sale! Well done, Amy")
    picture(page, "6-praise")

    text(page, AMY, "STOP")
    expect(phone(page, AMY).locator("li.stopped")).to_be_visible(timeout=PATIENCE)
    before = phone(page, AMY).locator("li.bubble.theirs").count()
    later(page, "Tuesday 7 pm")
    heard(page, BOB, "few minutes, 6pm your time")
    assert phone(page, AMY).locator("li.bubble.theirs").count() == before
    picture(page, "7-stopped")
    told = home.kindling("why", AMY)
    assert "STOP" in told
