"""The desk's menu: record a message, hear the newest, take one back, and what is urgent. Only a PIN given in this call leads here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.inbound.phone_line import newest_recording
from engine.models import Member, Recording
from engine.phone import own_recording, urgent
from engine.phone.call import Call, Turn
from engine.phone.desk import Desk, looks_after
from engine.phone.listening import audio
from engine.phone.saying import script
from engine.phone.script import Act, Go, Play, Script
from engine.sounds import played
from engine.sounds.takes import take_back

MENU, NEWEST, BACK, SURE = "menu", "newest", "back", "sure"
BY_PHONE = ("phone", "call")
LONGEST_NUMBER = 6


def manage(call: Call, turn: Turn) -> Script:
    """One step at the desk. Whoever may not (or not any more) sit there is asked for a PIN."""
    member = Member.get_or_none(Member.public_id == turn.args.get("member", ""))
    if member is None or not looks_after(member):
        return script(call, Go("pin"))
    desk = Desk(call, turn, member)
    step = STEPS.get(desk.step)
    return step(desk) if step else desk.script(desk.say("manage_hello", who=desk.who), Go(desk.to(MENU)))


def _menu(desk: Desk) -> Script:
    match desk.key:
        case "1":
            return desk.script(Go(desk.to(own_recording.RECORD)))
        case "2":
            return desk.script(Go(desk.to(NEWEST)))
        case "3":
            return desk.script(Go(desk.to(BACK)))
        case "4":
            return desk.script(Go(desk.to(urgent.URGENT)))
        case "0":
            return desk.script(Go("menu"))
        case "9":
            return desk.goodbye()
    return desk.ask(desk.say("manage_menu"))


def _newest(desk: Desk) -> Script:
    found = newest_recording(desk.call.now, desk.member)
    if found is None:
        return _then_menu(desk, desk.say("nothing_to_hear"))
    played(found, "phone", desk.call.now, listener=desk.member, community=desk.call.community)
    title = desk.say("manage_newest", number=found.number, title=found.title)
    return _then_menu(desk, title, Play(audio(desk.call.links, found, desk.member)))


def _back(desk: Desk) -> Script:
    digits = desk.turn.digits
    if not digits.isascii() or not digits.isdigit() or len(digits) > LONGEST_NUMBER:
        return desk.ask(desk.say("back_which"), digits=LONGEST_NUMBER)
    found = Recording.get_or_none((Recording.number == int(digits)) & Recording.withdrawn_at.is_null())
    if found is None:
        return desk.ask(desk.say("back_unknown"), desk.say("back_which"), digits=LONGEST_NUMBER)
    if found.source not in BY_PHONE:
        return _then_menu(desk, desk.say("back_file", number=found.number))
    return desk.script(Go(desk.to(SURE, number=found.number)))


def _sure(desk: Desk) -> Script:
    number = desk.turn.number("number")
    if desk.key == "1":
        done = take_back(number, desk.member.public_id, desk.call.now)
        return _then_menu(desk, desk.say("back_done", number=number) if done else desk.say("back_unknown"))
    found = Recording.get_or_none(Recording.number == number)
    if desk.key == "2" or found is None:
        return _then_menu(desk, desk.say("back_left"))
    return desk.ask(desk.say("back_sure", number=number, title=found.title))


def _then_menu(desk: Desk, *acts: Act) -> Script:
    return desk.script(*acts, Go(desk.to(MENU)))


STEPS: Mapping[str, Callable[[Desk], Script]] = {
    MENU: _menu,
    NEWEST: _newest,
    BACK: _back,
    SURE: _sure,
    **own_recording.STEPS,
    **urgent.STEPS,
}
