"""Emails: what a reader sees, what a mail program gets, and what no member's name can do to either."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from engine.wording.email import Email, Footer, check_email, compose_email, text_as_email
from engine.wording.merge import MergeError, compile_words

FOOTER = Footer(
    "The Tuesday Team",
    "You joined The Tuesday Team.",
    "12 Elm St, Chicago, IL 60601",
    "https://k.example/u/tok",
)
FIELDS: dict[str, Any] = {
    "first_name": "Amy",
    "member": {"site": "https://amy.example"},
    "recording": {"link": "https://k.example/l/abc"},
    "week": {"praises": ["Bob sold one", "Cy called"], "recordings": []},
}


def composed(body: str, fields: dict[str, Any] | None = None, subject: str = "Hi {{ first_name }}") -> Email:
    subject_words = compile_words(subject, "letter.md") if subject else None
    words = compile_words(body, "letter.md", 5)
    return compose_email(
        words, subject_words, None, {**FIELDS, **(fields or {})}, footer=FOOTER, title="A letter"
    )


def body_of(email: Email) -> str:
    """The words' own HTML, without the shell and without inlined styles."""
    inner = email.html.partition('<div class="body">')[2].partition("</div>\n</td>")[0]
    return re.sub(r' style="[^"]*"', "", inner)


@pytest.mark.parametrize(
    ("source", "html", "text"),
    [
        ("# Hi {{ first_name }}", "<h1>Hi Amy</h1>", "Hi Amy"),
        ("**now** and *then*", "<p><strong>now</strong> and <em>then</em></p>", "now and then"),
        ("With love,\nRosa", "<p>With love,<br>\nRosa</p>", "With love,\nRosa"),
        ("[Listen]({{ recording.link }})", '<p><a href="https://k.example/l/abc">Listen</a></p>', "Listen (https://k.example/l/abc)"),
        ("Go to {{ recording.link }}.", '<p>Go to <a href="https://k.example/l/abc">https://k.example/l/abc</a>.</p>', "Go to https://k.example/l/abc."),
        ("See https://x.example/a?b=1&c=2", '<p>See <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a></p>', "See https://x.example/a?b=1&c=2"),
        ("[q](https://x.example/?n={{ first_name }})", '<p><a href="https://x.example/?n=Amy">q</a></p>', "q (https://x.example/?n=Amy)"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>', "3. a\n4. b"),
        ("> quoted", "<blockquote>\n<p>quoted</p>\n</blockquote>", "> quoted"),
        ("{% raw %}{{ first_name }}{% endraw %} {50%}", "<p>{{ first_name }} {50%}</p>", "{{ first_name }} {50%}"),
        ("{% if member.site %}\nYes\n{% else %}\nNo\n{% endif %}", "<p>Yes</p>", "Yes"),
    ],
)  # fmt: skip
def test_markdown_as_html_and_as_text(source: str, html: str, text: str) -> None:
    email = composed(source)
    assert re.sub(r"\n+", "\n", body_of(email)).strip() == html
    assert email.text.partition("\n\n-- \n")[0] == text


def test_a_list_of_many_is_one_list() -> None:
    email = composed("This week:\n\n{% for p in week.praises %}\n- {{ p }}\n{% endfor %}\n\nBye")
    assert body_of(email).count("<ul>") == 1
    assert body_of(email).count("<li>") == 2
    assert email.text.startswith("This week:\n\n- Bob sold one\n- Cy called\n\nBye")


def test_the_page_around_the_words() -> None:
    email = composed("Hello")
    assert 'name="viewport"' in email.html
    assert "prefers-color-scheme: dark" in email.html
    assert "12 Elm St, Chicago, IL 60601" in email.html
    assert '<a href="https://k.example/u/tok"' in email.html
    assert "http" not in re.sub(r"https://k\.example/\S+", "", email.html)  # nothing is fetched from anywhere
    assert email.text.endswith(
        "-- \nYou joined The Tuesday Team.\nThe Tuesday Team, 12 Elm St, Chicago, IL 60601\nUnsubscribe: https://k.example/u/tok\n"
    )


def test_preheader_language_and_a_letter_without_a_way_out() -> None:
    words = compile_words("Hola", "letter.md")
    preheader = compile_words("Para {{ first_name }}", "letter.md")
    footer = Footer("Team", "Eres parte.", "Calle 1", "", "es")
    email = compose_email(words, None, preheader, FIELDS, footer=footer, title="Una carta")
    assert email.subject == "Una carta"
    assert ">Para Amy</div>" in email.html
    assert 'lang="es"' in email.html
    assert "<a " not in email.html
    assert "Unsubscribe" not in email.html + email.text


EVIL = [
    "<script>alert(1)</script>", "[x](https://evil.example)", "https://evil.example/now", "<https://evil.example>", "![x](https://evil.example/p.png)",
    '"><img src=x onerror=alert(1)>', "<a href='javascript:alert(1)'>x</a>", "{{ 7*7 }}", "{% if %}", "<!--WORDS-->", "kw0z", "ks1z", "# Big", "**b**", "a\n\n# b", "&lt;b&gt;",
]  # fmt: skip


@pytest.mark.parametrize("name", EVIL)
@pytest.mark.parametrize(
    "source", ["Hi {{ first_name }}!", "# {{ first_name }}", "- {{ first_name }}", "**{{ first_name }}**"]
)
def test_a_name_is_only_ever_text(name: str, source: str) -> None:
    evil, harmless = composed(source, {"first_name": name}), composed(source)
    tags = r"<[a-zA-Z/!][^>]*>"
    assert re.findall(tags, evil.html) == re.findall(tags, harmless.html)
    assert str(escape(name)) in body_of(evil)


@given(
    st.text(max_size=80).filter(lambda text: not text or re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text) != "")
)
def test_any_name_leaves_the_markup_as_it_was(name: str) -> None:
    email = composed(
        "Hi {{ first_name or 'x' }}, see [this](https://x.example/?q={{ first_name or 'x' }})",
        {"first_name": name},
        "",
    )
    assert body_of(email).count("<") == 4
    assert re.search(r'href="https://x\.example/\?q=[A-Za-z0-9%_.~-]*"', email.html)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "https://a b",
        'https://x"onclick="x',
    ],
)
def test_a_field_as_a_link_must_be_a_harmless_address(address: str) -> None:
    email = composed("[my site]({{ member.site }})", {"member": {"site": address}})
    assert '<a href="#"' in body_of(email) or '<a href="#">' in body_of(email)
    assert "onclick" not in email.html


@pytest.mark.parametrize(
    "source",
    [
        "<script>x</script>",
        "[x](javascript:alert(1))",
        "<a href='javascript:x'>y</a>",
        "[x](vbscript:x)",
        "<javascript:x>",
        "![x](javascript:x)",
    ],
)
def test_a_manager_cannot_slip_in_scripts_either(source: str) -> None:
    body = body_of(composed(source))
    assert "<script" not in body
    assert not re.search(r'(?:href|src)="\s*(?:java|vb)script', body)


@pytest.mark.parametrize(
    "name",
    ["Amy\r\nBcc: all@evil.example", "Amy\nX: y", "Amy\x00", "Amy\u2028X: y", "Amy\x85X: y", "Amy\x0bX"],
)
def test_a_subject_is_one_line(name: str) -> None:
    subject = composed("x", {"first_name": name}).subject
    assert subject.splitlines() == [subject]
    assert subject.startswith("Hi Amy")
    assert text_as_email("x", f"A {name}", footer=FOOTER).subject.isprintable()


def test_a_missing_name_is_reported_with_the_files_own_line() -> None:
    with pytest.raises(MergeError) as caught:
        composed("# Hello\n\n{% if first_name %}\n- {{ frist_name }}\n{% endif %}")
    assert (caught.value.line, caught.value.guess) == (8, "first_name")


def test_a_text_as_an_email() -> None:
    email = text_as_email(
        "Hi Amy,\nsee https://k.example/l/abc.\n\n*Rosa* <3 # you [x](y)\n",
        "Finished first week",
        footer=FOOTER,
    )
    assert email.subject == "Finished first week"
    assert email.text.startswith("Hi Amy,\nsee https://k.example/l/abc.\n\n*Rosa* <3 # you [x](y)\n\n-- \n")
    assert body_of(email).strip() == (
        '<p>Hi Amy,<br>\nsee <a href="https://k.example/l/abc">https://k.example/l/abc</a>.</p>\n<p>*Rosa* &lt;3 # you [x](y)</p>'
    )


def test_nothing_known_about_the_sender_is_no_reason_to_fail() -> None:
    empty = Footer("", "", "", "")
    email = text_as_email("Hello", "", footer=empty)
    assert (email.subject, email.text) == ("", "Hello\n\n-- \n")
    assert (
        "Hello" in compose_email(compile_words("Hello", "a.md"), None, None, {}, footer=empty, title="").html
    )


def test_a_tag_that_markdown_loses_is_an_error_for_its_manager() -> None:
    words = compile_words("{% if first_name %}\n\n[x]: /{%endif%}\n", "letter.md", 4)
    with pytest.raises(MergeError, match="line of its own"):
        check_email(words)


PIECES = [
    "{{ first_name }}", "{% if first_name %}", "{% endif %}", "{% else %}", "{{ recording.link }}", "{% for p in week.praises %}{{ p }}", "{% endfor %}",
    "\n", "\n\n", "- ", "1. ", "# ", "> ", "*", "**", "_", "`", "```", "[", "](", ")", "]: ", "<", ">", "!", "&amp;", "\\", "{", "}", "%}", "{#", "|", "    ", "word", "https://x.example/",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_a_manager_types_is_an_email_or_an_error_for_them(source: str) -> None:
    try:
        email = composed(source)
    except MergeError:
        return
    assert "kw0z" not in email.html + email.text
    assert "<script" not in email.html
