"""Replies kept word for word, with a name and without one, and the digest of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine.community import forgetting
from engine.models import CallAnswer, Delivery, Enrollment, Inbound, Response, Trace
from tests.engine.runner.town import Town

SURVEY = """
start: by hand
steps:
  - ask: how
    within: 2 days
    answers:
      yes, great:
      anything else:
        - send: thanks
  - ask: change
    within: 2 days
    anonymous: yes
  - send: bye
"""
DIGEST = "start: by hand\nfor: {role: host}\nsteps:\n  - send: digest\n    by: email\n"
SAYS = "---\nsubject: Said\n---\n{% for one in week.responses %}[{{ one.name or 'nameless' }}|{{ one.question }}|{{ one.words }}]{% endfor %}."


@pytest.fixture
def town(now: datetime, cast: SimpleNamespace) -> Town:
    town = Town(now, files={"messages/digest.md": SAYS})
    town.publish(survey=SURVEY, digest=DIGEST)
    return town


def test_every_reply_is_kept_and_an_anonymous_one_is_nobodys(town: Town, cast: SimpleNamespace) -> None:
    for member, first in ((cast.amy, "Yes!! loving it"), (cast.bob, "More calls, fewer mails")):
        town.enroll("survey", member)
        town.settle()
        assert town.reply(member, first)
        town.settle()
    town.now += timedelta(hours=1)
    assert town.reply(cast.amy, "  Less =pink, more green ")
    town.settle()
    rows = [
        (row.member_id, row.message, row.line, row.words, row.channel)
        for row in Response.select().order_by(Response.id)
    ]
    assert rows == [
        (cast.amy.id, "how", "yes", "Yes!! loving it", "text"),
        (cast.bob.id, "how", "", "More calls, fewer mails", "text"),
        (None, "change", "", "Less =pink, more green", "text"),
    ]
    assert Response.get(Response.member.is_null()).at == town.now.replace(hour=0, minute=0)
    traces = list(Trace.select().where((Trace.member == cast.amy.id) & (Trace.outcome == "answered")))
    assert [row.detail.get("said") for row in traces] == ["yes", None]
    assert not Inbound.select().where(Inbound.text.contains("pink")).exists()
    assert "pink" not in str([row.state for row in Enrollment.select()])
    assert not CallAnswer.select().exists()
    assert town.texts("+13125550142")[-1] == "bye"


def test_a_question_of_theirs_is_no_anonymous_answer(town: Town, cast: SimpleNamespace) -> None:
    town.enroll("survey", cast.amy)
    town.settle()
    town.reply(cast.amy, "great")
    town.settle()
    assert town.reply(cast.amy, "what do you mean?") is None
    assert Inbound.select().where(Inbound.text == "what do you mean?").exists()


def test_the_host_reads_what_fitted_no_line(town: Town, cast: SimpleNamespace) -> None:
    for member, words in ((cast.amy, "yes"), (cast.bob, "More calls")):
        town.enroll("survey", member)
        town.settle()
        town.reply(member, words)
    town.settle()
    town.reply(cast.bob, "Tea")
    town.go(timedelta(days=1))
    town.enroll("digest", cast.rosa)
    town.settle()
    (mail,) = [one for one in town.email.sent if one.subject == "Said"]
    assert "[Bob Stone|How|More calls][nameless|Change|Tea]." in mail.body
    forgetting.forget(cast.bob, town.now, by="test")
    assert [row.words for row in Response.select().order_by(Response.id)] == ["yes", "Tea"]


def test_the_shipped_digest_is_no_mail_in_a_week_without_such_words(
    now: datetime, cast: SimpleNamespace
) -> None:
    shipped = Path(__file__).parents[3] / "messages" / "in-their-words.md"
    town = Town(now, files={"messages/digest.md": shipped.read_text(encoding="utf-8")})
    town.publish(survey=SURVEY, digest=DIGEST)
    town.enroll("digest", cast.rosa)
    town.settle()
    row = Delivery.get(Delivery.message == "digest")
    assert (row.state, row.reason) == ("refused", "It has nothing to say to Rosa Diaz now.")
    assert not town.email.sent
    town.enroll("survey", cast.bob)
    town.settle()
    town.reply(cast.bob, "More calls")
    town.go(timedelta(days=1))
    town.enroll("digest", cast.rosa, "the week after")
    town.settle()
    (mail,) = town.email.sent
    assert mail.subject == "What members said this week"
    assert "Bob Stone, asked How" in mail.body.replace("*", "")
    assert "More calls" in mail.body
