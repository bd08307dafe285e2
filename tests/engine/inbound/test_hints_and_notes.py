"""HINT, NOTE and DONE from whoever has a conversation; words with two meanings; signatures of mails."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import threads
from engine.community.everything import SHEETS
from engine.community.forgetting import forget
from engine.community.why import as_data, story
from engine.language.files import collect, decoded
from engine.models import Delivery, Inbound, Member, Note, Thread
from engine.understanding.addressed import Addressed, addressed
from tests.engine.language.samples import checked

ROOT = Path(__file__).parents[3]
GUIDANCE = {
    path: str(body)
    for path, body in decoded(collect(ROOT / "workflows", ROOT / "messages")).items()
    if path.startswith("messages/guidance/")
}


def noted() -> list[Any]:
    """The notes that an export hands out."""
    return [row for sheet in SHEETS if sheet.name == "notes" for row in sheet.rows()]


def last(town: Any, member: Member) -> str:
    said: str = town.told(member)[-1]
    return said


@pytest.mark.parametrize(
    ("text", "codes", "expected"),
    [
        ("3 I'll call you tonight", (2, 3), Addressed("I'll call you tonight", 3)),
        ("3: yes", (3,), Addressed("yes", 3)),
        ("#3 yes", (2, 3), Addressed("yes", 3)),
        ("3 boxes should do", (2, 3), Addressed("3 boxes should do")),
        ("3 pm is fine", (2, 3), Addressed("3 pm is fine")),
        ("3:30 works", (2, 3), Addressed("3:30 works")),
        ("3 of us are coming", (2, 3), Addressed("3 of us are coming")),
        ("3% off", (2, 3), Addressed("3% off")),
        ("3.5 miles", (2, 3), Addressed("3.5 miles")),
        ("3 o'clock", (3,), Addressed("3 o'clock")),
        ("3", (3,), Addressed("", 3)),
        ("4 hello", (2, 3), Addressed("4 hello")),
        ("done 3.", (2, 3), Addressed("", 3, "done")),
        ("#3 DONE", (2, 3), Addressed("", 3, "done")),
        ("done with the laundry, and you?", (3,), Addressed("done with the laundry, and you?")),
        ("NOTE 3 she sounded low", (2, 3), Addressed("she sounded low", 3, "note")),
        ("3 note: she sounded low", (2, 3), Addressed("she sounded low", 3, "note")),
        ("NOET she sounded low", (3,), Addressed("she sounded low", None, "note")),
        ("Notes are in the mail", (3,), Addressed("Notes are in the mail")),
        ("HINT", (3,), Addressed("", None, "hint")),
        ("hint 3", (2, 3), Addressed("", 3, "hint")),
        ("HINT she asks about money", (2, 3), Addressed("she asks about money", None, "hint")),
    ],
)
def test_whom_words_are_for(text: str, codes: Collection[int], expected: Addressed) -> None:
    assert addressed(text, codes) == expected


@given(st.text(max_size=80), st.sets(st.integers(0, 999), max_size=3))
def test_a_number_is_only_ever_one_of_theirs_and_no_word_is_made_up(text: str, codes: set[int]) -> None:
    found = addressed(text, codes)
    assert found.code is None or found.code in codes
    assert found.words in text


def test_a_note_is_kept_told_on_and_never_sent(town: Any, cast: SimpleNamespace, make_member: Any) -> None:
    town.text(cast.amy, "my box is broken")
    before = town.told(cast.amy)
    assert town.text(cast.rosa, "NOTE rang her, she moved to Ohio") == "note"
    assert last(town, cast.rosa) == "Noted about Amy (#1). Only we see it; Amy does not."
    assert town.text(cast.rosa, "note") == "note"
    assert "What shall I note?" in last(town, cast.rosa)
    assert town.told(cast.amy) == before
    told = story(Member.get_by_id(cast.amy.id), town.now)
    assert [one["words"] for one in as_data(told)["notes"]] == ["rang her, she moved to Ohio"]
    assert [row["words"] for row in noted()] == ["rang her, she moved to Ohio"]
    maria = make_member("Maria Lopez", phone="+13125550110", role="host")
    town.later(days=3)
    for _ in range(2):
        town.later(hours=5)
        threads.pass_on(town.now)
    assert "(noted by Rosa: rang her, she moved to Ohio)" in "\n".join(town.told(maria))
    forget(Member.get_by_id(cast.amy.id), town.now, by="test")
    assert Note.select().count() == 0


def test_notes_of_a_complaint_stay_with_it(town: Any, cast: SimpleNamespace, make_member: Any) -> None:
    ann = make_member("Ann Boss", phone="+13125550111", role="manager")
    town.text(cast.amy, "COMPLAINT Rosa shouted")
    town.text(ann, "NOTE I believe her")
    told = story(Member.get_by_id(cast.amy.id), town.now)
    assert told.notes == []
    assert noted() == []
    assert not [one for one in as_data(told)["inbound"] if "shouted" in one["text"]]
    assert threads.notes_about(cast.amy) == []


def test_hint_by_the_last_words_by_words_and_the_list(make_town: Any, cast: SimpleNamespace) -> None:
    town = make_town(**GUIDANCE)
    town.text(cast.amy, "I'm not sure this is for me")
    before = town.told(cast.amy)
    assert town.text(cast.rosa, "HINT") == "hint"
    assert last(town, cast.rosa).startswith("Listen first.")
    assert town.text(cast.rosa, "hint how much can she earn?") == "hint"
    assert last(town, cast.rosa).startswith("Promise nothing")
    assert town.text(cast.rosa, "HINT health claims") == "hint"
    assert last(town, cast.rosa).startswith("Say nothing about illness")
    town.text(cast.rosa, "HINT parking")
    assert last(town, cast.rosa) == (
        "Nothing fits for certain. There is guidance on: angry member, earnings, grief, health claims, wants to quit. "
        "Text HINT and one of these."
    )
    assert town.told(cast.amy) == before
    assert town.text(cast.bob, "HINT") != "hint", "a member without a conversation asks for nothing of ours"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("My mother died on Sunday", "Answer soon"),
        ("Does it help with my back pain?", "Say nothing about illness"),
        ("You people never call back!", "They are right"),
        ("cuanto se gana con esto?", "Promise nothing"),
        ("I can't do this any more", "Listen first"),
    ],
)
def test_the_shipped_guidance_is_found(make_town: Any, cast: SimpleNamespace, words: str, name: str) -> None:
    town = make_town(**GUIDANCE)
    town.text(cast.amy, words)
    town.text(cast.rosa, "HINT")
    assert last(town, cast.rosa).startswith(name)


def test_guidance_is_checked_as_answers_are() -> None:
    one, other = "messages/guidance/a.txt", "messages/guidance/b.txt"
    asked = "---\nasked:\n  - what now\n---\n"
    found = checked(
        {one: f"{asked}Wait.", other: f"{asked}{'Wait. ' * 120}", "messages/guidance/c.txt": "Wait."}
    )
    assert {
        (one.rule, one.level, one.place.file) for one in found.findings if "guidance" in one.place.file
    } == {
        ("asked-twice", "error", other),
        ("guidance-long", "warning", other),
        ("not-asked", "error", "messages/guidance/c.txt"),
    }


def test_all_kept_words_go_where_the_number_says(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "my box is broken")
    town.text(cast.bob, "is there a fee for the box?")
    for words in ("no fee at all", "and it comes on Monday", "NOTE he is nice"):
        assert town.text(cast.rosa, words) == "which thread"
    assert town.text(cast.rosa, "2") == "thread"
    assert town.told(cast.bob)[-2:] == ["Rosa: no fee at all", "Rosa: and it comes on Monday"]
    assert [note.member_id for note in Note.select()] == [cast.bob.id]
    assert not [words for words in town.told(cast.amy) if words.startswith("Rosa:")]


def test_what_could_answer_us_as_well_is_asked_back(town: Any, cast: SimpleNamespace) -> None:
    from engine import runner

    runner.enroll("welcome", cast.rosa, "by hand", town.now)
    town.sent()
    town.sent()
    town.later(minutes=5)
    town.text(cast.amy, "can I come along on Sunday?")
    assert town.text(cast.rosa, "yes") == "which thread"
    assert "1 (Amy) or 0 (what we asked you)" in last(town, cast.rosa)
    assert town.text(cast.rosa, "0") == "for us"
    town.text(cast.bob, "hello there my friends of the team")  # the next drain
    assert Inbound.select().where(Inbound.understood_as == "question").count() == 1
    assert not [words for words in town.told(cast.amy) if words.startswith("Rosa:")]
    town.text(cast.amy, "and on Monday?")
    assert town.text(cast.rosa, "0 problems, come along") == "which thread"
    assert town.text(cast.rosa, "1") == "thread"
    assert [words for words in town.told(cast.amy) if words.startswith("Rosa:")] == [
        "Rosa: 0 problems, come along"
    ]
    assert town.text(cast.rosa, "1 yes") == "thread"
    assert last(town, cast.amy) == "Rosa: yes"


def test_a_mail_to_a_conversation_that_somebody_else_has_reaches_nobody(
    town: Any,
    cast: SimpleNamespace,
    make_member: Any,
) -> None:
    town.text(cast.amy, "my box is broken")
    town.text(cast.bob, "is there a fee for the box?")
    about_amy = Delivery.select().where((Delivery.member == cast.rosa) & (Delivery.about == cast.amy)).get()
    Delivery.update(reply_token="t" * 32).where(Delivery.id == about_amy.id).execute()
    maria = make_member("Maria Lopez", phone="+13125550110", role="host")
    Thread.update(owner=maria).where(Thread.member == cast.amy.id).execute()
    before = [town.told(one) for one in (cast.amy, cast.bob)]
    assert town.mail("rosa@example.com", "It is on its way", reply_token="t" * 32) == "not theirs any more"
    assert [town.told(one) for one in (cast.amy, cast.bob)] == before
    assert "Maria has the conversation with Amy (#1) now" in last(town, cast.rosa)


def test_a_signature_with_the_writers_own_number_stays_with_us(town: Any, cast: SimpleNamespace) -> None:
    town.text(cast.amy, "my box is broken")
    sent = Delivery.select().where((Delivery.member == cast.rosa) & (Delivery.about == cast.amy)).get()
    Delivery.update(reply_token="t" * 32).where(Delivery.id == sent.id).execute()
    words = "A new one is on its way.\n\nRosa Diaz\nTel. (312) 555-0100\nrosa@example.com"
    town.mail("rosa@example.com", words, reply_token="t" * 32)
    assert last(town, cast.amy) == "Rosa: A new one is on its way."
    town.mail("rosa@example.com", "Ring me any time: 312-555-0100", reply_token="t" * 32)
    assert last(town, cast.amy) == "Rosa: Ring me any time: 312-555-0100", "that is hers to give"
    assert town.mail("rosa@example.com", "DONE\n\nRosa Diaz", reply_token="t" * 32) == "thread"
    assert Thread.get().done_at == town.now


def test_two_people_and_one_reply_of_the_member(town: Any, cast: SimpleNamespace, make_member: Any) -> None:
    pat = make_member("Pat Shoe", phone="+13125550130", role="product")
    town.text(cast.amy, "my box is broken")
    threads.open_thread(Member.get_by_id(cast.amy.id), "product", town.now)
    town.text(cast.rosa, "Shall I send a new one?")
    town.later(minutes=1)
    assert town.text(cast.amy, "yes please") == "thread", "only Rosa has written"
    town.later(minutes=1)
    town.text(pat, "Which size is it?")
    assert town.text(cast.amy, "a small one") == "thread"
    assert last(town, pat).endswith("a small one")
    town.later(minutes=1)
    town.text(pat, "And the colour?")
    town.text(cast.rosa, "Where shall it go?")
    town.later(minutes=1)
    assert town.text(cast.amy, "12 Elm Street") == "whom is this for"
    assert town.text(cast.amy, "Rosa") == "thread"
    assert last(town, cast.rosa).endswith("12 Elm Street")
    assert not any("Elm" in words for words in town.told(pat))
    assert Thread.select().where(Thread.quiet_after > town.now + timedelta(hours=23)).count() == 2
