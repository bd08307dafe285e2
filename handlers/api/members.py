"""``/api/v1/members``: who is in, put in or found, and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from engine.community import changing, members
from engine.community.details import DetailError
from engine.inbound.cleaning import clean
from engine.models import Address, Member, Tag
from engine.models.db import connection
from engine.published import live
from engine.wording.phones import AddressError
from handlers.answers import problem
from handlers.api.bodies import Wrong, json_object, mapping, word, words
from handlers.api.finding import member_of
from handlers.api.once import once
from handlers.api.registering import CHANGEABLE, agree, consent_of, details_of, texts
from handlers.doors import doors
from handlers.proofs import API_KEY, proven_by

blueprint = Blueprint("api_members", __name__)

KNOWN = frozenset((*CHANGEABLE, "phone", "email", "fields", "tags", "consent"))


@blueprint.get("/api/v1/members")
@proven_by(API_KEY)
def find() -> Response | tuple[dict[str, Any], int]:
    """``?phone=`` or ``?email=``."""
    return _shown(clean(request.args.to_dict()))


@blueprint.get("/api/v1/members/<public_id>")
@proven_by(API_KEY)
def read(public_id: str) -> Response | tuple[dict[str, Any], int]:
    return _shown({"member": clean(public_id)})


@blueprint.post("/api/v1/members")
@proven_by(API_KEY)
def put_in() -> Response:
    """201 with a new member, 200 with the one who has this number or mailbox already.

    With ``consent`` (``{"how": "form", "at": …, …}``, whatever proves it) they have joined by their own act; without
    it they are held: nothing is sent before it is recorded.
    """
    response = _put_in()
    if response.status_code < 300:
        doors().ring("advance")
    return response


@blueprint.patch("/api/v1/members/<public_id>")
@proven_by(API_KEY)
def change(public_id: str) -> Response:
    """Only what is named is changed; ``tags`` are put on, ``untag`` takes off."""
    response = _change(public_id=public_id)
    if response.status_code < 300:
        doors().ring("advance")
    return response


@once
def _put_in() -> tuple[dict[str, Any], int]:
    body, now = json_object(), doors().now()
    _refuse_unknown(body, KNOWN)
    details, agreed = details_of(body), consent_of(body)
    found = members.find(phone=details.phone) or members.find(email=details.email)
    member = found or members.add(details, "form" if agreed else "manager", now)
    changing.put_tags(member, words(body, "tags"), now)
    if agreed:
        agree(member, details, agreed)
    return _member(member), 200 if found else 201


@once
def _change(public_id: str) -> tuple[dict[str, Any], int]:
    body = json_object()
    _refuse_unknown(body, {*CHANGEABLE, "fields", "tags", "untag"})
    member = member_of({"member": clean(public_id)})
    given = {name: word(body, name) for name in CHANGEABLE if name in body}
    try:
        changing.change(member, given, texts(mapping(body, "fields")), live().community, doors().now())
    except (DetailError, AddressError) as error:
        raise Wrong(422, "Not usable", str(error)) from None
    changing.take_tags(member, words(body, "untag"), doors().now())
    changing.put_tags(member, words(body, "tags"), doors().now())
    return _member(Member.get_by_id(member.id)), 200


def _shown(wanted: Mapping[str, Any]) -> Response | tuple[dict[str, Any], int]:
    try:
        with connection():
            return _member(member_of(wanted)), 200
    except Wrong as wrong:
        return problem(wrong.status, wrong.title, wrong.detail)


def _member(member: Member) -> dict[str, Any]:
    addresses = Address.select().where(Address.member == member.id).order_by(Address.id)
    tags = Tag.select(Tag.name).where(Tag.member == member.id).order_by(Tag.name)
    return {
        "id": member.public_id,
        **{name: getattr(member, name) for name in CHANGEABLE},
        "joined": member.joined_at.isoformat(),
        "fields": member.fields,
        "tags": [tag.name for tag in tags],
        "addresses": [
            {"channel": one.channel, "value": one.value, "status": one.status} for one in addresses
        ],
    }


def _refuse_unknown(body: dict[str, Any], known: frozenset[str] | set[str]) -> None:
    for name in body:
        if name not in known:
            raise Wrong(
                422, "Not usable", f"There is no {name[:50]} here; known are {', '.join(sorted(known))}."
            )
