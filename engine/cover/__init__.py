"""Somebody leads every call: when its host cannot, stand-ins are asked one after another until one says yes."""

from engine.cover.answering import answered, asked, on, reminded_at
from engine.cover.confirming import ask_word, confirmed
from engine.cover.holding import take, wanted
from engine.cover.looking import assume_led, look
from engine.cover.people import led_by

__all__ = [
    "answered",
    "ask_word",
    "asked",
    "assume_led",
    "confirmed",
    "led_by",
    "look",
    "on",
    "reminded_at",
    "take",
    "wanted",
]
