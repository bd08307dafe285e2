"""WHO, SCORE, HOW and CALL OFF: what a manager can ask, and the call that does not take place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from string import Formatter
from types import SimpleNamespace

import pytest

from engine.managing.listing import listed
from engine.managing.words import ENGLISH, SPANISH, WORDS, quote, say
from engine.managing.words import people as people_words
from engine.models import Attendance, Delivery, Fanout, Member, Occurrence
from engine.models.db import transaction
from engine.wording.segments import count_segments, plain
from tests.engine.cover.conftest import CALL
from tests.engine.managing.evening import Evening, blanked

VALUES = {
    "order": "TELL FIRST FOLLOWERS", "people": "1,212 people", "price": "$13.40", "word": "MARIGOLD", "name": "Amelia",
    "code": "12", "time": "12 minutes", "opens": "9am", "tags": ", TELL LEADER", "names": "Max", "until": "Friday, 11/27",
    "quote": "Doors open at six", "words": "Gardeners", "tag": "leader", "brand": "The Tuesday Team", "title": "Our call",
    "line": "+13125550199", "count": "12", "topic": "Quiet", "had": "12", "never": "200", "what": "it", "orders": "UNDO",
    "link": "https://example.org/listen/AbCdEfGhIjKl",
}  # fmt: skip


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_each_sentence_is_one_text_in_both_languages(key: str) -> None:
    assert ENGLISH.keys() == SPANISH.keys()
    assert blanks(SPANISH[key]) == blanks(ENGLISH[key])
    for language in WORDS:
        size = count_segments(say(key, language, **VALUES))
        assert (size.encoding, size.count) == ("GSM-7", 1), (key, language, size)


def test_the_words_are_quoted_by_their_beginning() -> None:
    assert quote("Doors open\nat six.") == "Doors open at six."
    assert len(quote("a very long message that goes on and on and on and on")) <= 44
    assert people_words(1, "en") == "1 person"


def test_who_is_new_quiet_or_missed(evening: Evening, people: SimpleNamespace) -> None:
    assert evening.answer(people.rosa, "WHO is new") == "New this week: nobody."
    Member.update(joined_at=evening.now - timedelta(days=2)).where(Member.id == people.tom.id).execute()
    Member.update(last_heard_at=evening.now).where(Member.id != people.bob.id).execute()
    assert evening.answer(people.rosa, "who is new?") == "New this week: Tom S."
    assert evening.answer(people.rosa, "WHO is quiet") == "Quiet for 30 days: Bob S."
    assert evening.answer(people.rosa, "WHO missed") == "We don't know who was on the last call."
    assert evening.answer(people.rosa, "WHO").startswith("WHO is quiet, WHO missed")


def test_as_many_names_as_one_text_holds() -> None:
    names = [f"Maximilian {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    text = listed("Quiet for 30 days", names, 240, "en")
    assert count_segments(plain(text)).count == 1
    assert text.startswith("Quiet for 30 days: Maximilian A, Maximilian B")
    assert text.endswith(" more.")
    shown = text.count("Maximilian")
    assert f"and {240 - shown} more." in text
    assert listed("New", ["Amy"], 1, "en") == "New: Amy."


def test_the_score_in_one_text(evening: Evening, people: SimpleNamespace) -> None:
    evening.says(people.amy, "What about tonight?")
    evening.reads(people.rosa)
    assert evening.answer(people.rosa, "SCORE") == (
        "9 members, 0 joined this week, 0 praises this week, 1 open conversation."
    )


def test_how_lists_what_they_may(evening: Evening, people: SimpleNamespace) -> None:
    whole = evening.answer(people.rosa, "?")
    assert whole == (
        "You can text: TELL EVERYONE or a tag, CRISIS, CALL OFF, PAUSE Amy until friday, TAG Amy leader, "
        "ADD Jane 3125550142, WHO is quiet, SCORE, UNDO."
    )
    assert count_segments(whole).count == 1
    assert evening.answer(people.lea, "how") == (
        "You can text: PAUSE Amy until friday, TAG Amy leader, ADD Jane 3125550142, WHO is quiet, UNDO."
    )


@pytest.fixture
def with_call(make_evening: Callable[..., Evening], people: SimpleNamespace) -> Evening:
    """Tuesday's call is tomorrow evening."""
    text = CALL.replace("    notes: notes\n", "").replace("for: {tagged: nobody-has-this}", "for: everyone")
    return make_evening("", call=text)


def test_the_next_call_is_called_off_and_whoever_it_was_for_is_told(
    with_call: Evening, people: SimpleNamespace
) -> None:
    asked = with_call.answer(people.rosa, "CALL OFF")
    assert blanked(asked) == (
        '"Tuesday call" tomorrow at 7pm Central is called off and 6 people are told, about $0.05. '
        "text back WORD to do that."
    )
    assert with_call.answer(people.rosa, with_call.word(people.rosa)) == (
        '"Tuesday call" tomorrow at 7pm Central is called off, and 6 people are told. UNDO takes it back.'
    )
    assert with_call.reads(people.amy) == [
        'Our call "Tuesday call" tomorrow at 7pm Central is called off. '
        "Sorry for the short notice, and see you next time!"
    ]
    assert with_call.reads(people.carla)[0].startswith(
        'Nuestra llamada "Tuesday call" mañana a las 7pm Central'
    )
    with_call.go(timedelta(days=1, hours=5))
    assert with_call.reads(people.amy) == []
    first = Occurrence.select().order_by(Occurrence.starts_at).first()
    assert (first.state, Delivery.select().where(Delivery.message == "soon").count()) == ("cancelled", 0)


def test_undone_it_takes_place_after_all(with_call: Evening, people: SimpleNamespace) -> None:
    with_call.says(people.rosa, "call off")
    with_call.says(people.rosa, with_call.word(people.rosa))
    with_call.reads(people.rosa)
    with_call.reads(people.amy)
    assert with_call.answer(people.rosa, "UNDO") == (
        'Taken back: "Tuesday call" takes place, and whoever was told hears so.'
    )
    assert with_call.reads(people.amy) == [
        'Our call "Tuesday call" tomorrow at 7pm Central takes place after all!'
    ]
    with_call.go(timedelta(days=1, hours=3, minutes=50))
    assert [text.rpartition(" ")[2] for text in with_call.reads(people.amy)] == ["soon."]


def test_who_leads_and_who_missed_the_last_call(with_call: Evening, people: SimpleNamespace) -> None:
    assert with_call.answer(people.rosa, "WHO leads") == (
        "Next to lead: Rosa (Tuesday call, tomorrow at 7pm), Rosa (Tuesday call, on Tuesday at 7pm)."
        if Occurrence.select().where(Occurrence.starts_at <= with_call.now + timedelta(days=8)).count() > 1
        else "Next to lead: Rosa (Tuesday call, tomorrow at 7pm)."
    )
    call = Occurrence.select().order_by(Occurrence.starts_at).first()
    with transaction():
        last_week = {
            "starts_at": with_call.now - timedelta(days=6),
            "state": "over",
            "attendance_known": True,
        }
        Occurrence.update(**last_week).where(Occurrence.id == call.id).execute()
        for one in (people.amy, people.bob, people.carla, people.tom, people.max, people.lea, people.ned):
            Attendance.create(occurrence=call, member=one)
    assert with_call.answer(people.rosa, "WHO missed the call?") == "Missed the last call: Dot H."
    assert "7 on the last call" in with_call.answer(people.rosa, "SCORE")
    assert Fanout.select().where(Fanout.cause.startswith("instruction:")).count() == 0
