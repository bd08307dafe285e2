"""The newcomer's story, through the real clients, loopback HTTP and signed webhooks."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from engine import runner
from engine.models import Delivery, Enrollment, Inbound, Member, Praise
from engine.models.db import transaction
from tests.river.conftest import River

AMY = "+13125550142"


@pytest.fixture
def team(cast: SimpleNamespace) -> SimpleNamespace:
    """The cast, without Amy: she is about to join by herself."""
    cast.amy.delete_instance(recursive=True, delete_nullable=True)
    return cast


def test_join_question_answer_and_the_next_day(river: River, team: SimpleNamespace) -> None:
    river.text(AMY, "JOIN")
    welcome, question = river.texts(AMY)
    assert welcome.startswith("Hi friend, it's Rosa from The Tuesday Team.")
    assert "STOP" in welcome
    assert question.startswith("What should we call you?")
    river.text(AMY, "I'm Amy")
    assert river.texts(AMY)[2].startswith("Nice to meet you, Amy!")
    river.text(AMY, "The people, mostly!")
    assert river.texts(AMY)[3].startswith("Then you're in good company.")
    river.wait(days=1)
    assert "/listen/" in river.texts(AMY)[4]
    assert {row.state for row in Delivery.select()} == {"sent"}
    assert {row.provider_status for row in Delivery.select()} == {"delivered"}


def test_stop_ends_everything_even_a_reminder_already_planned(river: River, team: SimpleNamespace) -> None:
    river.text(AMY, "JOIN")
    river.wait(minutes=5)
    river.text(AMY, "STOP")
    before = river.texts(AMY)
    assert "unsubscribed" in before[-1].lower()
    river.wait(days=9)
    assert river.texts(AMY) == before
    assert (
        Enrollment.select().join(Member).where(Enrollment.status == "active", Member.how == "text").count()
        == 0
    )


def test_reminders_come_at_each_members_own_time(river: River, team: SimpleNamespace) -> None:
    river.wait(days=1, hours=5)
    soon = [
        row
        for row in river.sandbox.messages()
        if "few minutes" in row["body"] or "unos minutos" in row["body"]
    ]
    assert {row["recipient"] for row in soon} == {"+13035550101", "+12125550103"}, "and not the host herself"
    bodies = {row["recipient"]: row["body"] for row in soon}
    assert "6pm" in bodies["+13035550101"]
    assert "8pm" in bodies["+12125550103"]


def test_a_reply_to_an_email_reaches_rosa_and_her_answer_comes_back(
    river: River, team: SimpleNamespace
) -> None:
    river.wait(days=1)
    (mail, *_) = river.mails("tom@example.com")
    assert river.sandbox.reply_mail(int(str(mail["id"])), "I can't make it this week, sorry!") == 200
    river.settle()
    told = river.texts("+13125550100")[-1]
    assert "I can't make it this week, sorry!" in told
    river.text("+13125550100", "No worries Tom, next week then.")
    answer = river.mails("tom@example.com")[-1]
    assert "No worries Tom, next week then." in str(answer["text"])
    assert "rosa@example.com" not in str(answer)


def test_a_first_sale_is_praised_after_both_yeses(river: River, cast: SimpleNamespace) -> None:
    with transaction():
        runner.report(cast.amy, "first-sale", "sale-1", river.now, by="test")
    river.settle()
    river.wait(hours=2)
    asked = river.texts(AMY)[-1]
    assert "YES" in asked
    assert "first sale" not in " ".join(river.texts("+13035550101"))
    river.text(AMY, "yes please!")
    river.text("+13125550100", "YES")
    river.wait(days=1)
    assert Praise.get().state == "approved"
    assert "A first sale! Well done, Amy" in " ".join(river.texts("+13035550101"))


def test_what_nobody_understands_reaches_rosa_once(river: River, cast: SimpleNamespace) -> None:
    river.text(AMY, "Do you think the blue one goes with my kitchen?")
    assert "blue one" in river.texts("+13125550100")[-1]
    river.text(AMY, "Or the green one")
    told = [text for text in river.texts(AMY) if "Rosa" in text]
    assert len(told) == 1
    river.text("+13125550100", "Blue, definitely.")
    assert "Blue, definitely." in river.texts(AMY)[-1]


def test_one_webhook_twice_is_one_inbound(river: River, team: SimpleNamespace) -> None:
    river.text(AMY, "JOIN")
    count = Inbound.select().count()
    river.settle()
    assert Inbound.select().count() == count == 1


def test_nothing_is_said_twice_to_anybody(
    river: River, make_member: Callable[..., Member], cast: SimpleNamespace
) -> None:
    river.wait(days=3)
    seen = [(row["recipient"], row["body"]) for row in river.sandbox.messages()]
    assert len(seen) == len(set(seen))
