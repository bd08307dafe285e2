"""The sandbox's web app: Twilio's and SendGrid's doors, the page, and the doors for tests and scripts."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request

from sandbox.carrier import Carrier
from sandbox.pages.acts import acts_blueprint
from sandbox.pages.routes import pages_blueprint
from sandbox.phonebook import BadEntry, starters, tidy_number
from sandbox.sendgrid.mailbox import mails_json
from sandbox.sendgrid.send import send_blueprint
from sandbox.settings import SandboxSettings
from sandbox.twilio.account import account_blueprint
from sandbox.twilio.call_doors import calls_blueprint
from sandbox.twilio.conference_doors import conferences_blueprint
from sandbox.twilio.inbound import text_from_phone
from sandbox.twilio.looking import calls_seen, rooms_seen
from sandbox.twilio.media import media_blueprint
from sandbox.twilio.message_doors import messages_blueprint
from sandbox.twilio.messages import messages_json
from sandbox.twilio.recording_doors import recordings_blueprint, sound_page
from sandbox.twilio.switchboard import hang_up_everybody

BIGGEST_BODY = 64 * 1024 * 1024


def create_sandbox(settings: SandboxSettings, carrier: Carrier | None = None) -> Flask:
    """The app over `carrier`, which is opened here when it is not given."""
    carrier = carrier or Carrier.open(settings)
    app = Flask(__name__, template_folder="pages/templates", static_folder="pages/static")
    app.config.update(MAX_CONTENT_LENGTH=BIGGEST_BODY, MAX_FORM_MEMORY_SIZE=BIGGEST_BODY)
    app.extensions["carrier"] = carrier
    hang_up_everybody(carrier)
    if settings.starter_phones:
        starters(carrier)
    app.register_blueprint(messages_blueprint(carrier))
    app.register_blueprint(media_blueprint(carrier))
    app.register_blueprint(account_blueprint(carrier))
    app.register_blueprint(calls_blueprint(carrier))
    app.register_blueprint(conferences_blueprint(carrier))
    app.register_blueprint(recordings_blueprint(carrier))
    app.register_blueprint(send_blueprint(carrier))
    app.register_blueprint(pages_blueprint(carrier))
    app.register_blueprint(acts_blueprint(carrier))
    _script_doors(app, carrier)
    return app


def _script_doors(app: Flask, carrier: Carrier) -> None:
    @app.get("/_captured.jsonl")
    def captured() -> Response:
        return Response("\n".join([*carrier.capture.lines(), ""]), mimetype="application/jsonl")

    @app.get("/_messages.json")
    def messages() -> Response:
        return jsonify(messages=messages_json(carrier))

    @app.get("/_mails.json")
    def mails() -> Response:
        return jsonify(mails=mails_json(carrier))

    @app.get("/_keys.json")
    def keys() -> Response:
        return jsonify(events_public=carrier.keys.events_public, inbound_public=carrier.keys.inbound_public)

    @app.get("/_calls.json")
    def calls() -> Response:
        return jsonify(calls=calls_seen(carrier))

    @app.get("/_rooms.json")
    def rooms() -> Response:
        return jsonify(rooms=rooms_seen(carrier))

    @app.get("/_recordings/<sid>.wav")
    def recording(sid: str) -> Response:
        return sound_page(carrier, sid)

    @app.post("/_phone")
    def phone() -> Response:
        ours = request.form.get("to") or carrier.settings.twilio_number
        try:
            sender = tidy_number(request.form.get("from", ""))
        except BadEntry as error:
            return Response(str(error), status=400, mimetype="text/plain")
        posted = text_from_phone(carrier, sender, request.form.get("body", ""), (), ours)
        return jsonify(webhook_status=posted.status, error=posted.error)
