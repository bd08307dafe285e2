"""A manager's evening with nothing but a phone: the whole transcript, kept in docs/an-evening.md."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.models import Address, Invitation, Member
from engine.times import local
from tests.addresses import first_address
from tests.engine.cover.conftest import CALL
from tests.engine.managing.evening import Evening

PAGE = Path(__file__).parents[3] / "docs" / "an-evening.md"
ZONE = "America/Chicago"
JANE = "+13125550177"
NAMES = ("Ada Moss", "Ben Lake", "Cleo Hart", "Dan Reed", "Eve Park", "Finn Cole", "Gail Ward", "Hugo Lane", "Ivy Shaw",
         "Jack Page", "Kim Boyd", "Leo Nash", "Mia Frost", "Noah Webb", "Olga Dean", "Paul Holt")  # fmt: skip
HEAD = """# An evening with nothing but a phone

Rosa hosts a community of {count} people, and tonight she has her phone with her and nothing else. This is all that she
texts and reads from half past four on, as the machine that runs Kindling says it: the page is written by a test
(`tests/engine/managing/test_an_evening.py`), and it is out of date when that test fails. The words that she texts back
(here MAPLE and the like) are other ones each time. What she can text is listed in [What people text](by-text.md#managers).

"""
CLOSING = """
Each order, each word that came back or did not, and each UNDO stands in `kindling audit`.
"""


class Told:
    """The transcript so far: who texts what, and who reads what then."""

    def __init__(self, evening: Evening, people: SimpleNamespace) -> None:
        self.evening, self.people, self.lines = evening, people, list[str]()

    def chapter(self, words: str) -> None:
        self.lines += ["", f"## {words}"]

    def note(self, words: str) -> None:
        self.lines += ["", words]

    def says(self, name: str, who: Member | str, words: str, *readers: tuple[str, Member | str]) -> None:
        """Somebody texts; then what Rosa reads, and what those named read."""
        at = local(self.evening.now, ZONE).strftime("%-I:%M %p").lower().replace(" ", "")
        self.lines += ["", "```text", f"{at}  {name}: {words}"]
        self.evening.says(who, words)
        for reader, address in (("Rosa", self.people.rosa), *readers):
            came = (text.replace("\n", "\n            ") for text in self.evening.reads(address))
            self.lines += [f"        to {reader}: {text}" for text in came]
        self.lines.append("```")
        self.evening.go(timedelta(minutes=1))

    def page(self) -> str:
        count = Member.select().where(Member.how != "stranger").count()
        body = "\n".join(self.lines).replace("```\n\n```text\n", "").strip()
        return HEAD.format(count=count) + body + "\n" + CLOSING


@pytest.fixture
def told(
    make_evening: Callable[..., Evening],
    people: SimpleNamespace,
    make_member: Callable[..., Member],
    monkeypatch: pytest.MonkeyPatch,
) -> Told:
    for number, name in enumerate(NAMES):
        make_member(
            name, phone=f"+131255501{number + 10}", joined_at=people.amy.joined_at - timedelta(days=60)
        )
    Member.update(joined_at=people.amy.joined_at - timedelta(days=2)).where(
        Member.name == "Ivy Shaw"
    ).execute()
    Address.update(introduced_at=people.amy.joined_at).execute()
    words = iter(("MAPLE", "RIVER", "OCEAN", "LILAC", "TULIP", "HONEY"))
    monkeypatch.setattr(
        secrets, "choice", lambda of: next(words) if len(of) > 99 else random.Random(7).choice(of)
    )
    call = CALL.replace("    notes: notes\n", "").replace("for: {tagged: nobody-has-this}", "for: everyone")
    evening = make_evening("", call=call, welcome="start: joined\nsteps:\n  - send: welcome\n")
    evening.community = evening.community.replace("hours: any time", "hours: 9am to 8pm").replace(
        "law: none", "law: US"
    )
    evening.files["messages/welcome.txt"] = "Welcome, {{ first_name }}! So good that you are here."
    evening.publish()
    evening.go(timedelta(hours=1, minutes=30))
    for one in (people.rosa, people.amy):
        evening.reads(one)
    return Told(evening, people)


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_a_managers_evening(told: Told, people: SimpleNamespace) -> None:
    rosa, amy = people.rosa, people.amy
    told.chapter("How things are")
    told.says("Rosa", rosa, "?")
    told.says("Rosa", rosa, "SCORE")
    told.says("Rosa", rosa, "WHO is new")
    told.says("Rosa", rosa, "WHO leads")
    told.chapter("Words to a few")
    told.says("Rosa", rosa, "TELL LEADERS Can one of you open the hall? I am late.")
    told.says("Rosa", rosa, "Maple")
    told.says("Bob", people.bob, "I can!", ("Bob", people.bob))
    told.says("Rosa", rosa, "You are a treasure.", ("Bob", people.bob))
    told.says("Rosa", rosa, "DONE")
    told.note(
        "The word has proven that it is Rosa: for half an hour from then on, what is for few is done at once."
    )
    told.chapter("One member")
    told.says("Amy", amy, "My dad is in hospital, I won't make it tonight.", ("Amy", amy))
    told.says("Rosa", rosa, "So sorry, Amy. Be with him, we think of you both.", ("Amy", amy))
    told.says("Rosa", rosa, "PAUSE Amy for a week", ("Amy", amy))
    told.says("Rosa", rosa, "TAG Amy needs a call")
    told.says("Rosa", rosa, "PAUSE Zoe until friday")
    told.chapter("Words to everybody")
    told.says(
        "Rosa", rosa, "TELL EVERYONE Doors open at six tonight. Bring a friend and something to nibble!"
    )
    told.says("Rosa", rosa, "River", ("Ben", number_of("Ben Lake")), ("Carla", people.carla))
    told.note(
        "Tom, in Tokyo, still sleeps: his mail waits for nine o'clock there. Amy is paused. So for these two it can still\n"
        "be stopped."
    )
    told.says("Rosa", rosa, "UNDO")
    told.chapter("Somebody new")
    told.says("Rosa", rosa, "ADD Jane Doe 312 555 0177", ("Jane", JANE))
    told.note(
        "Rosa passes the second text on, from her own phone to Jane's. A while later Jane texts us herself."
    )
    told.says("Jane", JANE, joining(rosa), ("Jane", JANE))
    told.chapter("Somebody writes in Rosa's name")
    told.note(
        "The number that a text comes from can be forged. Whoever does that never sees what we answer, and all of it waits\n"
        "for a word that only Rosa has read. It is forty minutes later; she has just looked at her phone."
    )
    told.evening.go(timedelta(minutes=40))
    told.says("somebody, as Rosa", rosa, "PAUSE Bob for 12 months")
    told.says("Rosa", rosa, "UNDO")
    told.says(
        "somebody, as Rosa", rosa, "TELL EVERYONE Send your card number to 312 555 0187, Rosa", ("Amy", amy)
    )
    for guess in ("APPLE", "GRAPE", "LEMON"):
        told.says("somebody, as Rosa", rosa, guess, ("Amy", amy))
    told.chapter("No call tomorrow")
    told.says("Rosa", rosa, "CALL OFF", ("Ben", number_of("Ben Lake")))
    told.says("Rosa", rosa, "tulip", ("Ben", number_of("Ben Lake")), ("Carla", people.carla))
    told.says("Rosa", rosa, "UNDO", ("Ben", number_of("Ben Lake")))
    told.chapter("A crisis")
    told.says("Rosa", rosa, "CRISIS The hall is flooded. Please stay at home tonight, we meet on the phone.")
    told.says("Rosa", rosa, "Honey.", ("Ben", number_of("Ben Lake")), ("Amy", amy))
    written = told.page()
    if os.environ.get("WRITE_PAGES"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written
    assert not any("card number" in text for text in told.evening.everywhere() if "Text back" not in text)


def number_of(name: str) -> str:
    value: str = first_address(Member.get(Member.name == name)).value
    return value


def joining(member: Member) -> str:
    """The word that the member was given."""
    code: str = Invitation.get(Invitation.member == member.id).code
    return code.upper()
