"""`kindling responses`."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from engine.models import Response
from engine.now import machine_now


def test_all_of_them_word_for_word(kindling: Any, cast: SimpleNamespace) -> None:
    assert "Nobody has answered anything yet." in kindling("responses").output
    now = machine_now()
    usual = {"workflow": "survey", "step_key": "ask:how", "message": "how", "channel": "text"}
    said = (
        (cast.amy, "yes", "Yes!! loving it", 2),
        (cast.bob, "", '=SUM(1)\n"quoted", really', 1),
        (None, "", "Tea", 0),
    )
    for member, line, words, hours in said:
        Response.create(member=member, line=line, words=words, at=now - timedelta(hours=hours), **usual)
    Response.create(**{**usual, "workflow": "other", "words": "x", "at": now, "member": cast.amy})
    told = kindling("responses", "survey").output
    assert "how (survey), 3 answers" in told
    assert "in other words 2, yes 1" in told
    assert "without a name" in told
    assert "Amy Lee" in told
    table = list(csv.reader(io.StringIO(kindling("responses", "survey", "--format", "csv").output)))
    assert table[0] == ["workflow", "question", "at", "name", "line", "words", "channel"]
    assert [row[3:6] for row in table[1:]] == [
        ["", "", "Tea"], ["Bob Stone", "", '\'=SUM(1)\n"quoted", really'], ["Amy Lee", "yes", "Yes!! loving it"],
    ]  # fmt: skip
    data = json.loads(kindling("responses", "--format", "json").output)["responses"]
    assert [row["words"] for row in data if row["name"] == "Bob Stone"] == ['=SUM(1)\n"quoted", really']
    assert len(data) == 4
