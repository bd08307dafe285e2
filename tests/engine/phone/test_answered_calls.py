"""Somebody answers a call of ours: what they hear, what their keys do, and what a machine is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import consent, inbound, outbox, pins, runner
from engine.channels import Carriers, Kit, PaperCarrier
from engine.inbound import pressed
from engine.links import Links
from engine.models import Address, Delivery, Enrollment, Inbound, Member, Play, Recording, Tag
from engine.models.db import transaction
from engine.models.sending import ANSWER, BULK, CANCELLED, CRISIS, NORMAL, QUEUED, SENT, UNKNOWN, URGENT
from engine.phone.script import HangUp, Say
from engine.publishing import publish
from tests.engine.phone.answered import AMY, SID, Answered, fresh, pick_up, rung
from tests.engine.phone.telephone import FILES, OURS, SETTINGS, flat


@pytest.fixture
def kit(published: Callable[..., None]) -> Kit:
    carriers = Carriers(
        text=PaperCarrier(OURS, "twilio"),
        email=PaperCarrier("t@example.org", "sendgrid"),
        phone=PaperCarrier(OURS, "twilio"),
    )
    return Kit(SETTINGS, carriers, Links(SETTINGS.secret_key, SETTINGS.public_url))


def test_somebody_hears_who_it_is_the_words_and_the_way_out(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    heard = pick_up(rung(kit, cast.amy, now), now, answered_by="human")
    assert heard.said.startswith("Hello Amy, this is The Tuesday Team. The call begins at seven.")
    assert "To stop these calls, press 9, or say stop." in heard.said
    assert "Please press" not in heard.said
    assert heard.said.endswith("Take care, Amy. Goodbye.")
    assert heard.last == HangUp()
    assert [ask.speech for ask in heard.asks] == [False, True]


def test_the_keys_are_offered_after_the_words_and_taken_at_any_time(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    heard = pick_up(rung(kit, cast.amy, now, context={"press": {"1": "0", "2": "1", "3": "1"}}), now)
    assert "Please press 1, 2 or 3." in heard.said
    assert {ask.next for ask in heard.asks} == {heard.asks[0].next}
    heard.presses("2")
    assert (heard.said, heard.last) == ("Thank you, Amy. Goodbye.", HangUp())
    row = Inbound.get()
    assert (row.provider_id, row.from_value, row.to_value) == (f"{SID}:press", AMY, OURS)
    assert (row.channel, row.text, row.raw["press"], row.member_id) == ("phone", "2", "2", cast.amy.id)
    heard.at(f"ringing/key?t={heard.token}", digits="1")  # the same turn once more, or another key
    assert Inbound.select().count() == 1


def test_a_member_is_spoken_to_in_their_language(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    heard = pick_up(rung(kit, cast.carla, now, message="first", context={"press": {"1": "0"}}), now)
    assert heard.script.language == "es"
    assert "Hola Carla, somos The Tuesday Team." in heard.said
    assert "9 o di alto." in heard.said
    words = next(one for one in flat(heard.script.acts) if isinstance(one, Say) and "first" in one.words)
    assert words.language == "en"  # there is no Spanish file
    assert heard.says("Alto, por favor").said.startswith("Claro que sí.")


@pytest.mark.parametrize("how", [{"digits": "9"}, {"speech": "Stop."}, {"speech": "please stop calling me"}])
def test_nine_or_a_spoken_stop_ends_everything(
    kit: Kit, cast: SimpleNamespace, now: datetime, how: dict[str, str]
) -> None:
    heard = pick_up(rung(kit, cast.amy, now), now)
    heard.at(heard.asks[0].next, **how)
    assert heard.said.startswith("Of course. We won't call or text you any more.")
    assert heard.last == HangUp()
    assert heard.call.bells == ["advance", "inbound"]
    inbound.drain(kit, now)
    assert Inbound.get().understood_as == "stop"
    assert consent.state(Address.get(Address.value == AMY)).given is False
    assert not consent.usable(cast.amy)
    assert Delivery.select().count() == 1  # it was said by voice, so no text confirms it


def test_what_is_no_key_is_asked_for_again_and_not_for_ever(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    heard = pick_up(rung(kit, cast.amy, now, context={"press": {"1": "0"}}), now)
    heard.presses("7")
    assert "that is not one of the keys. Please press 1." in heard.said
    heard.says("who is this?")
    heard.presses("#")
    heard.presses("7")
    assert (heard.said, heard.last) == ("Take care, Amy. Goodbye.", HangUp())
    assert Inbound.select().count() == 0


def test_the_star_says_it_again(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    heard = pick_up(rung(kit, cast.amy, now), now).presses("*")
    assert heard.said.startswith("The call begins at seven.")
    heard.presses("*").presses("*")
    assert "star" not in heard.said
    assert heard.presses("*").said == "Take care, Amy. Goodbye."


def test_a_recording_is_played_and_counted(
    kit: Kit, cast: SimpleNamespace, shelf: Callable[..., Recording], now: datetime
) -> None:
    made = shelf("good-week", number=4, transcript="Well done.")
    heard = pick_up(rung(kit, cast.amy, now, message="good-week"), now, answered_by="human")
    [played] = heard.played
    assert played.endswith("/audio?by=phone")
    assert "Well done" not in heard.said
    assert (Recording.get_by_id(made.id).plays, Play.get().how, Play.get().member_id) == (1, "ring", None)


def test_words_about_a_recording_come_before_it(
    kit: Kit, cast: SimpleNamespace, shelf: Callable[..., Recording], now: datetime
) -> None:
    files = {**FILES, "messages/worth-it.txt": "Worth a minute: {{ recording.title }}. {{ recording.link }}"}
    publish({path: text.encode() for path, text in files.items()}, now, "the test")
    shelf("worth-it")
    Address.update(kind="landline").execute()
    heard = pick_up(rung(kit, cast.amy, now, message="worth-it", by="text or phone"), now)
    assert "Worth a minute: Worth-It." in heard.said
    assert len(heard.played) == 1


def test_a_recording_that_is_gone_is_told_in_words(
    kit: Kit, cast: SimpleNamespace, shelf: Callable[..., Recording], now: datetime
) -> None:
    made = shelf("good-week", transcript="Well done.")
    row = rung(kit, cast.amy, now, message="good-week")
    Recording.update(withdrawn_at=now).where(Recording.id == made.id).execute()
    assert "Well done." in pick_up(row, now).said


@pytest.mark.parametrize(
    "by", ["machine_end_beep", "machine_end_silence", "machine_end_other", "machine_start"]
)
def test_a_machine_gets_a_message_to_keep(kit: Kit, cast: SimpleNamespace, now: datetime, by: str) -> None:
    heard = pick_up(rung(kit, cast.amy, now, context={"press": {"1": "0"}}), now, answered_by=by)
    assert heard.asks == []
    assert "Hello Amy, this is The Tuesday Team, with a message for you." in heard.said
    assert "The call begins at seven." in heard.said
    assert "us any time at 1 3 1 2 5 5 5 0 1 9 9" in heard.said
    assert "press" not in heard.said
    assert heard.last == HangUp()
    assert Delivery.get().context["answered_by"] == by


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "Please call us at 1 3 1 2"), ("es", "Llámanos al 1 3 1 2")]
)
def test_a_machine_is_told_no_pin(
    kit: Kit, cast: SimpleNamespace, now: datetime, language: str, asked: str
) -> None:
    """Whoever plays it would have the PIN: it asks them to call, and they are rung again, where a person hears it."""
    Member.update(language=language).execute()
    Address.update(kind="landline").execute()
    amy = Member.get_by_id(cast.amy.id)
    row = rung(
        kit, amy, now, cause=pins.cause(amy, now), kind=ANSWER, by="text or phone", body="Your PIN is 427519."
    )
    heard = pick_up(row, now, answered_by="machine_end_beep")
    assert "427519" not in heard.said.replace(" ", "")
    assert asked in heard.said
    ended = outbox.NewReceipt(
        provider="twilio",
        provider_event="over",
        attempt_token=row.attempt_token or "",
        provider_id=SID,
        status="completed",
        raw={"AnsweredBy": "machine_end_beep", "CallDuration": "20"},
    )
    inbound.take_receipts([ended], now)
    later = now + timedelta(minutes=20)
    outbox.drain((URGENT, NORMAL, BULK), kit, now=later, machine_now=later)
    again = Delivery.get(Delivery.id != row.id)
    assert "answered_by" not in again.context
    assert "4 2 7 5 1 9" in pick_up(again, later, answered_by="human").said


def test_a_machine_is_told_the_recordings_number(
    kit: Kit, cast: SimpleNamespace, shelf: Callable[..., Recording], now: datetime
) -> None:
    shelf("good-week", number=4)
    heard = pick_up(rung(kit, cast.amy, now, message="good-week"), now, answered_by="machine_end_beep")
    assert "press 4, and then 4." in heard.said
    assert len(heard.played) == 1


def test_a_fax_hears_nothing(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    assert pick_up(rung(kit, cast.amy, now), now, answered_by="fax").script.acts == (HangUp(),)


def test_an_unknown_or_outdated_token_hangs_up(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = rung(kit, cast.amy, now)
    for token in ("", "ab" * 16 + "-1", f"{row.public_id}-9", "'; DROP TABLE"):
        heard = Answered(token, now).picks_up()
        assert heard.script.acts == (HangUp(),)
    Delivery.update(attempt_token=f"{row.public_id}-2").where(Delivery.id == row.id).execute()
    assert pick_up(row, now).script.acts == (HangUp(),)


@pytest.mark.parametrize("state", [UNKNOWN, QUEUED])
def test_who_answers_proves_that_it_was_placed(
    kit: Kit, cast: SimpleNamespace, now: datetime, state: str
) -> None:
    row = rung(kit, cast.amy, now)
    Delivery.update(state=state, provider_id=None).where(Delivery.id == row.id).execute()
    assert "seven" in pick_up(row, now).said
    assert (fresh(row).state, fresh(row).provider_id) == (SENT, SID)


def test_what_was_taken_back_is_not_heard(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = rung(kit, cast.amy, now)
    Delivery.update(state=CANCELLED).where(Delivery.id == row.id).execute()
    assert pick_up(row, now).script.acts == (HangUp(),)


def test_who_stopped_while_it_rang_hears_nothing(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = rung(kit, cast.amy, now)
    consent.stop(cast.amy, Address.get(Address.value == AMY), "text", {}, now)
    assert pick_up(row, now).script.acts == (HangUp(),)


RINGS = """start: by hand
steps:
  - ring: first
    press:
      1:
        - tag: coming
      2:
        - tell: host
"""


def test_a_key_moves_the_walk(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    files = {**FILES, "workflows/rings.yaml": RINGS}
    publish({path: text.encode() for path, text in files.items()}, now, "the test")
    with transaction():
        runner.enroll("rings", cast.amy, "by hand", now)
    outbox.drain((URGENT, NORMAL, BULK), kit, now=now, machine_now=now)
    row = Delivery.get(Delivery.part == "phone")
    pick_up(row, now).presses("1")
    inbound.drain(kit, now + timedelta(seconds=1))
    assert Inbound.get().understood_as == "key"
    assert Tag.get((Tag.member == cast.amy.id) & (Tag.name == "coming"))
    assert (Enrollment.get().status, Inbound.get().enrollment_id) == ("done", Enrollment.get().id)


def test_a_key_for_a_walk_that_is_over_is_only_recorded(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    pick_up(rung(kit, cast.amy, now, context={"press": {"1": "0"}}), now).presses("1")
    inbound.drain(kit, now)
    assert (Inbound.get().understood_as, Delivery.select().count()) == ("key", 1)


@pytest.mark.parametrize(("key", "yes"), [("1", True), ("2", False)])
def test_a_stand_ins_key_is_their_answer(
    kit: Kit, cast: SimpleNamespace, now: datetime, monkeypatch: pytest.MonkeyPatch, key: str, yes: bool
) -> None:
    answers: list[tuple[int, bool]] = []
    monkeypatch.setattr(
        pressed.cover, "answered", lambda member, said, *rest, **which: answers.append((member.id, said))
    )
    row = rung(kit, cast.bob, now, kind=CRISIS, context={"press": {"1": "yes", "2": "no"}})
    pick_up(row, now).presses(key)
    inbound.drain(kit, now)
    assert answers == [(cast.bob.id, yes)]
