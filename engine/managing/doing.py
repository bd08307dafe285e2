"""Orders done and taken back, each kind by its pair of functions. Inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from engine import outbox
from engine.community import changing
from engine.managing import calling_off
from engine.managing.book import GOING, UNDONE, audit, cause_of, change
from engine.managing.speaking import speak
from engine.models import Instruction, Member
from engine.models.people import lock_member
from engine.models.sending import CRISIS, STARTED
from engine.now import from_ms, to_ms

Taken = tuple[str, Mapping[str, str]]
"""What is said of an order that was taken back: a key of our words, and its values."""

TAKEN_BACK = "It was taken back before it left."
AT_ONCE = timedelta(0)


def do(instruction: Instruction, now: datetime, *, after: timedelta = AT_ONCE) -> None:
    """Do it, or from ``after`` on; once."""
    if instruction.state in (GOING, UNDONE):
        return
    DO[instruction.kind](instruction, now + after)
    change(instruction, state=GOING, going_at=now + after)
    audit(instruction.member, "done", instruction, now)


def gone(instruction: Instruction) -> bool:
    """Whether it is about a member who has been forgotten."""
    about = Member.id == instruction.detail.get("member")
    return bool(Member.select().where(about & Member.forgotten_at.is_null(False)).exists())


def undo(instruction: Instruction, now: datetime) -> Taken:
    """Take it back as far as that can be done; what has left has left."""
    was_going = instruction.state == GOING
    change(instruction, state=UNDONE, undone_at=now)
    key, values = UNDO[instruction.kind](instruction, now) if was_going else ("undone asking", {})
    audit(instruction.member, "undone", instruction, now, **values)
    return key, values


def _tell(instruction: Instruction, now: datetime) -> None:
    if "recording" in instruction.detail:
        speak(instruction, now)
        return
    crisis = instruction.kind == CRISIS
    outbox.broadcast_words(
        instruction.detail["body"],
        instruction.detail["to"],
        cause=cause_of(instruction),
        now=now,
        subject=instruction.detail["subject"],
        kind=CRISIS if crisis else STARTED,
        by="everywhere" if crisis else None,
    )


def _stop_telling(instruction: Instruction, now: datetime) -> Taken:
    had, never = outbox.stop_broadcast(cause_of(instruction), TAKEN_BACK, now)
    never = max(never, instruction.people - had)
    if not had:
        return "undone none left", {}
    if not never:
        return "undone too late", {"had": f"{had:,}"}
    return "undone some left", {"had": f"{had:,}", "never": f"{never:,}"}


def _tag(instruction: Instruction, now: datetime) -> None:
    changing.put_tags(_whom(instruction), [instruction.detail["tag"]], now)


def _untag(instruction: Instruction, now: datetime) -> None:
    changing.take_tags(_whom(instruction), [instruction.detail["tag"]], now)


def _pause(instruction: Instruction, now: datetime) -> None:
    """From now on, or not any more, where ``until`` is None; what it was before is kept."""
    before, until = _whom(instruction).paused_until, instruction.detail["until"]
    change(instruction, detail={**instruction.detail, "before": to_ms(before) if before else None})
    _paused_until(instruction, until)


def _pause_as_before(instruction: Instruction, now: datetime) -> None:
    _paused_until(instruction, instruction.detail["before"])


def _paused_until(instruction: Instruction, until: int | None) -> None:
    paused = Member.update(paused_until=from_ms(until) if until is not None else None)
    paused.where(Member.id == instruction.detail["member"]).execute()


def _whom(instruction: Instruction) -> Member:
    found = lock_member(instruction.detail["member"])
    if found is None:
        raise LookupError(f"member {instruction.detail['member']} is not there any more")
    return found


def _taking_back(
    undo_it: Callable[[Instruction, datetime], None],
) -> Callable[[Instruction, datetime], Taken]:
    def taken(instruction: Instruction, now: datetime) -> Taken:
        undo_it(instruction, now)
        values = {
            key: str(instruction.detail[key]) for key in ("name", "tag", "title") if key in instruction.detail
        }
        return f"what {instruction.kind}", values

    return taken


DO: Mapping[str, Callable[[Instruction, datetime], None]] = {
    "tell": _tell,
    "crisis": _tell,
    "call off": calling_off.call_off,
    "tag": _tag,
    "untag": _untag,
    "pause": _pause,
    "unpause": _pause,
}
UNDO: Mapping[str, Callable[[Instruction, datetime], Taken]] = {
    "tell": _stop_telling,
    "crisis": _stop_telling,
    "call off": _taking_back(calling_off.put_back),
    "tag": _taking_back(_untag),
    "untag": _taking_back(_tag),
    "pause": _taking_back(_pause_as_before),
    "unpause": _taking_back(_pause_as_before),
}
