"""The phone call at hand: who rings, what is published, and what came with this turn of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.inbound.received import address_of, who_wrote
from engine.language.community import Community
from engine.language.parsing.community import Defaults, default_community
from engine.links import Links
from engine.models import Address, Inbound, Member
from engine.models.people import STRANGER
from engine.published import Messages, NothingPublished, Published, live
from engine.settings import Settings

PROVEN = "TN-Validation-Passed-A"  # the carrier vouches that the number is the caller's own (STIR/SHAKEN)
OUTBOUND = "outbound"
HIDDEN = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})
"""What Twilio writes for ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE, as dialled on a keypad."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One phone call, as it is known when a turn of it begins.

    ``member`` is None for strangers, for those who only wrote to us and for hidden callers. ``attested`` says
    that the number is proven to be the caller's own. What a state has queued is told to the workers with
    ``ring``; the door rings once the turn is answered.
    """

    call_sid: str
    from_value: str
    to_value: str
    direction: str
    attested: bool
    address: Address | None
    member: Member | None
    language: str
    timezone: str
    published: Published
    links: Links
    settings: Settings
    now: datetime
    bells: list[str] = field(default_factory=list)

    @property
    def community(self) -> Community:
        return self.published.community

    @property
    def outbound(self) -> bool:
        """Whether we rang them."""
        return self.direction.startswith(OUTBOUND)

    @property
    def ours(self) -> str:
        """The number of ours that this call runs over."""
        return self.from_value if self.outbound else self.to_value

    @property
    def theirs(self) -> str:
        return self.to_value if self.outbound else self.from_value

    @property
    def hidden(self) -> bool:
        """Whether the caller's number is kept from us."""
        return not self.theirs.startswith("+") or self.theirs in HIDDEN

    def ring(self, bell: str) -> None:
        """Wake this bell's worker after the turn."""
        if bell not in self.bells:
            self.bells.append(bell)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the caller did, and the state it goes to: its first segment, the ``rest`` of its path, its ``args``.

    ``digits`` may be any characters a keypad has, and "hangup" where they hung up while recording. ``form`` is
    all that the provider sent.
    """

    state: str = ""
    rest: tuple[str, ...] = ()
    args: Mapping[str, str] = field(default_factory=dict)
    digits: str = ""
    speech: str = ""
    recording_url: str = ""
    recording_sid: str = ""
    seconds: int = 0
    dial_status: str = ""
    answered_by: str = ""
    form: Mapping[str, str] = field(default_factory=dict)

    def number(self, name: str, default: int = 0) -> int:
        """The argument as a small number; ``default`` for anything that is none."""
        value = self.args.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else default


def call_at_hand(
    *,
    call_sid: str,
    from_value: str,
    to_value: str,
    direction: str,
    attested: bool,
    settings: Settings,
    now: datetime,
) -> Call:
    """The call with everything that is known of whoever is on it; reads the database."""
    theirs = to_value if direction.startswith(OUTBOUND) else from_value
    member = who_wrote("phone", theirs)
    if member is not None and (member.how == STRANGER or member.forgotten_at is not None):
        member = None
    published = _published(now)
    return Call(
        call_sid=call_sid,
        from_value=from_value,
        to_value=to_value,
        direction=direction,
        attested=attested,
        address=address_of("phone", theirs),
        member=member,
        language=member.language if member else published.community.language,
        timezone=member.timezone if member else published.community.timezone,
        published=published,
        links=Links(settings.secret_key, settings.public_url),
        settings=settings,
        now=now,
    )


def proven_before(call_sid: str, from_value: str) -> bool:
    """Whether the number was vouched for when this call came in: the provider need not say so with each turn."""
    first = (Inbound.provider == "twilio") & (Inbound.provider_id == call_sid)
    row = Inbound.get_or_none(first & (Inbound.from_value == from_value))
    return row is not None and row.raw.get("verified") == PROVEN


def _published(now: datetime) -> Published:
    """What is live; before anything is, a community of defaults answers, so that the line is never dead."""
    try:
        return live()
    except NothingPublished:
        return Published(
            snapshot_id=0,
            at=now,
            community=default_community(Defaults()),
            workflows={},
            messages=Messages({}),
            answers={},
            keywords={},
        )
