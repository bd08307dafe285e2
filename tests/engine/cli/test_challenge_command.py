"""`kindling challenge`."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from engine.models import Entry, Member, Occurrence, Revision
from engine.now import machine_now

SELFIES = """title: Selfies
start:
  challenge:
    goal: 4 selfies
    every: month on the 1st at 9am
    lasts: 3 weeks
    words: [SELFIE]
steps:
  - at: at the start
    send: begins
"""


@pytest.fixture
def run(kindling: Any) -> Occurrence:
    kindling.write("workflows/selfies.yaml", SELFIES)
    kindling.write("messages/begins.txt", "It begins.")
    kindling("publish")
    now = machine_now()
    amy = Member.create(name="Amy Lee", timezone="America/Chicago", joined_at=now, board_yes=True)
    made: Occurrence = Occurrence.create(
        kind="challenge", workflow="selfies", revision=Revision.get(Revision.workflow == "selfies"), key="2026-01-01",
        starts_at=now - timedelta(days=2), ends_at=now + timedelta(days=2, hours=1),
    )  # fmt: skip
    for key, state in (("a", "approved"), ("b", "same"), ("c", "counted")):
        Entry.create(occurrence=made, member=amy, key=key, how="text", state=state, words="=1+1", at=now)
    return made


@pytest.mark.usefixtures("run")
def test_how_far_each_is(kindling: Any) -> None:
    told = kindling("challenge", "selfies").output
    assert "Selfies (selfies), " in told
    assert "[##########----------] 2 of 4 selfies, 2 days left; 1 member took part." in told
    assert "    2  Amy" in told
    assert kindling("challenge", "other").output == "There are no challenges.\n"


@pytest.mark.usefixtures("run")
def test_every_entry_as_a_table_and_for_scripts(kindling: Any) -> None:
    rows = kindling("challenge", "--csv").output.splitlines()
    assert rows[0] == "challenge,from,member,name,at,how,amount,state,words"
    assert len(rows) == 4
    assert "'=1+1" in rows[1]
    data = json.loads(kindling("challenge", "--json").output)
    mine = next(one for one in data if one["count"])
    assert (mine["goal"], mine["count"], mine["took_part"], len(mine["entries"])) == (4, 2, 1, 3)
