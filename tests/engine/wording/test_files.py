"""Message files: names, front matter, and errors with the line they are on."""

from __future__ import annotations

import pytest

from engine.wording.files import WordingError, message_name, read_message


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("welcome.txt", ("welcome", None, "text")),
        ("messages/welcome.md", ("welcome", None, "email")),
        ("messages/answers/what-time.es.txt", ("what-time", "es", "text")),
        ("welcome.pt-br.md", ("welcome", "pt-br", "email")),
    ],
)
def test_names(path: str, found: tuple[str, str | None, str]) -> None:
    assert message_name(path) == found


@pytest.mark.parametrize(
    ("path", "guess"),
    [("Welcome Back.txt", "welcome-back.txt"), ("welcome_back.es.md", "welcome-back.es.md"), ("a.spanish.txt", None), ("a.doc", None), (".txt", None)],
)  # fmt: skip
def test_names_that_are_none(path: str, guess: str | None) -> None:
    with pytest.raises(WordingError) as caught:
        message_name(path)
    assert caught.value.guess == guess


def test_an_email() -> None:
    message = read_message(
        "---\nsubject: {{ first_name }}: one more thing #1\npreheader: 'Short'\n---\n\n# Hello\n\nRosa\n",
        "a.md",
    )
    assert message.kind == "email"
    assert message.meta == {"subject": "{{ first_name }}: one more thing #1", "preheader": "Short"}
    assert (message.body, message.body_line, message.meta_lines["preheader"]) == ("# Hello\n\nRosa", 6, 3)


def test_a_text_is_its_words() -> None:
    message = read_message("\ufeffHi {{ first_name }}!\r\nBye\r\n\r\n", "a.txt")
    assert (message.kind, message.body, message.body_line, message.asked) == (
        "text",
        "Hi {{ first_name }}!\nBye",
        1,
        (),
    )


@pytest.mark.parametrize(
    "front", ["asked:\n  - what time is the call\n- when: is it", "asked: what time is the call, when: is it", "asked: [what time is the call, when: is it]"]
)  # fmt: skip
def test_an_answer_lists_its_questions(front: str) -> None:
    message = read_message(f"---\n{front}\n---\nAt 7.", "answers/time.txt")
    assert message.asked == ("what time is the call", "when: is it")
    assert message.body == "At 7."


@pytest.mark.parametrize(
    ("file", "text", "line", "words", "guess"),
    [
        ("a.md", "Hello", 1, "needs a subject", None),
        ("a.md", "---\npreheader: x\n---\nHello", 1, "needs a subject", None),
        ("a.md", "---\nsubject:\n---\nHello", 2, "needs a subject", None),
        ("a.md", "---\nsubject: x\nHello", 1, "never closed", None),
        ("a.md", "---\npreheader: x\nsubjekt: y\n---\nHello", 3, '"subjekt" is not known', "subject"),
        ("a.md", "---\nsubject Hello there\n---\nHello", 2, "Front matter is lines", "subject: Hello there"),
        ("a.md", "---\nsubject: a\nsubject: b\n---\nHello", 3, "said twice", None),
        ("a.md", "---\nsubject: “Hi”\n---\nHello", 2, "Curly quotes", "Hi"),
        ("a.md", "---\nsubject: a\n---\n\n", 5, "no words", None),
        ("a.txt", "", 1, "no words", None),
        ("a.txt", "---\nsubject: a\n---\nHello", 2, "not known in a text", None),
        ("a.txt", "---\nasked:\n---\nHello", 2, "List some ways", None),
    ],
)
def test_errors_say_where_and_what(file: str, text: str, line: int, words: str, guess: str | None) -> None:
    with pytest.raises(WordingError, match=words) as caught:
        read_message(text, file)
    assert (caught.value.line, caught.value.guess) == (line, guess)
    assert str(caught.value).startswith(f"{file}:{line}: ")
