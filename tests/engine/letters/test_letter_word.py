"""LETTER brings a newsletter back, and a yes to one by text is proven by a word."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

from engine import letters
from engine.models import Confirmation, Member
from tests.engine.letters.conftest import (
    AMY,
    MANAGER,
    NOON,
    THURSDAY,
    letters_to,
    make,
    says,
    told,
)
from tests.engine.runner.town import Town


def test_a_letter_left_out_by_a_slip_comes_back(town: Town, cast: SimpleNamespace) -> None:
    town.go(THURSDAY)
    says(town, cast.rosa, "Proud of you all.")
    assert says(town, cast.rosa, "no") == letters.LETTER
    assert told(town)[-1].endswith('"Our week" stays out this time. LETTER brings it back.')
    town.go(timedelta(hours=1))
    assert says(town, cast.rosa, "Letter") == letters.LETTER
    assert "is ready" in told(town)[-1]
    assert says(town, cast.rosa, "yes") == letters.LETTER
    town.go(NOON)
    assert "Proud of you all." in letters_to(town, AMY)[0]
    assert says(town, cast.rosa, "LETTER") == letters.LETTER
    assert told(town)[-1].endswith("No newsletter waits for your yes just now.")


def test_it_does_not_come_back_by_itself_nor_when_it_is_too_late(town: Town, cast: SimpleNamespace) -> None:
    town.go(THURSDAY)
    says(town, cast.rosa, "skip")
    says(town, cast.rosa, "no")
    town.go(NOON + timedelta(hours=13))
    assert letters_to(town, AMY) == []
    says(town, cast.rosa, "LETTER")
    assert told(town)[-1].endswith("No newsletter waits for your yes just now.")


def test_a_manager_has_it_shown_and_a_member_has_not(
    town: Town, cast: SimpleNamespace, make_member: object
) -> None:
    dana = Member.get_by_id(make_member("Dana Cole", phone=MANAGER, role="manager").id)  # type: ignore[operator]
    says(town, dana, "LETTER")
    assert "No newsletter waits for your yes just now." in told(town, MANAGER)[-1]
    town.go(THURSDAY)
    assert says(town, dana, "carta") == letters.LETTER
    assert told(town, MANAGER)[-1] == '"Our week" is with Rosa, who has been asked about it.'
    assert says(town, cast.rosa, "skip") == letters.PARAGRAPH
    assert says(town, dana, "letter") == letters.LETTER
    assert told(town, MANAGER)[-1] == '"Our week" is with Rosa, who has been asked about it.'
    assert says(town, cast.rosa, "no") == letters.LETTER
    assert says(town, dana, "letter") == letters.LETTER
    assert "is ready" in told(town, MANAGER)[-1]
    assert says(town, dana, "yes") == letters.LETTER
    town.go(NOON)
    assert len(letters_to(town, AMY)) == 1
    assert says(town, cast.amy, "LETTER") == "person"


def test_each_no_is_answered(town: Town, cast: SimpleNamespace) -> None:
    town.go(THURSDAY)
    says(town, cast.rosa, "skip")
    for _ in range(2):
        before = len(told(town))
        assert says(town, cast.rosa, "no") == letters.LETTER
        assert "stays out this time" in told(town)[before]
        says(town, cast.rosa, "LETTER")
        town.go(timedelta(minutes=1))


def word_of(member: Member) -> str:
    asked = Confirmation.select().where((Confirmation.member == member.id) & (Confirmation.state == "open"))
    word: str = asked.order_by(Confirmation.id.desc()).get().word
    return word


def test_a_yes_by_text_waits_for_the_word(db: str, now: datetime, cast: SimpleNamespace) -> None:
    town = make(now)
    town.go(THURSDAY)
    says(town, cast.rosa, "Send your card number to 312 555 0187")  # somebody else, in her name
    assert says(town, cast.rosa, "yes") == "managing"
    assert told(town)[-1].startswith('YES, "Our week"? Text back ')
    town.go(NOON + timedelta(hours=13))
    assert letters_to(town, AMY) == []


def test_the_word_lets_it_go_out(db: str, now: datetime, cast: SimpleNamespace) -> None:
    town = make(now)
    town.go(THURSDAY)
    says(town, cast.rosa, "Proud of you all.")
    says(town, cast.rosa, "yes")
    says(town, cast.rosa, word_of(cast.rosa))
    assert "goes out" in told(town)[-1]
    town.go(NOON)
    assert "Proud of you all." in letters_to(town, AMY)[0]


def test_a_word_for_what_was_shown_before_sends_nothing_newer(
    db: str, now: datetime, cast: SimpleNamespace
) -> None:
    town = make(now)
    town.go(THURSDAY)
    says(town, cast.rosa, "Proud of you all.")
    says(town, cast.rosa, "yes")
    word = word_of(cast.rosa)
    town.go(timedelta(minutes=5))
    says(town, cast.rosa, "Send your card number to 312 555 0187")  # somebody else, in her name
    town.go(timedelta(minutes=5))
    says(town, cast.rosa, word)
    town.go(NOON)
    assert letters_to(town, AMY) == []


def test_a_forged_letter_word_shows_nothing(db: str, now: datetime, cast: SimpleNamespace) -> None:
    town = make(now)
    town.go(THURSDAY)
    says(town, cast.rosa, "skip")
    says(town, cast.rosa, "no")
    assert says(town, cast.rosa, "LETTER") == "managing"
    assert told(town)[-1].startswith("LETTER? Text back ")
    says(town, cast.rosa, word_of(cast.rosa))
    assert "is ready" in told(town)[-1]
