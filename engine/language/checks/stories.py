"""Stories: that a step finds some, and that each can be told anywhere."""

from __future__ import annotations

from engine.language.checks.words import spot
from engine.language.folder import Folder, MessageSheet
from engine.language.parsing.reading import Mention
from engine.language.parsing.step_values import ANY
from engine.language.place import Place
from engine.language.report import Report
from engine.times.guesses import nearest
from engine.wording.files import tags_of
from engine.wording.merge import Words

ELSEWHERE = (
    "call",
    "recording",
    "praise",
    "answer",
    "week",
    "team",
    "month",
)  # what only some messages can say


def check(folder: Folder) -> None:
    stories = [sheet for sheet in folder.messages if sheet.story]
    for sheet in stories:
        _own_name(folder, sheet)
        for words in sheet.every():
            _anywhere(sheet, words)
    tags = {tag.casefold(): tag for sheet in stories if sheet.file for tag in tags_of(sheet.file)}
    for parsed, mention in folder.mentions("story"):
        _found(parsed.report, mention, tags, there=bool(stories))


def _own_name(folder: Folder, sheet: MessageSheet) -> None:
    """It is sent by its name, so no other message has it."""
    other = next((one for one in folder.sent(sheet.name) if not one.story), None)
    if other is not None and sheet.language is None:
        message = f"{other.path} has the same name. Choose another one for the story."
        sheet.report.error(Place(sheet.path, 1), message, rule="story-name")


def _anywhere(sheet: MessageSheet, words: Words) -> None:
    for name in sorted(words.names - words.guarded):
        if name.partition(".")[0] in ELSEWHERE:
            message = f'A story is told anywhere, so it cannot say "{name}".'
            sheet.report.error(spot(sheet.report, words.lines[name], name), message, rule="story-words")


def _found(report: Report, mention: Mention, tags: dict[str, str], *, there: bool) -> None:
    name = mention.name.casefold()
    if there and (name == ANY or name in tags):
        return
    if not there:
        message = "There are no stories yet. Write one: messages/stories/NAME.txt."
        report.error(mention.place, message, rule="no-story")
        return
    message = f'No story has the tag "{mention.name}".'
    report.error(
        mention.place, message, rule="no-story", guess=nearest(mention.name, [ANY, *sorted(tags.values())])
    )
