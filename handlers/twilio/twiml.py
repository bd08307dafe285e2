"""Scripts in Twilio's words. All addresses are whole ones, as a call that is given TwiML needs them."""

from __future__ import annotations

from urllib.parse import urlencode

from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from engine.phone.script import Act, Ask, Connect, Enter, Go, HangUp, Pause, Play, Record, Say, Script
from engine.phone.words import known

_VOICES = {"en": "en-US", "es": "es-US"}
LONGEST_TALK = 3600  # seconds of a conversation that we put through
LONGEST_SAY = 4000  # characters; Twilio reads out 4096 of one Say
CONFERENCE_EVENTS = "start end join leave mute hold modify announcement"


def voice(language: str) -> str:
    """The language tag that ``<Say>`` and ``<Gather>`` take."""
    return _VOICES[known(language)]


def render(script: Script, base: str) -> VoiceResponse:
    """The script as TwiML; ``base`` is our own public address."""
    response = VoiceResponse()
    for act in script.acts:
        _add(response, act, script.language, base)
    return response


def _add(parent: VoiceResponse | Gather, act: Act, language: str, base: str) -> None:
    match act:
        case Say(words=words, language=other):
            parent.say(words[:LONGEST_SAY], language=voice(other or language))
        case Play(url=url):
            parent.play(url)
        case Pause(seconds=seconds):
            parent.pause(length=seconds)
        case Ask():
            _ask(parent, act, language, base)
        case Record():
            _record(parent, act, base)
        case Enter():
            _enter(parent, act, base)
        case Connect():
            dial = parent.dial(
                action=_at(base, act.next),
                method="POST",
                timeout=act.seconds,
                caller_id=act.caller,
                time_limit=LONGEST_TALK,
            )
            dial.number(act.number)
        case Go(next=next):
            parent.redirect(_at(base, next), method="POST")
        case HangUp():
            parent.hangup()


def _ask(parent: VoiceResponse, ask: Ask, language: str, base: str) -> None:
    spoken = {"speech_timeout": "auto", "language": voice(language)} if ask.speech else {}
    gather = parent.gather(
        input="dtmf speech" if ask.speech else "dtmf",
        action=_at(base, ask.next),
        method="POST",
        timeout=ask.seconds,
        finish_on_key=ask.finish,
        num_digits=ask.digits,
        **spoken,
    )
    for act in ask.acts:
        _add(gather, act, language, base)


def _record(parent: VoiceResponse, record: Record, base: str) -> None:
    kept = urlencode({"kind": record.kind, **record.detail})
    parent.record(
        action=_at(base, record.next),
        method="POST",
        max_length=record.most_seconds,
        timeout=record.seconds,
        finish_on_key=record.finish,
        play_beep=True,
        recording_status_callback=f"{base}/twilio/recording?{kept}",
        recording_status_callback_method="POST",
        recording_status_callback_event="completed absent",
    )


def _enter(parent: VoiceResponse, enter: Enter, base: str) -> None:
    dial: Dial = parent.dial(
        action=_at(base, enter.next),
        method="POST",
        hangup_on_star=enter.star,
        time_limit=enter.most_seconds,
    )
    recorded = {
        "record": "record-from-start",
        "recording_status_callback": f"{base}/twilio/recording?kind=call",
        "recording_status_callback_method": "POST",
        "recording_status_callback_event": "completed absent",
    }
    dial.conference(
        enter.room,
        muted=enter.muted,
        beep=str(enter.beep).lower(),
        start_conference_on_enter=enter.starts,
        end_conference_on_exit=False,
        wait_url=_at(base, enter.wait) if enter.wait else "",
        wait_method="POST",
        participant_label=enter.label,
        status_callback=f"{base}/twilio/conference",
        status_callback_method="POST",
        status_callback_event=CONFERENCE_EVENTS,
        **(recorded if enter.record else {}),
    )


def _at(base: str, state: str) -> str:
    return f"{base}/twilio/voice/{state}"
