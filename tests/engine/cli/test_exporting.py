"""`kindling export`: every table that says something of members is handed out, or it is said why not."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.community import exporting
from engine.community.everything import SHEETS, STAYS
from engine.models import (
    TABLES,
    Approval,
    Attendance,
    Audit,
    Ballot,
    CallAnswer,
    Cheer,
    Delivery,
    Draft,
    Entry,
    Event,
    Inbound,
    Member,
    Note,
    Occurrence,
    Picture,
    Praise,
    Response,
    Thread,
    Turn,
)  # fmt: skip
from engine.now import machine_now
from engine.published import live
from tests.engine.cli.conftest import Kindling

OUR_OWN = {
    "Instance", "Blob", "Snapshot", "Revision", "LiveWorkflow", "Recording", "Fanout", "Sender", "Receipt", "SpendDay",
    "Room", "RoomEvent", "RoomCommand", "IdempotentRequest", "Limit", "Bookmark", "Occurrence",
}  # fmt: skip
"""What the installation keeps for itself: files, dates, rates and what providers reported. Add a table here only
where it says nothing of members that another table does not say better."""

VOTE = """title: The next candle
start:
  vote:
    choices: [spruce, orange]
    every: day at 9am
    lasts: 2 hours
steps:
  - at: at the start
    send: second
"""


def test_every_table_is_handed_out_or_it_is_said_why_not() -> None:
    handed = {table for sheet in SHEETS for table in sheet.tables} | set(exporting.TABLES)
    left = {table.__name__ for table in TABLES if table not in handed and table not in STAYS}
    assert left == OUR_OWN
    assert not handed & set(STAYS)


@pytest.fixture
def filled(kindling: Kindling, cast: SimpleNamespace) -> SimpleNamespace:
    """A row of everything that members are likely to ask for."""
    kindling.write("workflows/candle.yaml", VOTE)
    kindling("publish")
    at = machine_now()
    row = Occurrence.create(
        kind="vote",
        workflow="candle",
        revision=live().workflows["candle"].revision_id,
        key="2026-11-01",
        starts_at=at,
    )
    same: dict[str, Any] = {"member": cast.amy, "at": at}
    Ballot.create(occurrence=row, choice="spruce", words="for my mother", channel="text", **same)
    Entry.create(occurrence=row, key="e1", how="text", words="=a smile", **same)
    Picture.create(entry=Entry.get(), state="kept")
    Attendance.create(occurrence=row, member=cast.amy, seconds=900)
    CallAnswer.create(occurrence=row, said="yes, with Bob", **same)
    Response.create(
        workflow="welcome", step_key="ask", message="how", words="lovely people", channel="text", **same
    )
    Response.create(
        workflow="welcome", step_key="ask", message="how", words="nobody said this", channel="text", at=at
    )
    Event.create(name="first-sale", key="f", data={"of": "candles"}, **same)
    Draft.create(occurrence=row, number=1, words="A good week", as_of=at)
    praise = Praise.create(member=cast.amy, words="Amy sold her first", cause="c", created_at=at)
    Cheer.create(praise=praise, member=cast.bob, at=at)
    Approval.create(
        kind="praise", subject=1, about=cast.amy, person=cast.rosa, body="Share it?", created_at=at
    )
    Audit.create(at=at, who="cli", did="tagged", about=cast.amy.public_id, detail={"tag": "x"})
    dates = {"opened_at": at, "last_at": at, "quiet_after": at}
    talk = Thread.create(member=cast.amy, owner=cast.rosa, code=1, about="a question", **dates)
    apart = Thread.create(member=cast.amy, owner=cast.bob, code=2, about="of Rosa", complaint=True, **dates)
    for thread, words in ((talk, "she moved to Ohio"), (apart, "Rosa shouted")):
        Turn.create(thread=thread, owner=thread.owner, began_at=at)
        Note.create(member=cast.amy, author=cast.rosa, thread=thread, words=words, at=at)
        Inbound.create(
            provider="t", provider_id=words, channel="text", from_value="+13125550142", member=cast.amy,
            text=f"{words}!", received_at=at, thread_id=thread.id,
        )  # fmt: skip
    reply, note = (
        Inbound.create(
            provider="t", provider_id=words, channel="text", from_value="+13035550101", member=cast.bob, text=words, received_at=at
        )
        for words in ("2 he shouted at you?", "NOTE he shouted before")
    )  # fmt: skip
    Note.update(inbound=note).where(Note.thread == apart).execute()
    Delivery.create(
        cause="t", step_key=f"out:{reply.id}", member=cast.amy, thread_id=apart.id, body="Bob: he shouted at you?",
        created_at=at, due_at=at,
    )  # fmt: skip
    return cast


def test_all_of_it_goes_into_a_folder(kindling: Kindling, filled: SimpleNamespace, tmp_path: Path) -> None:
    there = tmp_path / "away"
    said = kindling("export", "all", "--to", str(there)).output
    assert said == f"Written: {len(SHEETS) + 1} files in {there}.\n"
    files = {path.stem: path.read_text("utf-8") for path in there.iterdir()}
    assert set(files) == {"members", *(sheet.name for sheet in SHEETS)}
    rows = {name: list(csv.DictReader(io.StringIO(text))) for name, text in files.items()}
    assert {
        name: [row[column] for row in rows[name]]
        for name, column in (
            ("entries", "words"), ("attendance", "seconds"), ("call-answers", "said"), ("events", "data"),
            ("letters", "words"), ("praises", "words"), ("cheers", "praised"), ("approvals", "person"),
            ("notes", "words"), ("received", "words"), ("conversations", "about"), ("turns", "with"), ("acts", "did"),
        )
    } == {
        "entries": ["'=a smile"], "attendance": ["900"], "call-answers": ["yes, with Bob"],
        "events": ['{"of": "candles"}'], "letters": ["A good week"], "praises": ["Amy sold her first"],
        "cheers": ["Amy Lee"], "approvals": ["Rosa Diaz"], "notes": ["she moved to Ohio"],
        "received": ["she moved to Ohio!"], "conversations": ["a question"], "turns": ["Rosa Diaz"], "acts": ["published", "published", "tagged"],
    }  # fmt: skip
    assert rows["entries"][0]["name"] == "Amy Lee"
    assert rows["received"][0]["from"] == "+13125550142"
    assert sorted(row["name"] for row in rows["responses"]) == ["", "Amy Lee"]
    assert {(row["choice"], row["votes"]) for row in rows["votes"]} == {("spruce", "1"), ("orange", "0")}
    assert "Amy" not in files["votes"]
    everything = "".join(files.values())
    assert "for my mother" not in everything
    assert "shouted" not in everything
    assert "of Rosa" not in everything


def test_for_a_script_it_is_one_document(kindling: Kindling, filled: SimpleNamespace) -> None:
    data = json.loads(kindling("export", "all", "--format", "json").stdout)
    assert data["events"][0]["data"] == {"of": "candles"}
    assert data["praises"][0]["shared_at"] is None
    assert data["members"]
    notes = json.loads(kindling("export", "notes", "--format", "json").stdout)
    assert [(row["name"], row["by"], row["words"]) for row in notes] == [
        ("Amy Lee", "Rosa Diaz", "she moved to Ohio")
    ]
    assert kindling("export", "notes").stdout.splitlines()[0] == "member,name,at,words,by"
    assert "--to FOLDER" in kindling("export", "all", code=1).stderr


def test_who_was_forgotten_is_in_none_of_it(kindling: Kindling, filled: SimpleNamespace) -> None:
    Member.update(forgotten_at=machine_now()).where(Member.id == filled.amy.id).execute()
    data = json.loads(kindling("export", "all", "--format", "json").stdout)
    assert not [name for name in data if any(row.get("name") == "Amy Lee" for row in data[name])]
