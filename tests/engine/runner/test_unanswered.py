"""Two questions without an answer are enough: a third is not sent, and the host hears of it once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from engine.models import Delivery, Member, Thread
from tests.engine.runner.town import Town

DAY = timedelta(days=1)
ROSA = "+13125550100"
ASK = "start: by hand\nsteps:\n  - ask: {0}\n    within: 1 day\n    remind: {0}-again after 1 hour\n    by: text\n  - send: {0}-after\n"


def asks(town: Town, *names: str) -> None:
    town.publish(**{name: ASK.format(name) for name in names})


def test_a_third_question_is_not_sent_and_the_host_is_told_once(town: Town, cast: SimpleNamespace) -> None:
    asks(town, "one", "two", "three", "four")
    for name in ("one", "two", "three", "four"):
        town.enroll(name, cast.amy)
        town.go(2 * DAY)
    to_amy = town.texts("+13125550142")
    assert [name for name in to_amy if "again" not in name] == [
        "one", "one-after", "two", "two-after", "three-after", "four-after",
    ]  # fmt: skip
    assert [name for name in to_amy if "again" in name] == ["one-again"]
    refused = Delivery.select().where(Delivery.reason_code == "unanswered")
    assert {row.step_key for row in refused} == {"ask:two/remind", "ask:three", "ask:four"}
    told = [body for body in town.texts() if "third was not sent" in body]
    assert len(told) == Thread.select().count() == 1
    assert "Amy (#1) has not written" in next(sent.body for sent in town.text.sent if "third" in sent.body)


def test_any_word_of_theirs_counts_as_heard(town: Town, cast: SimpleNamespace) -> None:
    asks(town, "one", "two", "three")
    for name in ("one", "two"):
        town.enroll(name, cast.amy)
        town.go(2 * DAY)
    Member.update(last_heard_at=town.now).where(Member.id == cast.amy.id).execute()
    town.enroll("three", cast.amy)
    town.go(DAY)
    assert "three" in town.texts("+13125550142")


def test_a_question_that_answers_their_own_words_is_no_nudge(town: Town, cast: SimpleNamespace) -> None:
    town.publish(chat=ASK.format("chat").replace("by hand", "text CHAT"))
    for number in range(3):
        words = town.writes(cast.amy, "CHAT", at=town.now - DAY, handled_at=town.now)
        town.enroll("chat", cast.amy, f"inbound:{number}", inbound=words)
        town.go(2 * DAY)
    assert town.texts("+13125550142").count("chat") == 3
