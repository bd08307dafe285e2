"""The steps of a workflow: one frozen class a verb, as a manager wrote it.

``key`` names a step across revisions: the verb and what it says (``send:welcome``), below a
branch the path to it (``ask:how-is-it-going/yes/send:glad-to-hear``), with ``#2`` for the second
of the same name. Deliveries, traces and ``move`` go by it, so it never depends on line numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engine.language.conditions import EVERYONE, Conditions
from engine.language.place import Place
from engine.times import Duration, Moment, UntilDate, UntilEvent, UntilTexted, UntilTime, UntilWeekday

By = Literal["text", "email", "both", "phone", "text or phone"]
WaitFor = Duration | UntilTime | UntilWeekday | UntilDate | UntilEvent | UntilTexted


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What every step may say."""

    key: str
    place: Place
    audience: Conditions = EVERYONE  # ``for:``
    moment: Moment | None = None  # ``at:``, in calls only


@dataclass(frozen=True, slots=True, kw_only=True)
class Send(Base):
    message: str
    by: By | None = None
    to: str | None = None  # host, sponsor or a role; None is the member
    expires: Duration | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of ``answers:``: the ways to say it and what follows."""

    ways: tuple[str, ...]
    steps: tuple[Step, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Remind:
    message: str
    after: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Base):
    message: str
    within: Duration
    answers: tuple[Answer, ...] = ()
    anything_else: tuple[Step, ...] | None = None  # None: a stray reply goes to the host
    no_answer: tuple[Step, ...] | None = None  # None: silence goes on with the next step
    save_as: str | None = None
    anonymous: bool = False  # what is answered is kept without a name
    remind: Remind | None = None
    by: By | None = None
    expires: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Base):
    until: WaitFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Base):
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Untag(Base):
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Set(Base):
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Base):
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Base):
    conditions: Conditions
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Praise(Base):
    message: str
    to: Conditions | None = None  # also sent then, to these


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell(Base):
    role: str
    message: str | None = None  # ``with:``


@dataclass(frozen=True, slots=True)
class Retry:
    """``retry: 2 times after 20 minutes``: how often to ring again, and how long after the call before."""

    times: int
    after: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring(Base):
    what: str  # a recording's or a message's name
    expires: Duration | None = None
    press: tuple[Answer, ...] = ()
    retry: Retry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story(Base):
    """``story:``, from ``messages/stories``: one with any of these tags; without tags any story."""

    tags: tuple[str, ...] = ()
    by: By | None = None
    expires: Duration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWorkflow(Base):
    workflow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopWorkflow(Base):
    workflow: str  # or ROLL_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Base):
    pass


ROLL_OUT = "roll out"

Step = (
    Send
    | Ask
    | Wait
    | Tag
    | Untag
    | Set
    | Stage
    | If
    | Praise
    | Tell
    | Ring
    | Story
    | StartWorkflow
    | StopWorkflow
    | End
)


def branches(step: Step) -> tuple[tuple[Step, ...], ...]:
    """The step lists below a step, in the order they are written."""
    match step:
        case Ask():
            below = [answer.steps for answer in step.answers]
            return (*below, step.anything_else or (), step.no_answer or ())
        case Ring():
            return tuple(answer.steps for answer in step.press)
        case If():
            return (step.then, step.otherwise)
        case _:
            return ()


def reaches_a_person(steps: Iterable[Step]) -> bool:
    """Whether what is said there always comes before a person: it is handed to one, or one is asked to say yes to it."""
    return any(isinstance(one, Tell | Praise) and one.audience.everyone for one in steps)
