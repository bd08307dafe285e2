"""A vote by text or email: VOTE and a choice at any time, the choice alone while the vote is what was asked last."""

from __future__ import annotations

from datetime import datetime

from engine import approvals, runner, votes
from engine.community.called import Meant, ask_back, at_the_start
from engine.inbound.scene import Scene
from engine.models import Address, Delivery, Member
from engine.models.sending import ANSWER
from engine.times import say_date, say_time, texted
from engine.understanding import asks
from engine.understanding.voting import after_vote, chosen
from engine.votes import Open
from engine.wording.say import numbered, short_name
from engine.wording.sentences import sentence

VOTE = "vote"
MOST_WORDS = 2  # after VOTE, where nothing fits: more of them are a sentence, which a person reads


def explicit(scene: Scene, member: Member) -> str | None:
    """VOTE 2, "my vote is for Amy": while a vote is open, and to be told that it is over for some days."""
    said = after_vote(scene.text) if scene.inbound.channel != "phone" else None
    if said is None or scene.looping():
        return None
    open_votes = _open_to(scene, member)
    for one in open_votes:
        if _cast(one, said, scene, member):
            return VOTE
    if len(said.split()) > MOST_WORDS:
        return None
    if open_votes:
        which = _which(open_votes[0], said, member)
        scene.say(member, VOTE, which, kind=ANSWER, of=open_votes[0].row)
        return VOTE
    over = votes.latest_over(member, scene.community, scene.inbound.received_at)
    if over is None:
        return None
    _say(scene, member, sentence("vote_over", member.language, until=until(over, member)))
    return VOTE


def bare(scene: Scene, member: Member) -> str | None:
    """A number or a choice's words, where nothing was asked since the vote's own message; or a reply to its mail."""
    if scene.inbound.channel == "phone" or asks(scene.text):
        return None
    one = _asked_last(scene, member)
    return VOTE if one is not None and _cast(one, scene.text, scene, member, whole=True) else None


def asked_at(scene: Scene, member: Member) -> datetime | None:
    """When the vote was put to them that these words alone are a choice of; None where they are none."""
    if scene.inbound.channel == "phone" or scene.inbound.reply_token or asks(scene.text):
        return None
    one = _asked_last(scene, member)
    return votes.asked_at(one, member) if one is not None and _is_choice(one, scene, member) else None


def until(one: Open, member: Member) -> str:
    """When it closes, by the member's own calendar and clock."""
    zone = member.timezone
    return f"{texted(say_date(one.ends_at, zone, member.language))}, {say_time(one.ends_at, zone)}"


def _open_to(scene: Scene, member: Member) -> list[Open]:
    return votes.open_to(member, scene.community, scene.inbound.received_at)


def _asked_last(scene: Scene, member: Member) -> Open | None:
    """The vote that a mail replies to; else the one asked about last, unless anything else was asked since."""
    open_votes = _open_to(scene, member)
    if scene.inbound.reply_token:
        sent = Delivery.get_or_none(Delivery.reply_token == scene.inbound.reply_token)
        of = sent.occurrence_id if sent is not None else None
        return next((one for one in open_votes if one.row.id == of), None)
    asked = [(at, one) for one in open_votes if (at := votes.asked_at(one, member)) is not None]
    if not asked:
        return None
    at, one = max(asked, key=lambda pair: pair[0])
    return one if all(other < at for other in _others(scene, member)) else None


def _others(scene: Scene, member: Member) -> list[datetime]:
    """When they were asked anything else that is still open."""
    ask = approvals.open_ask(member, scene.now, scene.inbound)
    questions = [one.asked_at for one in runner.open_questions(member, scene.inbound.received_at)]
    return [at for at in (*questions, ask.since if ask else None) if at is not None]


def _is_choice(one: Open, scene: Scene, member: Member) -> bool:
    if one.vote.choices:
        return _chosen(one, scene.text, member) is not None
    meant = at_the_start(scene.text, _standing(scene.now))
    return bool(meant.members) and not meant.rest


def _chosen(one: Open, said: str, member: Member) -> int | None:
    return chosen(said, [each.ways for each in one.vote.choices], member.language)


def _cast(one: Open, said: str, scene: Scene, member: Member, *, whole: bool = False) -> bool:
    """Whether the words were a vote, or a name that several have; with ``whole`` nothing may follow a name."""
    choice: int | Member | None
    if one.vote.choices:
        choice = _chosen(one, said, member)
    else:
        meant = at_the_start(said, _standing(scene.now))
        if not meant.members or (whole and meant.rest):
            return False
        if meant.one is None:
            _say(scene, member, _ask_back(meant, member))
            return True
        if meant.one.id == member.id:
            _say(scene, member, sentence("vote_another", member.language))
            return True
        choice = meant.one
    if choice is None:
        return False
    _keep(one, choice, scene, member)
    return True


def _keep(one: Open, choice: int | Member, scene: Scene, member: Member) -> None:
    inbound = scene.inbound
    address: Address | None = scene.address
    done = votes.cast(
        one, member, choice, scene.text, inbound.received_at, channel=inbound.channel, address=address
    )
    name = one.vote.said_in(member.language)[choice] if isinstance(choice, int) else short_name(choice.name)
    key = "vote_changed" if done == "changed" else "vote_taken"
    # "Rosa M." stands at the end of a sentence here, which has a full stop of its own
    words = sentence(key, member.language, choice=name.rstrip("."), until=until(one, member))
    _say(scene, member, words)


def _standing(now: datetime) -> object:
    """Whom one may vote for: whoever is not away."""
    return Member.paused_until.is_null() | (Member.paused_until <= now)


def _which(one: Open, said: str, member: Member) -> str:
    if one.vote.choices:
        return sentence("vote_which", member.language, choices=numbered(one.vote.said_in(member.language)))
    return sentence("vote_unknown" if said else "vote_whom", member.language, words=said)


def _ask_back(meant: Meant, member: Member) -> str:
    return ask_back(meant, member.language, digits=False)


def _say(scene: Scene, member: Member, words: str) -> None:
    scene.say(member, VOTE, words, kind=ANSWER)
