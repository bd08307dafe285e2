"""`kindling answers`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.language.check import check
from engine.language.known import Known
from engine.models import LearnedAnswer
from engine.now import machine_now


@pytest.fixture
def asked(kindling: Any) -> None:
    week = machine_now()
    LearnedAnswer.create(
        asked=["Do you ship to Canada?", "Canada too?"],
        inbounds=[],
        times=3,
        week=week,
        number=1,
        words="Yes, on Fridays.",
        state="live",
        live_at=week,
    )
    LearnedAnswer.create(asked=["Can I pay by check?"], inbounds=[], week=week, number=2)


@pytest.mark.usefixtures("asked")
def test_what_was_asked_and_what_came_of_it(kindling: Any) -> None:
    told = kindling("answers").output
    assert "Do you ship to Canada? (3 times)  is answered" in told
    assert "Can I pay by check? (1 time)" in told
    assert "waits for an answer" in told
    rows = json.loads(kindling("answers", "--json").output)
    assert [(row["times"], row["state"], row["answer"]) for row in rows] == [
        (3, "live", "Yes, on Fridays."),
        (1, "listed", ""),
    ]


@pytest.mark.usefixtures("asked")
def test_those_that_are_live_become_files_once(kindling: Any) -> None:
    written = kindling("answers", "--export").output.split("Written: ")[1:]
    assert len(written) == 1
    path = Path(written[0].strip())
    assert path.parent.name == "answers"
    assert path.read_text().endswith("  - Canada too?\n---\nYes, on Fridays.\n")
    assert "Written" not in kindling("answers", "--export").output


@pytest.mark.parametrize(("body", "warned"), [("No, sorry.", True), ("Yes, on Fridays.", False)])
def test_a_file_that_answers_otherwise_is_pointed_out(body: str, warned: bool) -> None:
    files: dict[str, str | bytes] = {
        "workflows/community.yaml": "name: Us\n",
        "messages/answers/canada.txt": f"---\nasked:\n  - do you ship to canada\n---\n{body}\n",
    }
    found = check(files, Known(learned={"do you ship to canada": "Yes, on Fridays."}))
    assert [one.rule for one in found.warnings] == (["asked-learned"] if warned else [])
