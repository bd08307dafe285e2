"""Answering: a call is recorded and greeted, and goes into the open room or to the menu."""

from __future__ import annotations

from engine.phone.call import Call, Turn
from engine.phone.script import HangUp, Say, Script
from engine.phone.words import spoken


def answer(call: Call, turn: Turn) -> Script:
    return Script(
        (Say(spoken("hello_stranger", call.language, community=call.community.name)), HangUp()), call.language
    )


def bye(call: Call, turn: Turn) -> Script:
    """Say goodbye and hang up."""
    return Script((Say(spoken("goodbye", call.language)), HangUp()), call.language)
