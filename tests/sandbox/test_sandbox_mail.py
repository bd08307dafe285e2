"""mail/send through the real client, the signed events that follow, and replies as Inbound Parse posts them."""

from __future__ import annotations

import json
from email.utils import parseaddr
from typing import Any

import pytest
import requests
from python_http_client.exceptions import BadRequestsError, HTTPError, UnauthorizedError
from sendgrid import SendGridAPIClient

from sandbox.sendgrid.inbound import Attachment, Letter, deliver_letter
from sandbox.server import Sandbox
from tests.sandbox.receiving import Web, mail_to

ANA = "ana@mail.localhost"


def test_each_person_gets_a_mail_of_their_own(sendgrid: SendGridAPIClient, sandbox: Sandbox) -> None:
    headers = {"List-Unsubscribe": "<https://x.example/u>"}
    answer = sendgrid.client.mail.send.post(request_body=mail_to(ANA, "ben@mail.localhost", headers=headers))
    assert answer.status_code == 202
    mails = sandbox.mails()
    assert [mail["mailbox"] for mail in mails] == [ANA, "ben@mail.localhost"]
    assert {mail["x_message_id"] for mail in mails} == {answer.headers["X-Message-Id"]}
    assert mails[0]["headers"]["List-Unsubscribe"] == "<https://x.example/u>"
    assert len({mail["headers"]["Message-ID"] for mail in mails}) == 2


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"personalizations": []}, "personalizations"),
    ({"personalizations": [{"to": [{"email": "nobody"}]}]}, "personalizations.0.to.email"),
    ({"personalizations": [{"to": [{"email": ANA}, {"email": ANA.upper()}]}]}, "personalizations.0"),
    (
        {"personalizations": [{"to": [{"email": ANA}], "custom_args": {"n": 1}}]},
        "personalizations.0.custom_args",
    ),
    ({"from": None}, "from.email"),
    ({"from": {"email": "rosa@kindling.example", "name": "Diaz; Rosa"}}, "from.name"),
    ({"subject": ""}, "subject"),
    ({"content": []}, "content"),
    ({"content": [{"type": "text/html", "value": "x"}, {"type": "text/plain", "value": "x"}]}, "content"),
    ({"content": [{"type": "text/plain", "value": ""}]}, "content.0.value"),
    ({"headers": {"Reply-To": "x@y.example"}}, "headers.Reply-To"),
    ({"attachments": [{"content": "not base64!", "filename": "a"}]}, "attachments.0.content"),
    ({"categories": ["c"] * 11}, "categories"),
]


@pytest.mark.parametrize(("change", "field"), WRONG)
def test_what_sendgrid_refuses_is_refused(
    sendgrid: SendGridAPIClient, sandbox: Sandbox, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadRequestsError) as refused:
        sendgrid.client.mail.send.post(request_body={**mail_to(ANA), **change})
    assert field in [error["field"] for error in json.loads(refused.value.body)["errors"]]
    assert sandbox.mails() == []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b'{"personalizations": ["x"]}', b'{"personalizations": [{"to": "x"}]}', b'{"content": 7}',
     b'{"personalizations": [{"to": [7]}]}', b'{"headers": [1]}', b'{"categories": [1]}', b"{", b"\xff"],
)  # fmt: skip
def test_nonsense_is_refused_too(sandbox: Sandbox, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {sandbox.settings.sendgrid_key}", "Content-Type": "application/json"}
    answer = requests.post(f"{sandbox.url}/v3/mail/send", data=body, headers=headers, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_a_wrong_key_is_refused(sandbox: Sandbox) -> None:
    client = SendGridAPIClient("SG.wrong", host=sandbox.url)
    with pytest.raises(UnauthorizedError):
        client.client.mail.send.post(request_body=mail_to(ANA))


@pytest.mark.parametrize(("name", "taken"), [("429", 0), ("500", 1), ("503", 0)])
def test_a_bad_answer_comes_once(
    sendgrid: SendGridAPIClient, sandbox: Sandbox, name: str, taken: int
) -> None:
    mail = mail_to(f"ana+{name}@magic.example")
    with pytest.raises(HTTPError) as refused:
        sendgrid.client.mail.send.post(request_body=mail)
    assert refused.value.status_code == int(name)
    assert len(sandbox.mails()) == taken
    assert sendgrid.client.mail.send.post(request_body=mail).status_code == 202


@pytest.mark.parametrize(
    ("name", "events"),
    [
        ("ana", ["processed", "delivered"]),
        ("bounce", ["processed", "bounce"]),
        ("blocked", ["processed", "bounce"]),
        ("late-bounce", ["processed", "delivered", "bounce"]),
        ("dropped", ["dropped"]),
        ("slow", ["processed", "deferred", "deferred", "delivered"]),
        ("spam", ["processed", "delivered", "spamreport"]),
    ],
)
def test_events_tell_what_became_of_a_mail(
    sendgrid: SendGridAPIClient, sandbox: Sandbox, web: Web, name: str, events: list[str]
) -> None:
    mail = mail_to(f"{name}@magic.example", custom_args={"kindling_delivery": "d7"})
    answer = sendgrid.client.mail.send.post(request_body=mail)
    sandbox.deliver_callbacks()
    told = [event for post in web.at("/sendgrid/events") for event in post]
    assert [event["event"] for event in told] == events
    assert {event["kindling_delivery"] for event in told} == {"d7"}
    assert len({event["sg_event_id"] for event in told}) == len(events)
    prefix = answer.headers["X-Message-Id"]
    late = [event for event in told if not event.get("sg_message_id", "").startswith(prefix)]
    assert len(late) == (name == "late-bounce")


def test_events_are_told_again_until_they_are_taken(
    sendgrid: SendGridAPIClient, sandbox: Sandbox, web: Web
) -> None:
    sendgrid.client.mail.send.post(request_body=mail_to("dropped@magic.example"))
    web.answers["/sendgrid/events"] = ("", 500)
    assert [posted.status for posted in sandbox.deliver_callbacks()] == [500]
    web.answers.clear()
    assert [posted.status for posted in sandbox.deliver_callbacks()] == [200]
    first, second = web.at("/sendgrid/events")
    assert first == second


def test_a_reply_is_threaded_and_quotes_below(
    sendgrid: SendGridAPIClient, sandbox: Sandbox, web: Web
) -> None:
    sendgrid.client.mail.send.post(request_body=mail_to(ANA))
    [mail] = sandbox.mails()
    assert sandbox.reply_mail(mail["id"], "I will be there.") == 200
    [post] = web.at("/sendgrid/inbound")
    assert json.loads(post["envelope"]) == {"to": ["r+k3y@reply.localhost"], "from": ANA}
    assert post["subject"] == "Re: Tuesday's call"
    assert post["text"].startswith("I will be there.\n\nOn ")
    assert "\n> until Tuesday.\n" in post["text"]
    assert f"In-Reply-To: {mail['headers']['Message-ID']}" in post["headers"].replace("\n ", " ")
    assert parseaddr(post["from"])[1] == ANA


def test_a_letter_keeps_its_charset_and_files(sandbox: Sandbox, web: Web) -> None:
    files = [Attachment("a.txt", "text/plain", b"file"), Attachment("b.bin", "application/x-b", b"\0\1")]
    letter = Letter(ANA, "Ána", "hello@reply.localhost", "Grüße", "Schöne Grüße", attachments=files)
    deliver_letter(sandbox.carrier, letter)
    [post] = web.at("/sendgrid/inbound")
    assert (post["attachments"], post["attachment1"], post["attachment2"]) == ("2", b"file", b"\0\1")
    assert json.loads(post["attachment-info"])["attachment2"]["filename"] == "b.bin"
    assert json.loads(post["charsets"])["text"] == "UTF-8"


@pytest.mark.parametrize(("status", "again"), [(503, 1), (404, 0), (302, 0)])
def test_a_mail_is_tried_again_only_after_our_own_fault(
    sandbox: Sandbox, web: Web, status: int, again: int
) -> None:
    web.answers["/sendgrid/inbound"] = ("", status)
    letter = Letter(ANA, "Ana", "hello@reply.localhost", "Hi", "Hello")
    assert deliver_letter(sandbox.carrier, letter).status == status
    assert len(sandbox.deliver_callbacks()) == again


def test_the_one_click_is_the_post_that_mail_programs_make(
    sendgrid: SendGridAPIClient, sandbox: Sandbox, web: Web, browser: requests.Session
) -> None:
    headers = {
        "List-Unsubscribe": f"<{web.url}/u/t0k3n>, <mailto:u@reply.localhost>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    sendgrid.client.mail.send.post(request_body=mail_to(ANA, headers=headers))
    sendgrid.client.mail.send.post(request_body=mail_to(ANA))
    said = [browser.post(f"{sandbox.url}/act/unsubscribe", data={"mail": n}) for n in (1, 2, 99)]
    assert [answer.status_code for answer in said] == [200, 400, 400]
    assert web.at("/u/t0k3n") == [{"List-Unsubscribe": "One-Click"}]
