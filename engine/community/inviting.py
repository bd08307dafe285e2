"""Each member's own word to be passed on: a stranger who texts it joins with that member as their sponsor.

We write to nobody who has not written to us. Whom a member means to invite is kept as the key of a number alone, so
that it counts even if they text another word.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from engine import consent, runner
from engine.confirming import is_word
from engine.models import Event, Invitation, Invited, Member
from engine.models.people import PHONE, STRANGER
from engine.published import Published
from engine.understanding import match_keyword
from engine.understanding.keywords import RESERVED
from engine.understanding.normal import normal
from engine.wording.sentences import sentence

EVENT = "brought-somebody"
LONGEST_NAME = 8
_NAMELESS = "friend"
_DIGITS = "23456789"  # none that can be read as a letter
_SAID = re.compile(r"(?:join )?([a-z]{1,8}[2-9]{1,4})")


def code_of(member: Member, published: Published, now: datetime) -> str:
    """The member's own word, in capitals; made when it is first asked for."""
    if (known := known_code(member)) is not None:
        return known
    name = _letters(member.name) or _NAMELESS
    for length in (1, 1, 1, 2, 2, 3, 4):
        code = name + "".join(secrets.choice(_DIGITS) for _ in range(length))
        if _is_free(code, published):
            made = Invitation.insert(member=member, code=code, created_at=now).on_conflict_ignore()
            made.execute()
            if (known := known_code(member)) is not None:
                return known
    raise LookupError(f"no word is free for member {member.public_id}")


def known_code(member: Member) -> str | None:
    """The member's own word, in capitals, where they have one."""
    found = Invitation.get_or_none(Invitation.member == member.id)
    return str(found.code).upper() if found is not None else None


def invitation(brand: str, code: str, line: str, link: str, language: str) -> str:
    """What is passed on as it stands: the word, our number, and the page that shows both."""
    key = "invitation" if line else "invitation_link"
    return sentence(key, language, brand=brand, word=code, line=line, link=link)


def inviter_by(text: str) -> Member | None:
    """Whose word this is: the whole message, or after JOIN. A near miss is nobody's."""
    said = _SAID.fullmatch(normal(text))
    row = Invitation.get_or_none(Invitation.code == said[1]) if said else None
    return _there(row.member) if row is not None else None


def inviter_of(phone: str) -> tuple[Member | None, str]:
    """Who said that they would invite this number, and what they call whoever has it."""
    row = Invited.get_or_none(Invited.address_key == consent.key(PHONE, phone))
    return (_there(row.by), row.name) if row is not None else (None, "")


def note(by: Member, phone: str, name: str, now: datetime) -> Invited:
    """``by`` means to invite whoever has this number; the first to say so counts."""
    key = consent.key(PHONE, phone)
    Invited.insert(address_key=key, by=by, name=name, at=now).on_conflict_ignore().execute()
    found: Invited = Invited.get(Invited.address_key == key)
    return found


def brought(inviter: Member, member: Member, now: datetime) -> bool:
    """``member`` is here because of ``inviter``, who becomes their sponsor where they have none; counted once."""
    if inviter.id == member.id or member.sponsor_id not in (None, inviter.id):
        return False
    Member.update(sponsor=inviter.id).where(Member.id == member.id).execute()
    member.sponsor = inviter
    heard = inviter.last_heard_at
    runner.report(inviter, EVENT, f"brought:{member.public_id}", now, data={"member": member.public_id})
    Member.update(last_heard_at=heard).where(Member.id == inviter.id).execute()  # it was not they who wrote
    return True


def those_brought(member: Member) -> list[Member]:
    """Who is here because of them, in the order they came; those they were given as sponsor, too."""
    theirs = (Member.sponsor == member.id) & Member.forgotten_at.is_null() & (Member.how != STRANGER)
    return list(Member.select().where(theirs).order_by(Member.joined_at, Member.id))


def count(member: Member, since: datetime | None = None) -> int:
    """How many joined by their word or number, since then."""
    counted = (Event.member == member.id) & (Event.name == EVENT)
    if since is not None:
        counted &= Event.at > since
    return int(Event.select().where(counted).count())


def _there(member: Member | None) -> Member | None:
    usable = member is not None and member.forgotten_at is None and member.how != STRANGER
    return member if usable else None


def _letters(name: str) -> str:
    first = normal(name.split()[0]) if name.strip() else ""
    return re.sub(r"[^a-z]", "", first)[:LONGEST_NAME]


def _is_free(code: str, published: Published) -> bool:
    taken = code in RESERVED or is_word(code) or Invitation.select().where(Invitation.code == code).exists()
    words = dict.fromkeys(published.community.join_words, True) | dict.fromkeys(published.keywords, True)
    return not taken and match_keyword(code, words) is None
