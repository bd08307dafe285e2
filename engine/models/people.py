"""Members, how to reach them, and what they agreed to."""

from __future__ import annotations

from typing import Any

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id
from engine.models.db import locked

PHONE, EMAIL = "phone", "email"
ACTIVE, STOPPED, BOUNCED = "active", "stopped", "bounced"
FEWER, CALLS = "fewer", "calls"  # Member.wants: a few messages a week, or call reminders alone
STRANGER = "stranger"  # Member.how of somebody who wrote to us and never joined: nothing is started for them


class Household(Table):
    """People who share an address: sent to once, a STOP covers all of them."""

    name = peewee.TextField(default="")


class Member(Table):
    """A person we may write to. ``birthday`` is ``YYYY-MM-DD`` or ``MM-DD``; ``fields`` maps names to words.

    ``how`` says how they came in: ``text``, ``form``, ``call`` (their own act), ``import`` or ``manager``;
    STRANGER for somebody who only wrote to us: a person may answer them, but no audience holds them.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    name = peewee.TextField(default="")
    language = peewee.CharField(8, default="en")
    timezone = peewee.CharField(64, index=True)
    state = peewee.CharField(8, default="")  # US state or the like, where known; narrows the hours
    stage = peewee.TextField(default="")
    role = peewee.TextField(default="")
    sponsor = peewee.ForeignKeyField("self", null=True, backref="team", on_delete="SET NULL")
    household = peewee.ForeignKeyField(Household, null=True, backref="members", on_delete="SET NULL")
    birthday = peewee.CharField(10, default="")
    joined_at = InstantField(index=True)
    how = peewee.CharField(16, default="text")
    prefers = peewee.CharField(8, default="")  # text, email, phone; empty: whatever they have
    paused_until = MaybeInstantField()
    resting_until = MaybeInstantField(index=True)  # somebody of theirs has died: nothing that we start
    told_at = MaybeInstantField(
        index=True
    )  # that their leader sees how they are; before, no digest names them
    wants = peewee.CharField(8, default="")  # what they asked for: FEWER, CALLS, or everything (empty)
    week_most = peewee.SmallIntegerField(null=True)  # of what we start, in their week, where they want FEWER
    last_heard_at = MaybeInstantField(index=True)
    last_told_human_at = MaybeInstantField()  # "a person has it" goes out once a day at most
    praise_yes = peewee.BooleanField(null=True)  # asked once; None: not asked yet
    board_yes = peewee.BooleanField(null=True)  # on leaders' boards; None: nothing said
    board_asked_at = MaybeInstantField()  # that is asked once
    pictures_yes = peewee.BooleanField(null=True)  # False: their pictures are shown to nobody
    fields = peewee.JSONField(default=dict)
    forgotten_at = MaybeInstantField()
    sponsor_id: int | None
    household_id: int | None


class Address(Table):
    """One normalised phone number (E.164) or email; of one member or of one household."""

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    channel = peewee.CharField(8)  # PHONE or EMAIL
    value = peewee.TextField()
    member = peewee.ForeignKeyField(Member, null=True, backref="addresses", on_delete="CASCADE")
    household = peewee.ForeignKeyField(Household, null=True, backref="addresses", on_delete="CASCADE")
    status = peewee.CharField(8, default=ACTIVE)
    kind = peewee.CharField(12, default="unknown")  # mobile, landline, tollfree, unknown
    sender = peewee.TextField(default="")  # our number or mailbox they know
    ledger_key = peewee.CharField(64, default="", index=True)  # what the consent ledger calls it
    introduced_at = MaybeInstantField()  # when the first text, with the legal lines, left
    created_at = InstantField()
    member_id: int | None
    household_id: int | None

    class Meta:
        indexes = ((("channel", "value"), True),)

    def save(self, *args: Any, **options: Any) -> Any:
        """Save; a new address gets its ledger key, so that whole audiences can be asked about consent in SQL.

        Rows that are inserted in bulk must bring theirs (``ledger_key`` of ``engine.models.instance``).
        """
        if not self.ledger_key:
            # Inside, because the installation's row needs the tables that are being made here.
            from engine.models.instance import ledger_key

            self.ledger_key = ledger_key(self.channel, self.value)
        return super().save(*args, **options)


class Consent(Table):
    """An append-only ledger: the latest entry per address and scope wins.

    It hangs on ``address_key`` (see ``engine.consent``), so it survives merging, forgetting and
    importing again. ``evidence`` keeps what 16 CFR 310.5(a)(8) asks for: what they sent or saw, when,
    to which number, by which form.
    """

    address_key = peewee.CharField(64, index=True)
    channel = peewee.CharField(8)
    scope = peewee.CharField(32, default="all")
    given = peewee.BooleanField()
    at = InstantField()
    how = peewee.CharField(
        24
    )  # text, form, call, import, api, manager, email-link, one-click, carrier, bounce…
    evidence = peewee.JSONField(default=dict)


class Tag(Table):
    """One tag on one member."""

    member = peewee.ForeignKeyField(Member, backref="tags", on_delete="CASCADE")
    name = peewee.TextField(index=True)
    at = InstantField()
    member_id: int

    class Meta:
        indexes = ((("member", "name"), True),)


def lock_member(member_id: int) -> Member | None:
    """The member, held until this transaction ends: what is decided about a member is decided one at a time."""
    found: Member | None = locked(Member.select().where(Member.id == member_id)).first()
    return found
