"""The tables. Instants are aware UTC; ids inside are integers, outside opaque."""

from engine.models.base import Table, database, opaque_id
from engine.models.keeping import Audit, Bookmark, IdempotentRequest, Instance, Limit
from engine.models.people import Address, Consent, Household, Member, Tag
from engine.models.published import Blob, LiveWorkflow, Recording, Revision, Snapshot
from engine.models.running import Attendance, CallAnswer, Enrollment, Event, Fanout, Occurrence, Trace
from engine.models.sending import Delivery, Receipt, Sender, SpendDay
from engine.models.talking import Inbound, Praise, Thread

TABLES: tuple[type[Table], ...] = (
    Instance,
    Household,
    Member,
    Address,
    Consent,
    Tag,
    Blob,
    Snapshot,
    Revision,
    LiveWorkflow,
    Recording,
    Occurrence,
    Enrollment,
    Trace,
    Fanout,
    Event,
    Attendance,
    CallAnswer,
    Sender,
    Delivery,
    Receipt,
    SpendDay,
    Inbound,
    Thread,
    Praise,
    Audit,
    IdempotentRequest,
    Limit,
    Bookmark,
)

__all__ = [
    "TABLES",
    "Address",
    "Attendance",
    "Audit",
    "Blob",
    "Bookmark",
    "CallAnswer",
    "Consent",
    "Delivery",
    "Enrollment",
    "Event",
    "Fanout",
    "Household",
    "IdempotentRequest",
    "Inbound",
    "Instance",
    "Limit",
    "LiveWorkflow",
    "Member",
    "Occurrence",
    "Praise",
    "Receipt",
    "Recording",
    "Revision",
    "Sender",
    "Snapshot",
    "SpendDay",
    "Table",
    "Tag",
    "Thread",
    "Trace",
    "database",
    "opaque_id",
]
