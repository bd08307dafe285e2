"""Previews of samples: right to the minute over both changes of the clocks, with every word and every hold."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from engine.errors import KindlingError
from engine.preview import Asked, Preview, Unpreviewable, as_json, lines, preview
from engine.settings import Settings
from tests.engine.virtual.small_files import COMMUNITY, shipped, small

NOW = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # Monday, 3pm in Chicago
ZONES = ("America/Chicago", "America/Denver", "America/New_York", "Asia/Tokyo")


def of(files: dict[str, bytes], workflow: str = "nudge", now: datetime = NOW, **asked: object) -> Preview:
    return preview(Asked(workflow=workflow, **asked), files, now, Settings())  # type: ignore[arg-type]


def sent(seen: Preview, member: int = 0) -> list[tuple[str, datetime]]:
    """To the minute: senders keep to their rate within one."""
    mine = seen.of(seen.members[member])
    return [(one.message, one.at.replace(second=0)) for one in mine if one.kind == "sent"]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("starting", "tomorrow", "soon"),
    [
        (
            "2026-10-25 9am",  # the clocks go back on 1 November
            {
                "America/Chicago": ("2026-10-26T15:00", "2026-11-02T16:00"),
                "America/Denver": ("2026-10-26T16:00", "2026-11-02T17:00"),
                "America/New_York": ("2026-10-26T14:00", "2026-11-02T15:00"),
                "Asia/Tokyo": ("2026-10-27T01:00", "2026-11-03T01:00"),
            },
            ("2026-10-27T23:45", "2026-11-04T00:45"),
        ),
        (
            "2027-03-07 9am",  # and forward on 14 March
            {
                "America/Chicago": ("2027-03-08T16:00", "2027-03-15T15:00"),
                "America/Denver": ("2027-03-08T17:00", "2027-03-15T16:00"),
                "America/New_York": ("2027-03-08T15:00", "2027-03-15T14:00"),
                "Asia/Tokyo": ("2027-03-09T01:00", "2027-03-16T01:00"),
            },
            ("2027-03-10T00:45", "2027-03-16T23:45"),
        ),
    ],
)
def test_a_call_over_a_change_of_the_clocks(
    starting: str, tomorrow: dict[str, tuple[str, str]], soon: tuple[str, str]
) -> None:
    seen = of(
        shipped(), "tuesday-call", utc(starting[:10]), members=ZONES, starting=starting, until="11 days",
        events=("attended-tuesday-call",),
    )  # fmt: skip
    for number, zone in enumerate(ZONES):
        expected = [("call-tomorrow", utc(at)) for at in tomorrow[zone]] + [
            ("call-soon", utc(at)) for at in soon
        ]
        reminders = [one for one in sent(seen, number) if one[0] != "call-recording"]
        assert reminders == sorted(expected, key=lambda one: one[1]), zone
        assert len(sent(seen, number)) > len(reminders)  # the call is taken for held, and they were not there
    walls = [
        local["local"]
        for local in as_json(seen)["members"][3]["timeline"]
        if local["message"] == "call-tomorrow"
    ]
    assert all("T10:00:00+09:00" in wall for wall in walls)


def test_replies_are_given_a_few_minutes_after_each_question() -> None:
    seen = of(small(), replies=("good",))
    assert sent(seen) == [("how-are-you", NOW), ("glad", NOW + timedelta(minutes=3))]
    shown = "\n".join(line.text for line in lines(seen))
    assert "3:03pm  they write good" in shown
    assert "tagged well" in shown
    assert "| Hi Amy, how are you?" in shown


def test_what_the_host_would_be_told_stands_apart() -> None:
    seen = of(small(), replies=("my dog is ill today",))
    assert [one.about_id for one in seen.told()] == [seen.members[0].id]
    assert "my dog is ill today" in seen.told()[0].words
    assert sent(seen)[0] == ("how-are-you", NOW)


def test_what_the_gate_holds_is_shown_with_the_reason_and_until_when() -> None:
    seen = of(small(), starting="11pm", until="1 day")
    held = [one for one in seen.happened if one.kind == "held" and one.member_id == seen.members[0].id]
    assert [one.code for one in held] == ["hours"]
    assert held[0].until == utc("2026-11-24T15:00")
    assert sent(seen)[0] == ("how-are-you", held[0].until)
    shown = "\n".join(line.text for line in lines(seen))
    assert "11pm  held how-are-you until Tue 24 Nov 9am" in shown


def test_a_cap_puts_off_to_the_next_day() -> None:
    steps = "".join(f"  - send: {name}\n" for name in ("how-are-you", "glad", "still-here"))
    seen = of(small(f"start: by hand\nsteps:\n{steps}", community=f"{COMMUNITY}at most: 2 a day\n"))
    assert sent(seen)[2] == ("still-here", utc("2026-11-24T15:00"))
    assert [one.code for one in seen.happened if one.kind == "held"] == ["cap"]


def test_an_event_is_reported_when_the_walk_waits_for_it() -> None:
    workflow = "start: by hand\nsteps:\n  - wait: until event sale or 30 days\n  - send: glad\n"
    assert sent(of(small(workflow), events=("sale",))) == [("glad", NOW + timedelta(minutes=3))]
    assert sent(of(small(workflow))) == [("glad", utc("2026-12-23T21:00"))]


def test_a_word_is_texted_when_the_walk_waits_for_it() -> None:
    workflow = "start: by hand\nsteps:\n  - send: glad\n  - wait: until they text NEXT or 3 days\n  - send: still-here\n"
    assert sent(of(small(workflow), replies=("next",)))[1] == ("still-here", NOW + timedelta(minutes=3))
    assert sent(of(small(workflow)))[1] == ("still-here", NOW + timedelta(days=3))


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("every friday at 9am", "2026-11-27T15:00"),
        ("date birthday at 9am", "2026-11-25T15:00"),
        ("date joined at 9am", "2026-11-25T15:00"),
        ("60 days after date joined at 9am", "2026-11-25T15:00"),
        ("quiet for 30 days", "2026-12-23T21:00"),
        ("at 2026-12-01 10am", "2026-12-01T16:00"),
        ("tagged new", "2026-11-23T21:00"),
        ("event sale", "2026-11-23T21:00"),
        ("text HEAR", "2026-11-23T21:00"),
        ("joined", "2026-11-23T21:00"),
    ],
)
def test_every_way_to_start_is_set_off(start: str, first: str) -> None:
    seen = of(small(f"start: {start}\nsteps:\n  - send: glad\n"))
    assert sent(seen) == [("glad", utc(first))]


def test_a_draft_is_previewed_and_the_living_one_left_alone() -> None:
    files = small()
    files["workflows/nudge.draft.yaml"] = b"start: by hand\nsteps:\n  - send: glad\n"
    assert [name for name, _ in sent(of(files, draft=True))] == ["glad"]
    assert [name for name, _ in sent(of(files, "nudge.draft"))] == ["glad"]
    assert [name for name, _ in sent(of(files))] == ["how-are-you", "still-here"]


def test_a_file_with_errors_shows_them_instead() -> None:
    with pytest.raises(Unpreviewable) as raised:
        of(small("start: by hand\nsteps:\n  - sned: glad\n"))
    assert [finding.place.line for finding in raised.value.findings] == [3]


def test_a_slip_in_the_name_is_guessed() -> None:
    with pytest.raises(Unpreviewable, match='Did you mean "nudge"'):
        of(small(), "nugde")


@pytest.mark.parametrize(
    ("option", "words"), [("starting", "tuseday"), ("until", "soon"), ("until", "2020-01-01")]
)
def test_a_time_that_is_none_is_said_with_an_example(option: str, words: str) -> None:
    with pytest.raises(KindlingError, match=f"--{option} {words}"):
        of(small(), **{option: words})


def test_no_line_is_wider_than_a_terminal_and_json_says_the_same() -> None:
    seen = of(shipped(), "welcome", replies=("friends", "a sentence of my own about all of this"))
    assert max(len(line.text) for line in lines(seen)) <= 80
    told = json.loads(json.dumps(as_json(seen)))
    bodies = [one["words"] for one in told["members"][0]["timeline"] if one["kind"] == "sent"]
    assert bodies == [one.words for one in seen.of(seen.members[0]) if one.kind == "sent"]
    assert "Reply HELP for" in bodies[0]
