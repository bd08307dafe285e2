"""The outbox: every message is a row first, passes one gate, and is sent once."""

from engine.outbox.broadcasting import broadcast, broadcast_recording, broadcast_words, stop_broadcast
from engine.outbox.draining import Drained, drain, next_due
from engine.outbox.guard import at_home, confirm
from engine.outbox.queueing import NewDelivery, Part, answer_words, cancel, queue, queue_all
from engine.outbox.receipts import Applied, NewReceipt, apply_pending, apply_receipt, record_receipt
from engine.outbox.settlement import Evidence, settle_unknown

__all__ = [
    "Applied",
    "Drained",
    "Evidence",
    "NewDelivery",
    "NewReceipt",
    "Part",
    "answer_words",
    "apply_pending",
    "apply_receipt",
    "at_home",
    "broadcast",
    "broadcast_recording",
    "broadcast_words",
    "cancel",
    "confirm",
    "drain",
    "next_due",
    "queue",
    "queue_all",
    "record_receipt",
    "settle_unknown",
    "stop_broadcast",
]
