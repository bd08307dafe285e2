"""Replies as mail programs really send them, and the mail that no person wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.wording.replies import is_automatic, strip_reply

SAMPLES = [
    ("gmail en", "Yes, loving it!\n\nOn Tue, Nov 17, 2026 at 10:02 AM Rosa <rosa@team.example> wrote:\n\n> How is it going?\n>\n", "Yes, loving it!"),
    ("gmail wrapped", "Yes\n\nOn Tue, Nov 17, 2026 at 10:02 AM The Tuesday Team <\nr+abcdefghijklmnop@reply.team.example> wrote:\n\n> How is\n> it going?", "Yes"),
    ("gmail es", "Muy bien, gracias\n\nEl mar, 17 nov 2026 a las 10:02, Rosa (<rosa@team.example>) escribió:\n\n> ¿Cómo te va?\n", "Muy bien, gracias"),
    ("gmail de", "Alles gut!\n\nAm Di., 17. Nov. 2026 um 10:02 Uhr schrieb Rosa <\nrosa@team.example>:\n\n> Wie läuft es?\n", "Alles gut!"),
    ("apple mail", "Great, thank you.\r\n\r\nSent from my iPhone\r\n\r\n> On Nov 17, 2026, at 10:02 AM, Rosa <rosa@team.example> wrote:\r\n> \r\n> How is it going?\r\n", "Great, thank you."),
    ("apple es", "Bien\n\nEnviado desde mi iPhone\n\n> El 17 nov 2026, a las 10:02, Rosa <rosa@team.example> escribió:\n> \n> ¿Cómo te va?", "Bien"),
    ("apple de", "Gut\n\nVon meinem iPhone gesendet\n\n> Am 17.11.2026 um 10:02 schrieb Rosa <rosa@team.example>:\n> \n> Wie läuft es?", "Gut"),
    ("outlook desktop", "I am stuck.\n\nFrom: Rosa <rosa@team.example>\nSent: Tuesday, November 17, 2026 10:02 AM\nTo: Amy <amy@home.example>\nSubject: How is it going?\n\nHow is it going?\n", "I am stuck."),
    ("outlook phone", "Yes!\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Rosa <rosa@team.example>\nSent: Tuesday, November 17, 2026 10:02:11 AM\nTo: Amy\nSubject: Hi\n\nHow is it?", "Yes!"),
    ("outlook web", "Sure thing\n________________________________\nFrom: Rosa <rosa@team.example>\nSent: Tuesday, November 17, 2026 10:02 AM\nTo: Amy <amy@home.example>\nSubject: Hi\n\nHow is it?", "Sure thing"),
    ("outlook original", "No\n\n-----Original Message-----\nFrom: Rosa\nSent: Tuesday\n\nHow is it going?", "No"),
    ("outlook de", "Ja, gern.\n\nVon: Rosa <rosa@team.example>\nGesendet: Dienstag, 17. November 2026 10:02\nAn: Amy\nBetreff: Hallo\n\nWie läuft es?", "Ja, gern."),
    ("outlook es", "Claro que sí\n\nDe: Rosa <rosa@team.example>\nEnviado: martes, 17 de noviembre de 2026 10:02\nPara: Amy\nAsunto: Hola\n\n¿Cómo te va?", "Claro que sí"),
    ("android samsung", "On my way\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: Rosa <rosa@team.example>\nDate: 11/17/26 10:02 AM (GMT-06:00)\nSubject: Hi\n\nHow is it?", "On my way"),
    ("android de", "Passt\n\nVon meinem Galaxy gesendet\n\n-------- Ursprüngliche Nachricht --------\nVon: Rosa\nDatum: 17.11.26 10:02\n\nWie?", "Passt"),
    ("yahoo", "I did it!\n\nSent from Yahoo Mail on Android\n\n  On Tue, Nov 17, 2026 at 10:02 AM, Rosa<rosa@team.example> wrote:   How is it going?", "I did it!"),
    ("yahoo desktop", " Yes please\n    On Tuesday, November 17, 2026 at 10:02:11 AM CST, Rosa <rosa@team.example> wrote:  \n \n How is it going?", "Yes please"),
    ("signature", "Count me in.\n\n-- \nAmy Lee\nLee & Sons, Chicago\n(312) 555-0142", "Count me in."),
    ("below the quote", "On Tue, Nov 17, 2026 at 10:02 AM Rosa <rosa@team.example> wrote:\n> How is it going?\n\nVery well!", "Very well!"),
    ("between the quotes", "> How is it going?\nWell\n> Will you call?\nYes", "Well\nYes"),
    ("own words look alike", "On Tuesday I wrote: a song\nIt is about 3 birds", "On Tuesday I wrote: a song\nIt is about 3 birds"),
    ("own From", "From: my heart, thank you\nAmy", "From: my heart, thank you\nAmy"),
    ("two paragraphs", "Hello Rosa,\n\nI sold my first one!\n\n\n\nAmy", "Hello Rosa,\n\nI sold my first one!\n\nAmy"),
    ("nothing but a quote", "> How is it going?", "> How is it going?"),
    ("nothing but a signature", "Sent from my iPhone", "Sent from my iPhone"),
    ("nothing", " \r\n ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "own"), [case[1:] for case in SAMPLES], ids=[case[0] for case in SAMPLES])
def test_only_the_persons_own_words_remain(text: str, own: str) -> None:
    assert strip_reply(text, None) == own


@pytest.mark.parametrize(
    ("html", "own"),
    [
        ('<div dir="ltr">Yes, <b>loving</b> it!</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, Nov 17 '
         "Rosa wrote:<br></div><blockquote>How is it?</blockquote></div>", "Yes, loving it!"),
        ('<html><head><style>p{color:red}</style></head><body><p>I am stuck.</p><div id="appendonsend"></div><hr>'
         '<div id="divRplyFwdMsg"><b>From:</b> Rosa</div></body></html>', "I am stuck."),
        ('<div>Sure</div><div class="yahoo_quoted">On Tuesday Rosa wrote: Hi</div>', "Sure"),
        ("<p>Bed &amp; breakfast<br>for two</p>", "Bed & breakfast\nfor two"),
        ("<blockquote>all of it quoted</blockquote>", "all of it quoted"),
        ("<div>broken <b>markup", "broken markup"),
    ],
)  # fmt: skip
def test_html_is_read_when_there_is_no_plain_part(html: str, own: str) -> None:
    assert strip_reply(" ", html) == own


def test_the_plain_part_is_preferred() -> None:
    assert strip_reply("plain", "<p>html</p>") == "plain"


@given(st.text(max_size=300))
def test_whoever_wrote_something_is_never_left_without_words(text: str) -> None:
    visible = text.replace("\x00", "").replace("\u200b", "").replace("\ufeff", "").strip()
    assert bool(strip_reply(text, None)) == bool(visible)


@pytest.mark.parametrize(
    "pattern",
    [
        "On 1" + "a\n" * 9000,
        "> " * 20000,
        "El 1 " * 5000,
        "_" * 99000,
        "From: a\n" * 9000,
        "a" + " " * 99000 + "b",
        "a" + "\n _" * 40000,
    ],
)
def test_long_odd_mail_is_read_in_no_time(pattern: str) -> None:
    assert strip_reply(pattern, None)


@pytest.mark.parametrize(
    ("headers", "sender", "what"),
    [
        ({}, "amy@home.example", None),
        ({"Auto-Submitted": "no"}, "amy@home.example", None),
        ({"Auto-Submitted": "auto-replied"}, "amy@home.example", "auto-reply"),
        ({"auto-submitted": "auto-replied; owner-email=a@b"}, "", "auto-reply"),
        ({"Auto-Submitted": "auto-generated"}, "shop@home.example", "auto-reply"),
        ({"X-Autoreply": "yes"}, "amy@home.example", "auto-reply"),
        ({"X-AutoRespond": ""}, "amy@home.example", "auto-reply"),
        ({"Precedence": "bulk"}, "news@home.example", "auto-reply"),
        ({"precedence": "Junk"}, "amy@home.example", "auto-reply"),
        ({"Precedence": "first-class"}, "amy@home.example", None),
        ({}, "", "bounce"),
        ({}, "<>", "bounce"),
        ({}, "MAILER-DAEMON@mx.home.example", "bounce"),
        ({"Content-Type": "multipart/report; report-type=delivery-status"}, "x@y.example", "bounce"),
        (
            {"Content-Type": "multipart/report; report-type=disposition-notification"},
            "amy@y.example",
            "auto-reply",
        ),
        ({"X-Failed-Recipients": "amy@home.example"}, "x@y.example", "bounce"),
    ],
)
def test_mail_by_machines_is_known(headers: dict[str, str], sender: str, what: str | None) -> None:
    assert is_automatic(headers, sender) == what


@pytest.mark.parametrize(
    "html",
    [
        "<" * 99000,
        "<div>" * 40000,
        "<blockquote>" * 9000 + "a",
        "&" * 99000,
        "<!--" * 30000,
        "<!x" * 40000,
        "<?" * 60000,
        "</" * 60000,
        "<![" * 40000,
        "<a b='" * 30000,
        "<a " + "id=" * 60000 + ">",
    ],
)
def test_hostile_html_is_read_in_no_time(html: str) -> None:
    assert isinstance(strip_reply("", html), str)
