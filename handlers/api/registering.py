"""Putting somebody in whom another program tells us of: their details, their consent, and who sent them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from engine.community import inviting, members
from engine.community.details import DetailError, Details, checked
from engine.models import Member
from engine.models.people import EMAIL, PHONE
from engine.published import live
from engine.wording.phones import AddressError
from handlers.api.bodies import Wrong, mapping, word
from handlers.api.finding import member_of
from handlers.doors import doors

CHANGEABLE = ("name", "timezone", "language", "role", "stage", "birthday", "prefers")


def details_of(body: dict[str, Any]) -> Details:
    """The checked details in the body. Raises Wrong where they cannot be used, or nobody could be reached by them."""
    given = {name: word(body, name) for name in (*CHANGEABLE, "phone", "email")}
    try:
        details = checked(Details(**given, fields=texts(mapping(body, "fields"))), live().community)
    except (DetailError, AddressError) as error:
        raise Wrong(422, "Not usable", str(error)) from None
    if not details.phone and not details.email:
        raise Wrong(422, "Not usable", "Give phone or email, or nobody could be reached.")
    return details


def consent_of(body: dict[str, Any]) -> dict[str, Any]:
    """What proves that they agreed by an act of their own; empty where nothing is said of it."""
    agreed = mapping(body, "consent")
    if agreed and word(agreed, "how") not in members.OWN_ACTS:
        raise Wrong(422, "Not usable", f"consent.how must be one of {', '.join(members.OWN_ACTS)}.")
    return agreed


def agree(member: Member, details: Details, agreed: Mapping[str, Any]) -> None:
    """The evidence is kept as it was given, with where it came from (16 CFR 310.5(a)(8))."""
    evidence = {**agreed, "by": "api", "ip": request.remote_addr or ""}
    for channel, value in ((PHONE, details.phone), (EMAIL, details.email)):
        if value:
            address = members.reach_at(member, channel, value, doors().now())
            members.agree(member, address, agreed["how"].strip(), evidence, doors().now())


def sponsor_of(body: dict[str, Any]) -> Member | None:
    """The member whom ``sponsor`` names: an id, a phone, an email, or the word they invite with."""
    said = word(body, "sponsor")
    if not said:
        return None
    found = inviting.inviter_by(said)
    if found is not None:
        return found
    try:
        return member_of({"member": said})
    except Wrong:
        raise Wrong(
            422, "Not usable", "sponsor is nobody we know: give an id, a phone or an email."
        ) from None


def texts(fields: dict[str, Any]) -> dict[str, str]:
    for name, value in fields.items():
        if not isinstance(value, str):
            raise Wrong(422, "Not usable", f"fields.{name} must be text.")
    return fields
