"""Somebody answers a call of ours: who we are, the message, the keys it offers; a machine gets a message to keep.

The attempt's token says which delivery this call is. One that is not (any more) the delivery's own hangs up: the
message has gone another way meanwhile. Whoever answers proves that the call was placed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine import consent, pins, sounds
from engine.inbound import Received, receive, take_receipts
from engine.language.phone_line import Listen
from engine.models import Delivery, Recording
from engine.models.sending import CANCELLED, EXPIRED, FAILED, REFUSED
from engine.outbox import NewReceipt
from engine.outbox.fields import first_name
from engine.outbox.queueing import PRESS
from engine.phone.call import Call, Turn
from engine.phone.listening import audio
from engine.phone.saying import ANY_KEY, SECONDS_TO_PRESS
from engine.phone.script import Act, Ask, HangUp, Pause, Play, Say, Script, to
from engine.phone.words import spelled, spoken
from engine.understanding import reads_as
from engine.wording.say import join_names

BELL = "inbound"
KEY, AGAIN, STOP_KEY = "key", "*", "9"
STOP, STOP_WORD = "stop", "STOP"
MOST_TRIES = 3  # times that it is heard again, or that a key is asked for again
_TOKEN = re.compile(r"[0-9a-f]{32}-[0-9]{1,4}")  # a delivery and its attempt
NOT_OURS = (CANCELLED, EXPIRED, FAILED, REFUSED)  # such a delivery was never to be heard
MACHINE, FAX = "machine", "fax"


def ringing(call: Call, turn: Turn) -> Script:
    """The first turn of a call of ours; below ``key`` what they pressed or said in it."""
    row = _delivery(turn.args.get("t", ""))
    if row is None:
        return Script((HangUp(),), call.language)
    heard = _Heard(call, row)
    if turn.rest[:1] == (KEY,):
        return heard.key(turn)
    _prove(call, turn, row)
    if turn.answered_by == FAX or _stopped(row):
        return heard.script(HangUp())
    heard.count()
    return heard.by_a_machine() if turn.answered_by.startswith(MACHINE) else heard.by_somebody()


def _delivery(token: str) -> Delivery | None:
    """The delivery whose latest attempt this call is."""
    if not _TOKEN.fullmatch(token):
        return None
    row: Delivery | None = Delivery.get_or_none(Delivery.attempt_token == token)
    return row if row is not None and row.state not in NOT_OURS else None


def _stopped(row: Delivery) -> bool:
    """Whether they told us to stop after this call was placed."""
    return row.address is not None and consent.state(row.address).given is False


def _prove(call: Call, turn: Turn, row: Delivery) -> None:
    """What was in doubt is placed now: it is being answered."""
    receipt = NewReceipt(
        provider="twilio",
        provider_event=f"{call.call_sid}:answered",
        attempt_token=row.attempt_token or "",
        provider_id=call.call_sid,
        status="in-progress",
        raw={"AnsweredBy": turn.answered_by} if turn.answered_by else {},
    )
    take_receipts([receipt], call.now)
    call.ring("advance")


class _Heard:
    """What one delivery says on the phone, in the language of whom it is for."""

    def __init__(self, call: Call, row: Delivery) -> None:
        self._call, self._row = call, row
        self._member = row.member
        self._language = self._member.language
        plays = row.context.get("plays")
        self._recording = _recording(str(plays)) if plays else None
        keys = row.context.get(PRESS)
        self._keys: Mapping[str, str] = keys if isinstance(keys, Mapping) else {}

    def by_somebody(self, tries: int = 0) -> Script:
        """Who we are and the message; 9 ends such calls at any moment, and the keys are said after it."""
        hello = () if tries else (self._say("ring_hello"),)
        listening = Ask(self._next(tries), (*hello, *self._message()), digits=1, seconds=1, finish=ANY_KEY)
        asking = Ask(
            self._next(tries), self._offer(tries), digits=1, seconds=SECONDS_TO_PRESS, finish=ANY_KEY, speech=True
        )  # fmt: skip
        once_more = (asking,) if self._keys else ()
        return self.script(listening, asking, *once_more, self._say("ring_bye"), HangUp())

    def by_a_machine(self) -> Script:
        """A message to keep: nobody can press anything, so it says how to hear it again.

        Never a PIN: whoever plays the machine would have it. It asks them to call us, and they are rung again.
        """
        if pins.brought_by(self._row.cause):
            message: tuple[Act, ...] = (self._say("ring_call_us", number=spelled(self._call.ours)),)
        else:
            message = (*self._message(), self._way_back())
        return self.script(Pause(1), self._say("ring_mailbox"), *message, self._say("ring_bye"), HangUp())

    def key(self, turn: Turn) -> Script:
        """A key of the message's, 9 or a spoken stop, * to hear it again; anything else is asked for anew."""
        digit, tries = turn.digits[:1], turn.number("tries") + 1
        if digit == STOP_KEY or (turn.speech and reads_as(turn.speech, self._language) == STOP):
            self._receive(STOP, turn.speech or STOP_WORD, {STOP: digit or "said"})
            return self.script(self._say("ring_stopped"), HangUp())
        if digit in self._keys:
            self._receive(PRESS, digit, {PRESS: digit})
            return self.script(self._say("ring_thanks"), HangUp())
        if tries > MOST_TRIES:
            return self.script(self._say("ring_bye"), HangUp())
        if digit == AGAIN:
            return self.by_somebody(tries)
        acts = (self._say("ring_unknown"), *self._offer(tries)) if digit else self._offer(tries)
        ask = Ask(
            self._next(tries),
            acts,
            digits=1,
            seconds=SECONDS_TO_PRESS,
            finish=ANY_KEY,
            speech=True,
        )
        return self.script(ask, self._say("ring_bye"), HangUp())

    def count(self) -> None:
        """Count the recording's playing here: the provider keeps a copy and does not ask each time."""
        if self._recording is not None:
            now, community = self._call.now, self._call.community
            sounds.played(self._recording, "ring", now, listener=self._member, community=community)

    def script(self, *acts: Act) -> Script:
        return Script(acts, self._language)

    def _message(self) -> tuple[Act, ...]:
        """The words as they were committed when the call was placed, and the recording they speak of."""
        recording = self._recording
        if recording is None:
            return (self._words(),)
        play = Play(audio(self._call.links, recording, self._member))
        return (play,) if self._row.context.get("silent") else (self._words(), play)

    def _way_back(self) -> Say:
        """Where to hear it again: our number and, for a recording, the keys that lead to it."""
        number = spelled(self._call.ours)
        keys = self._call.published.phone_line.way_to(Listen("by number"))
        if self._recording is None or keys is None:
            return self._say("ring_back", number=number)
        return self._say(
            "ring_back_for", number=number, keys=" ".join(keys), recording=self._recording.number
        )

    def _words(self) -> Say:
        return Say(self._row.body, str(self._row.context.get("language", "")))

    def _offer(self, tries: int) -> tuple[Act, ...]:
        keys = join_names(sorted(self._keys), spoken("ring_or", self._language))
        wanted = (self._say("ring_keys", keys=keys),) if keys else ()
        again = (self._say("ring_again"),) if tries < MOST_TRIES else ()
        return (*wanted, *again, self._say("ring_stop"))

    def _next(self, tries: int) -> str:
        token = self._row.attempt_token or ""
        return to("ringing", KEY, t=token, tries=tries) if tries else to("ringing", KEY, t=token)

    def _say(self, key: str, **values: str | int) -> Say:
        name = first_name(self._member, self._call.community.nameless)
        return Say(
            spoken(key, self._language, **{"name": name, "community": self._call.community.name, **values})
        )

    def _receive(self, what: str, words: str, raw: dict[str, str]) -> None:
        """One word or key a call, as it would come by text; what it does is decided where all words are."""
        call = self._call
        received = Received(
            provider="twilio",
            provider_id=f"{call.call_sid}:{what}",
            channel="phone",
            from_value=call.theirs,
            to_value=call.ours,
            text=words,
            raw={**raw, "delivery": self._row.public_id},
        )
        if receive(received, call.now):
            call.ring(BELL)


def _recording(public_id: str) -> Recording | None:
    return Recording.get_or_none((Recording.public_id == public_id) & Recording.withdrawn_at.is_null())
