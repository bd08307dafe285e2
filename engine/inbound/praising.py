"""What members text about praise: PRAISE somebody, a cheer, taking their own down, and WALL."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from engine import praise, runner
from engine.community.called import ask_back, at_the_start, called
from engine.inbound import people
from engine.inbound.proving import PROVING, word_first
from engine.inbound.scene import Scene
from engine.models import Inbound, Member, Praise
from engine.models.looks import Look
from engine.models.sending import ANSWER
from engine.outbox.fields import first_name
from engine.threads.owners import HOST
from engine.threads.saying import HEARD
from engine.understanding import praising as words
from engine.wording.sentences import sentence

PRAISED, WHOM = "praise", "praise whom"
GAVE = "gave-praise"  # the event of a host who praised somebody
PATIENCE = timedelta(hours=12)  # for the name, where two could be meant


def by_name(scene: Scene, member: Member) -> str | None:
    """PRAISE and a name; or the name alone, where we had asked which of two is meant."""
    return None if scene.inbound.channel == "phone" or scene.looping() else of_somebody(scene, member)


def of_somebody(scene: Scene, member: Member) -> str | None:
    """Whom these words praise, or who of two was meant; a host's go no further before they are proven to be theirs."""
    rest = words.praised(scene.text)
    if rest is None:
        return _which(scene, member)
    meant = at_the_start(rest)
    if not meant.members:
        return _nobody(scene, member, rest)
    if meant.one is None:
        scene.say(member, WHOM, ask_back(meant, member.language, digits=bool(member.role)))
        return WHOM
    return _offer(scene, member, meant.one, meant.rest, scene.inbound)


def own_words(scene: Scene, member: Member) -> str | None:
    """UNSHARE, SHARE, CHEER and WALL, whichever of them it is."""
    if scene.inbound.channel == "phone" or scene.looping() or _managers_own(scene):
        return None
    for rule in (_take_down, _share_again, _cheer, _wall):
        if (found := rule(scene, member)) is not None:
            return found
    return None


def clap(scene: Scene, member: Member) -> str | None:
    """Clapping hands are a cheer where there is something to cheer for, unless a question waits for its answer."""
    if not words.claps(scene.text) or runner.open_questions(member, scene.inbound.received_at):
        return None
    return "cheer" if praise.cheer(member, scene.now) is not None else None


def spoken(scene: Scene, member: Member) -> str | None:
    """A win told by phone: a person hears it as any message, and the member is asked whether it may be shared.

    Of a host's recording nobody can know whom it praises, so the host is told how to write it; of praise that the
    carrier has put into words they are shown these.
    """
    raw = scene.inbound.raw
    if scene.inbound.channel == "phone" and raw.get("about") == HEARD:
        return _heard(scene, member)
    if scene.inbound.channel != "phone" or raw.get("about") != "win" or not raw.get("listen"):
        return None
    if member.role == HOST:
        scene.say(member, "spoken", sentence("praise_spoken_host", member.language, link=str(raw["listen"])))
        return PRAISED
    praise.offer(
        member,
        "",
        "",
        f"inbound:{scene.inbound.id}",
        scene.now,
        listen=str(raw["listen"]),
        answering=scene.inbound.id,
    )
    return people.to_a_person(scene, member)


def _heard(scene: Scene, member: Member) -> str:
    """A host's spoken praise, as it was understood: their YES lets it go on, other words stand instead of it."""
    meant = at_the_start(words.praised_aloud(scene.text))
    if meant.one is None or not meant.rest:
        body = sentence("praise_heard_whom", member.language, words=scene.text)
        scene.say(member, "whom", body, kind=ANSWER)
        return PRAISED
    row = _offer_of(scene, member, meant.one, meant.rest, scene.inbound, heard=True)
    if row.state == praise.DECLINED:
        scene.say(member, "noted", praise.outcome(row, member.language), kind=ANSWER)
    return PRAISED


def _which(scene: Scene, member: Member) -> str | None:
    """Which of those we asked about, if these words say it."""
    before: Inbound | None = _ASKED.one(scene.now, member.id, scene.inbound.id)
    rest = words.praised(before.text) if before is not None else None
    if before is None or not rest:
        return None
    meant = at_the_start(rest)
    fits = [one for one in called(scene.text) if one.id in {each.id for each in meant.members}]
    if len(fits) != 1:
        return None
    found = _offer(scene, member, fits[0], meant.rest, before)
    if found == PRAISED:
        before.understood_as = found
        before.save(only=[Inbound.understood_as])
    return found


def _asked(now: datetime, member_id: int, answer_id: int) -> Any:
    """What was asked about before these words of theirs; nothing that came since is meant by them."""
    mine = (Inbound.member == member_id) & (Inbound.understood_as == WHOM) & (Inbound.id < answer_id)
    asked = Inbound.select().where(mine & (Inbound.received_at > now - PATIENCE))
    return asked.order_by(Inbound.id.desc()).limit(1)


_ASKED = Look(_asked)


def _nobody(scene: Scene, member: Member, rest: str) -> str:
    """Nobody goes by that name, or none was said: a person gets it; staff hear how it is written."""
    if not rest or member.role == HOST:
        scene.say(member, "how", sentence("praise_how", member.language), kind=ANSWER)
        return PRAISED
    return people.to_a_person(scene, member, about="praise of somebody we don't know")


def _offer(scene: Scene, member: Member, whom: Member, rest: str, told: Inbound) -> str:
    if not rest:
        scene.say(member, "how", sentence("praise_how", member.language), kind=ANSWER)
        return PRAISED
    name = first_name(whom, scene.community.nameless)
    if member.role == HOST and word_first(scene, member, f"{words.PRAISE[0]} {name}", rest):
        return PROVING
    row = _offer_of(scene, member, whom, rest, told)
    decided = member.role == HOST and row.host_said_at is not None
    language = member.language
    noted = praise.outcome(row, language) if decided else sentence("praise_noted", language)
    scene.say(member, "noted", noted, kind=ANSWER)
    return PRAISED


def _offer_of(
    scene: Scene, member: Member, whom: Member, rest: str, told: Inbound, *, heard: bool = False
) -> Praise:
    """Put a member's praise of ``whom`` on its way, in one sentence with both names."""
    by, name = (first_name(one, scene.community.nameless) for one in (member, whom))
    key = "praise_for" if words.what_for(rest) else "praise_of"
    said = (
        sentence(key, member.language, by=by, name=name, words=rest)
        if whom.id != member.id
        else f"{name}: {rest}"
    )
    by_another = member if whom.id != member.id else None
    row = praise.offer(
        whom,
        said,
        "",
        f"inbound:{told.id}",
        scene.now,
        said=rest,
        by=by_another,
        heard=heard,
        answering=told.id if heard else None,
    )
    if member.role == HOST:
        runner.report(member, GAVE, f"praise:{told.id}", scene.now, by=member.name)
    return row


def _managers_own(scene: Scene) -> bool:
    return scene.keyword is not None


def _take_down(scene: Scene, member: Member) -> str | None:
    """Only where there is something to take down: else these words are about something else."""
    if not words.takes_down(scene.text) or not praise.unshare(member, scene.now):
        return None
    scene.say(member, "unshared", sentence("praise_down", member.language), kind=ANSWER)
    return "unshare"


def _share_again(scene: Scene, member: Member) -> str | None:
    if not words.shares_again(scene.text) or member.praise_yes is not False:
        return None
    praise.agree_again(member)
    scene.say(member, "shared", sentence("praise_again", member.language), kind=ANSWER)
    return "share"


def _cheer(scene: Scene, member: Member) -> str | None:
    if not words.cheers(scene.text):
        return None
    return "cheer" if praise.cheer(member, scene.now) is not None else None


def _wall(scene: Scene, member: Member) -> str | None:
    if not words.to_the_wall(scene.text) or scene.community.wall == "none":
        return None
    link = scene.kit.links.wall(member.public_id)
    scene.say(member, "wall", sentence("wall_link", member.language, link=link), kind=ANSWER)
    return "wall"
