"""What is running: walks, dated runs, fan-outs, events and who was on a call."""

from __future__ import annotations

import peewee

from engine.models.base import InstantField, MaybeInstantField, Table, opaque_id
from engine.models.people import Member
from engine.models.published import Revision

ACTIVE, DONE, STOPPED, QUARANTINED = "active", "done", "stopped", "quarantined"
TIMER, REPLY, LEFT, EVENT, CALL, TEXTED = "timer", "reply", "left", "event", "call", "texted"


PHONE_CALL = "call"  # the kind of an occurrence that people dial in for
MEETING = "meeting"  # one that people come to
VOTE = "vote"


class Occurrence(Table):
    """One dated run of a call's workflow, or of another that has dates; ``key`` is its local date.

    ``host`` is who was to lead, ``led_by`` who does: the same, or the stand-in who took it. ``cover`` says how
    the search for a stand-in goes (see ``engine.cover.chain``) and ``cover_at`` when it is looked at next.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    kind = peewee.CharField(10, default=PHONE_CALL)  # what it is one of: see ``engine.language.dated``
    workflow = peewee.TextField()
    revision = peewee.ForeignKeyField(Revision, on_delete="RESTRICT")
    key = peewee.TextField()
    starts_at = InstantField(index=True)
    ends_at = MaybeInstantField()
    ended_at = MaybeInstantField()  # when the room really closed
    host = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")
    led_by = peewee.ForeignKeyField(Member, null=True, on_delete="SET NULL")
    host_said = peewee.CharField(8, default="")  # on, sick
    cover = peewee.CharField(8, default="")
    cover_at = MaybeInstantField()
    state = peewee.CharField(12, default="planned")  # planned, open, over, cancelled
    closes_at = MaybeInstantField()  # when an open room is closed, whoever is still in it
    attendance_known = peewee.BooleanField(default=False)
    called_off_at = MaybeInstantField()  # by a manager: the calendar does not bring it back
    unnamed = peewee.IntegerField(default=0)  # callers who could not be named: somebody not seen may be one
    counted_at = MaybeInstantField()  # when it was worked out who was there
    signed_at = MaybeInstantField()  # of what waits for a person's signature
    zone = peewee.TextField(default="")
    revision_id: int
    host_id: int | None
    led_by_id: int | None

    class Meta:
        indexes = ((("workflow", "key"), True),)


class Enrollment(Table):
    """One member's walk through one revision.

    ``state`` is the pure walk (see ``engine.steps``), ``version`` its optimistic counter. ``waiting`` says
    for what: TIMER, REPLY (an open question), LEFT (its own message), CALL (the end of its own call), EVENT,
    TEXTED (a word of theirs).
    ``due_at`` is when the runner looks at it next; ``due_rule`` and ``zone`` say why, and it is recomputed
    when they change.
    Unique (workflow, member, cause): one start is one walk however often it is reported.
    """

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    workflow = peewee.TextField()
    revision = peewee.ForeignKeyField(Revision, on_delete="RESTRICT")
    member = peewee.ForeignKeyField(Member, backref="enrollments", on_delete="CASCADE")
    occurrence = peewee.ForeignKeyField(Occurrence, null=True, on_delete="CASCADE")
    cause = peewee.TextField()
    status = peewee.CharField(12, default=ACTIVE)
    version = peewee.IntegerField(default=0)
    state = peewee.JSONField(default=dict)
    waiting = peewee.CharField(8, default=TIMER)
    waiting_event = peewee.TextField(default="")
    due_at = MaybeInstantField()
    due_rule = peewee.TextField(default="")
    zone = peewee.TextField(default="")
    asked_at = MaybeInstantField()  # of an open question: newest first
    left_at = MaybeInstantField()  # when its message left, was refused or expired
    left_as = peewee.CharField(12, default="")  # sent, refused, expired, failed
    started_at = InstantField()
    ended_at = MaybeInstantField()
    ended_why = peewee.TextField(default="")
    raises = peewee.IntegerField(default=0)
    revision_id: int
    member_id: int
    occurrence_id: int | None

    class Meta:
        indexes = (
            (("workflow", "member", "cause"), True),
            (("status", "due_at"), False),
            (("member", "status"), False),
            (("status", "waiting_event"), False),
        )


class Trace(Table):
    """The recorded outcome of one step, or of a start that was dropped."""

    member = peewee.ForeignKeyField(Member, backref="traces", on_delete="CASCADE")
    enrollment = peewee.ForeignKeyField(Enrollment, null=True, backref="traces", on_delete="CASCADE")
    workflow = peewee.TextField()
    step_key = peewee.TextField(default="")
    at = InstantField()
    outcome = peewee.TextField()
    detail = peewee.JSONField(default=dict)
    member_id: int
    enrollment_id: int | None


class Fanout(Table):
    """One audience being served page by page: a killed one goes on at ``cursor`` (the last member's id).

    Unique (cause, step_key, zone). ``kind`` is ``enroll`` (put each member in), ``send`` (a call's step or a
    broadcast) or ``step`` (a call's other steps, each a walk of its own).
    """

    cause = peewee.TextField()
    step_key = peewee.TextField(default="")
    zone = peewee.TextField(default="")
    kind = peewee.CharField(8)
    workflow = peewee.TextField(default="")
    revision = peewee.ForeignKeyField(Revision, null=True, on_delete="RESTRICT")
    occurrence = peewee.ForeignKeyField(Occurrence, null=True, on_delete="CASCADE")
    detail = peewee.JSONField(default=dict)
    begins_at = InstantField()  # early enough for the sender's rate
    due_at = InstantField()  # when everyone should have it
    expires_at = MaybeInstantField()
    cursor = peewee.IntegerField(default=0)
    served = peewee.IntegerField(default=0)
    state = peewee.CharField(12, default="waiting")  # waiting, running, done, cancelled
    raises = peewee.IntegerField(default=0)
    revision_id: int | None
    occurrence_id: int | None

    class Meta:
        indexes = ((("cause", "step_key", "zone"), True), (("state", "begins_at"), False))


class Event(Table):
    """Something reported of a member, once per ``key``."""

    public_id = peewee.CharField(32, unique=True, default=opaque_id)
    member = peewee.ForeignKeyField(Member, backref="events", on_delete="CASCADE")
    name = peewee.TextField()
    key = peewee.TextField(unique=True)
    at = InstantField()
    data = peewee.JSONField(default=dict)
    by = peewee.TextField(default="")
    handled_at = MaybeInstantField(index=True)
    raises = peewee.IntegerField(default=0)
    member_id: int

    class Meta:
        indexes = ((("member", "name"), False),)


class Attendance(Table):
    """Who was on a call, for how long; no row for a member is ``missed`` only where attendance is known."""

    occurrence = peewee.ForeignKeyField(Occurrence, backref="attendance", on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, null=True, on_delete="CASCADE")
    address = peewee.TextField(default="")
    seconds = peewee.IntegerField(default=0)
    joins = peewee.IntegerField(default=0)  # how many phone calls of theirs came in
    first_at = MaybeInstantField()
    last_at = MaybeInstantField()
    how = peewee.CharField(8, default="line")  # line: seen in the room; said: they told us so
    occurrence_id: int
    member_id: int | None


class CallAnswer(Table):
    """What a member said to a call's one question: ``said`` is ``yes``, ``no`` or their words."""

    occurrence = peewee.ForeignKeyField(Occurrence, backref="answers", on_delete="CASCADE")
    member = peewee.ForeignKeyField(Member, on_delete="CASCADE")
    said = peewee.TextField()
    at = InstantField()
    occurrence_id: int
    member_id: int

    class Meta:
        indexes = ((("occurrence", "member"), True),)
