"""Run the sandbox in this process over real loopback HTTP: what tests and scripts build on.

    with Sandbox.start(tmp_path, web_url="http://127.0.0.1:21000") as sandbox:
        sandbox.url                      "http://127.0.0.1:2xxxx": TWILIO_API_URL and SENDGRID_API_URL
        sandbox.settings                 account_sid, auth_token, sendgrid_key, twilio_number ...
        sandbox.keys                     events_public and inbound_public, base64, for the app's settings
        sandbox.text("+13125550142", "JOIN")      a phone texts our number; the web's HTTP status or None
        sandbox.photo("+13125550142", jpeg)       it texts a picture; also with words
        sandbox.reply_mail(mail_id, "Thanks!")    a mailbox answers a mail; the web's HTTP status or None
        sandbox.messages()               every text accepted or received, oldest first (dicts)
        sandbox.mails()                  every mail accepted or received, oldest first (dicts)
        sandbox.captured()               every request the provider endpoints got (for a spec checker)
        sandbox.deliver_callbacks()      posts what is queued, in due order, without waiting for it to be due

        call = sandbox.dial("+13125550142")       a phone rings our number; the call's SID
        sandbox.press(call, "1")         also speak, silence, record, hang_up; sandbox.phone_call(call) looks at it
        sandbox.ringing("+13125550142")  the call of ours that rings there; sandbox.answer(call, by="machine")
        sandbox.rooms("in-progress")     conferences with everybody in them; also calls() and recordings()

The default is `callbacks="manual"`: status callbacks and events wait until `deliver_callbacks()`, so a test
decides when they arrive and never sleeps. `callbacks="auto"` posts them from a thread as they fall due.
`mode="rough"` makes them late, doubled and out of order, repeatably for one `seed`. Further keyword
arguments are fields of `SandboxSettings`; `community_now=lambda: t` gives the community's time where no web
process serves `/sandbox/clock`. With `port=0` a free port below 30000 is taken. `stop()` ends every thread.
"""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from sandbox.app import create_sandbox
from sandbox.carrier import Carrier
from sandbox.courier import Posted
from sandbox.keys import Keys
from sandbox.sendgrid.inbound import Attachment, reply_to_mail
from sandbox.sendgrid.mailbox import mails_json
from sandbox.settings import SandboxSettings
from sandbox.twilio import voice
from sandbox.twilio.inbound import text_from_phone
from sandbox.twilio.looking import call_seen, calls_seen, recordings_seen, rooms_seen
from sandbox.twilio.media import keep_media
from sandbox.twilio.messages import messages_json
from sandbox.twilio.session import Session

LOOPBACK = "127.0.0.1"
PORTS = range(20000, 30000)
TEST_KEYS = {
    "account_sid": "AC" + "5a" * 16,
    "auth_token": "sandbox-token",
    "sendgrid_key": "SG.sandbox.key",
    "twilio_number": "+13125550100",
    "reply_domain": "reply.localhost",
}


class Handler(WSGIRequestHandler):
    """Werkzeug's handler, kept alive and without Nagle's delay (44 ms a call on a kept-alive connection)."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing for each request: the page's log shows what matters."""


@dataclass
class Running:
    """A server on its thread. `stop()` is safe to call twice."""

    server: BaseWSGIServer
    thread: threading.Thread

    @property
    def url(self) -> str:
        """Base URL with the port that was taken."""
        return f"http://{LOOPBACK}:{self.server.port}"

    def stop(self) -> None:
        """End the accept loop and release the port; open requests end with their connections."""
        self.server.shutdown()
        self.thread.join(timeout=5)
        self.server.server_close()


def serve(app: Flask, host: str = LOOPBACK, port: int = 0) -> Running:
    """Serve `app` from a thread. `port=0` takes a free one below 30000. Raises OSError when none is free."""
    server = _bound(app, host, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="sandbox-http", daemon=True)
    thread.start()
    return Running(server, thread)


def bind(app: Flask, host: str, port: int) -> BaseWSGIServer:
    """A threaded server on `port`, not yet serving."""
    server = make_server(host, port, app, threaded=True, request_handler=Handler)
    server.daemon_threads = True  # type: ignore[attr-defined]  # ThreadingMixIn's own attribute
    server.block_on_close = False  # type: ignore[attr-defined]  # a silent "time-out" call must not hold us
    return server


def _bound(app: Flask, host: str, port: int) -> BaseWSGIServer:
    if port:
        return bind(app, host, port)
    for candidate in random.sample(PORTS, 50):
        try:
            return bind(app, host, candidate)
        except (OSError, SystemExit):  # werkzeug exits when a port is taken
            continue
    raise OSError(f"no free port between {PORTS.start} and {PORTS.stop - 1} on {host}")


class Sandbox:
    """A running sandbox with everything a test wants from it. See the top of this file."""

    def __init__(self, carrier: Carrier, running: Running) -> None:
        self.carrier = carrier
        self._running = running

    @classmethod
    def start(cls, data_dir: Path, port: int = 0, *, web_url: str, **settings: Any) -> Sandbox:
        """Start on loopback with test keys unless others are given; `settings` as in `SandboxSettings`."""
        known = {**TEST_KEYS, "callbacks": "manual", **settings}
        carrier = Carrier.open(SandboxSettings(data_dir=Path(data_dir), web_url=web_url, **known))
        running = serve(create_sandbox(carrier.settings, carrier), port=port)
        carrier.own_url = running.url
        return cls(carrier, running)

    @property
    def url(self) -> str:
        """Base URL of both pretend providers and of the page."""
        return self._running.url

    @property
    def settings(self) -> SandboxSettings:
        """What it was started with."""
        return self.carrier.settings

    @property
    def keys(self) -> Keys:
        """The public keys that the app must be given to verify mail webhooks."""
        return self.carrier.keys

    def deliver_callbacks(self) -> list[Posted]:
        """Post everything queued now, due or not, in due order; retries it causes wait for the next call."""
        self.settle()
        posted = self.carrier.courier.deliver_all()
        self.settle()
        return posted

    def text(self, sender: str, body: str, media: tuple[str, ...] = (), to: str | None = None) -> int | None:
        """Text our number from `sender`; the webhook's HTTP status, or None when nobody answered."""
        return text_from_phone(self.carrier, sender, body, media, to or self.settings.twilio_number).status

    def photo(self, sender: str, picture: bytes, body: str = "", suffix: str = ".jpg") -> int | None:
        """Text a picture to our number; otherwise as `text`."""
        return self.text(sender, body, (keep_media(self.carrier, picture, suffix),))

    def reply_mail(
        self, mail_id: int, words: str, sender: str | None = None, attachments: Sequence[Attachment] = ()
    ) -> int | None:
        """Answer mail `mail_id` from its mailbox (or from `sender`); the HTTP status, or None."""
        return reply_to_mail(self.carrier, mail_id, words, sender, attachments).status

    def settle(self) -> None:
        """Wait until everything that goes on beside is done: rings, announcements, calls that left a room."""
        self.carrier.errands.idle()

    def dial(self, phone: str, to: str | None = None, *, attested: bool | str = True) -> str:
        """A phone rings our number; the call's SID. `attested=False`: nobody vouches for the caller's number.

        A text is said as StirVerstat as it is, such as "TN-Validation-Passed-C".
        """
        return self._then(voice.dial(self.carrier, phone, to or self.settings.twilio_number, attested))

    def press(self, sid: str, keys: str) -> None:
        """Press keys in a call: to a question, to end a recording, * in a room. Raises NoSuchCall where none waits."""
        self._then(voice.press(self.carrier, sid, keys))

    def speak(self, sid: str, words: str) -> None:
        """Say something to a call that listens, in a room (the others hear it), or to another phone."""
        self._then(voice.speak(self.carrier, sid, words))

    def silence(self, sid: str) -> None:
        """Time goes by: a question goes unanswered, a ring too, and who waits for a room hears what comes next."""
        self._then(voice.stay_silent(self.carrier, sid))

    def record(self, sid: str, words: str, seconds: int = 4, ended: str | None = None) -> None:
        """Leave a message where the call records one, `ended` by a key (default #), "hangup", or "" for silence."""
        self._then(voice.leave_message(self.carrier, sid, words, seconds, ended))

    def hang_up(self, sid: str) -> None:
        """Hang up, or decline a call that rings (busy)."""
        self._then(voice.hang_up(self.carrier, sid))

    def answer(self, sid: str, by: str = "human") -> None:
        """Pick up a call that rings: `by` "human", "machine" (a voicemail), or as AnsweredBy says it."""
        self._then(voice.answer(self.carrier, sid, by))

    def ringing(self, phone: str) -> str | None:
        """The call that rings at a phone now, or None."""
        self.settle()
        return voice.ringing_call(self.carrier, phone)

    def phone_call(self, sid: str) -> dict[str, Any]:
        """A call as its phone has it: status, lines, heard (their texts), waiting, room, muted: see `call_seen`."""
        self.settle()
        return call_seen(self.carrier, sid)

    def calls(self) -> list[dict[str, Any]]:
        """Every call, oldest first, as `phone_call` gives it."""
        self.settle()
        return calls_seen(self.carrier)

    def rooms(self, state: str | None = None) -> list[dict[str, Any]]:
        """Every conference, oldest first, with who is in it now; only those in `state` when it is given."""
        self.settle()
        return [room for room in rooms_seen(self.carrier) if state in (None, room["state"])]

    def recordings(self) -> list[dict[str, Any]]:
        """Every recording, oldest first: sid, call_sid, conference_sid, source, status, seconds, words."""
        self.settle()
        return recordings_seen(self.carrier)

    def _then(self, call: Session) -> str:
        self.settle()
        return call.sid

    def messages(self) -> list[dict[str, Any]]:
        """Every text, oldest first, as `GET /_messages.json` gives them."""
        return messages_json(self.carrier)

    def mails(self) -> list[dict[str, Any]]:
        """Every mail, oldest first, as `GET /_mails.json` gives them."""
        return mails_json(self.carrier)

    def captured(self) -> list[dict[str, Any]]:
        """Every request to a provider endpoint: method, path (with query), headers, body as text."""
        return [json.loads(line) for line in self.carrier.capture.lines()]

    def stop(self) -> None:
        """Stop serving, posting and waiting; the data stays in its folder."""
        self.carrier.close()
        self._running.stop()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.stop()
