"""Calls of ours in previews: when they ring, what is said, what they cost."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.preview import Asked, Preview, as_json, lines, preview
from engine.settings import Settings
from tests.engine.virtual.small_files import COMMUNITY, small

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # Monday, 3pm in Chicago
RINGS = """start: by hand
steps:
  - ring: how-are-you
    press:
      1:
        - send: glad
  - send: still-here
"""


def of(workflow: str, community: str = COMMUNITY, presses: tuple[str, ...] = ()) -> Preview:
    asked = Asked(workflow="nudge", presses=presses)
    return preview(asked, small(workflow, community=community), NOW, Settings())


def test_a_call_is_shown_with_its_words_and_its_price() -> None:
    seen = of(RINGS)
    text = "\n".join(line.text for line in lines(seen))
    assert "3pm  we ring how-are-you ($0.02)" in text
    assert "| Hi Amy, how are you?" in text
    assert "3:01pm  our call ended: answered" in text
    assert "3:01pm  we text still-here" in text
    assert "1 text (1 segment) and 1 call, about $0.03." in text


def test_a_key_that_is_pressed_leads_on() -> None:
    text = "\n".join(line.text for line in lines(of(RINGS, presses=("1",))))
    assert "3pm  they press 1" in text
    assert "3pm  we text glad" in text
    assert "our call ended" not in text


def test_a_key_that_the_call_does_not_offer_does_nothing() -> None:
    assert "they press" not in "\n".join(line.text for line in lines(of(RINGS, presses=("7",))))


def test_a_script_gets_it_too() -> None:
    timeline = as_json(of(RINGS))["members"][0]["timeline"]
    rung = next(row for row in timeline if row["kind"] == "rings")
    assert (rung["channel"], rung["message"], rung["to"]) == ("phone", "how-are-you", "+13125550142")
    assert rung["price_micros"] == 21_500


def test_a_call_that_has_to_wait_says_why() -> None:
    seen = of(RINGS, COMMUNITY + "hours: 9am to 10am\n")
    text = "\n".join(line.text for line in lines(seen))
    assert "held how-are-you until Tue 24 Nov 9am" in " ".join(text.split())
