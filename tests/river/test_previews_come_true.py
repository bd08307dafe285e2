"""What a preview prints is what the carrier then sees, minute for minute and word for word, over both clock changes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import runner
from engine.models import Member, Occurrence
from engine.models.db import transaction
from engine.preview import Asked, preview
from engine.preview.playing import CallSeen
from engine.publishing import collect, publish
from tests.river.conftest import River

ROSA = "+13125550100"
AUTUMN = datetime(2026, 10, 26, 20, 0, tzinfo=UTC)  # a Monday; clocks go back on 1 November
SPRING = datetime(2027, 3, 8, 21, 0, tzinfo=UTC)  # a Monday; clocks go forward on 14 March


def minute(instant: str | datetime) -> datetime:
    found = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return found.astimezone(UTC).replace(second=0, microsecond=0)


def arrived(river: River, since: datetime) -> list[tuple[datetime, str, str]]:
    """(minute, to, words) of every text and mail the carrier took from us, oldest first."""
    texts = [(row, row["body"]) for row in river.sandbox.messages() if row["direction"] == "outbound-api"]
    mails = [(mail, mail["subject"]) for mail in river.sandbox.mails() if mail["direction"] == "out"]
    found = [(minute(row["community_at"]), row["recipient"], str(words)) for row, words in (*texts, *mails)]
    return sorted(entry for entry in found if entry[0] >= since)


def held(river: River, call: CallSeen, host: Member) -> None:
    """The host leads it for forty minutes, and nobody else comes."""
    Occurrence.update(host_said="on").where(Occurrence.starts_at == call.starts).execute()
    river.until(call.starts)
    sid = river.sandbox.dial(ROSA)
    river.settle()
    river.wait(minutes=40)
    river.sandbox.hang_up(sid)
    river.settle()
    river.until(call.ends + timedelta(minutes=5))


@pytest.mark.parametrize("now", [AUTUMN, SPRING], ids=["autumn", "spring"])
def test_tuesday_call_in_four_zones(river: River, cast: SimpleNamespace, now: datetime) -> None:
    members = (cast.rosa, cast.bob, cast.carla, cast.tom)
    folders = (river.kit.settings.workflows_dir, river.kit.settings.messages_dir)
    start = minute(river.now) + timedelta(minutes=1)
    river.until(start)
    others = re.compile(r"workflows/(?!community|tuesday-call|phone-line)")
    files = {path: body for path, body in collect(*folders).items() if not others.match(path)}
    publish(
        files, river.now, by="test"
    )  # the call alone: what other workflows send is no part of its preview
    with transaction():  # only whoever has been on a call before is told that they were missed
        for one in members:
            runner.report(one, "attended-tuesday-call", f"before {one.id}", river.now)
    asked = Asked(workflow="tuesday-call", members=tuple(one.public_id for one in members), until="10 days")
    shown = preview(asked, files, start, river.kit.settings, database=True)
    foretold = sorted(
        (minute(one.at), one.to, one.words if one.channel == "text" else one.subject)
        for one in shown.happened
        if one.kind == "sent" and one.member_id in {seen.id for seen in shown.members}
    )
    cast.amy.delete_instance(recursive=True, delete_nullable=True)
    for call in shown.calls:  # a preview takes every call for held: its host has said so, dials in and leads
        held(river, call, cast.rosa)
    river.until(shown.end)
    assert len(foretold) >= 3 * 5 + 1
    rosas = [words for _, to, words in foretold if to == ROSA]
    # she led: she is neither thanked for coming nor missed, as the others are, nor reminded by herself
    assert not [words for words in rosas if "Thank" in words or "We missed you" in words]
    assert not [words for words in rosas if words.startswith("Our call")]
    assert (
        len([words for _, _, words in foretold if "We missed you" in words or "Te extrañamos" in words]) == 4
    )
    assert arrived(river, start) == foretold
