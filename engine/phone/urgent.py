"""What is urgent at the desk: words to everybody, a crisis, no call tonight, and how the community does.

A PIN led here, so a key is proof enough: how many it reaches and what it costs is said before, and 1 does it. Where a
second person has to say yes, they are texted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine import managing
from engine.managing import Manager
from engine.models import Instruction, Sound
from engine.models.db import transaction
from engine.models.people import lock_member
from engine.phone.desk import Desk
from engine.phone.keeping import keep_sound
from engine.phone.script import Act, Go, Pause, Play, Record, Script
from engine.sounds import TAKE
from engine.sounds.kinds import KEPT
from engine.sounds.takes import decide, drop, drop_others, groups, take_of
from engine.sounds.titles import upcoming_number

URGENT, WHO, SPEAK, SPOKEN, SURE, OFF = "urgent", "to-whom", "speak", "spoken", "send-sure", "off"
LONGEST_SECONDS, SILENCE = 180, 8
LOOKS, PAUSE = 5, 2  # so often, so many seconds apart, it is looked whether the sound is here already
BELLS = ("fanout", "urgent")
TELL, CRISIS, CALL_OFF, HOW_WE_DO = "tell", "crisis", "call off", "score"
OFFERED = (("1", TELL, "urgent_tell"), ("2", CRISIS, "urgent_crisis"), ("3", CALL_OFF, "urgent_off"),
           ("4", HOW_WE_DO, "urgent_score"))  # fmt: skip


def _urgent(desk: Desk) -> Script:
    """The menu of what this manager may do."""
    manager = _manager(desk)
    mine = {key: command for key, command, _ in OFFERED if manager.may(command)}
    if desk.key == "0":
        return _menu(desk)
    match mine.get(desk.key):
        case "tell":
            return desk.script(Go(desk.to(WHO)))
        case "crisis":
            return desk.script(Go(desk.to(SPEAK, kind=CRISIS)))
        case "call off":
            return desk.script(Go(desk.to(OFF)))
        case "score":
            return _menu(desk, desk.literal(managing.score(manager)))
    told = [desk.say(words) for _, command, words in OFFERED if manager.may(command)]
    return desk.ask(*told, desk.say("urgent_back"))


def _who(desk: Desk) -> Script:
    offered = {"1": "", **{str(key): tag for key, tag in enumerate(groups()[:7], start=2)}}
    if desk.key in offered:
        return desk.script(Go(desk.to(SPEAK, kind=TELL, tag=offered[desk.key])))
    names = [
        (desk.say("take_everyone").words if not tag else tag.replace("-", " "), key)
        for key, tag in offered.items()
    ]
    return desk.ask(*(desk.say("take_group", group=name, key=key) for name, key in names))


def _speak(desk: Desk) -> Script:
    asked = desk.turn.number("asked") + 1
    if asked > 2:
        return _menu(desk, desk.say("take_nothing"))
    before = (desk.say("take_nothing"),) if asked > 1 else ()
    carried = desk.kept()
    words = Record(desk.to(SPOKEN, asked=asked, **carried), LONGEST_SECONDS, SILENCE, kind=TAKE)
    return desk.script(*before, desk.say("urgent_speak"), words, Go(desk.to(SPEAK, asked=asked, **carried)))


def _spoken(desk: Desk) -> Script:
    turn = desk.turn
    take = keep_sound(desk.call, turn, TAKE, desk.member) if turn.seconds else None
    if take is None:
        return desk.script(Go(desk.to(SPEAK, asked=turn.number("asked", 1), **desk.kept())))
    drop_others(take)
    return desk.script(desk.say("take_moment"), Go(desk.to(SURE, take=take.public_id, **desk.kept())))


def _sure(desk: Desk) -> Script:
    """Heard first, as soon as it is here; then how many it reaches and what it costs, and a key."""
    take = take_of(desk.turn.args.get("take", ""), desk.member.id)
    if take is None or not _manager(desk).may(_kind(desk)):
        return _menu(desk)
    if take.state != KEPT:
        if (looked := desk.turn.number("looked")) < LOOKS:
            return desk.script(Pause(PAUSE), Go(desk.to(SURE, looked=looked + 1, **desk.kept())))
        return _menu(desk, desk.say("take_late"))
    match desk.key:
        case "1":
            return _send(desk, take)
        case "2":
            drop(take)
            return desk.script(Go(desk.to(SPEAK, **desk.kept())))
        case "4":
            drop(take)
            return _menu(desk, desk.say("urgent_left"))
    heard: tuple[Act, ...] = (
        (Play(f"{desk.call.links.sound(take.public_id)}/audio"),) if desk.key in ("", "3") else ()
    )
    people, price = managing.reach_of_words(_manager(desk), _kind(desk), desk.turn.args.get("tag", ""))
    if not people:
        drop(take)
        return _menu(desk, desk.say("urgent_nobody"))
    sure = desk.say(f"urgent_{_kind(desk)}_sure", people=people, price=price)
    return desk.ask(*heard, sure, silence=_left(desk))


def _send(desk: Desk, take: Sound) -> Script:
    """It becomes a recording, and goes out as one."""
    call = desk.call
    made = decide(take, number=upcoming_number(), at=call.now, tag=desk.turn.args.get("tag", ""), links=call.links,
                  now=call.now)  # fmt: skip
    if made is None:
        return _menu(desk, desk.say("take_late"))
    with transaction():
        manager = _manager(desk, lock=True)
        instruction = managing.written_by_voice(
            manager,
            _kind(desk),
            desk.turn.args.get("tag", ""),
            made,
            call_key=f"{call.call_sid}:{take.public_id}",
        )
        managing.confirm(manager, instruction)
    return _menu(desk, _outcome(desk, instruction, "urgent_going"))


def _off(desk: Desk) -> Script:
    manager = _manager(desk)
    planned = managing.call_to_call_off(manager)
    if planned is None or not manager.may(CALL_OFF):
        return _menu(desk, desk.say("urgent_off_none"))
    if desk.key == "2":
        return _menu(desk, desk.say("urgent_left"))
    if desk.key != "1":
        return desk.ask(desk.say("urgent_off_sure", **planned), silence=_left(desk))
    with transaction():
        manager = _manager(desk, lock=True)
        instruction = managing.call_off_by_phone(manager, call_key=f"{desk.call.call_sid}:off")
        if instruction is None:
            return _menu(desk, desk.say("urgent_off_none"))
        managing.confirm(manager, instruction)
    return _menu(desk, _outcome(desk, instruction, "urgent_off_done"))


def _outcome(desk: Desk, instruction: Instruction, done: str) -> Act:
    """What became of it: on its way, waiting for a second person, or nothing for want of one."""
    for bell in BELLS:
        desk.call.ring(bell)
    manager = _manager(desk)
    if instruction.state == managing.SECOND:
        return desk.say("urgent_second", names=managing.names_of_seconds(manager, instruction))
    if instruction.state == managing.LAPSED:
        return desk.say("urgent_no_second")
    return desk.say(done, people=managing.people_of(instruction, desk.call.language))


def _kind(desk: Desk) -> str:
    return CRISIS if desk.turn.args.get("kind") == CRISIS else TELL


def _manager(desk: Desk, *, lock: bool = False) -> Manager:
    call = desk.call
    member = (lock_member(desk.member.id) if lock else None) or desk.member
    return Manager(member, call.community, call.settings, call.links, call.now)


def _menu(desk: Desk, *acts: Act) -> Script:
    return desk.script(*acts, Go(desk.to("menu")))


def _left(desk: Desk) -> Script:
    return desk.script(desk.say("urgent_left"), *desk.goodbye().acts)


STEPS: Mapping[str, Callable[[Desk], Script]] = {
    URGENT: _urgent,
    WHO: _who,
    SPEAK: _speak,
    SPOKEN: _spoken,
    SURE: _sure,
    OFF: _off,
}
