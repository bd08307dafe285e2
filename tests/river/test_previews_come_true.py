"""What a preview prints is what the carrier then sees, minute for minute and word for word, over both clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from engine.preview import Asked, preview
from engine.publishing import collect
from tests.river.conftest import River

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


@pytest.mark.parametrize("now", [AUTUMN, SPRING], ids=["autumn", "spring"])
def test_tuesday_call_in_four_zones(river: River, cast: SimpleNamespace, now: datetime) -> None:
    members = (cast.rosa, cast.bob, cast.carla, cast.tom)
    folders = (river.kit.settings.workflows_dir, river.kit.settings.messages_dir)
    start = minute(river.now) + timedelta(minutes=1)
    river.until(start)
    asked = Asked(workflow="tuesday-call", members=tuple(one.public_id for one in members), until="10 days")
    shown = preview(asked, collect(*folders), start, river.kit.settings, database=True)
    foretold = sorted(
        (minute(one.at), one.to, one.words if one.channel == "text" else one.subject)
        for one in shown.happened
        if one.kind == "sent" and one.member_id in {seen.id for seen in shown.members}
    )
    cast.amy.delete_instance(recursive=True, delete_nullable=True)
    river.until(shown.end)
    assert len(foretold) >= 4 * 3
    assert arrived(river, start) == foretold
