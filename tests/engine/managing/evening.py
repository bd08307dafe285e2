"""Managers with nothing but a phone: what they text is understood at once, and what they read is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta

from engine.inbound import Received, drain, receive
from engine.models import Address, Audit, Confirmation, Inbound, Member
from tests.engine.runner.town import Town

OURS = "+13125550199"
A_MOMENT = timedelta(seconds=2)


@dataclass
class Evening(Town):
    """``says`` is a text to us; ``reads`` all that reached somebody's phone since they last looked."""

    counted: int = 0
    looked: dict[str, int] = field(default_factory=dict)

    def says(self, who: Member | str, words: str) -> str:
        """Somebody (or whoever writes in their name) texts this; what it was understood as."""
        self.counted += 1
        number = who if isinstance(who, str) else self.number(who)
        row = receive(
            Received(
                provider="twilio",
                provider_id=f"SM{self.counted:032x}",
                channel="text",
                from_value=number,
                to_value=OURS,
                text=words,
            ),
            self.now,
        )
        assert row is not None
        drain(self.kit, self.now)
        understood: str = Inbound.get_by_id(row.id).understood_as
        self.go(A_MOMENT)
        return understood

    def reads(self, who: Member | str) -> list[str]:
        number = who if isinstance(who, str) else self.number(who)
        texts = [one.body for one in self.text.sent if one.to == number]
        seen, self.looked[number] = self.looked.get(number, 0), len(texts)
        return texts[seen:]

    def answer(self, who: Member, words: str) -> str:
        """The one text that comes back."""
        assert self.says(who, words) == "managing"
        came = self.reads(who)
        assert len(came) == 1, came
        return came[0]

    def ordered(self, who: Member, words: str) -> str:
        """An order, and the word that they are asked for: what comes back then."""
        assert "Text back" in self.answer(who, words)
        return self.answer(who, self.word(who))

    def word(self, who: Member) -> str:
        """The word in the last text that asks for one."""
        asked = Confirmation.select().where((Confirmation.member == who.id) & (Confirmation.state == "open"))
        word: str = asked.order_by(Confirmation.id.desc()).get().word
        return word

    def number(self, who: Member) -> str:
        value: str = Address.get((Address.member == who.id) & (Address.channel == "phone")).value
        return value

    def everywhere(self) -> list[str]:
        """Every text that has left, whoever got it."""
        return [one.body for one in self.text.sent]


def audited() -> list[str]:
    """What was done about orders, oldest first."""
    return [row.did for row in Audit.select().order_by(Audit.id) if ": " in row.did]


def blanked(text: str) -> str:
    """The text without the word that is another one each time."""
    return re.sub(r"[Tt]ext back [A-Z]+", "text back WORD", text)
