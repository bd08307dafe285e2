"""Names that must exist: messages, recordings, workflows, stages, fields and dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.language.folder import Folder
from engine.language.grammar import CONDITION_KEYS
from engine.language.parsing.reading import Mention
from engine.language.parsing.talks import ParsedTalks
from engine.language.parsing.values import NAME
from engine.language.report import Report
from engine.language.steps import ROLL_OUT
from engine.times.guesses import nearest

MEMBER_DATES = ("birthday", "joined")
SPOKEN = ("phone", "text or phone")  # what may be heard instead of read has to be plain words
_CONDITIONS = frozenset(key.name for key in CONDITION_KEYS)


def check(folder: Folder) -> None:
    for parsed in folder.everything():
        for mention in parsed.mentions:
            rule = _RULES.get(mention.kind)
            if rule:
                rule(folder, parsed.report, mention)
            elif mention.kind == "workflow":
                _workflow(folder, parsed.report, mention, drafts=parsed.name in folder.drafts)
    for mention in folder.community.mentions:
        if mention.kind in _RULES:
            _RULES[mention.kind](folder, folder.community.report, mention)
    _tests(folder)


def _tests(folder: Folder) -> None:
    for talks in folder.talks.values():
        _said(folder, talks)
        for mention in talks.mentions:
            _workflow(folder, talks.report, mention, drafts=True)
        if talks.report.file and not _tested(folder, talks.report.file):
            message = "There is no workflow of this name, so these tests test nothing."
            names = sorted({*folder.workflows, *folder.drafts})
            name = talks.report.file.rpartition("/")[2].removesuffix(".yaml")
            near = nearest(name, names)
            place = talks.talks[0].place if talks.talks else None
            if place:
                talks.report.error(place, message, rule="unknown-workflow", guess=near, repair="")


def _said(folder: Folder, talks: ParsedTalks) -> None:
    """``we: glad-to-haer`` is hardly meant as words: it is the name of a message with a slip in it."""
    known = folder.message_names()
    for line in (line for talk in talks.talks for line in talk.lines):
        if line.kind != "we" or "-" not in line.text or line.text in known or not NAME.fullmatch(line.text):
            continue
        guess = nearest(line.text, sorted(known))
        if guess:
            message = f'There is no message "{line.text}".'
            talks.report.error(line.place, message, rule="unknown-message", guess=guess)


def _tested(folder: Folder, path: str) -> bool:
    name = path.rpartition("/")[2].removesuffix(".yaml")
    return name in folder.workflows or name in folder.drafts or name == "community"


def named_message(folder: Folder, report: Report, mention: Mention) -> None:
    """The message must exist in the plain language, and in a form that can go out as the step says."""
    sheets = [sheet for sheet in folder.sent(mention.name) if sheet.language is None]
    place = mention.place
    if not sheets:
        _no_message(folder, report, mention)
    elif {sheet.kind for sheet in sheets} == {"email"} and mention.detail in SPOKEN:
        message = f'"{mention.name}" is only written as an email ({mention.name}.md), and what is heard on the phone'
        report.error(place, f"{message} is a text. Write messages/{mention.name}.txt too.", rule="email-only")
    elif {sheet.kind for sheet in sheets} == {"email"} and mention.detail != "email":
        message = f'"{mention.name}" is only written as an email ({mention.name}.md), so not every member could get it.'
        if mention.detail in ("send", "ask"):
            indent = " " * (_column(report, place.line) - 1)
            message += f' Add "by: email", or write messages/{mention.name}.txt too.'
            report.error(place, message, rule="email-only", repair=f"{indent}by: email")
        else:
            report.error(place, f"{message} Write messages/{mention.name}.txt too.", rule="email-only")


def _column(report: Report, line: int) -> int:
    """Where the keys of the step on this line begin, from 1."""
    text = report.line(line)
    return len(text) - len(text.lstrip(" -")) + 1


def _no_message(folder: Folder, report: Report, mention: Mention) -> None:
    others = folder.sent(mention.name)
    if others:
        path = others[0].path.replace(f".{others[0].language}.", ".")
        message = f'"{mention.name}" is there in another language only. The plain file {path} is needed too.'
        report.error(mention.place, message, rule="unknown-message")
        return
    guess = nearest(mention.name, sorted(folder.message_names()))
    message = f'There is no message "{mention.name}".'
    if guess is None:
        message += f" Write messages/{mention.name}.txt."
    report.error(mention.place, message, rule="unknown-message", guess=guess)


def named_recording(folder: Folder, report: Report, mention: Mention, also: Sequence[str] = ()) -> None:
    """A recording, or a message that is spoken; then there must be a text of it. ``also`` may have been meant."""
    if mention.name in folder.recordings:
        return
    known = {*folder.recordings, *folder.message_names()}
    if mention.name in known:
        named_message(folder, report, Mention("message", mention.name, mention.place, "phone"))
        return
    guess = nearest(mention.name, [*sorted(known), *also])
    message = f'There is no recording "{mention.name}" in messages/recordings and no message of that name.'
    report.error(mention.place, message, rule="unknown-recording", guess=guess)


def _workflow(folder: Folder, report: Report, mention: Mention, *, drafts: bool) -> None:
    known = {*folder.workflows, *(folder.drafts if drafts else ())}
    if mention.kind != "workflow" or mention.name in known or mention.name == ROLL_OUT:
        return
    if mention.name in folder.drafts:
        message = f'"{mention.name}" is a draft, and drafts never run.'
        report.error(mention.place, message, rule="draft-named")
        return
    guess = nearest(mention.name, sorted(known))
    message = f'There is no workflow "{mention.name}".'
    report.error(mention.place, message, rule="unknown-workflow", guess=guess)


def _stage(folder: Folder, report: Report, mention: Mention) -> None:
    stages = folder.community.community.stages
    if mention.name in stages or folder.community.report.failed:
        return
    guess = nearest(mention.name, stages)
    message = f'There is no stage "{mention.name}" in community.yaml.'
    if not stages:
        message += f' List them there: "stages: [{mention.name}]".'
    report.error(mention.place, message, rule="unknown-stage", guess=guess)


def _field(folder: Folder, report: Report, mention: Mention) -> None:
    """``FIELD: value`` in conditions; a key that nobody knows is far more often a slip than a field."""
    fields = folder.fields()
    if mention.name in fields:
        return
    guess = nearest(mention.name, sorted({*_CONDITIONS, *fields}))
    message = f'"{mention.name}" is not a condition, and no field of that name is listed or set anywhere.'
    report.error(mention.place, message, rule="unknown-condition", guess=guess)


def _date(folder: Folder, report: Report, mention: Mention) -> None:
    known = {*MEMBER_DATES, *folder.fields()}
    name = mention.name.casefold()
    if name in known:
        return
    guess = nearest(name, sorted(known))
    said = report.line(mention.place.line)[mention.place.column - 1 :]
    message = f'"{mention.name}" is not a date of the member: birthday, joined, or a field in community.yaml.'
    instead = said[: mention.place.width].replace(mention.name, guess) if guess else None
    repair = None
    if instead is not None:
        line, place = report.line(mention.place.line), mention.place
        repair = line[: place.column - 1] + instead + line[place.column - 1 + place.width :]
    report.error(mention.place, message, rule="unknown-date", guess=guess, repair=repair or "")


_RULES: dict[str, Callable[[Folder, Report, Mention], None]] = {
    "message": named_message,
    "recording": named_recording,
    "stage": _stage,
    "field": _field,
    "date": _date,
}
