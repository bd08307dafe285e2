"""The page itself, and the parts of it that have changed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from sandbox.carrier import Carrier
from sandbox.pages import views
from sandbox.pages.attachments import attachment_answer
from sandbox.pages.calls import pretty
from sandbox.phonebook import next_number
from sandbox.sendgrid.mailbox import NoSuchMail, mail_by_id

CALL_PARTS = ("call", "heard", "keys")
"""A call's parts change apart from one another, so that a sound goes on playing while a key is pressed."""


def pages_blueprint(carrier: Carrier) -> Blueprint:
    """GET doors only: looking changes nothing."""
    doors = Blueprint("pages", __name__)
    doors.add_app_template_filter(views.short_time)
    doors.add_app_template_filter(views.long_time)

    @doors.get("/")
    def desk() -> str:
        return render_template("desk.html", **_desk(carrier))

    @doors.get("/parts")
    def parts() -> Response:
        version = str(carrier.store.version)
        clock = views.clock_view(carrier)
        shown = {key: clock[key] for key in ("day", "time", "place", "moving", "reachable")}
        if request.args.get("have") == version:
            return jsonify(version=version, clock=shown, parts={}, times=_times(carrier, clock))
        return jsonify(
            version=version, clock=shown, parts=_parts(_desk(carrier)), times=_times(carrier, clock)
        )

    @doors.get("/mail/<int:mail_id>/<int:at>")
    def attachment(mail_id: int, at: int) -> Response:
        try:
            return attachment_answer(mail_by_id(carrier, mail_id), at)
        except NoSuchMail as error:
            return Response(str(error), status=404, mimetype="text/plain")

    return doors


def _desk(carrier: Carrier) -> dict[str, Any]:
    version, clock = carrier.store.version, views.clock_view(carrier)
    phones, mailboxes = views.phone_views(carrier, clock), views.mailbox_views(carrier, clock)
    return {
        "version": version,
        "clock": clock,
        "ours": carrier.settings.twilio_number,
        "ours_pretty": pretty(carrier.settings.twilio_number),
        "phones": phones,
        "mailboxes": mailboxes,
        "others": views.other_numbers(carrier),
        "other_mailboxes": views.other_mailboxes(carrier),
        "log": views.log_view(carrier),
        "suggested": next_number([phone["number"] for phone in phones]),
        "web_url": carrier.settings.web_url,
    }


def _times(carrier: Carrier, clock: dict[str, Any]) -> dict[str, str]:
    return {phone["number"]: phone["time"] for phone in views.phone_views(carrier, clock)}


def _parts(desk: dict[str, Any]) -> dict[str, str]:
    """The changing parts by their id. `book` tells the page that the set of phones itself has changed."""
    made = {"others": render_template("_others.html", **desk), "log": render_template("_log.html", **desk)}
    for phone in desk["phones"]:
        made[f"thread {phone['number']}"] = render_template("_thread.html", phone=phone)
        for part in CALL_PARTS:
            made[f"{part} {phone['number']}"] = render_template(f"_{part}.html", phone=phone)
    for box in desk["mailboxes"]:
        made[f"mails {box['address']}"] = render_template("_mails.html", box=box)
    made["book"] = "\n".join(sorted(name for name in made if name.startswith(("thread", "mails"))))
    return made
