"""What each line of a talk does, or says must have come true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from engine.language.talks import Line, LineKind
from engine.models import Delivery, Enrollment, Tag
from engine.models.running import ACTIVE
from engine.models.sending import HELD
from engine.rehearsal import times
from engine.rehearsal.failures import Unmet
from engine.rehearsal.stage import Stage
from engine.virtual import Happening
from engine.wording.say import join_names

Act = Callable[[Line, Stage], None]


def play(line: Line, stage: Stage) -> None:
    """Do what one line says, from the database alone. Raises Unmet."""
    stage.world.restart()
    ACTS[line.kind](line, stage)
    stage.take_in()


def _they(line: Line, stage: Stage) -> None:
    stage.all_met(line.place)
    try:
        stage.world.text(stage.member, line.text, picture=line.kind == "photo")
    except LookupError as error:
        raise Unmet(line.place, f"{error}.") from None


def _we(line: Line, stage: Stage) -> None:
    if not stage.unmet:
        raise Unmet(line.place, f"{_named(line, stage)} was expected by {stage.clock()}, {_instead(stage)}")
    came = stage.unmet.pop(0)
    if came.kind == "rings" or not _meant(line, came, stage):
        raise stage.instead(line.place, f"{_named(line, stage)} was expected", came)


def _named(line: Line, stage: Stage) -> str:
    return line.text if line.text in stage.messages else f'"{line.text}"'


def _meant(line: Line, came: Happening, stage: Stage) -> bool:
    """A message's name means that message; other words must be in the text, in any case."""
    if line.text in stage.messages:
        return came.message == line.text
    return _plain(line.text) in _plain(came.words)


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())


def _instead(stage: Stage) -> str:
    """Why nothing came: what waits for the member, and until when."""
    mine = (Delivery.member == stage.member_id) & (Delivery.state == HELD)
    tz = stage.member.timezone
    held = Delivery.select().where(mine).order_by(Delivery.due_at).first()
    if held is not None:
        until = times.said(held.due_at, tz)
        return f"but {held.message or 'it'} is held until {until}: {held.reason}"
    refused = next((one for one in reversed(stage.world.happened) if _lost(one, stage)), None)
    if refused is not None:
        return f"but {refused.message or 'it'} was not sent: {refused.words}"
    walks = (Enrollment.member == stage.member_id) & (Enrollment.status == ACTIVE)
    walk = (
        Enrollment.select()
        .where(walks & Enrollment.due_at.is_null(False))
        .order_by(Enrollment.due_at)
        .first()
    )
    if walk is None:
        return "but nothing was sent, and nothing waits to be."
    return f"but nothing was sent. {walk.workflow} goes on at {times.said(walk.due_at, tz)}."


def _lost(one: Happening, stage: Stage) -> bool:
    return one.kind in ("refused", "expired", "failed") and one.member_id == stage.member_id


def _after(line: Line, stage: Stage) -> None:
    if line.duration is not None:
        _go(line, stage, line.duration.after(stage.now, stage.member.timezone))


def _at(line: Line, stage: Stage) -> None:
    if line.moment is not None:
        to = times.following(line.moment, stage.now, stage.member.timezone, stage.community)
        if to < stage.now:
            raise Unmet(line.place, f"That has gone by: it is {stage.clock()} already.")
        _go(line, stage, to)


def _go(line: Line, stage: Stage, to: datetime) -> None:
    stage.all_met(line.place)
    stage.world.advance(to)


def _silence(line: Line, stage: Stage) -> None:
    _after(line, stage)
    stage.take_in()
    if stage.unmet:
        raise stage.instead(line.place, f"Nothing was to be sent for {line.duration}", stage.unmet[0])


def _tagged(line: Line, stage: Stage) -> None:
    tags = [row.name for row in Tag.select().where(Tag.member == stage.member_id).order_by(Tag.id)]
    if line.text.casefold() not in {tag.casefold() for tag in tags}:
        has = f"the tags are {', '.join(tags)}" if tags else "there are no tags"
        raise Unmet(line.place, f"The tag {line.text} was expected by {stage.clock()}, but {has}.")


def _stage(line: Line, stage: Stage) -> None:
    now = stage.member.stage
    if line.text.casefold() != now.casefold():
        is_in = f"the stage is {now}" if now else "there is no stage"
        raise Unmet(line.place, f"The stage {line.text} was expected by {stage.clock()}, but {is_in}.")


def _event(line: Line, stage: Stage) -> None:
    stage.all_met(line.place)
    stage.world.report(stage.member, line.text)


def _enroll(line: Line, stage: Stage) -> None:
    stage.all_met(line.place)
    if line.text not in stage.world.published.workflows:
        raise Unmet(line.place, f"{line.text} does not run in the tests of {stage.talk.workflow}.")
    stage.world.enroll(stage.member, line.text)


def _rings(line: Line, stage: Stage) -> None:
    if not stage.unmet:
        raise Unmet(line.place, f"A call was expected by {stage.clock()}, {_instead(stage)}")
    came = stage.unmet.pop(0)
    if came.kind != "rings" or not (came.message == line.text or _meant(line, came, stage)):
        raise stage.instead(line.place, f"A call that plays {line.text} was expected", came)


def _press(line: Line, stage: Stage) -> None:
    stage.all_met(line.place)
    offered = stage.world.press(stage.member, line.text)
    if offered is None:
        return
    if not offered:
        raise Unmet(
            line.place, f"Nobody is on the phone with us at {stage.clock()}: a call lasts a minute here."
        )
    keys = join_names(offered, "or")
    raise Unmet(line.place, f"The key {line.text} does nothing in this call. It takes {keys}.")


def _attendance(line: Line, stage: Stage) -> None:
    stage.all_met(line.place)
    name = line.text if line.text in stage.world.published.workflows else stage.talk.workflow
    if not stage.world.attend(stage.member, name, there=line.kind == "attended"):
        raise Unmet(line.place, f"There is no call of {name} that the member could have been on.")


ACTS: Mapping[LineKind, Act] = {
    "they": _they,
    "photo": _they,
    "we": _we,
    "after": _after,
    "at": _at,
    "silence": _silence,
    "tagged": _tagged,
    "stage": _stage,
    "event": _event,
    "enroll": _enroll,
    "rings": _rings,
    "press": _press,
    "attended": _attendance,
    "missed": _attendance,
}
