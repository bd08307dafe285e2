"""What the messages of a vote may say, and when."""

from __future__ import annotations

import pytest

from tests.engine.language.samples import checked

WHAT = "start:\n  vote:\n    choices: {choices}\n    every: month on the 1st at 9am\n    lasts: 4 days\nsteps:\n  - at: {at}\n    {does}\n"
LISTED, MEMBERS = "[spruce, orange]", "members"
SEND, HOST = "send: welcome", "send: welcome\n    for: {role: host}"
BEFORE, AFTER = "at the start", "1 hour after the end"


@pytest.mark.parametrize(
    ("choices", "at", "does", "words", "says"),
    [
        (LISTED, BEFORE, SEND, "{{ vote.result }}", "nothing is decided"),
        (LISTED, AFTER, SEND, "{{ vote.winner }}", "where it is a tie"),
        (LISTED, AFTER, SEND, "{{ vote.yours }}", "has not voted"),
        (LISTED, AFTER, "praise: welcome", "{{ vote.result }}", "read away from its vote"),
        (MEMBERS, BEFORE, SEND, "{{ vote.choices }}", "no list to choose from"),
        (MEMBERS, AFTER, SEND, "{{ vote.results }}", "have not been asked"),
        (LISTED, BEFORE, SEND, "{{ meeting.day }}", "only the messages of a meeting"),
    ],
)
def test_what_can_not_be_said(choices: str, at: str, does: str, words: str, says: str) -> None:
    found = checked(
        {"workflows/it.yaml": WHAT.format(choices=choices, at=at, does=does), "messages/welcome.txt": words}
    )
    assert [one.message for one in found.errors if says in one.message], found.errors


@pytest.mark.parametrize(
    ("choices", "at", "does", "words"),
    [
        (LISTED, BEFORE, SEND, "{{ vote.choices }}, until {{ vote.until }}; {{ vote.count }} have, you: {{ vote.yours or 'not' }}"),
        (LISTED, AFTER, SEND, "{{ vote.result }} {{ vote.results }} {% if vote.winner %}{{ vote.winner }}{% endif %}"),
        (MEMBERS, AFTER, HOST, "{{ vote.result }} {{ vote.results }}"),
    ],
)  # fmt: skip
def test_what_can_be(choices: str, at: str, does: str, words: str) -> None:
    found = checked(
        {"workflows/it.yaml": WHAT.format(choices=choices, at=at, does=does), "messages/welcome.txt": words}
    )
    assert found.errors == ()


SPOKEN = {
    "messages/welcome.txt": "{{ vote.choices }}",
    "messages/welcome.es.txt": "¿Qué? {{ vote.choices }}",
}


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ("{spruce: {es: abeto}, orange: {es: naranja}}", ""),
        ("{spruce: {es: abeto}, orange: }", '"orange" has no words in "es"'),
        (LISTED, '"spruce" has no words in "es"'),
        (MEMBERS, ""),
    ],
)
def test_choices_are_named_in_the_language_of_the_words_around_them(choices: str, says: str) -> None:
    words = SPOKEN if choices != MEMBERS else dict.fromkeys(SPOKEN, "Who?")
    text = WHAT.format(choices=choices, at=BEFORE, does=SEND)
    found = checked({"workflows/it.yaml": text, **words})
    assert found.errors == ()
    about = [one.message for one in found.warnings if one.rule == "vote-language"]
    assert about == ([] if not says else about[:1])
    assert says in "".join(about)
    assert not says or about


def test_what_a_text_takes_is_counted_with_the_choices_in_its_language() -> None:
    long = "{spruce: {es: " + "abeto muy alto " * 11 + "}, orange: {es: naranja}}"
    found = checked({"workflows/it.yaml": WHAT.format(choices=long, at=BEFORE, does=SEND), **SPOKEN})
    costs = {cost.language: cost.segments.count for cost in found.costs if cost.name == "welcome"}
    assert costs == {None: 1, "es": 2}
