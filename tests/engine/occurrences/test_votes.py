"""A vote's days: asked, reminded of by those who have not voted, and its result, told or praised."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from engine.models import Ballot, Member, Occurrence, Praise
from tests.engine.runner.town import Town

CANDLES = """
start:
  vote:
    choices: [spruce, orange peel]
    from: 2026-11-30 10am
    until: 2026-12-03 8pm
    timezone: America/Chicago
steps:
  - at: at the start
    send: which
  - at: 1 day before the end
    for: not voted
    send: hurry
  - at: 1 hour after the end
    for: voted
    send: told
"""
MONTH = CANDLES.replace("[spruce, orange peel]", "members").replace(
    "for: voted\n    send: told", "for: won\n    praise: best"
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def votes(member: Member, choice: str, nominee: Member | None = None) -> None:
    row = Occurrence.get()
    Ballot.create(
        occurrence=row, member=member, choice=choice, nominee=nominee, channel="text", at=row.starts_at
    )


def sent_to(town: Town, words: str) -> list[str]:
    return sorted(one.to for one in town.text.sent if words in one.body)


def test_who_has_voted_is_left_alone_and_hears_the_result(now: datetime, cast: SimpleNamespace) -> None:
    says = {
        "messages/which.txt": "Which? {{ vote.choices }} by {{ vote.until }}",
        "messages/told.txt": '{{ vote.result }} ({{ vote.results }}; {{ vote.winner or "a tie" }}) You: {{ vote.yours or "none" }}',
    }
    town = Town(now, files=says)
    town.publish(candles=CANDLES)
    town.go(at("2026-11-30T16:00"))
    bodies = [one.body for one in town.text.sent if one.to == "+13125550142"]
    assert "Which? 1 spruce, 2 orange peel by Thursday, December 3, 8pm" in bodies[-1]
    votes(cast.amy, "spruce")
    votes(cast.bob, "orange peel")
    town.go(at("2026-12-03T02:30"))
    assert sent_to(town, "hurry") == ["+12125550103", "+13125550100"]  # Carla and Rosa
    town.go(at("2026-12-04T03:30"))
    told = sorted(one.body for one in town.text.sent if "a tie" in one.body)
    assert told == [
        "It is a tie: spruce and orange peel have 1 each. (spruce 1, orange peel 1; a tie) You: orange peel",
        "It is a tie: spruce and orange peel have 1 each. (spruce 1, orange peel 1; a tie) You: spruce",
    ]


def test_whoever_won_is_asked_before_anybody_hears_of_it(now: datetime, cast: SimpleNamespace) -> None:
    town = Town(now)
    town.publish(month=MONTH)
    town.go(at("2026-11-30T16:00"))
    for voter, nominee in ((cast.amy, cast.bob), (cast.carla, cast.bob), (cast.bob, cast.amy)):
        votes(voter, nominee.name, nominee)
    town.go(at("2026-12-04T03:30"))
    assert [(row.member_id, row.state) for row in Praise.select()] == [(cast.bob.id, "asked")]
    assert sent_to(town, "This is best.") == ["+13035550101"]  # nobody but him: may we share this?
