"""The phone line: what it names must be there, and its words must be such as can be said to anybody who rings."""

from __future__ import annotations

import re

from engine.language.checks.names import named_message, named_recording
from engine.language.folder import Folder
from engine.language.parsing.phone_actions import WHOLE
from engine.language.parsing.reading import Mention
from engine.language.phone_line import Key

NEWEST = frozenset({"newest", "new", "last", "recent", "most-recent"})  # other words for the latest one
SAYABLE = ("first_name", "name", "member", "reader", "community")
"""The merge fields, by their first part, that have a value whenever somebody rings."""


def check(folder: Folder) -> None:
    for mention in folder.phone_line.mentions:
        if mention.kind == "message":
            spoken = Mention("message", mention.name, mention.place, detail="phone")
            named_message(folder, folder.phone_line.report, spoken)
            _words(folder, mention)
        elif mention.kind == "recording":
            _recording(folder, mention)
            if mention.name not in folder.recordings:
                _words(folder, mention)
    for key in folder.phone_line.line.walk() if folder.phone_line.line else ():
        _named_key(folder, key)


def _recording(folder: Folder, mention: Mention) -> None:
    there = {*folder.recordings, *folder.message_names()}
    if mention.name in NEWEST and mention.name not in there:
        message = f'There is no recording "{mention.name}".'
        folder.phone_line.report.error(mention.place, message, rule="unknown-recording", guess=WHOLE[0])
    else:
        named_recording(folder, folder.phone_line.report, mention, also=WHOLE)


def _named_key(folder: Folder, key: Key) -> None:
    """The message takes the place of the whole sentence, so it has to say which key it speaks of."""
    for sheet in folder.sent(key.say) if key.say else ():
        if (
            sheet.file
            and sheet.kind == "text"
            and not re.search(rf"(?<!\d){key.digit}(?!\d)", sheet.file.body)
        ):
            message = f'{sheet.path} does not say "{key.digit}", so nobody hears which key it speaks of.'
            folder.phone_line.report.warn(key.place, message, rule="unsaid-key")


def _words(folder: Folder, mention: Mention) -> None:
    """Of a call, a recording or an answer nobody on the line has one of their own."""
    for sheet in folder.sent(mention.name):
        said = (
            sheet.words.names - sheet.words.guarded if sheet.words and sheet.kind == "text" else frozenset()
        )
        name = next((name for name in sorted(said) if name.partition(".")[0] not in SAYABLE), None)
        if name:
            message = f'{sheet.path} says "{name}", which has no value on the phone line.'
            folder.phone_line.report.error(mention.place, message, rule="phone-words")
