"""Words of somebody who was asked for a yes, and which kind of ask does what with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from engine import approvals, learning, letters, praise
from engine.entries import showing
from engine.inbound.proving import PROVING, word_first
from engine.inbound.scene import Scene
from engine.models import Approval, Member
from engine.models.sending import ANSWER
from engine.understanding import match_opening
from engine.wording.sentences import sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """``act`` does what was said: it stands in the approval, whose ``state`` is yes, no or words.

    ``own_words``: whether the person may say it in other words, which then stand in the approval's. ``reads`` is
    for asks that are no yes-or-no question, ``unclear`` the sentence that asks once more. With ``proven`` a yes by text
    counts once a word has come back: it sends to everybody what a forger may have written.
    """

    act: Callable[[Scene, Approval], None]
    own_words: bool = True
    reads: Callable[[str, str], approvals.Verdict | None] | None = None
    unclear: str = "approval_unclear"
    proven: bool = False


def _praise_goes_on(scene: Scene, approval: Approval) -> None:
    """What the host said; they hear what has become of it."""
    row, host = praise.host_said(approval, scene.now), approval.person
    if row is not None and host is not None:
        words = praise.outcome(row, host.language, refused=approval.state == approvals.NO)
        scene.say(host, "praised", words, kind=ANSWER)


KINDS: Mapping[str, Kind] = {
    praise.CONSENT: Kind(lambda scene, approval: praise.member_said(approval, scene.now), own_words=False),
    praise.PRAISE: Kind(_praise_goes_on),
    learning.ANSWER: Kind(lambda scene, approval: learning.approved(approval, scene.now)),
    letters.PARAGRAPH: Kind(
        lambda scene, approval: letters.paragraph_said(approval, scene.kit, scene.now, scene.inbound.id),
        reads=letters.reads_paragraph,
        unclear="letter_words_unclear",
    ),
    letters.LETTER: Kind(
        lambda scene, approval: letters.letter_said(approval, scene.kit, scene.now, scene.inbound.id),
        proven=True,
    ),
    praise.SPOKEN: Kind(
        _praise_goes_on,
        reads=praise.reads_spoken,
        unclear="approval_words",
    ),
    showing.PICTURES: Kind(lambda scene, approval: showing.host_said(approval), reads=showing.reads_showing),
}


def asked_at(scene: Scene, member: Member, *, own_words: Callable[[datetime], bool]) -> datetime | None:
    """Since when the ask is with this member that these words may answer; None where they can't.

    ``own_words``: whether other words than a yes or a no may be meant for what was asked then.
    """
    found = approvals.open_ask(member, scene.now, scene.inbound)
    if found is None:
        return None
    kind = KINDS[found.approval.kind]
    free = kind.own_words and own_words(found.since)
    said = approvals.verdict(scene.text, member.language, own_words=free)
    if said is None and kind.reads is not None:  # SKIP says no where words were asked for
        read = kind.reads(scene.text, member.language)
        said = read if read in (approvals.YES, approvals.NO) else None
    return found.since if said is not None else None


def reply(
    scene: Scene, member: Member, *, since: datetime | None = None, own_words: bool = True
) -> str | None:
    """Take the words as the reply to the ask that is open with this member, and put the next; the ask's kind.

    None where there is no ask, where it is older than ``since``, or where the words are no reply to one.
    """
    found = approvals.open_ask(member, scene.now, scene.inbound)
    if found is None or (since is not None and found.since < since and not scene.inbound.reply_token):
        return None
    approval = found.approval
    kind = KINDS[approval.kind]
    told = match_opening(scene.text, scene.published.openings) is not None
    free = kind.own_words and not told and (own_words or bool(scene.inbound.reply_token))
    reads = kind.reads or partial(approvals.verdict, own_words=free)
    said = reads(scene.text, member.language)
    if said is None or (said == approvals.WORDS and not free):
        return None
    if said == approvals.YES and kind.proven and _waits_for_a_word(scene, member, approval):
        return PROVING
    if said == approvals.UNCLEAR:
        scene.say(member, "unclear", sentence(kind.unclear, member.language))
        return approval.kind
    approvals.say(approval, said, scene.text, scene.now)
    kind.act(scene, approval)
    approvals.put_next(member, scene.now, inbound_id=scene.inbound.id)
    return approval.kind


def as_it_was_asked(scene: Scene, member: Member) -> str | None:
    """The same of words that waited for their proof: only if what they were said to is open still."""
    found = approvals.open_ask(member, scene.now, scene.inbound)
    return reply(scene, member) if found is not None and found.since <= scene.inbound.received_at else None


def _waits_for_a_word(scene: Scene, member: Member, approval: Approval) -> bool:
    return word_first(scene, member, f'YES, "{letters.title_of(approval)}"')
