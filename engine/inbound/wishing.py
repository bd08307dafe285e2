"""What members ask for themselves: fewer messages, only the call, all again, another language. And peace for one."""

from __future__ import annotations

import re

from engine import runner, threads, wishes
from engine.community.called import Meant, ask_back, called
from engine.community.changing import change
from engine.inbound.proving import PROVING, word_first
from engine.inbound.scene import Scene
from engine.models import Member
from engine.models.sending import ANSWER
from engine.times import Duration, TimesError, parse_duration, say_date
from engine.understanding.wishes import language_asked, wish
from engine.wording.sentences import sentence

WISH, LANGUAGE, REST = "wish", "language", "rest"  # what these words are understood as
STAFF = ("host", "manager")
_PEACE = re.compile(
    r"(?P<word>resting|back)[\s:,]+(?P<who>.+?)(?:\s+for\s+(?P<long>\d+\s*\w+))?[\s.!]*", re.IGNORECASE
)


def in_language(scene: Scene, member: Member) -> str | None:
    """From now on in the language they ask for; where a person talks with them, that person reads it, too."""
    tongue = language_asked(scene.text)
    if tongue is None or _means_something_else(scene, member):
        return None
    change(member, {"language": tongue}, {}, scene.community, scene.now)
    member.language = tongue
    scene.say(member, LANGUAGE, sentence("in_language", tongue), kind=ANSWER)
    thread = threads.holding(member.id, scene.now)
    if thread is not None and threads.last_answer_at(thread) is not None:
        threads.member_wrote(thread, scene.inbound, scene.now)
    return LANGUAGE


def wished(scene: Scene, member: Member) -> str | None:
    """Less, or all again; said back in one line."""
    asked = wish(scene.text)
    if asked is None or _means_something_else(scene, member):
        return None
    if asked == "all":
        if not wishes.all_again(member, scene.now):
            return None
        key, count = "all_again", 0
    elif asked == "calls":
        wishes.calls_only(member, scene.now)
        key, count = "only_calls", 0
    else:
        count = wishes.fewer(member, scene.now)
        key = "fewer" if count > 1 else "fewest"
    scene.say(member, WISH, sentence(key, member.language, count=str(count)), kind=ANSWER)
    return WISH


def staffs_word(scene: Scene, member: Member) -> str | None:
    """RESTING Amy, or RESTING Amy for 3 weeks: nothing of ours to her meanwhile. BACK Amy ends it."""
    said = _PEACE.fullmatch(scene.text) if scene.inbound.channel != "phone" else None
    if said is None or member.role.casefold() not in STAFF:
        return None
    found = called(said["who"])
    long = _so_long(said["long"], scene.community.resting)
    if not found or long is None:
        return None
    if len(found) > 1:
        question = ask_back(Meant(said["who"], found, ""), member.language, digits=True)
        scene.say(member, REST, question, kind=ANSWER)
        return REST
    one, rests = found[0], said["word"].casefold() == "resting"
    if not rests and not wishes.rests(one, scene.now):
        return None
    if word_first(scene, member, _named(said, one)):
        return PROVING
    if rests:
        until = say_date(wishes.rest(one, long, scene.now, scene.inbound.id, who=member), one.timezone)
        words = f"{one.name} gets nothing of ours until {until}. BACK {one.name} ends it sooner."
    else:
        wishes.lift(one, f"member:{member.public_id}", scene.now)
        words = f"{one.name} hears from us again."
    scene.say(member, REST, words, kind=ANSWER)
    return REST


def _named(said: re.Match[str], one: Member) -> str:
    """The order as it is asked about."""
    long = f" for {said['long']}" if said["long"] else ""
    return f"{said['word'].upper()} {one.name}{long}"


def _so_long(words: str | None, usual: Duration) -> Duration | None:
    if words is None:
        return usual
    try:
        return parse_duration(words)
    except TimesError:
        return None


def _means_something_else(scene: Scene, member: Member) -> bool:
    """A manager's own word, one of an open question's answers, or machines talking to each other."""
    if scene.inbound.channel == "phone" or scene.looping():
        return True
    if scene.keyword is not None:
        return True
    return runner.takes(member, scene.inbound, scene.now)
