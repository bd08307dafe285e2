"""What a visitor does on the page: text, call, reply, unsubscribe, add a phone, move time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.datastructures import FileStorage

from sandbox.carrier import Carrier
from sandbox.clock import next_weekday_at
from sandbox.courier import Posted
from sandbox.pages.views import unsubscribe_link
from sandbox.phonebook import BadEntry, add_mailbox, add_phone, remove_entry
from sandbox.sendgrid.inbound import Attachment, Letter, deliver_letter, reply_to_mail
from sandbox.sendgrid.mailbox import NoSuchMail, mail_by_id
from sandbox.twilio import voice
from sandbox.twilio.inbound import text_from_phone
from sandbox.twilio.media import SUFFIXES, keep_media
from sandbox.twilio.messages import FORM
from sandbox.twilio.ringing import let_time_pass
from sandbox.twilio.session import NoSuchCall

Act = Callable[[Carrier], str]
TUESDAY, EVENING = 1, 19
LONGEST_NUMBER = 9


class CannotDo(ValueError):
    """What was asked for cannot be done now; the text says why in plain words."""


def acts_blueprint(carrier: Carrier) -> Blueprint:
    """POST doors under /act/. With `Accept: application/json` they answer JSON, else they lead back."""
    doors = Blueprint("acts", __name__)

    @doors.before_request
    def same_origin() -> Response | None:
        """Another site open in the same browser must not text in a member's name."""
        origin = request.headers.get("Origin")
        if origin and origin != "null" and urlsplit(origin).netloc != request.host:
            return Response("This page takes orders only from itself.", status=403, mimetype="text/plain")
        return None

    @doors.post("/act/<name>")
    def act(name: str) -> Response:
        wanted = ACTS.get(name)
        if wanted is None:
            return Response(f"There is nothing called {name} to do here.", status=404, mimetype="text/plain")
        try:
            said, status = wanted(carrier), 200
        except (BadEntry, CannotDo, NoSuchCall, NoSuchMail) as error:
            said, status = str(error), 400
        return _answer(said, status)

    return doors


def _answer(said: str, status: int) -> Response:
    if "application/json" in request.headers.get("Accept", ""):
        answer = jsonify(said=said, ok=status == 200)
        answer.status_code = status
        return answer
    if status == 200:
        return redirect("/", 303)  # type: ignore[return-value]  # werkzeug's Response, which Flask serves
    return Response(said, status=status, mimetype="text/plain")


def _field(name: str) -> str:
    return request.form.get(name, "")


def _number(name: str) -> int:
    typed = _field(name)
    if not typed.isdecimal() or len(typed) > LONGEST_NUMBER:
        raise CannotDo(f"“{typed}” is not a number that {name} can be.")
    return int(typed)


def _text(carrier: Carrier) -> str:
    body, media = _field("body"), _saved(carrier, request.files.get("picture"))
    if not body.strip() and not media:
        raise CannotDo("Type something first.")
    posted = text_from_phone(carrier, add_or_keep(carrier), body, media, carrier.settings.twilio_number)
    return _outcome(posted, "The text")


def add_or_keep(carrier: Carrier) -> str:
    """The phone a form names; the name it has in the book stays."""
    row = carrier.store.row("SELECT name FROM phones WHERE number = ?", _field("phone"))
    return add_phone(carrier, _field("phone"), row["name"] if row else "")


def _saved(carrier: Carrier, picture: FileStorage | None) -> tuple[str, ...]:
    """Keep an attached picture or sound and return its address, as Twilio keeps and serves media."""
    if picture is None or not picture.filename:
        return ()
    suffix = Path(picture.filename).suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotDo(f"A phone sends pictures and sounds ({', '.join(SUFFIXES)}), not {suffix or 'that'}.")
    return (keep_media(carrier, picture.read(), suffix),)


def _attached() -> tuple[Attachment, ...]:
    """What a mail brings along; a mail may carry any file."""
    file = request.files.get("picture")
    if file is None or not file.filename:
        return ()
    return (Attachment(file.filename, file.mimetype or "application/octet-stream", file.read()),)


def _outcome(posted: Posted, what: str) -> str:
    if posted.good and not posted.error:
        return ""
    if posted.status is None:
        return f"{what} was received here, but the community's web process did not answer. Is it running?"
    return f"{what} was received here; the web process answered {posted.status}. {posted.error}".strip()


def _phone(carrier: Carrier) -> str:
    add_phone(carrier, _field("number"), _field("name"))
    return ""


def _mailbox(carrier: Carrier) -> str:
    add_mailbox(carrier, _field("address"), _field("name"))
    return ""


def _remove(carrier: Carrier) -> str:
    remove_entry(carrier, _field("entry"))
    return ""


def _call(carrier: Carrier) -> str:
    voice.dial(carrier, add_or_keep(carrier), carrier.settings.twilio_number)
    return ""


def _on_call(what: Callable[[Carrier], object]) -> Act:
    def act(carrier: Carrier) -> str:
        what(carrier)
        return ""

    return act


def _reply(carrier: Carrier) -> str:
    attached = _attached()
    if not _field("text").strip() and not attached:
        raise CannotDo("Write something first.")
    words = _field("text").replace("\r\n", "\n")
    posted = reply_to_mail(carrier, _number("mail"), words, attachments=attached)
    return _outcome(posted, "The reply")


def _write(carrier: Carrier) -> str:
    to = _field("to").strip() or f"hello@{carrier.settings.reply_domain}"
    attached = _attached()
    if not _field("text").strip() and not attached:
        raise CannotDo("Write something first.")
    row = carrier.store.row("SELECT name FROM mailboxes WHERE address = ?", _field("mailbox"))
    words = _field("text").replace("\r\n", "\n")
    name = row["name"] if row else ""
    letter = Letter(_field("mailbox"), name, to, _field("subject"), words, attachments=attached)
    return _outcome(deliver_letter(carrier, letter), "The mail")


def _unsubscribe(carrier: Carrier) -> str:
    """The POST that Gmail makes for its Unsubscribe button (RFC 8058)."""
    mail = mail_by_id(carrier, _number("mail"))
    link = unsubscribe_link(mail["headers"])
    if not link:
        raise CannotDo("This mail has no one-click unsubscribe.")
    row = {
        "kind": "unsubscribe", "subject": f"mail {mail['id']}", "title": f"unsubscribe {mail['mailbox']}", "url": link,
        "content_type": FORM, "body": b"List-Unsubscribe=One-Click",
    }  # fmt: skip
    posted = carrier.courier.post_now(row)
    return _outcome(posted, "Your click") or "Unsubscribed."


def _time(carrier: Carrier) -> str:
    if _field("to") == "tuesday":
        now = carrier.clock.read()
        wanted = next_weekday_at(now.now, now.timezone, TUESDAY, EVENING)
        status, said = carrier.clock.move(to=wanted.isoformat())
    else:
        status, said = carrier.clock.move(by_seconds=_number("by_seconds"))
    if status is None:
        raise CannotDo("The community's web process did not answer, so its clock stays. Is it running?")
    if status >= 400:
        raise CannotDo(str(said.get("error") or said.get("detail") or f"The clock answered {status}."))
    let_time_pass(carrier)
    return ""


ACTS: dict[str, Act] = {
    "text": _text,
    "phone": _phone,
    "mailbox": _mailbox,
    "remove": _remove,
    "call": _call,
    "answer": _on_call(lambda c: voice.answer(c, _field("call"))),
    "voicemail": _on_call(lambda c: voice.answer(c, _field("call"), by="machine")),
    "press": _on_call(lambda c: voice.press(c, _field("call"), _field("digits"))),
    "speak": _on_call(lambda c: voice.speak(c, _field("call"), _field("words"))),
    "wait": _on_call(lambda c: voice.stay_silent(c, _field("call"))),
    "hangup": _on_call(lambda c: voice.hang_up(c, _field("call"))),
    "reply": _reply,
    "write": _write,
    "unsubscribe": _unsubscribe,
    "time": _time,
}
