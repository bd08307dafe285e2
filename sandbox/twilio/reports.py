"""What Twilio says of a call in every request, and the reports of its progress to its StatusCallback."""

from __future__ import annotations

from email.utils import format_datetime
from urllib.parse import urlencode

from sandbox.carrier import Carrier
from sandbox.clock import from_ms, machine_ms
from sandbox.courier import queue_webhook
from sandbox.faults import arrivals
from sandbox.twilio.messages import FORM
from sandbox.twilio.places import geography
from sandbox.twilio.session import TERMINAL, Session

SIP_CODES = {"completed": 200, "busy": 486, "no-answer": 487, "canceled": 487, "failed": 404}
EVENT_OF = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"}


def call_fields(carrier: Carrier, call: Session) -> dict[str, str]:
    """The fields that every request about a call carries."""
    known = {"StirVerstat": call.verstat, "ParentCallSid": call.parent_sid, "AnsweredBy": call.answered_by}
    return {
        "CallSid": call.sid,
        "AccountSid": carrier.settings.account_sid,
        "From": call.sender,
        "To": call.recipient,
        "Caller": call.sender,
        "Called": call.recipient,
        "CallStatus": call.status,
        "Direction": call.direction,
        "ApiVersion": "2010-04-01",
        **{name: value for name, value in known.items() if value},
        **{k: v for end in ("From", "Caller") for k, v in geography(end, call.sender).items()},
        **{k: v for end in ("To", "Called") for k, v in geography(end, call.recipient).items()},
    }


def report(carrier: Carrier, call: Session, status: str) -> None:
    """Queue a report of the call's progress, if its events include this one. Counts it on the call, unsaved."""
    event = "completed" if status in TERMINAL else EVENT_OF[status]
    if not call.callback or event not in call.events.split():
        return
    fields = {
        **call_fields(carrier, call),
        "CallStatus": status,
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(call.reported),
        "Timestamp": rfc2822(machine_ms()),
    }
    if status in TERMINAL:
        fields |= {
            "CallDuration": str(call.seconds),
            "Duration": str(-(-call.seconds // 60)),
            "SipResponseCode": str(SIP_CODES[status]),
        }
    call.reported += 1
    _queue(carrier, call, event, fields)


def report_detection(carrier: Carrier, call: Session, url: str, by: str) -> None:
    """Tell an AsyncAmdStatusCallback who answered."""
    fields = {
        "CallSid": call.sid,
        "AccountSid": carrier.settings.account_sid,
        "AnsweredBy": by,
        "MachineDetectionDuration": "2500",
    }
    _queue(carrier, call, "amd", fields, url)


def _queue(carrier: Carrier, call: Session, event: str, fields: dict[str, str], url: str = "") -> None:
    """The seed is mixed with the phone and how often it rang before, so that every run has the same day."""
    sql = "SELECT count(*) FROM calls WHERE phone = ? AND direction = ?"
    before = carrier.store.row(sql, call.phone, call.direction)
    key = f"call {call.direction} {call.phone} {before[0] if before else 0} {event}"
    with carrier.store.write() as connection:
        for wait in arrivals(carrier.settings, key):
            queue_webhook(
                connection, machine_ms() + wait, kind="call", subject=call.sid, content_type=FORM,
                title=f"{event} · {call.phone}", url=url or call.callback, body=urlencode(fields).encode(),
            )  # fmt: skip
    carrier.courier.ring()


def rfc2822(ms: int) -> str:
    """A stored instant as Twilio writes times."""
    return format_datetime(from_ms(ms).replace(microsecond=0))


def maybe_rfc2822(ms: int | None) -> str | None:
    """The same for an instant that may not have come yet."""
    return None if ms is None else rfc2822(ms)
