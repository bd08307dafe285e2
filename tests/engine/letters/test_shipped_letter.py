"""The shipped newsletter can be read in a week in which everything happened, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.published.messages import Messages

SHIPPED = Path(__file__).parents[3] / "messages"
WEEK = {
    "praises": ["Amy sold her first."],
    "new_members": ["Kurt", "Nina"],
    "challenges": [
        {
            "title": "Sixty selfies",
            "how_far": "42 of 60 selfies, 9 days left",
            "bar": "",
            "count": 42,
            "goal": 60,
        }
    ],
    "recordings": [{"title": "Your first week", "link": "https://k.example/1", "phone": "+13125550100"}],
    "answers": [{"question": "When do you ship?", "answer": "On Mondays."}],
    "next_call": "Tuesday, 7pm",
}


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_of_the_week_stands_in_it(language: str) -> None:
    files = {f"messages/{path.name}": path.read_text() for path in SHIPPED.glob("our-week*")}
    found = Messages(files).choose("our-week", "email", language)
    assert found is not None
    fields = {
        "first_name": "Amy", "week": WEEK, "letter": {"words": "Proud of you."}, "community": {"host": "Rosa"},
    }  # fmt: skip
    words = found.words.render(fields)
    for said in (
        "Amy sold her first.",
        "Nina",
        "Sixty selfies",
        "42 of 60",
        "Your first week",
        "*When do you ship?* On Mondays.",
        "Tuesday, 7pm",
    ):
        assert said in words
