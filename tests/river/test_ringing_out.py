"""Calls of ours through the whole river: placed over loopback, answered on the sandbox's phone, reported, judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent, runner
from engine.models import Address, Delivery, Enrollment, Member, Tag, Trace
from engine.models.db import transaction
from engine.models.sending import QUEUED, SENT, UNKNOWN
from engine.now import machine_now
from engine.outbox import settle_unknown
from tests.river.conftest import River
from tests.river.test_judge import problems

AMY, HELLO = "+13125550142", "hello-by-phone"


def enroll(river: River, member: Member, workflow: str = HELLO) -> None:
    with transaction():
        runner.enroll(workflow, member, "by hand", river.now, by="test")
    river.settle()


def rings(river: River, phone: str = AMY) -> str:
    sid = river.sandbox.ringing(phone)
    assert sid is not None
    return sid


def heard(river: River, sid: str) -> str:
    return " ".join(str(words) for words in river.sandbox.phone_call(sid)["heard"])


def how() -> list[str]:
    return [row.detail["how"] for row in Trace.select().where(Trace.outcome == "rang").order_by(Trace.id)]


def silent_to_the_end(river: River, sid: str) -> None:
    for _ in range(9):
        if river.sandbox.phone_call(sid)["status"] == "completed":
            break
        river.sandbox.silence(sid)
    river.settle()
    assert river.sandbox.phone_call(sid)["status"] == "completed"


def test_somebody_answers_and_presses_a_key(river: River, cast: SimpleNamespace) -> None:
    enroll(river, cast.amy)
    sid = rings(river)
    river.sandbox.answer(sid)
    assert "Hello Amy, this is The Tuesday Team." in heard(river, sid)
    assert "If all is well, press 2." in heard(river, sid)
    river.sandbox.press(sid, "2")
    river.settle()
    assert "Thank you, Amy. Goodbye." in heard(river, sid)
    assert Tag.get_or_none((Tag.member == cast.amy.id) & (Tag.name == "heard-us"))
    assert Enrollment.get().status == "done"
    row = Delivery.get(Delivery.part == "phone")
    assert (row.state, row.provider_id, row.provider_status) == (SENT, sid, "completed")
    assert row.context["answered_by"] == "human"


def test_a_key_hands_them_to_a_person(river: River, cast: SimpleNamespace) -> None:
    enroll(river, cast.amy)
    river.sandbox.answer(rings(river))
    river.sandbox.press(river.sandbox.calls()[-1]["sid"], "1")
    river.settle()
    assert any("a call from you would be welcome" in words for words in river.texts("+13125550100"))


def test_silence_to_the_end_goes_on_without_a_key(river: River, cast: SimpleNamespace) -> None:
    enroll(river, cast.amy)
    sid = rings(river)
    river.sandbox.answer(sid)
    silent_to_the_end(river, sid)
    assert heard(river, sid).endswith("Take care, Amy. Goodbye.")
    assert (Enrollment.get().status, how()) == ("done", ["answered"])


def test_a_machine_keeps_the_message(river: River, cast: SimpleNamespace) -> None:
    enroll(river, cast.amy)
    sid = rings(river)
    river.sandbox.answer(sid, by="machine")
    river.settle()
    assert "with a message for you" in heard(river, sid)
    assert "us any time at 1 3 1 2 5 5 5 0 1 9 9" in heard(river, sid)
    assert "To stop these calls" not in heard(river, sid)
    assert how() == ["answered by a machine"]


@pytest.mark.parametrize("by_voice", [True, False])
def test_nine_or_a_spoken_stop_ends_it_all(river: River, cast: SimpleNamespace, by_voice: bool) -> None:
    enroll(river, cast.amy)
    sid = rings(river)
    river.sandbox.answer(sid)
    if by_voice:
        river.sandbox.silence(sid)  # the message has been heard, now it listens for words
        river.sandbox.speak(sid, "Stop")
    else:
        river.sandbox.press(sid, "9")
    river.settle()
    assert "We won't call or text you any more." in heard(river, sid)
    assert consent.state(Address.get(Address.value == AMY)).given is False
    river.wait(days=1)
    assert (river.texts(AMY), len(river.sandbox.calls())) == ([], 1)


def test_nobody_answers_and_they_are_rung_again(river: River, cast: SimpleNamespace) -> None:
    enroll(river, cast.amy)
    river.sandbox.silence(rings(river))  # it rings out
    river.settle()
    river.wait(minutes=20)
    river.sandbox.hang_up(rings(river))  # declined
    river.settle()
    river.wait(minutes=20)
    sid = rings(river)
    river.sandbox.answer(sid)
    river.sandbox.press(sid, "2")
    river.settle()
    river.wait(hours=3)
    assert len(river.sandbox.calls()) == 3
    assert Enrollment.get().status == "done"
    keys = [row.step_key.rpartition("/")[2] for row in Delivery.select().order_by(Delivery.id)]
    assert keys == ["ring:hello-by-phone", "again-1", "again-2"]


def test_a_landline_is_rung_where_the_file_says_so(
    river: River, cast: SimpleNamespace, make_member: Callable[..., Member]
) -> None:
    gus = make_member("Gus Berg", phone="+13125550188")
    Address.update(kind="landline").where(Address.member == gus.id).execute()
    enroll(river, gus)
    assert rings(river, "+13125550188")


@pytest.mark.parametrize("placed", [True, False])
def test_a_call_in_doubt_is_settled_by_evidence_and_never_by_a_second_ring(
    river: River, cast: SimpleNamespace, placed: bool
) -> None:
    enroll(river, cast.amy)
    row = Delivery.get(Delivery.part == "phone")
    if not placed:  # whatever the provider has is older than this attempt
        later = machine_now() + timedelta(minutes=10)
        Delivery.update(attempted_at=later).where(Delivery.id == row.id).execute()
    Delivery.update(state=UNKNOWN, provider_id=None).where(Delivery.id == row.id).execute()
    settle_unknown(river.kit, now=river.now, machine_now=machine_now() + timedelta(minutes=20))
    found = Delivery.get_by_id(row.id)
    assert (found.state, bool(found.provider_id)) == ((SENT, True) if placed else (QUEUED, False))


def test_an_outdated_call_hangs_up(river: River, cast: SimpleNamespace) -> None:
    enroll(river, cast.amy)
    sid = rings(river)
    row = Delivery.get(Delivery.part == "phone")
    Delivery.update(attempt_token=f"{row.public_id}-2", attempt=2).where(Delivery.id == row.id).execute()
    river.sandbox.answer(sid)
    assert river.sandbox.phone_call(sid)["status"] == "completed"
    assert heard(river, sid).strip() == ""


def test_every_request_of_a_call_is_one_that_the_provider_documents(
    judge: Any, river: River, cast: SimpleNamespace
) -> None:
    enroll(river, cast.amy)
    sid = rings(river)
    row = Delivery.get(Delivery.part == "phone")
    Delivery.update(state=UNKNOWN, provider_id=None).where(Delivery.id == row.id).execute()
    settle_unknown(river.kit, now=river.now, machine_now=machine_now() + timedelta(minutes=5))
    river.sandbox.answer(sid)
    silent_to_the_end(river, sid)
    captured = river.sandbox.captured()
    assert any(one["method"] == "POST" and "/Calls.json" in one["path"] for one in captured)
    assert any(one["method"] == "GET" and "/Calls.json" in one["path"] for one in captured)
    assert problems(judge, captured) == []
