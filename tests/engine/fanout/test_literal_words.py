"""A fan-out of words instead of a file: they reach everybody, dressed once however often it is tried."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import fanout
from engine.channels import Outcome, Outgoing, PaperCarrier
from engine.models import Fanout
from tests.engine.runner.town import Town

WORDS = "Amy finished her first week, and brought a friend along!"
SAYS = {"body": WORDS, "context": {"subject": "A word of praise"}, "bulk": True}


class AwayAtFirst(PaperCarrier):
    """A provider that asks for every first attempt again."""

    def __init__(self, sender: str, provider: str) -> None:
        super().__init__(sender, provider)
        self.attempts: list[Outgoing] = []

    def send(self, outgoing: Outgoing) -> Outcome:
        self.attempts.append(outgoing)
        if outgoing.token.endswith("-1"):
            return Outcome("retry", self.provider, code=429, retry_after=timedelta(minutes=1))
        return super().send(outgoing)


@pytest.fixture
def town(db: str, now: datetime) -> Town:
    return Town(
        now, text=AwayAtFirst("+13125550199", "twilio"), email=AwayAtFirst("t@example.org", "sendgrid")
    )


@pytest.mark.parametrize(("by", "channel"), [("email", "email"), ("text", "text")])
def test_a_second_attempt_is_made_of_the_same_words(
    town: Town, cast: SimpleNamespace, by: str, channel: str
) -> None:
    town.publish(note="start: by hand\nsteps:\n- send: a\n")
    Fanout.create(
        cause="praise:1", step_key="share", kind=fanout.SEND, begins_at=town.now, due_at=town.now,
        detail={**SAYS, "by": by},
    )  # fmt: skip
    town.go(timedelta(minutes=30))
    carrier = town.email if channel == "email" else town.text
    assert isinstance(carrier, AwayAtFirst)
    hers = [one for one in carrier.attempts if one.to in ("amy@example.com", "+13125550142")]
    assert [one.token.rpartition("-")[2] for one in hers] == ["1", "2"]
    assert hers[0].body == hers[1].body
    assert hers[0].html.replace(hers[0].token, "") == hers[1].html.replace(hers[1].token, "")
    assert hers[1].body.count(WORDS) == 1
    assert hers[1].body.count("STOP" if channel == "text" else "Unsubscribe") == 1
    if channel == "email":
        assert hers[1].subject == "A word of praise"
