"""The desk of those who look after the line: who sits there, and how each of its questions is asked.

A PIN led there, and the state names who gave it. Every question is said again once to silence and twice to keys that
mean nothing; then it is goodbye.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.models import Member
from engine.models.people import STRANGER
from engine.outbox.fields import first_name
from engine.phone.call import Call, Turn
from engine.phone.saying import ANY_KEY, SECONDS_TO_PRESS, goodbye, say, script
from engine.phone.script import Act, Ask, Go, Say, Script, to

ROLES = ("host", "manager")
MOST_ASKED = 3
KEPT = ("number", "at", "kind", "tag")


def looks_after(member: Member) -> bool:
    """Whether this member may sit here: a host or a manager. What is said here reaches everybody, so it is not for
    those who only stand in on a call."""
    return member.forgotten_at is None and member.how != STRANGER and member.role.lower() in ROLES


@dataclass(frozen=True)
class Desk:
    """One turn at the desk. ``step`` is where it stands; what it carries goes on with every question."""

    call: Call
    turn: Turn
    member: Member

    @property
    def step(self) -> str:
        return self.turn.rest[0] if self.turn.rest else ""

    @property
    def key(self) -> str:
        """The key they pressed as an answer to this step; '' where it is only now asked."""
        return self.turn.digits[:1] if "asked" in self.turn.args else ""

    @property
    def who(self) -> str:
        return first_name(self.member, self.call.community.nameless)

    def say(self, key: str, /, **values: str | int) -> Say:
        return say(self.call, key, **values)

    def script(self, *acts: Act) -> Script:
        return script(self.call, *acts)

    def to(self, step: str, **carried: str | int) -> str:
        """A step of the desk, with who sits there and the take it is about."""
        take = {"take": self.turn.args["take"]} if "take" in self.turn.args else {}
        return to("manage", step, **{"member": self.member.public_id, **take, **carried})

    def ask(
        self, *acts: Act, digits: int = 1, silence: Script | None = None, at: str = "", says: int = 2
    ) -> Script:
        """Ask this step's question, or that of the step ``at``, for which it is the first time.

        To silence it is said ``says`` times, to wrong keys once more; in the end ``silence`` follows, or goodbye.
        """
        asked = 1 if at else self.turn.number("asked") + 1
        end = silence or self.goodbye()
        if asked > MOST_ASKED:
            return end
        before = (self.say("wrong_key"),) if self.key and digits == 1 else ()
        finish = ANY_KEY if digits == 1 else "#"
        again = self.to(at or self.step, asked=asked, **self.kept())
        ask = Ask(again, (*before, *acts), digits, SECONDS_TO_PRESS, finish)
        if asked < says:
            return self.script(ask, Go(again))
        return self.script(ask, *end.acts)

    def goodbye(self) -> Script:
        return self.script(*goodbye(self.call))

    def literal(self, words: str) -> Say:
        """Words that are put together elsewhere, in the language of whoever sits here."""
        return Say(words, self.member.language)

    def kept(self) -> dict[str, str]:
        """What this turn carries of what was decided so far."""
        return {name: value for name, value in self.turn.args.items() if name in KEPT}
