"""Asking the app for the next document of a call, with Twilio's signature, checks and fallback."""

from __future__ import annotations

from urllib.parse import urlencode
from xml.sax.saxutils import escape

from sandbox.carrier import Carrier
from sandbox.courier import Posted, Reader
from sandbox.posting import Answer
from sandbox.twilio.account import webhook_address
from sandbox.twilio.messages import FORM
from sandbox.twilio.reports import call_fields
from sandbox.twilio.session import Session, save, still_ours
from sandbox.twilio.twiml import Problem, problems

XML = ("text/xml", "application/xml", "text/html", "")
UNREACHABLE, BAD_CONTENT = 11200, 12300
APOLOGY = "We are sorry, an application error has occurred. Goodbye."


class NoDocument(Exception):
    """The app gave nothing that can be run; the argument is the Problem."""

    @property
    def problem(self) -> Problem:
        """What was wrong."""
        found: Problem = self.args[0]
        return found


def fetch(carrier: Carrier, call: Session, url: str, extra: dict[str, str], method: str = "POST") -> None:
    """Load the next document from `url`, or from the fallback address when that fails.

    Raises NoDocument when neither gives one, Overtaken when the call went on without us meanwhile.
    """
    save(carrier, call)
    fields = {**call_fields(carrier, call), **extra}
    try:
        page = document(carrier, call, url, fields, method=method)
    except NoDocument as failed:
        fallback = fallback_of(carrier, call)
        if not fallback:
            raise
        fields |= {"ErrorCode": str(failed.problem.code), "ErrorUrl": url}
        call.say("note", f"{failed.problem}; asking the fallback address")
        url, page = fallback, document(carrier, call, fallback, fields)
    still_ours(carrier, call)
    call.load(page, url)


def fallback_of(carrier: Carrier, call: Session) -> str:
    """Where Twilio turns when a document of this call cannot be had."""
    if call.direction == "inbound":
        return webhook_address(carrier, call.recipient, "voice_fallback_url")
    return call.fallback_url


def document(
    carrier: Carrier, call: Session, url: str, fields: dict[str, str], *, method: str = "POST", waiting: bool = False
) -> str:  # fmt: skip
    """A checked document from `url`; a sound that is answered is one that plays it. Raises NoDocument."""
    found: list[Problem] = []

    def read(answer: Answer) -> str:
        found.extend(_wrong(answer, waiting))
        return "; ".join(map(str, found))

    posted = ask(carrier, call, url, fields, read, method)
    if not posted.good:
        what = f"HTTP {posted.status}" if posted.status is not None else posted.error
        raise NoDocument(Problem(UNREACHABLE, f"the address {url} failed: {what}"))
    if found:
        raise NoDocument(found[0])
    return _played(url) if posted.content_type.startswith("audio/") else posted.page or "<Response/>"


def ask(
    carrier: Carrier, call: Session, url: str, fields: dict[str, str], read: Reader, method: str = "POST"
) -> Posted:
    """Post a form about a call and wait for the answer; `read` says for the log what is wrong with it."""
    row = {
        "kind": "call", "subject": call.sid, "title": f"call {call.phone}", "url": url, "content_type": FORM,
        "body": urlencode(fields).encode(),
    }  # fmt: skip
    return carrier.courier.post_now(row, read, method)


def _wrong(answer: Answer, waiting: bool) -> list[Problem]:
    if answer.status == 204 or answer.content_type.startswith("audio/"):
        return []
    if answer.content_type not in XML:
        return [
            Problem(BAD_CONTENT, f"the answer is {answer.content_type}, which is neither XML nor a sound")
        ]
    return problems(answer.body, waiting=waiting)


def _played(url: str) -> str:
    return f"<Response><Play>{escape(url)}</Play></Response>"
