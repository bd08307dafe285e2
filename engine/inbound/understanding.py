"""Transaction B: what a message means, in one fixed order, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine import runner, threads, wishes
from engine.channels import Kit
from engine.inbound import challenges, conversing, people, pictures, praising, questions, strangers, voting
from engine.inbound.about_me import about_me
from engine.inbound.answers import answer
from engine.inbound.complaining import complaining
from engine.inbound.inviting import invite
from engine.inbound.leading import of_a_leader
from engine.inbound.letter_word import letter_word
from engine.inbound.managing import a_word_back, an_order
from engine.inbound.presence import here
from engine.inbound.pressed import pressed
from engine.inbound.received import address_of
from engine.inbound.scene import Scene
from engine.inbound.stops import stop_start_help
from engine.inbound.teaching import teaching
from engine.inbound.wishing import in_language, staffs_word, wished
from engine.models import Inbound, Member
from engine.models.people import STRANGER
from engine.models.sending import ANSWER
from engine.published import live
from engine.threads.saying import HEARD
from engine.understanding import grieves, is_grave, is_small_talk, match_opening
from engine.wording.sentences import sentence

Rule = Callable[[Scene, Member], str | None]


def understand(inbound: Inbound, kit: Kit, now: datetime) -> str:
    """Decide what it is and do it; returns the name of what it was. The member (where known) is locked.

    Raises NothingPublished, and whatever a fault of ours raises: nothing of it is kept then.
    """
    scene = Scene(inbound, inbound.member, address_of(inbound.channel, inbound.from_value), live(), kit, now)
    pictures.linked(scene)
    understood = _read(scene)
    pictures.settled(scene, understood)
    inbound.understood_as, inbound.handled_at = understood, now
    inbound.save(
        only=[
            Inbound.understood_as,
            Inbound.handled_at,
            Inbound.member,
            Inbound.thread_id,
            Inbound.enrollment,
            Inbound.raw,
        ]
    )
    return understood


def _read(scene: Scene) -> str:
    inbound = scene.inbound
    if inbound.raw_bytes is not None:
        return "unreadable"
    if inbound.automatic:
        return inbound.automatic
    if (inbound.channel != "phone" or inbound.raw.get("stop")) and (said := stop_start_help(scene)):
        _heard(scene)
        return said
    if inbound.channel == "text" and not _is_in(scene) and strangers.joins(scene):
        return strangers.join(scene)
    if scene.member is None or scene.member.how == STRANGER:
        return "call" if _is_bare_call(scene) else strangers.stranger_wrote(scene)
    _heard(scene)
    if not inbound.proven:
        return people.unproven(scene, scene.member)
    for rule in RULES:
        if (found := rule(scene, scene.member)) is not None:
            return found
    return people.to_a_person(scene, scene.member)


def _heard(scene: Scene) -> None:
    if scene.member is not None and scene.inbound.proven:
        Member.update(last_heard_at=scene.now).where(Member.id == scene.member.id).execute()


def _is_in(scene: Scene) -> bool:
    """Whether they are a member whose number may be written to: to such a join word says nothing new."""
    return scene.member is not None and scene.member.how != STRANGER and people.agreed(scene)


def _is_bare_call(scene: Scene) -> bool:
    raw = scene.inbound.raw
    return scene.inbound.channel == "phone" and not raw.get("recording") and raw.get("about") != HEARD


def _call(scene: Scene, member: Member) -> str | None:
    """Somebody rang: they were heard from, and the line itself answered them."""
    return "call" if _is_bare_call(scene) else None


def _grave(scene: Scene, member: Member) -> str | None:
    """Grief, danger, self-harm: a person at once, and no machine's answer. Staff who comfort are passed on."""
    if not is_grave(scene.text, member.language):
        return None
    comforting = threads.open_threads_of(member.id, scene.now)
    if comforting and threads.owner_wrote(member, scene.inbound, scene.now):
        if (
            not any(thread.grave for thread in comforting)
            and threads.owner_for(member, "host", scene.now) is not None
        ):
            threads.open_thread(member, "host", scene.now, grave=True, inbound=scene.inbound)
        return "grave"
    thread = threads.open_thread(member, "host", scene.now, grave=True, inbound=scene.inbound)
    if grieves(scene.text):
        wishes.rest(member, scene.community.resting, scene.now, scene.inbound.id)
    people.tell_member(scene, member, thread)
    return "grave"


def _keyword(scene: Scene, member: Member) -> str | None:
    """A workflow's word. In the midst of that workflow it goes on, or they hear where they stand; a person gets a
    word that starts nothing for them."""
    workflow = scene.keyword
    if workflow is None or scene.looping():
        return None
    stands = runner.again(member, workflow, scene.inbound, scene.now)
    if stands is None:
        started = runner.keyword(member, workflow, scene.inbound, scene.now)
        return "keyword" if started is not None else None
    if stands != "went on":
        scene.say(member, "where they stand", sentence(f"in_it_{stands}", member.language), kind=ANSWER)
    return "keyword"


def _sure_keyword(scene: Scene, member: Member) -> str | None:
    """The same in the midst of a conversation; where it starts nothing, the person they talk with gets it."""
    return _keyword(scene, member) if conversing.keyword_for_us(scene, member) else None


def _opening(scene: Scene, member: Member) -> str | None:
    """A word of a workflow's and what they have to tell; where that starts nothing, a person gets it."""
    found = match_opening(scene.text, scene.published.openings)
    if found is None or scene.looping():
        return None
    started = runner.keyword(member, found[0], scene.inbound, scene.now, said=found[1])
    return "keyword" if started is not None else None


def _join_word(scene: Scene, member: Member) -> str | None:
    return strangers.already_in(scene, member) if strangers.joins(scene) else None


def _small_talk(scene: Scene, member: Member) -> str | None:
    """A picture is more than that, whatever stands beside it."""
    return "small talk" if is_small_talk(scene.text, member.language) and not pictures.held(scene) else None


# The order is the contract: whoever changes it changes what members experience.
RULES: tuple[Rule, ...] = (
    pressed,
    _call,
    a_word_back,
    complaining,
    an_order,
    _grave,
    of_a_leader,
    staffs_word,
    letter_word,
    teaching,
    praising.spoken,
    praising.by_name,
    praising.own_words,
    voting.explicit,
    _sure_keyword,
    conversing.owners_reply,
    in_language,
    conversing.in_conversation,
    wished,
    about_me,
    here,
    challenges.spoken,
    people.practiced,
    challenges.entry,
    praising.clap,
    invite,
    voting.bare,
    questions.open_question,
    _keyword,
    _opening,
    _join_word,
    challenges.about,
    answer,
    _small_talk,
    conversing.nothing_waits,
)
