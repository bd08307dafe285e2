"""A phone texts one of our numbers: Twilio's own answers, the signed webhook, the TwiML that comes back."""

from __future__ import annotations

import json
from mimetypes import guess_type
from urllib.parse import urlencode, urljoin
from xml.etree import ElementTree

from sandbox.carrier import Carrier
from sandbox.clock import machine_ms
from sandbox.courier import Posted
from sandbox.phonebook import remember_phone
from sandbox.store import insert
from sandbox.twilio.account import webhook_address
from sandbox.twilio.media import media_url
from sandbox.twilio.messages import FORM, Wish, accept, is_blocked
from sandbox.twilio.places import geography
from sandbox.twilio.segments import segments
from sandbox.twilio.sids import new_sid
from sandbox.twilio.stops import Word, apply_word

NOBODY = "No webhook address is set on this number: the text was received and nobody was told."


def text_from_phone(carrier: Carrier, phone: str, body: str, media: tuple[str, ...], ours: str) -> Posted:
    """Receive a text, do what Twilio does by itself, tell the app, and show what it answers."""
    remember_phone(carrier, phone)
    sid = _keep(carrier, phone, body, media, ours)
    word, answer = apply_word(carrier, ours, phone, body)
    if answer:
        _show(carrier, ours, phone, answer, ())
    posted = _tell_app(carrier, sid, _fields(carrier, sid, phone, body, media, ours, word), ours)
    if not posted.good or posted.error:
        _note(carrier, sid, _failure(posted))
    return posted


def _keep(carrier: Carrier, phone: str, body: str, media: tuple[str, ...], ours: str) -> str:
    sid = new_sid("MM" if media else "SM")
    community_at, now = carrier.community_at(), machine_ms()
    with carrier.store.write() as connection:
        insert(
            connection, "texts", sid=sid, direction="inbound", sender=phone, recipient=ours, phone=phone, body=body,
            media=json.dumps(media), segments=segments(body), status="received", created_ms=now, updated_ms=now,
            community_at=community_at,
        )  # fmt: skip
    return sid


def _fields(
    carrier: Carrier, sid: str, phone: str, body: str, media: tuple[str, ...], ours: str, word: Word | None
) -> dict[str, str]:
    fields = {
        "ToCountry": "US",
        **geography("From", phone),
        **geography("To", ours),
        "SmsMessageSid": sid,
        "NumMedia": str(len(media)),
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": body,
        "To": ours,
        "NumSegments": str(segments(body)),
        "MessageSid": sid,
        "AccountSid": carrier.settings.account_sid,
        "From": phone,
        "ApiVersion": "2010-04-01",
    }
    for at, url in enumerate(media):
        fields |= {
            f"MediaUrl{at}": media_url(carrier, sid, url),
            f"MediaContentType{at}": guess_type(url)[0] or "image/jpeg",
        }
    if word and carrier.settings.advanced_opt_out:  # plain numbers do not say it
        fields["OptOutType"] = word
    return fields


def _tell_app(carrier: Carrier, sid: str, fields: dict[str, str], ours: str) -> Posted:
    """Post to the number's address; when that fails, to its fallback address with the reason, as Twilio does."""
    url = webhook_address(carrier, ours, "sms_url")
    if not url:
        return Posted("sms", sid, fields["Body"], "", None, NOBODY)
    posted = _post(carrier, sid, fields, ours, url)
    fallback = webhook_address(carrier, ours, "sms_fallback_url")
    if fallback and not posted.good:
        fields |= {"ErrorCode": "11200", "ErrorUrl": url}
        return _post(carrier, sid, fields, ours, fallback)
    return posted


def _post(carrier: Carrier, sid: str, fields: dict[str, str], ours: str, url: str) -> Posted:
    row = {
        "kind": "sms",
        "subject": sid,
        "title": f"text from {fields['From']}",
        "url": url,
        "content_type": FORM,
        "body": urlencode(fields).encode(),
    }
    return carrier.courier.post_now(
        row, lambda answer: _follow(carrier, ours, fields["From"], url, answer.body)
    )


def _follow(carrier: Carrier, ours: str, phone: str, url: str, page: str) -> str:
    """Show the `<Message>` replies of a TwiML page on the phone. Returns what is wrong with it, if anything."""
    try:
        root = ElementTree.fromstring(page) if page.strip() else ElementTree.Element("Response")
    except ElementTree.ParseError as error:
        return f"12100 the answer is not XML: {error}"
    if root.tag != "Response":
        return f"12102 the answer is <{root.tag}>, not <Response>"
    for message in root.iter("Message"):
        media = tuple(urljoin(url, (m.text or "").strip()) for m in message.iter("Media"))
        body = message.findtext("Body") if message.find("Body") is not None else message.text
        to = message.get("to") or phone
        if is_blocked(carrier, ours, to):
            return f"21610 the reply was not delivered: {to} has stopped"
        _show(carrier, ours, to, (body or "").strip(), media)
    return ""


def _show(carrier: Carrier, ours: str, phone: str, body: str, media: tuple[str, ...]) -> None:
    """Put a reply on the phone: Twilio's own to a stop word, or a `<Message>` of the app's."""
    accept(carrier, Wish(ours, phone, None, body, media, ""), "outbound-reply")


def _failure(posted: Posted) -> str:
    if posted.good or not posted.url:
        return posted.error
    what = f"HTTP {posted.status}" if posted.status is not None else posted.error
    return f"11200 the webhook failed: {what}. Twilio does not try again."


def _note(carrier: Carrier, sid: str, note: str) -> None:
    with carrier.store.write() as connection:
        connection.execute("UPDATE texts SET note = ? WHERE sid = ?", (note, sid))
