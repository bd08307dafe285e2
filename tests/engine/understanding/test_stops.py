"""What asks us to stop and what only sounds like it, in both directions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding import carrier_word, doubtful, reads_as

STOPS = [
    "Hi Rosa, please take me off this list",
    "stop texting me right now",
    "Hello Rosa please stop texting me",
    "drop me from the list",
    "i need you to stop texting me",
    "Ok, please unsubscribe me now",
    "I want to stop getting texts",
    "how do I stop these texts",
    "STOP",
    "stop",
    "Stop.",
    "STOP!!!",
    '"stop"',
    "S T O P",
    "s.t.o.p",
    "stop please",
    "please stop",
    "Please STOP now",
    "stop, thanks",
    "opt out",
    "OPT-OUT",
    "Opt me out please",
    "optout",
    "unsubscribe",
    "unsubscribe me",
    "Unsubscribe please",
    "unsubcribe",
    "quit",
    "end",
    "cancel",
    "revoke",
    "cancel please",
    "please take me off this list",
    "take me off your list",
    "Hi, please take me off this list, thanks",
    "take me off",
    "get me off this list",
    "remove me",
    "Remove me from this list",
    "please remove me from your texting list",
    "remove my number",
    "Please delete my number",
    "lose my number",
    "quit texting me",
    "stop texting me",
    "STOP TEXTING ME!!",
    "Please stop texting me.",
    "stop texting this number",
    "stop messaging me",
    "stop sending me texts",
    "stop sending me these messages",
    "stop sending these",
    "stop the texts",
    "stop these messages please",
    "stop contacting me",
    "stop calling me",
    "stop emailing me",
    "can you stop texting me?",
    "Could you please stop texting me",
    "don't text me anymore",
    "dont text me",
    "Do not text me again",
    "do not contact me",
    "don't contact me ever again",
    "never text me again",
    "don't message me any more",
    "don't send me any more texts",
    "do not send me messages",
    "no more texts",
    "no more texts please",
    "no more messages",
    "leave me alone",
    "Leave me alone!",
    "please leave me alone",
    "I want to opt out",
    "I'd like to opt out",
    "I would like to unsubscribe",
    "i want to unsubscribe from these texts",
    "how do I unsubscribe?",
    "How do I opt out",
    "can I opt out?",
    "I don't want to receive these messages",
    "I don't want these texts",
    "i dont want any more texts",
    "I no longer want to receive texts",
    "I do not wish to receive messages",
    "I don't want to get texts from you",
    "I wish to be removed",
    "i want to be removed from this list",
    "please cancel my subscription",
    "cancel my subscription",
    "I revoke my consent",
    "i hereby revoke consent",
    "Please stop texting me. I already told you twice.",
    "I'm busy these days. Please take me off the list. Thanks!",
    "Sorry, please unsubscribe me",
    "ok stop",
    "stop already",
    "stop now",
    "STOP STOP",
    "stop all",
    "STOPALL",
    "opt out please",
    "i am opting out",
    "opt me out of these messages",
    "please opt me out",
    "take my number off your list",
    "take me off the text list",
    "unsub",
    "unsubscribe me from this list",
    "no me escriban más",
    "No me escriban mas por favor",
    "ya no me manden mensajes",
    "dejen de escribirme",
    "deje de mandarme mensajes",
    "no más mensajes",
    "quiero darme de baja",
    "darme de baja",
    "cancelar",
    "quítenme de la lista",
    "parar",
    "basta",
    "No me envíen más mensajes",
    "no quiero más mensajes",
    "no quiero recibir mensajes",
    "borren mi número",
    "ARRET",
    "désabonnez-moi",
    "please remove this number",
    "you guys please stop texting me",
    "stop spamming me",
    "quit sending me stuff",
    "please stop",
    "Stop, please!",
    "end messages",
    "cancel texts",
    "stop text",
    "stop sms",
    "discontinue texts",
    "Do not text this number",
    "don't call me",
    "please don't text me",
    "No more emails",
    "stop sending emails",
    "i want out",
    "I want out of this group",
    "delete me from your list",
    "stop bothering me",
]
SPANISH_STOPS = [
    "alto",
    "Alto!",
    "baja",
    "¡Basta!",
    "no me escriban más",
    "cancelar",
    "parar",
    "pare por favor",
    "dar de baja",
    "salir",
    "por favor no me manden más mensajes",
]
NO_STOPS = [
    "Take me out!",
    "drop me off",
    "forget me",
    "lol stop",
    "omg stop",
    "yes cancel",
    "don't call me today",
    "Don't call me, text me",
    "stop texting me so much",
    "don't text me every day",
    "no updates",
    "no calls please",
    "I will stop writing",
    "I need to stop texting",
    "taken!",
    "removed",
    "opt",
    "don't send",
    "don't call",
    "let me be",
    "hey don't stop texting me",
    "please don't stop texting me",
    "I never want to stop getting your texts",
    "Don't remove me",
    "do not unsubscribe me",
    "don't take me off the list",
    "Stop texting me. Just kidding!",
    "I don't want to leave",
    "Don\nstop texting me, call",
    "never opt out",
    "please don't opt me out",
    "stop calling me Bob",
    "ya no voy",
    "no puedo parar",
    "stop by at 5?",
    "don't stop!",
    "I can't stop smiling",
    "STOP this bill!",
    "when does it end?",
    "bus stop",
    "I'll stop at the store then dial in",
    "Don't ever stop doing this",
    "we won't stop",
    "non-stop fun",
    "What time does the call end",
    "the bus stop is closed",
    "I quit my job!",
    "I cancelled my flight to be there",
    "how do I cancel my order",
    "can't stop laughing",
    "stop it you're too kind",
    "Stop! You're making me blush",
    "never stop learning",
    "this weekend",
    "the end",
    "In the end I bought two",
    "I stopped smoking",
    "stop and smell the roses",
    "is there a stop on the way",
    "yes",
    "no",
    "start",
    "help me move tomorrow",
    "ok",
    "I want to be at the call",
    "take me to the call",
    "remove the blue one from my order",
    "can you text me the number?",
    "text me tomorrow",
    "don't text me the link, email it",
    "I want more texts!",
    "no more excuses",
    "no more chocolate for me",
    "leave the box alone",
    "My husband told me to stop worrying",
    "I'd like to opt for the blue shirt",
    "How do I get more messages?",
    "call me",
    "don't call me late for dinner",
    "please send the list",
    "please end the call at 8",
    "cancel my Tuesday",
    "I don't want to miss the call",
    "I don't want these shoes",
    "do not want to be late",
    "I want to stop by",
    "When do we stop",
    "stop by",
    "Can you stop by at 5?",
    "end of the month",
    "quit while ahead",
    "I will never quit",
    "no quit in me",
    "opt in or out?",
    "I don't like it",
    "who is this?",
    "wrong number",
    "not interested",
    "too many texts",
    "stop texting me so early",
    "I need help",
    "enough",
    "I did not sign up yet",
    "I do not need it",
    "I dont want to",
    "I don't like mondays",
    "I didn't ask",
    "I want to",
    "can you stop",
    "I don't agree",
    "we didn't request that",
]
DOUBTFUL = [
    "STOP this bill!",
    "wrong number",
    "not interested",
    "too many texts",
    "stop texting me so early",
    "Stop! You're making me blush",
    "stop it",
    "I love you all but please stop texting during work",
    "enough",
    "🛑",
    "cancel my membership",
]
HARMLESS = [
    "I'll stop at the store then dial in",
    "don't stop!",
    "I can't stop smiling",
    "stop by at 5?",
    "bus stop",
    "when does it end?",
    "thanks",
    "see you tuesday",
    "I quit my job!",
    "we won't stop",
    "How are you?",
    "I stopped smoking",
    "this weekend",
]

STARTS = ["START", "start!", "unstop", "Start again please", "resubscribe", "text me again"]
HELPS = ["HELP", "help!", "info", "Help please"]
NEITHER = [
    "yes",
    "YES",
    "help me",
    "I need help",
    "when do we start?",
    "starting tomorrow",
    "",
    "\u200b",
    "\U0001f44d",
]


@pytest.mark.parametrize("text", STOPS)
def test_a_request_to_stop_is_one_in_every_language(text: str) -> None:
    assert reads_as(text, "en") == "stop"
    assert reads_as(text, "es") == "stop"


@pytest.mark.parametrize("text", SPANISH_STOPS)
def test_spanish_words_stop_a_spanish_speaker(text: str) -> None:
    assert reads_as(text, "es-MX") == "stop"


@pytest.mark.parametrize("text", NO_STOPS)
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert reads_as(text, "en") not in ("stop", "help")
    assert reads_as(text, "es") not in ("stop", "help")


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubtful_one_is_for_a_person(text: str) -> None:
    assert reads_as(text, "en") is None
    assert doubtful(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_one_is_no_doubt(text: str) -> None:
    assert not doubtful(text)


@pytest.mark.parametrize("text", STOPS)
def test_a_clear_stop_is_not_doubtful(text: str) -> None:
    assert not doubtful(text)


def test_start_and_help_and_neither() -> None:
    assert [reads_as(text, "en") for text in STARTS] == ["start"] * len(STARTS)
    assert [reads_as(text, "en") for text in HELPS] == ["help"] * len(HELPS)
    assert [reads_as(text, "en") for text in NEITHER] == [None] * len(NEITHER)
    assert (reads_as("ayuda", "es"), reads_as("ayuda", "en")) == ("help", None)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("STOP", "stop"),
        (" stop\n", "stop"),
        ("OptOut", "stop"),
        ("revoke", "stop"),
        ("yes", "start"),
        ("UNSTOP", "start"),
        ("info", "help"),
        ("STOP!", None),
        ("opt out", None),
        ("stop please", None),
        ("alto", None),
        ("", None),
    ],
)
def test_the_carrier_acts_on_its_own_words_alone(text: str, word: str | None) -> None:
    assert carrier_word(text) == word


around = st.text(alphabet=" \t\n.!,;:-_*\"'()[]\u2026\u201c\u201d\u00a1\u00bf?", max_size=6)


@given(
    st.sampled_from(STOPS), around, around, st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
)
def test_case_blanks_and_punctuation_around_it_change_nothing(
    text: str, before: str, after: str, recase: Callable[[str], str]
) -> None:
    assert reads_as(before + recase(text) + after, "en") == "stop"


@given(st.text(max_size=1700), st.text(max_size=8))
def test_any_text_in_any_language_is_read(text: str, language: str) -> None:
    assert reads_as(text, language) in (None, "stop", "start", "help")
    assert carrier_word(text) in (None, "stop", "start", "help")
    assert doubtful(text) in (True, False)


@given(
    st.lists(
        st.sampled_from(
            ["please", "stop", "texting", "me", "no", "more", "i", "dont", "want", "remove", "my"]
        ),
        max_size=400,
    )
)
def test_a_pile_of_stop_words_is_read_in_no_time(said: list[str]) -> None:
    assert reads_as(" ".join(said), "en") in (None, "stop")
