"""Members' questions against six answers: the right one, or none at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import best_answer

ANSWERS = {
    "when-is-the-call": [
        "when is the call",
        "what time is the call",
        "what day is the call",
        "cuándo es la llamada",
    ],
    "how-to-join": [
        "how do I join the call",
        "what number do I call",
        "how do I dial in",
        "what is the dial in number",
    ],
    "recordings": [
        "where are the recordings",
        "how do I listen to the recording",
        "is the call recorded",
        "I missed the call, can I hear it",
    ],
    "ordering": ["how do I order", "where can I buy the products", "how do I place an order"],
    "returns": ["how do I return a product", "can I get a refund", "what is your return policy"],
    "cost": ["how much does it cost to be a member", "what is the membership fee", "is membership free"],
    "bring-a-friend": ["can I bring a friend", "how do I invite someone", "can my friend join the call"],
}

RIGHT = [
    ("When is the call?", "when-is-the-call"),
    ("what time's the call", "when-is-the-call"),
    ("what time is the call again??", "when-is-the-call"),
    ("hi! when is the next call please", "when-is-the-call"),
    ("When does the call start", None),
    ("WHEN IS THE MEETING", "when-is-the-call"),
    ("¿Cuándo es la llamada?", "when-is-the-call"),
    ("what day is the call", "when-is-the-call"),
    ("How do I join the call?", "how-to-join"),
    ("how can i join the call", "how-to-join"),
    ("What's the dial-in number?", "how-to-join"),
    ("how do i dial in", "how-to-join"),
    ("what number do I call", "how-to-join"),
    ("Where are the recordings", "recordings"),
    ("where can I find the recordings?", "recordings"),
    ("Is the call recorded?", "recordings"),
    ("how do I listen to the recording?", "recordings"),
    ("how do I listen to the recordng?", "recordings"),
    ("How can I hear the replay", "recordings"),
    ("I missed the call, can I hear it?", "recordings"),
    ("How do I order?", "ordering"),
    ("how do I place an order", "ordering"),
    ("where can I buy the products?", "ordering"),
    ("Where do I buy products", "ordering"),
    ("How do I return a product", "returns"),
    ("can I get a refund?", "returns"),
    ("Could I get a refund please", "returns"),
    ("what's your return policy", "returns"),
    ("How much does it cost to be a member?", "cost"),
    ("what is the membership fee?", "cost"),
    ("is membership free", "cost"),
    ("Can I bring a friend?", "bring-a-friend"),
    ("can i bring a friend to this", "bring-a-friend"),
    ("how do i invite someone", "bring-a-friend"),
    ("Can my friend join the call?", "bring-a-friend"),
]

NONE = [
    "",
    "?",
    "the call",
    "call",
    "The call was great!",
    "who is on the call",
    "where is the call",
    "why is the call so late",
    "I can't make the call on Tuesday",
    "I can't join the call",
    "how do I join the team",
    "how do I cancel my order",
    "where is my order?",
    "when will my order ship",
    "I ordered the blue one yesterday",
    "I want to return your call",
    "can I return to the group",
    "can you call me when you have time",
    "how much is shipping",
    "when is the recording coming out",
    "my friend loved the recording",
    "my friend died",
    "is my mother a member",
    "what is the weather like",
    "how are you",
    "when is your birthday",
    "free on tuesday?",
    "when is the call and how do I order and what is the fee",
    "is there no call this week",
    "number",
    "What time do you want to meet my friend for coffee before the call on Tuesday",
]


@pytest.mark.parametrize(("question", "answer"), RIGHT)
def test_a_question_gets_its_answer_or_a_person(question: str, answer: str | None) -> None:
    assert best_answer(question, ANSWERS) == answer


@pytest.mark.parametrize("text", NONE)
def test_what_is_not_clearly_asked_gets_none(text: str) -> None:
    assert best_answer(text, ANSWERS) is None


def test_two_answers_to_one_question_are_no_answer() -> None:
    assert (
        best_answer("when is the call", {"one": ["when is the call"], "two": ["what time is the call"]})
        is None
    )


def test_one_answer_alone_is_still_no_reason_to_guess() -> None:
    only = {"call": ["when is the call"]}
    assert best_answer("when is the call", only) == "call"
    assert best_answer("when is the party", only) is None
    assert best_answer("anything", {}) is None
    assert best_answer("anything", {"empty": []}) is None


@given(
    st.text(max_size=300),
    st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=40), max_size=3), max_size=4),
)
def test_any_text_against_any_answers(text: str, answers: dict[str, list[str]]) -> None:
    assert best_answer(text, answers) in {None, *answers}
