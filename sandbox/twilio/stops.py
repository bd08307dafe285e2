"""STOP, START and HELP as Twilio itself handles them, before and beside the app's webhook.

Twilio's list, whole body only, any case: a text "Stop please" is not an opt-out to Twilio.
"""

from __future__ import annotations

from typing import Literal

from sandbox.carrier import Carrier

Word = Literal["STOP", "START", "HELP"]

STOP_WORDS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
START_WORDS = {"START", "UNSTOP", "YES"}
HELP_WORDS = {"HELP", "INFO"}

STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."


def twilio_word(body: str) -> Word | None:
    """Which of Twilio's own words the whole body is, if any."""
    word = body.strip().upper()
    if word in STOP_WORDS:
        return "STOP"
    if word in START_WORDS:
        return "START"
    return "HELP" if word in HELP_WORDS else None


def apply_word(carrier: Carrier, ours: str, phone: str, body: str) -> tuple[Word | None, str | None]:
    """Block or unblock, and say which word took effect and what Twilio answers by itself.

    START and its kin mean something only to a blocked phone; otherwise they are ordinary texts (a "yes"
    is an answer to the app's question). A second STOP is answered by nothing, as Twilio does.
    """
    word = twilio_word(body)
    with carrier.store.write() as connection:
        if word == "STOP":
            sql = "INSERT OR IGNORE INTO blocks (sender, recipient) VALUES (?, ?)"
            fresh = connection.execute(sql, (ours, phone)).rowcount > 0
            return word, STOPPED if fresh else None
        if word == "START":
            sql = "DELETE FROM blocks WHERE sender = ? AND recipient = ?"
            was_blocked = connection.execute(sql, (ours, phone)).rowcount > 0
            return (word, STARTED) if was_blocked else (None, None)
    return word, HELPED if word == "HELP" else None
