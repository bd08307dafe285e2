"""Playing a workflow: setting it off, answering its questions, and knowing when it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import approvals, consent, runner
from engine.clock import begin_by_hand
from engine.language.workflow import ByHand, Joined, Reported, Tagged, Texted, Workflow
from engine.models import Address, Approval, Delivery, Enrollment, Fanout, Member, Occurrence
from engine.models.db import transaction
from engine.models.running import ACTIVE, EVENT, MEETING, PHONE_CALL
from engine.models.sending import WAITING_STATES
from engine.outbox.queueing import PRESS
from engine.preview.asked import Asked
from engine.virtual import World
from engine.virtual.calls import open_call
from engine.votes import unanswered

A_WHILE = timedelta(minutes=3)  # what people take to answer
A_MOMENT = timedelta(seconds=30)  # what they take to press a key
LATER = timedelta(hours=1)  # when an event is reported that nothing waits for
FARTHEST = timedelta(days=400)
UNSERVED = ("waiting", "running")
CANCELLED = "cancelled"
SOME_NEWS = "I did it, and it felt wonderful"

Act = tuple[datetime, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class CallSeen:
    """One date of a call or a meeting that lies in the time previewed."""

    kind: str
    starts: datetime
    ends: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class _Question:
    """Something that waits for words: ``key`` names it, ``reader`` answers, ``about`` is the member it is about."""

    key: str
    reader: Member
    about: int


class Play:
    """One workflow played for some members. Each is given the same replies, keys and events, in their order."""

    def __init__(
        self,
        world: World,
        workflow: Workflow,
        members: Sequence[Member],
        asked: Asked,
    ) -> None:
        self._world, self._workflow, self._members = world, workflow, members
        self._opening = asked.text
        self._replies = {member.id: list(asked.replies) for member in members}
        self._events = {member.id: list(asked.events) for member in members}
        self._presses = {member.id: list(asked.presses) for member in members}
        self._answered: set[str] = set()
        self._acts: list[Act] = []
        self._start = world.now

    def run(self, until: datetime | None) -> None:
        """Play to ``until``; without it to the end of the walks, or of the next call."""
        self._world.settle()
        self._set_off()
        limit = until or self._start + FARTHEST
        self._foresee()
        while self._world.now < limit and not (until is None and self._over()):
            self._world.step(min([limit, *(at for at, _ in self._acts)]))
            self._act()
            self._foresee()

    def calls(self) -> Iterator[CallSeen]:
        """The calls and meetings that began in the time previewed."""
        begun = Occurrence.starts_at.between(self._start, self._world.now)
        within = Occurrence.kind.in_((PHONE_CALL, MEETING)) & begun & (Occurrence.state != CANCELLED)
        for row in Occurrence.select().where(within).order_by(Occurrence.starts_at):
            yield CallSeen(row.kind, row.starts_at, row.ends_at or row.starts_at, row.zone)

    def _set_off(self) -> None:
        """Begin in the way the workflow begins; what starts by the clock needs nothing."""
        if self._workflow.roll_out and isinstance(self._workflow.start, ByHand):
            with transaction():
                live = self._world.published.workflows[self._workflow.name]
                begin_by_hand(live, self._world.now, by="preview")
            self._world.settle()
            return
        for member in self._members:
            self._begin(member)

    def _begin(self, member: Member) -> None:
        match self._workflow.start:
            case Joined():
                self._join(member)
            case ByHand():
                self._world.enroll(member, self._workflow.name)
            case Texted() as start:
                self._world.text(member, self._opening or _first_words(start))
            case Tagged(tag=tag):
                self._world.tag(member, tag)
            case Reported(event=event):
                self._world.report(member, event)
            case _:
                pass

    def _join(self, member: Member) -> None:
        """Somebody who has agreed to nothing yet texts a join word; who is in already joins once more."""
        words = self._world.published.community.join_words
        agreed = [consent.state(one).given for one in Address.select().where(Address.member == member.id)]
        if words and not any(agreed):
            self._world.text(member, words[0])
            return
        with transaction():
            runner.joined(member, "form", self._world.now)
        self._world.settle()

    def _act(self) -> None:
        due = [act for at, act in self._acts if at <= self._world.now]
        self._acts = [(at, act) for at, act in self._acts if at > self._world.now]
        for act in due:
            act()

    def _foresee(self) -> None:
        """Plan what the members will answer, and what will be reported of them."""
        for question in self._questions() if any(self._replies.values()) else ():
            left = self._replies.get(question.about)
            if left and question.key not in self._answered:
                self._answered.add(question.key)
                self._later(A_WHILE, self._saying(question.reader, left.pop(0)))
        for member in self._members:
            if (rung := self._rung(member)) is not None:
                self._answered.add(rung)
                self._later(A_MOMENT, self._pressing(member, self._presses[member.id].pop(0)))
            for event in list(self._events[member.id]):
                wait = self._waits(member, event)
                if wait is not None:
                    self._events[member.id].remove(event)
                    self._later(wait, self._reporting(member, event))

    def _later(self, wait: timedelta, act: Callable[[], None]) -> None:
        self._acts.append((self._world.now + wait, act))

    def _saying(self, member: Member, words: str) -> Callable[[], None]:
        return lambda: self._world.text(member, words)

    def _pressing(self, member: Member, key: str) -> Callable[[], None]:
        def press() -> None:
            self._world.press(member, key)

        return press

    def _rung(self, member: Member) -> str | None:
        """The call that the member is on, where it offers keys and they are still to press one."""
        call = open_call(member) if self._presses[member.id] else None
        if call is None or not call.context.get(PRESS) or f"call {call.id}" in self._answered:
            return None
        return f"call {call.id}"

    def _reporting(self, member: Member, event: str) -> Callable[[], None]:
        return lambda: self._world.report(member, event)

    def _waits(self, member: Member, event: str) -> timedelta | None:
        """How long until an event is reported: soon where a walk waits for it, else an hour after the start."""
        mine = (Enrollment.member == member.id) & (Enrollment.status == ACTIVE)
        waiting = mine & (Enrollment.waiting == EVENT) & (Enrollment.waiting_event == event.lower())
        if Enrollment.select().where(waiting).exists():
            return A_WHILE
        comes = any(
            f"until event {event.lower()} " in str(getattr(one, "until", "")) for one in self._workflow.walk()
        )
        return None if comes else LATER

    def _questions(self) -> Iterator[_Question]:
        """The questions that have reached somebody, oldest first."""
        for member in self._members:
            for walk in reversed(runner.open_questions(member)):
                if "left" in walk.state:
                    yield _Question(f"walk {walk.id} {walk.due_rule}", member, member.id)
            for walk in reversed(runner.waiting_for_words(member)):
                yield _Question(f"walk {walk.id} {walk.due_rule}", member, member.id)
            for vote in unanswered(member, self._world.published.community, self._world.now):
                yield _Question(f"vote {vote.row.id}", member, member.id)
        asked = (Approval.state == approvals.ASKED) & Approval.about.in_([one.id for one in self._members])
        for ask in Approval.select().where(asked).order_by(Approval.asked_at, Approval.id):
            if ask.person is not None and ask.about_id is not None and approvals.left(ask):
                yield _Question(f"approval {ask.id} {ask.asks}", ask.person, ask.about_id)

    def _over(self) -> bool:
        """Whether it has begun for everybody it begins for, and nothing more will come of it."""
        if self._acts:
            return False
        name = self._workflow.name
        if self._workflow.dated is not None:
            return self._date_over()
        ids = [member.id for member in self._members]
        walks = Enrollment.member.in_(ids)
        begun = Enrollment.select().where(walks & (Enrollment.workflow == name)).exists()
        by_the_clock = not isinstance(self._workflow.start, (Joined, ByHand, Texted, Tagged, Reported))
        if by_the_clock and not begun:
            return False
        going = Enrollment.select().where(walks & (Enrollment.status == ACTIVE)).exists()
        waves = Fanout.select().where((Fanout.workflow == name) & Fanout.state.in_(UNSERVED)).exists()
        return not (going or _waiting(ids) or (waves and bool(self._workflow.roll_out)))

    def _date_over(self) -> bool:
        """Whether the first date after the start is over with all that follows it."""
        later = (Occurrence.starts_at >= self._start) & (Occurrence.state != CANCELLED)
        first = Occurrence.select().where(later).order_by(Occurrence.starts_at).first()
        if first is None:
            return not Occurrence.select().exists() and self._world.now > self._start
        theirs = (Fanout.occurrence == first.id) & Fanout.state.in_(UNSERVED)
        after = Enrollment.select().where((Enrollment.occurrence == first.id) & (Enrollment.status == ACTIVE))
        if first.state != "over" or Fanout.select().where(theirs).exists() or after.exists():
            return False
        return not _waiting([member.id for member in self._members], first.id)


def _first_words(start: Texted) -> str:
    return start.words[0] if start.words else f"{start.openings[0]} {SOME_NEWS}"


def _waiting(ids: Sequence[int], occurrence: int | None = None) -> bool:
    waiting = Delivery.member.in_(list(ids)) & Delivery.state.in_(WAITING_STATES)
    if occurrence is not None:
        waiting &= Delivery.occurrence == occurrence
    return bool(Delivery.select().where(waiting).exists())
