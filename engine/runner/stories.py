"""Which story a member is told next: one they have not been told, by whoever has most in common with them."""

from __future__ import annotations

from engine.models import Delivery, Member, Tag
from engine.models.sending import CANCELLED, EXPIRED, FAILED, REFUSED
from engine.published import Published

NOT_TOLD = (CANCELLED, EXPIRED, FAILED, REFUSED)


def story_for(member: Member, tags: tuple[str, ...], published: Published) -> str | None:
    """The story's name, or None where all that fit were told. Alike ones come by their names.

    With ``tags`` a story must have one of them. Nobody is told their own.
    """
    mine = {tag.name.casefold() for tag in Tag.select(Tag.name).where(Tag.member == member.id)}
    wanted = {tag.casefold() for tag in tags}
    names = {member.name.casefold(), member.name.partition(" ")[0].casefold()} - {""}
    told = _told(member, tuple(published.stories))
    marks = []
    for name, story in published.stories.items():
        has = {tag.casefold() for tag in story.tags}
        if name not in told and story.by.casefold() not in names and (not wanted or wanted & has):
            marks.append((-len(mine & has), name))
    return min(marks)[1] if marks else None


def _told(member: Member, names: tuple[str, ...]) -> set[str]:
    theirs = (Delivery.member == member.id) & Delivery.message.in_(names) & Delivery.state.not_in(NOT_TOLD)
    return {row.message for row in Delivery.select(Delivery.message).where(theirs)}
