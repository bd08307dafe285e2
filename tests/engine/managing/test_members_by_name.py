"""PAUSE, TAG, ADD and their opposites: the one who was named, once they are proven, and taken back by UNDO."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from engine.managing.one_member import end_of_pause
from engine.managing.sentences import day_of
from engine.models import Address, Audit, Enrollment, Invited, Member, Tag
from engine.understanding.managing import until
from tests.engine.managing.evening import Evening, audited

CHICAGO = "America/Chicago"
FRIDAY = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)


def paused(member: Member) -> datetime | None:
    found: datetime | None = Member.get_by_id(member.id).paused_until
    return found


def tags(member: Member) -> list[str]:
    return [row.name for row in Tag.select().where(Tag.member == member.id).order_by(Tag.id)]


def test_a_spanish_saturday_is_plain_in_a_text() -> None:
    saturday = datetime(2026, 11, 28, 18, tzinfo=UTC)
    assert day_of(saturday, saturday, "America/Chicago", "es") == "sabado, 28/11"


def test_paused_until_friday_and_back(evening: Evening, people: SimpleNamespace) -> None:
    assert evening.ordered(people.rosa, "PAUSE Amy until friday") == (
        "Amy hears nothing that we start until Friday, 11/27. UNPAUSE Amy or UNDO ends that."
    )
    assert paused(people.amy) == FRIDAY
    assert evening.answer(people.rosa, "WHO is paused") == "Paused: Amy L."
    assert evening.answer(people.rosa, "UNPAUSE Amy Lee") == "Amy hears from us again."
    assert paused(people.amy) is None
    assert evening.answer(people.rosa, "undo") == "Taken back: Amy is paused as before."
    assert paused(people.amy) == FRIDAY
    assert evening.answer(people.rosa, "UNDO") == "Taken back: Amy hears from us as before."
    assert paused(people.amy) is None
    assert evening.reads(people.amy) == []
    assert audited() == ["asked: pause", "confirmed: pause", "done: pause", "done: unpause", "undone: unpause",
                         "undone: pause"]  # fmt: skip


def test_a_day_of_another_year_is_named_with_its_year(evening: Evening, people: SimpleNamespace) -> None:
    assert "PAUSE Amy until Tuesday, 11/23/2027? Text back" in evening.answer(
        people.rosa, "PAUSE Amy for 12 months"
    )
    assert "PAUSE Amy until Tuesday, 11/24? Text back" in evening.answer(
        people.rosa, "PAUSE Amy until tomorrow"
    )


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("until friday", "2026-11-27T00:00"),
        ("until next Friday.", "2026-11-27T00:00"),
        ("till fri", "2026-11-27T00:00"),
        ("until tomorrow", "2026-11-24T00:00"),
        ("until 2026-12-01", "2026-12-01T00:00"),
        ("until december 1", "2026-12-01T00:00"),
        ("until 3 January", "2027-01-03T00:00"),
        ("until the 24th of never", None),
        ("until 2026-01-01", None),
        ("for a week", "2026-11-30T15:00"),
        ("for 10 days!", "2026-12-03T15:00"),
        ("for two months", "2027-01-23T15:00"),
        ("hasta mañana", "2026-11-24T00:00"),
        ("for good", None),
        ("because of me", None),
    ],
)
def test_the_end_of_a_pause_as_people_say_it(now: datetime, said: str, ends: str | None) -> None:
    when = until(said)
    found = end_of_pause(when, now, CHICAGO) if when else None
    local = found.astimezone(datetime.fromisoformat("2026-12-01T00:00-06:00").tzinfo) if found else None
    assert (local.strftime("%Y-%m-%dT%H:%M") if local else None) == ends


def test_what_is_missing_is_asked_for(evening: Evening, people: SimpleNamespace) -> None:
    assert evening.answer(people.rosa, "PAUSE Amy").startswith("Until when? Like: PAUSE Amy until friday")
    assert evening.answer(people.rosa, "PAUSE Zoe until friday").startswith('We know nobody called "Zoe".')
    assert evening.answer(people.rosa, "PAUSE") == "Whom? Text PAUSE and a name."
    assert evening.answer(people.rosa, "TAG Amy") == "Which tag? Like: TAG Amy leader"
    assert evening.answer(people.rosa, "UNPAUSE Amy") == "Amy is not paused."
    assert audited() == []


def test_words_that_only_begin_like_an_order_are_for_whoever_they_talk_with(
    evening: Evening, people: SimpleNamespace
) -> None:
    evening.says(people.amy, "I feel a bit lost")
    for words in ("Pause for a moment and breathe.", "Add me on the list of your friends", "Who is Amy to you?",
                  "Tag along with us on Friday", "Tell me more, Amy"):  # fmt: skip
        assert evening.says(people.rosa, words) == "thread", words
    assert evening.reads(people.amy)[-1] == "Rosa: Tell me more, Amy"


def test_two_of_that_name_are_asked_back_about(
    evening: Evening, people: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    other = make_member("Amy Park", phone="+13125550177")
    asked = evening.answer(people.rosa, "PAUSE Amy for a week")
    assert "Did you mean Amy Lee 0142 or Amy Park 0177?" in asked
    evening.ordered(people.rosa, "PAUSE Amy 0177 for a week")
    assert paused(people.amy) is None
    assert paused(other) is not None


def test_a_tag_starts_what_starts_with_it_and_is_taken_off_again(
    make_evening: Callable[..., Evening], people: SimpleNamespace
) -> None:
    evening = make_evening("", care="start: tagged in-hospital\nsteps:\n  - send: thinking-of-you\n")
    assert evening.ordered(people.rosa, "TAG Bob in hospital") == "Bob has the tag in-hospital now."
    assert tags(people.bob) == ["leader", "in-hospital"]
    assert Enrollment.select().where(Enrollment.workflow == "care").count() == 1
    assert evening.answer(people.rosa, "TAG Bob LEADER") == "Bob has the tag leader already."
    assert evening.answer(people.rosa, "UNDO") == "Taken back: Bob does not have the tag in-hospital."
    assert evening.answer(people.rosa, "UNTAG Bob leader") == "Bob does not have the tag leader any more."
    assert tags(people.bob) == []
    assert evening.answer(people.rosa, "UNTAG Bob leader") == "Bob does not have the tag leader."


def test_a_leader_acts_on_her_own_people_alone(evening: Evening, people: SimpleNamespace) -> None:
    assert evening.ordered(people.lea, "TAG Amy keen") == "Amy has the tag keen now."
    assert evening.answer(people.lea, "TAG Bob keen").startswith('We know nobody called "Bob".')
    assert evening.answer(people.lea, "WHO is new") == "New this week: nobody."
    assert tags(people.bob) == ["leader"]


def test_adding_somebody_gives_words_to_pass_on_and_texts_no_stranger(
    evening: Evening, people: SimpleNamespace
) -> None:
    assert evening.says(people.rosa, "ADD Jane Doe 312 555 0177") == "managing"
    told, invitation = evening.reads(people.rosa)
    assert told.startswith("Please pass this on to Jane: we never text people who haven't written to us.")
    assert invitation.startswith("Come and join us at The Tuesday Team! Just text ROSA")
    assert " to +13125550199 or see https://k.example.org/join/ROSA" in invitation
    assert evening.reads("+13125550177") == []
    assert Address.select().where(Address.value == "+13125550177").count() == 0
    kept = Invited.get()
    assert (kept.by, kept.name) == (people.rosa, "Jane Doe")
    assert "0177" not in str(kept.__data__)
    assert Audit.select().where(Audit.did == "invited").count() == 1
    assert evening.answer(people.rosa, "ADD Amy 312 555 0142") == "Amy is with us already."
    assert evening.answer(people.rosa, "ADD Jane").startswith("Like: ADD Jane 312 555 0142.")
