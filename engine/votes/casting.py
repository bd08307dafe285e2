"""Casting a vote: one for each member and for each number, changed as often as they like until it closes."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from engine.models import Address, Ballot, Member
from engine.models.people import lock_member
from engine.votes.open import Open


def cast(
    one: Open,
    member: Member,
    choice: int | Member,
    words: str,
    at: datetime,
    *,
    channel: str,
    address: Address | None,
) -> Literal["taken", "changed"]:
    """Keep the vote, in the caller's transaction; the latest counts, however late it is read.

    ``choice`` is the index of the vote's own, or the member who is voted for.
    """
    lock_member(member.id)
    value = address.value if address is not None else ""
    before = _before(one, member, value, shared=address is not None and address.household_id is not None)
    nominee = choice if isinstance(choice, Member) else None
    chosen = one.vote.choices[choice].words if isinstance(choice, int) else choice.name
    if before is not None and before.at > at:
        return "taken"
    given = {
        Ballot.choice: chosen,
        Ballot.nominee: nominee,
        Ballot.words: words,
        Ballot.channel: channel,
        Ballot.address: value,
        Ballot.at: at,
    }
    if before is not None and before.member_id != member.id:
        before.delete_instance()
    Ballot.insert({**given, Ballot.occurrence: one.row, Ballot.member: member}).on_conflict(
        conflict_target=[Ballot.occurrence, Ballot.member], update=given
    ).execute()
    same = before is None or (before.choice, before.nominee_id) == (chosen, nominee.id if nominee else None)
    return "taken" if same else "changed"


def _before(one: Open, member: Member, address: str, *, shared: bool) -> Ballot | None:
    """Their vote so far; that of a number which several share is whoever's it was taken for."""
    theirs = Ballot.member == member.id
    if shared:
        theirs |= Ballot.address == address
    found: Ballot | None = (
        Ballot.select().where((Ballot.occurrence == one.row.id) & theirs).order_by(Ballot.at.desc()).first()
    )
    return found
