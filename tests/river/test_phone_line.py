"""The line as it is on a phone: real scripts, signed by the sandbox, with each key's way to its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from engine.models import Inbound, Member, Play, Recording, Sound
from tests.river.conftest import River
from tests.river.phones import AMY, CARLA, ROSA, STRANGER, Phone, settle

SEVEN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # Tuesday at seven in Chicago


def ring(river: River, number: str) -> Phone:
    phone = Phone(river, number, river.sandbox.dial(number))
    settle(river)
    return phone


def silence(phone: Phone) -> str:
    """Nothing is done, once; what is heard then."""
    before = len(phone.call["heard"])
    phone.river.sandbox.silence(phone.sid)
    return " ".join(phone.call["heard"][before:])


def test_the_newest_plays_and_is_counted_once(river: River, cast: SimpleNamespace) -> None:
    amy = ring(river, AMY)
    assert amy.heard.startswith("Hi Amy, this is The Tuesday Team.")
    said = amy.press("2")
    assert "What to say when somebody says no." in said
    assert "the one before it, press 1." in said
    amy.press("1")
    assert sorted(row.plays for row in Recording.select() if row.plays) == [1, 1]
    assert Play.select().count() == 2
    assert "press 7" in amy.press("0")
    assert amy.press("9") == "Thank you for calling. Goodbye."
    assert amy.call["status"] == "completed"


def test_nothing_at_all_comes_to_an_end(river: River, cast: SimpleNamespace) -> None:
    phone = ring(river, STRANGER)
    assert "press 2" in silence(phone)
    assert "What to say when somebody says no." in silence(phone)
    assert silence(phone) == "Thank you for calling. Goodbye."
    assert phone.call["status"] == "completed"


def test_by_its_number_as_the_text_says(river: River, cast: SimpleNamespace) -> None:
    carla = ring(river, CARLA)
    assert "¡Qué gusto que llames!" in carla.heard
    assert "Marca el número" in carla.press("4")
    assert "Your first week" in carla.press("1")


def test_the_host_is_rung_and_talks(river: River, cast: SimpleNamespace) -> None:
    amy = ring(river, AMY)
    assert "Rosa" in amy.press("7")
    rings = river.sandbox.ringing(ROSA)
    assert rings
    river.sandbox.answer(rings)
    river.sandbox.hang_up(rings)
    settle(river)
    assert amy.heard.endswith("Thank you for calling. Goodbye.")


def test_nobody_answers_and_a_message_is_taken(river: River, cast: SimpleNamespace) -> None:
    amy = ring(river, AMY)
    amy.press("7")
    rings = river.sandbox.ringing(ROSA)
    assert rings
    river.sandbox.hang_up(rings)
    settle(river)
    assert "Nobody can come to the phone" in amy.heard
    river.sandbox.record(amy.sid, "please ring me", 5)
    settle(river)
    assert [row.raw["about"] for row in Inbound.select() if row.raw.get("recording")] == ["message"]
    assert any("(left a voice message" in text for text in river.texts(ROSA))


def test_a_stranger_says_a_name_on_the_way_in(river: River, cast: SimpleNamespace) -> None:
    river.until(SEVEN - timedelta(minutes=1))
    phone = ring(river, STRANGER)
    assert "welcome to stay and listen" in phone.heard
    river.sandbox.record(phone.sid, "Dolores", 2)
    settle(river)
    assert "good to have you" in phone.heard
    assert phone.room
    assert [row.kind for row in Sound.select()] == ["name"]


def test_a_host_praises_aloud_and_one_reply_lets_it_go_on(river: River, cast: SimpleNamespace) -> None:
    rosa = ring(river, ROSA)
    assert "To praise somebody, or to share a win, press 1." in rosa.press("8")
    assert "Whom do you praise" in rosa.press("1")
    river.sandbox.speak(rosa.sid, "Amy for staying late to help me pack.")
    settle(river)
    assert "We text you what we understood" in rosa.heard
    assert "We understood: Rosa praises Amy for staying late to help me pack." in river.texts(ROSA)[-1]
    river.text(ROSA, "yes")
    assert river.texts(ROSA)[-1] == "Thank you! Now we ask Amy, and with a yes it goes up."
    assert "Rosa praises Amy for staying late" in river.texts(AMY)[-1]
    river.text(AMY, "Yes please")
    assert river.texts(AMY)[-1].startswith("Thank you! It's on our wall now")


def test_a_try_is_heard_by_a_mentor_whose_words_come_back(river: River, cast: SimpleNamespace) -> None:
    Member.update(role="mentor").where(Member.id == cast.carla.id).execute()
    amy = ring(river, AMY)
    amy.press("3")
    assert "A friend asks you what it is that you do with us." in amy.press("3")
    river.sandbox.record(amy.sid, "We laugh, mostly, and sell a candle now and then", 12)
    settle(river)
    assert "Well done for trying!" in amy.heard
    told = river.texts(CARLA)[-1]
    assert "Amy (#1): (tried by phone what they would say, 12 seconds: http" in told
    river.text(CARLA, "Lovely! Leave out the candle.")
    assert "Carla: Lovely! Leave out the candle." in river.texts(AMY)[-1]
