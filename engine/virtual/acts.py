"""What people do in a virtual world, as the doors would hand it to the engine."""

from __future__ import annotations

from datetime import datetime

from engine import inbound
from engine.channels import PaperPictures
from engine.entries import Photo
from engine.inbound.received import Received
from engine.models import Address, Attendance, Delivery, Member, Occurrence
from engine.models.people import EMAIL, PHONE
from engine.models.sending import SENT


def words_from(
    member: Member, words: str, provider_id: str, ours: str, now: datetime, *, picture: bool = False
) -> None:
    """The member writes: a text where they have a phone, else an email in reply to the last one they got.

    With a ``picture``, which is another one each time. A word that the carrier acts on comes as it comes from there: the engine knows such words by themselves.
    """
    address = _address(member)
    by_text = address.channel == PHONE
    inbound.receive(
        Received(
            provider="twilio" if by_text else "sendgrid",
            provider_id=provider_id,
            channel="text" if by_text else "email",
            from_value=address.value,
            to_value=ours if by_text else "",
            text=words,
            reply_token="" if by_text else last_token(member),
            photos=[_photo(provider_id, by_text=by_text)] if picture else (),
        ),
        now,
    )


def _photo(provider_id: str, *, by_text: bool) -> Photo:
    url = f"https://api.twilio.com/{provider_id}"
    return Photo(0, url) if by_text else Photo(0, body=PaperPictures().fetch(url).body)


def _address(member: Member) -> Address:
    first = EMAIL if member.prefers == "email" else PHONE
    mine = list(Address.select().where(_theirs(member)).order_by(Address.channel != first, Address.id))
    if not mine:
        raise LookupError(f"{member.name or 'The member'} has neither phone nor email to write from")
    return mine[0]


def _theirs(member: Member) -> object:
    own = Address.member == member.id
    return own | (Address.household == member.household_id) if member.household_id is not None else own


def last_token(member: Member) -> str:
    """What a reply to the last mail that the member got is known by; empty where they got none."""
    mine = (Delivery.member == member.id) & (Delivery.state == SENT) & (Delivery.channel == "email")
    last = Delivery.select().where(mine).order_by(Delivery.id.desc()).first()
    return (last.reply_token or "") if last is not None else ""


def nearest_call(workflow: str, now: datetime) -> Occurrence | None:
    """The call that is meant by "was on the call": the one whose start is nearest."""
    its = Occurrence.select().where(Occurrence.workflow == workflow)
    before = its.where(Occurrence.starts_at <= now).order_by(Occurrence.starts_at.desc()).limit(1)
    after = its.where(Occurrence.starts_at > now).order_by(Occurrence.starts_at).limit(1)
    return min((*before, *after), key=lambda row: abs(row.starts_at - now), default=None)


def mark_attendance(member: Member, call: Occurrence, *, there: bool) -> None:
    """Say that it is known who was on a call, and whether this member was."""
    Occurrence.update(attendance_known=True).where(Occurrence.id == call.id).execute()
    mine = (Attendance.occurrence == call.id) & (Attendance.member == member.id)
    Attendance.delete().where(mine).execute()
    if there:
        Attendance.create(occurrence=call, member=member, first_at=call.starts_at, last_at=call.ends_at)
