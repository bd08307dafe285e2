"""What each voice verb may carry, as Twilio documents it: attributes with their values, children, text.

Every wrong value has the code that Twilio's debugger shows for it; an attribute or verb that Twilio does not
know is 12200 there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Check = Callable[[str], bool]

UNKNOWN = 12200
BAD_CONFERENCE = 16002
LONGEST_LABEL = 128
MOST_IN_ROOM = 250
LONGEST_HINTS, LONGEST_HINT = 500, 100
SHORTEST_TRANSCRIBED, LONGEST_TRANSCRIBED = 2, 120
LONGEST_RECORDING = 14_400
_BCP47 = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_VOICE = re.compile(r"(man|woman|alice|(Polly|Google|ElevenLabs)\.[\w.-]+)\Z")
_NUMBER = re.compile(r"\+?[0-9().\- ]{3,20}\Z")
_DIGITS = re.compile(r"[0-9*#wW]*\Z")
_CALL = re.compile(r"CA[0-9a-f]{32}\Z")


@dataclass(frozen=True)
class Rule:
    """One attribute: which values are good, and the code for one that is not."""

    good: Check
    code: int = UNKNOWN
    is_address: bool = False


@dataclass(frozen=True)
class Verb:
    """One element: its attributes, which elements may stand in it, and whether it holds text."""

    attributes: Mapping[str, Rule]
    children: frozenset[str] = frozenset()
    child_code: int = UNKNOWN
    text: Check = field(default=lambda text: not text)
    text_code: int = UNKNOWN


def anything(text: str) -> bool:
    """Whatever it is."""
    return True


def one_of(*allowed: str) -> Check:
    """One of these words."""
    return lambda value: value in allowed


def some_of(*allowed: str) -> Check:
    """One or more of these words, with spaces between."""
    return lambda value: bool(value.split()) and set(value.split()) <= {*allowed}


def whole(least: int, most: int = 10**9) -> Check:
    """A whole number within these bounds."""
    return lambda value: value.isascii() and value.isdigit() and least <= int(value[:12]) <= most


def keys(value: str) -> bool:
    """Keys of a phone, each once at most; none at all is allowed."""
    return set(value) <= set("0123456789*#")


def address(value: str) -> bool:
    """A web address, whole or relative; hosts with an underscore are refused, as Twilio refuses them."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return False
    if any(letter.isspace() for letter in value) or "_" in host:
        return False
    return not parts.scheme or (parts.scheme in ("http", "https") and bool(host))


def is_whole_address(value: str) -> bool:
    """Whether an address names its host itself."""
    return urlsplit(value).scheme in ("http", "https")


def label(value: str) -> bool:
    """What a participant may be called: not like a call, and nothing that would split a path."""
    short = 0 < len(value) <= LONGEST_LABEL
    return short and "/" not in value and "%2f" not in value.lower() and not _CALL.match(value)


def hints(value: str) -> bool:
    """Words to listen for: 500 in all, none over 100 characters."""
    words = value.split(",")
    return len(words) <= LONGEST_HINTS and all(len(word.strip()) <= LONGEST_HINT for word in words)


TRUE_FALSE = one_of("true", "false")
METHOD = one_of("GET", "POST")
NUMBER: Check = lambda value: bool(_NUMBER.match(value))  # noqa: E731  a value of the tables below
LANGUAGE: Check = lambda value: bool(_BCP47.match(value))  # noqa: E731


def link(code: int = UNKNOWN) -> Rule:
    """A rule for an address."""
    return Rule(address, code, is_address=True)


SAY = {
    "voice": Rule(lambda value: bool(_VOICE.match(value)), 13511),
    "language": Rule(LANGUAGE, 13511),
    "loop": Rule(whole(0), 13510),
}
PLAY = {"loop": Rule(whole(0), 13410), "digits": Rule(lambda value: bool(_DIGITS.match(value)), UNKNOWN)}
GATHER = {
    "input": Rule(one_of("dtmf", "speech", "dtmf speech", "speech dtmf"), UNKNOWN),
    "action": link(11100),
    "method": Rule(METHOD, 13312),
    "timeout": Rule(lambda value: value == "auto" or whole(0)(value), 13313),
    "speechTimeout": Rule(lambda value: value == "auto" or whole(1)(value), UNKNOWN),
    "finishOnKey": Rule(lambda value: len(value) <= 1 and keys(value), 13310),
    "numDigits": Rule(whole(1), 13314),
    "hints": Rule(hints, UNKNOWN),
    "language": Rule(LANGUAGE, UNKNOWN),
    "speechModel": Rule(anything),
    "enhanced": Rule(TRUE_FALSE),
    "profanityFilter": Rule(TRUE_FALSE),
    "partialResultCallback": link(11100),
    "partialResultCallbackMethod": Rule(METHOD, 13312),
    "actionOnEmptyResult": Rule(TRUE_FALSE),
    "bargeIn": Rule(TRUE_FALSE),
    "debug": Rule(TRUE_FALSE),
}
RECORDED = some_of("in-progress", "completed", "absent")
RECORD = {
    "action": link(11100),
    "method": Rule(METHOD, 13610),
    "timeout": Rule(whole(0), 13611),
    "maxLength": Rule(whole(1, LONGEST_RECORDING), 13612),
    "finishOnKey": Rule(keys, 13613),
    "playBeep": Rule(TRUE_FALSE, 13616),
    "trim": Rule(one_of("trim-silence", "do-not-trim")),
    "transcribe": Rule(TRUE_FALSE, 13614),
    "transcribeCallback": link(13257),
    "recordingStatusCallback": link(13256),
    "recordingStatusCallbackMethod": Rule(METHOD, 13610),
    "recordingStatusCallbackEvent": Rule(RECORDED),
}
DIAL = {
    "action": link(11100),
    "method": Rule(METHOD, 13210),
    "timeout": Rule(whole(1, 600), 13212),
    "timeLimit": Rule(whole(1, 86_400), 13216),
    "callerId": Rule(lambda value: bool(NUMBER(value)), 13214),
    "hangupOnStar": Rule(TRUE_FALSE, 13213),
    "answerOnBridge": Rule(TRUE_FALSE),
    "ringTone": Rule(lambda value: len(value) == 2 and value.isalpha()),
    "sequential": Rule(TRUE_FALSE),
    "record": Rule(
        one_of(
            "do-not-record", "record-from-answer", "record-from-ringing", "record-from-answer-dual",
            "record-from-ringing-dual", "true", "false",
        ),
        13217,
    ),
    "trim": Rule(one_of("trim-silence", "do-not-trim")),
    "recordingStatusCallback": link(13256),
    "recordingStatusCallbackMethod": Rule(METHOD, 13210),
    "recordingStatusCallbackEvent": Rule(RECORDED),
    "recordingTrack": Rule(one_of("inbound", "outbound", "both")),
    "referUrl": link(11100),
    "referMethod": Rule(METHOD),
}  # fmt: skip
NUMBER_IN_DIAL = {
    "sendDigits": Rule(lambda value: bool(_DIGITS.match(value)), 13222),
    "url": link(11100),
    "method": Rule(METHOD, 13221),
    "statusCallback": link(11100),
    "statusCallbackEvent": Rule(some_of("initiated", "ringing", "answered", "completed")),
    "statusCallbackMethod": Rule(METHOD, 13221),
    "byoc": Rule(anything),
}
CONFERENCE_EVENTS = (
    "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement",
)  # fmt: skip
CONFERENCE = {
    "muted": Rule(TRUE_FALSE, 13230),
    "endConferenceOnExit": Rule(TRUE_FALSE, 13231),
    "startConferenceOnEnter": Rule(TRUE_FALSE, 13232),
    "waitUrl": link(13233),
    "waitMethod": Rule(METHOD, 13234),
    "beep": Rule(one_of("true", "false", "onEnter", "onExit"), 13235),
    "participantLabel": Rule(label, 16023),
    "maxParticipants": Rule(whole(1, MOST_IN_ROOM), BAD_CONFERENCE),
    "record": Rule(one_of("do-not-record", "record-from-start"), BAD_CONFERENCE),
    "trim": Rule(one_of("trim-silence", "do-not-trim"), 13239),
    "region": Rule(one_of("us1", "us2", "ie1", "de1", "sg1", "br1", "au1", "jp1", "in1", ""), BAD_CONFERENCE),
    "coach": Rule(lambda value: bool(_CALL.match(value)), 13240),
    "jitterBufferSize": Rule(one_of("off", "small", "medium", "large"), BAD_CONFERENCE),
    "statusCallback": link(BAD_CONFERENCE),
    "statusCallbackEvent": Rule(some_of(*CONFERENCE_EVENTS), BAD_CONFERENCE),
    "statusCallbackMethod": Rule(METHOD, BAD_CONFERENCE),
    "recordingStatusCallback": link(BAD_CONFERENCE),
    "recordingStatusCallbackMethod": Rule(METHOD, BAD_CONFERENCE),
    "recordingStatusCallbackEvent": Rule(RECORDED, BAD_CONFERENCE),
    "eventCallbackUrl": link(BAD_CONFERENCE),
}
LONGEST_SAY = 4096
LONGEST_ROOM = 128
SOUNDS = frozenset({"Say", "Play", "Pause"})
WAITING = SOUNDS | {"Redirect"}

VERBS: dict[str, Verb] = {
    "Say": Verb(SAY, text=lambda text: 0 < len(text) <= LONGEST_SAY, text_code=13520),
    "Play": Verb(PLAY, text=address, text_code=11100),
    "Pause": Verb({"length": Rule(whole(0), 13910)}),
    "Gather": Verb(GATHER, children=SOUNDS, child_code=13320),
    "Record": Verb(RECORD),
    "Redirect": Verb({"method": Rule(METHOD, 13710)}, text=address, text_code=11100),
    "Hangup": Verb({}),
    "Reject": Verb({"reason": Rule(one_of("rejected", "busy"))}),
    "Dial": Verb(
        DIAL,
        children=frozenset({"Number", "Conference"}),
        child_code=13215,
        text=lambda text: not text or NUMBER(text),
        text_code=13223,
    ),
}
NOUNS: dict[str, Verb] = {
    "Number": Verb(NUMBER_IN_DIAL, text=NUMBER, text_code=13223),
    "Conference": Verb(CONFERENCE, text=lambda text: 0 < len(text) <= LONGEST_ROOM, text_code=13237),
}
