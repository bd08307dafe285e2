"""A purchase by somebody we don't know yet: they are put in, and written to only when they have agreed to that.

Without consent nothing is ever sent to them. The answer holds an invitation, for the seller's receipt or counter: who
texts its word has agreed.
"""

from __future__ import annotations

from typing import Any

from engine.community import inviting, members
from engine.models import Member
from engine.outbox.line import our_line
from engine.published import live
from handlers.api.finding import meant
from handlers.api.registering import agree, consent_of, details_of, sponsor_of
from handlers.doors import doors

PURCHASE = "purchase"
HELD = "manager"  # how somebody came in who did nothing of their own for it


def buyer(body: dict[str, Any]) -> tuple[Member, dict[str, Any]]:
    """The new member, and what the answer says of them. Raises Wrong where nobody could be reached."""
    now = doors().now()
    details = details_of({**body, **meant(body)})
    agreed, sponsor = consent_of(body), sponsor_of(body)
    member = members.add(details, "form" if agreed else HELD, now)
    if agreed:
        if sponsor is not None:
            inviting.brought(sponsor, member, now)
        agree(member, details, agreed)
        return member, {"registered": True, "held": False}
    if sponsor is not None and sponsor.id != member.id:
        Member.update(sponsor=sponsor.id).where(Member.id == member.id).execute()
    return member, {"registered": True, "held": True, "invitation": _invitation(sponsor)}


def _invitation(sponsor: Member | None) -> dict[str, str]:
    """The word to be texted: the seller's own, so that it is known who brought them, else the community's."""
    settings, published = doors().settings, live()
    community, line = published.community, our_line(settings)
    links = doors().links
    if sponsor is not None:
        word = inviting.code_of(sponsor, published, doors().now())
        page = links.join(word)
    else:
        word, page = (community.join_words or ("",))[0], f"{settings.public_url}/"
    words = inviting.invitation(community.name, word, line, page, community.language)
    return {"word": word, "number": line, "sms": f"sms:{line}?&body={word}", "page": page, "words": words}
