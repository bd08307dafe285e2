"""`kindling votes`."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from engine.models import Ballot, Occurrence
from engine.now import machine_now
from engine.published import live

VOTE = """title: The next candle
start:
  vote:
    choices: [spruce, "=orange"]
    every: day at 9am
    lasts: 2 hours
steps:
  - at: at the start
    send: second
"""


def test_every_choice_with_its_votes(kindling: Any, cast: SimpleNamespace) -> None:
    assert "Nothing has been voted on yet." in kindling("votes").output
    kindling.write("workflows/candle.yaml", VOTE)
    kindling("publish")
    revision = live().workflows["candle"].revision_id
    now = machine_now()
    for days, votes in ((3, ("spruce", "=orange")), (0, ())):
        begins = now - timedelta(days=days, minutes=5)
        row = Occurrence.create(
            kind="vote", workflow="candle", revision=revision, key=f"2020-01-0{days}", starts_at=begins,
            ends_at=begins + timedelta(hours=2),
        )  # fmt: skip
        for voter, choice in zip((cast.amy, cast.bob), votes, strict=False):
            Ballot.create(occurrence=row, member=voter, choice=choice, channel="text", at=begins)
    told = kindling("votes").output
    assert told.index("open until") < told.index("closed")
    assert "The next candle (candle)" in told
    assert "A tie of 2, 1 vote each." in told
    assert "Amy" not in told
    lines = kindling("votes", "candle", "--format", "csv").output.splitlines()
    assert lines[0] == "workflow,opens,closes,open,choice,votes"
    assert [line.split(",")[3:] for line in lines[3:]] == [["no", "spruce", "1"], ["no", "'=orange", "1"]]
    data = json.loads(kindling("votes", "--format", "json").output)["votes"]
    assert [(vote["open"], vote["winners"]) for vote in data] == [(True, []), (False, ["spruce", "=orange"])]
    assert json.loads(kindling("votes", "other", "--format", "json").output) == {"votes": []}
