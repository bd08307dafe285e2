"""`kindling stages`."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from engine.models import Member


def test_how_many_and_who(kindling: Any, cast: SimpleNamespace) -> None:
    for member, stage in ((cast.amy, "like"), (cast.bob, "like"), (cast.carla, "elsewhere")):
        Member.update(stage=stage).where(Member.id == member.id).execute()
    lines = [line.split(None, 2) for line in kindling("stages").output.splitlines()]
    assert [line[0] for line in lines] == ["know", "like", "elsewhere", "in"]
    assert lines[0][1] == "0"
    assert lines[1] == ["like", "2", "Bob Stone, Amy Lee"]
    assert "in none    2  Rosa Diaz, Tom Sato" in kindling("stages").output
    data = json.loads(kindling("stages", "LIKE", "--json").output)["stages"]
    assert [(row["stage"], row["count"], [one["name"] for one in row["members"]]) for row in data] == [
        ("like", 2, ["Bob Stone", "Amy Lee"])
    ]
    assert "no stage" in kindling("stages", "lkie", code=2).output
    assert "In the stage like." in kindling("why", "Amy Lee").output
    assert json.loads(kindling("why", "Amy Lee", "--json").output)["member"]["stage"] == "like"
