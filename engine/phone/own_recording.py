"""A leader's own recording, from the tone until it is out: heard first, kept or made again, then its number, its time
and for whom. What they decide stands with the take, so that nothing is lost when their line drops on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time

from engine.models import Sound
from engine.phone.desk import Desk
from engine.phone.keeping import keep_sound
from engine.phone.script import Act, Go, Pause, Play, Record, Script
from engine.phone.words.times import day_aloud, time_aloud
from engine.sounds import TAKE
from engine.sounds.kinds import KEPT
from engine.sounds.takes import decide, drop, drop_others, groups, take_of
from engine.sounds.titles import is_free, upcoming_number
from engine.times import local, next_time

RECORD, TAKEN, HEAR, CHOOSE, NUMBER, WHEN, WHOM, GROUP = (
    "record",
    "taken",
    "hear",
    "choose",
    "number",
    "when",
    "whom",
    "group",
)
LONGEST_SECONDS, SILENCE = 900, 8
LOOKS, PAUSE = 5, 2  # so often, so many seconds apart, it is looked whether the sound is here already
EVENING, MORNING = time(19), time(9)
LONGEST_NUMBER = 5
NOW = "now"


def _record(desk: Desk) -> Script:
    asked = desk.turn.number("asked") + 1
    if asked > 2:
        return desk.script(desk.say("take_nothing"), Go(desk.to("menu")))
    before = (desk.say("take_nothing"),) if asked > 1 else ()
    words = Record(desk.to(TAKEN, asked=asked), LONGEST_SECONDS, SILENCE, kind=TAKE)
    return desk.script(*before, desk.say("take_record"), words, Go(desk.to(RECORD, asked=asked)))


def _taken(desk: Desk) -> Script:
    turn = desk.turn
    take = keep_sound(desk.call, turn, TAKE, desk.member) if turn.seconds else None
    if take is None:
        return desk.script(Go(desk.to(RECORD, asked=turn.number("asked", 1))))
    drop_others(take)
    return desk.script(desk.say("take_moment"), Go(desk.to(HEAR, take=take.public_id)))


def _hear(desk: Desk) -> Script:
    """Play it as soon as it is here; it takes a moment to come, and is waited for, but not for ever."""
    take = _take(desk)
    if take is None:
        return _gone(desk)
    heard: Act = desk.say("take_late")
    if take.state == KEPT:
        heard = Play(f"{desk.call.links.sound(take.public_id)}/audio")
    elif (looked := desk.turn.number("looked")) < LOOKS:
        return desk.script(Pause(PAUSE), Go(desk.to(HEAR, looked=looked + 1)))
    return desk.ask(heard, desk.say("take_choose"), at=CHOOSE, silence=_left(desk))


def _choose(desk: Desk) -> Script:
    take = _take(desk)
    if take is None:
        return _gone(desk)
    match desk.key:
        case "1":
            return desk.script(Go(desk.to(NUMBER)))
        case "2":
            drop(take)
            return desk.script(Go(desk.to(RECORD)))
        case "3":
            return desk.script(Go(desk.to(HEAR, looked=LOOKS)))
    return desk.ask(desk.say("take_choose"), silence=_left(desk))


def _number(desk: Desk) -> Script:
    """A number is offered; who says nothing takes it."""
    digits, offered = desk.turn.digits, upcoming_number()
    given = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else 0
    if given and is_free(given):
        return desk.script(Go(desk.to(WHEN, number=given)))
    taken = (desk.say("take_number_taken", number=given),) if given else ()
    on = desk.script(Go(desk.to(WHEN, number=offered)))
    words = (*taken, desk.say("take_number", number=offered))
    return desk.ask(*words, digits=LONGEST_NUMBER, silence=on, says=1)


def _when(desk: Desk) -> Script:
    number = desk.turn.number("number")
    tonight = local(desk.call.now, desk.member.timezone).time() < EVENING
    if desk.key == "1" or (desk.key == "2" and tonight) or desk.key == "3":
        at = {"1": NOW, "2": "tonight", "3": "tomorrow"}[desk.key]
        return desk.script(Go(desk.to(WHOM, number=number, at=at)))
    offers = ["take_now", *(["take_tonight"] if tonight else []), "take_tomorrow"]
    return desk.ask(*(desk.say(key) for key in offers), silence=_left(desk))


def _whom(desk: Desk) -> Script:
    known = groups()
    if desk.key == "1" or not known:
        return _out(desk, "")
    if desk.key == "2":
        return desk.script(Go(desk.to(GROUP, **_carried(desk))))
    return desk.ask(desk.say("take_whom"), silence=_left(desk))


def _group(desk: Desk) -> Script:
    offered = {str(key): tag for key, tag in enumerate(groups(), start=1)}
    if desk.key in offered:
        return _out(desk, offered[desk.key])
    told = (desk.say("take_group", group=_words(tag), key=key) for key, tag in offered.items())
    return desk.ask(*told, silence=_left(desk))


def _out(desk: Desk, tag: str) -> Script:
    """Decide, say what was decided, and offer the menu again."""
    take, now = _take(desk), desk.call.now
    if take is None:
        return _gone(desk)
    at = _instant(desk)
    decide(take, number=desk.turn.number("number"), at=at, tag=tag, links=desk.call.links, now=now)
    told: dict[str, str | int] = {
        "number": take.detail["number"],
        "whom": _words(tag) or desk.say("take_everyone").words,
    }
    zone = desk.member.timezone
    if at <= now:
        said = desk.say("take_out", **told)
    else:
        language = desk.call.language
        day, hour = day_aloud(at, now, zone, language), time_aloud(at, zone, language)
        said = desk.say("take_out_later", day=day, time=hour, **told)
    return desk.script(said, Go(desk.to("menu")))


def _instant(desk: Desk) -> datetime:
    now, zone = desk.call.now, desk.member.timezone
    match desk.turn.args.get("at"):
        case "tonight":
            return next_time(now, EVENING, zone)
        case "tomorrow":
            return next_time(next_time(now, time(0), zone), MORNING, zone)
    return now


def _carried(desk: Desk) -> dict[str, str]:
    return {name: desk.turn.args[name] for name in ("number", "at") if name in desk.turn.args}


def _take(desk: Desk) -> Sound | None:
    return take_of(desk.turn.args.get("take", ""), desk.member.id)


def _gone(desk: Desk) -> Script:
    return desk.script(Go(desk.to(RECORD)))


def _left(desk: Desk) -> Script:
    return desk.script(desk.say("take_left"), *desk.goodbye().acts)


def _words(tag: str) -> str:
    return tag.replace("-", " ")


STEPS: Mapping[str, Callable[[Desk], Script]] = {
    RECORD: _record,
    TAKEN: _taken,
    HEAR: _hear,
    CHOOSE: _choose,
    NUMBER: _number,
    WHEN: _when,
    WHOM: _whom,
    GROUP: _group,
}
