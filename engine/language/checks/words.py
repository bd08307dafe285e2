"""The words themselves: merge fields that exist, that have a value where they are used, and what texts cost."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.language.dated import Call, Meeting
from engine.language.dated_grammar import NESTED_STARTS
from engine.language.folder import Folder, MessageSheet
from engine.language.known import Known
from engine.language.parsing.workflow import Parsed
from engine.language.place import Place
from engine.language.report import Report
from engine.language.steps import Ask, Praise, Ring, Send, Step, Tell, branches
from engine.language.workflow import Texted
from engine.understanding.normal import normal
from engine.wording.email import check_email
from engine.wording.merge import MergeError, Words, unknown_names
from engine.wording.names import MEMBER_FIELDS, field_key, known_names

SOMETIMES = frozenset({"letter.words", "letter.phone"})
LONGEST_GUIDANCE = 600
ALWAYS_THERE = ("name", "first_name", "language", "timezone", "joined")
"""What every member has, whatever we know of them."""


def check(folder: Folder, known: Known | None = None) -> None:
    fields = sorted(folder.fields())
    for sheet in folder.messages:
        for words in sheet.every():
            _unknown(words, sheet.report, fields)
            _personal(words, sheet.report, fields)
            _sometimes(words, sheet.report)
        _single_braces(sheet.report, known_names(fields))
        _letter(sheet)
    _plain_file(folder)
    _asked(folder)
    if known is not None:
        _learned(folder, known)
    _host(folder)
    _wall(folder)
    for parsed in folder.everything():
        _in_place(folder, parsed)


def _unknown(words: Words, report: Report, fields: list[str]) -> None:
    for name, line, guess in unknown_names(words, fields):
        place = spot(report, line, name)
        report.error(place, f'"{name}" does not exist.', rule="unknown-name", guess=guess)


def spot(report: Report, number: int, name: str) -> Place:
    """Where a name stands in a line; the line's beginning where it was written with blanks in it."""
    match = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", report.line(number))
    return Place(report.file, number, match.start() + 1 if match else 1, len(name) if match else 1)


_DEFINED = re.compile(r"\]:.*\{%")
_SINGLE = re.compile(r"(?<![{%])[{\[]\s*(?P<name>[a-z_]+(?:\.[a-z_]+)?)\s*[}\]](?![}(])")


def _single_braces(report: Report, known: frozenset[str]) -> None:
    """``{first_name}`` would go out just as it stands."""
    for number, line in enumerate(report.lines, start=1):
        for match in _SINGLE.finditer(line):
            if match["name"] in known:
                place = Place(report.file, number, match.start() + 1, len(match[0]))
                message = f'"{match[0]}" would be sent as it stands: a field has two braces on each side.'
                report.error(place, message, rule="braces", instead=f"{{{{ {match['name']} }}}}")


def _letter(sheet: MessageSheet) -> None:
    """An email's tags have to outlive Markdown, which drops what it takes for the definition of a link."""
    if sheet.kind != "email" or sheet.words is None:
        return
    try:
        check_email(sheet.words)
    except MergeError as error:
        lines = enumerate(sheet.report.lines, start=1)
        number = next((n for n, line in lines if _DEFINED.search(line)), error.line)
        column = max(1, sheet.report.line(number).find("{%") + 1)
        sheet.report.error(Place(sheet.path, number, column, 2), error.message, rule="merge-field")


def _personal(words: Words, report: Report, fields: list[str]) -> None:
    """A field that a member may lack needs something to say instead."""
    known = {field_key(name) for name in fields} | set(MEMBER_FIELDS)
    for name in sorted(words.names - words.guarded):
        head, _, own = name.partition(".")
        if head != "member" or own not in known or own in ALWAYS_THERE:
            continue
        label = own.replace("_", " ")
        message = f"Some members have no {label}, and this text has nothing to say to them instead."
        place = spot(report, words.lines[name], name)
        report.error(place, message, rule="no-default", instead=f'{name} or "your {label}"')


def _sometimes(words: Words, report: Report) -> None:
    """What is there on some days only stands inside an if of its own."""
    for name in sorted(SOMETIMES & (words.names - words.guarded)):
        message = f'"{name}" is empty now and then: put it between {{% if {name} %}} and {{% endif %}}.'
        report.error(spot(report, words.lines[name], name), message, rule="no-default")


def _plain_file(folder: Folder) -> None:
    plain = {
        (sheet.guidance, sheet.answer, sheet.name) for sheet in folder.messages if sheet.language is None
    }
    for sheet in folder.messages:
        if sheet.language and (sheet.guidance, sheet.answer, sheet.name) not in plain:
            path = sheet.path.replace(f".{sheet.language}.", ".")
            message = f"{path} is missing: it is what everybody gets who reads another language."
            sheet.report.error(Place(sheet.path, 1), message, rule="no-plain-file")


def _asked(folder: Folder) -> None:
    """An answer is found by the ways to ask for it, so each needs some, and no two the same; guidance as well."""
    ways: dict[tuple[bool, str], MessageSheet] = {}
    for sheet in (sheet for sheet in folder.messages if sheet.answer and sheet.file):
        asked = sheet.file.asked if sheet.file else ()
        if not asked and sheet.language is None:
            what = "guidance" if sheet.guidance else "answer"
            message = f'Nobody can get this {what}: list ways to ask for it under "asked:", between two lines of ---.'
            sheet.report.error(Place(sheet.path, 1), message, rule="not-asked")
        for way in asked:
            other = ways.setdefault((sheet.guidance, normal(way)), sheet)
            if other.name != sheet.name:
                _asked_twice(sheet, way, other)
        if sheet.guidance:
            _guidance(sheet)


def _asked_twice(sheet: MessageSheet, way: str, other: MessageSheet) -> None:
    message = f'"{way}" already asks for {other.path}.'
    number = next((n for n, line in enumerate(sheet.report.lines, start=1) if way in line), 1)
    column = sheet.report.line(number).find(way) + 1
    sheet.report.error(Place(sheet.path, number, max(1, column), len(way)), message, rule="asked-twice")


def _guidance(sheet: MessageSheet) -> None:
    """It is read on a telephone in the middle of a conversation."""
    if sheet.kind != "text":
        message = "Guidance is a .txt file: it is read as a text, in the middle of a conversation."
        sheet.report.error(Place(sheet.path, 1), message, rule="guidance")
    elif sheet.file is not None and len(sheet.file.body) > LONGEST_GUIDANCE:
        message = f"This is {len(sheet.file.body)} letters long; what helps in a conversation has {LONGEST_GUIDANCE}."
        sheet.report.warn(Place(sheet.path, sheet.file.body_line), message, rule="guidance-long")


def _learned(folder: Folder, known: Known) -> None:
    """A file that asks what an answer learned by text answers otherwise: the file's is given from now on."""
    for sheet in (sheet for sheet in folder.messages if sheet.answer and sheet.file):
        for way in sheet.file.asked if sheet.file else ():
            words = known.learned.get(normal(way))
            if words is None or (sheet.file and sheet.file.body.strip() == words):
                continue
            message = (
                f'"{way}" was answered by text already, with "{words}". This file\'s answer takes its place.'
            )
            number = next((n for n, line in enumerate(sheet.report.lines, start=1) if way in line), 1)
            sheet.report.warn(Place(sheet.path, number), message, rule="asked-learned")
            break


def _host(folder: Folder) -> None:
    if folder.community.community.host is not None or folder.community.report.failed:
        return
    for sheet in folder.messages:
        for words in sheet.every():
            if "community.host" in words.names - words.guarded:
                place = spot(sheet.report, words.lines["community.host"], "community.host")
                message = 'The community has no host yet: add "host:" to workflows/community.yaml.'
                sheet.report.error(place, message, rule="no-host", instead='community.host or "us"')


def _wall(folder: Folder) -> None:
    if folder.community.community.wall != "none":
        return
    for sheet in folder.messages:
        for words in sheet.every():
            if "links.wall" in words.names:
                place = spot(sheet.report, words.lines["links.wall"], "links.wall")
                message = 'There is no wall to link to: workflows/community.yaml says "wall: none".'
                sheet.report.error(place, message, rule="no-wall")


def _in_place(folder: Folder, parsed: Parsed) -> None:
    """Names that have a value only in some places: of a call, a recording, an answer."""
    if parsed.workflow is None:
        return
    dated = parsed.workflow.dated
    kind = dated.kind if dated is not None else ""
    start = parsed.workflow.start
    texted = isinstance(start, Texted) and bool(start.openings) and not start.words
    for step, answered in _walked(parsed.workflow.steps, texted):
        for message in messages_of(step):
            for sheet in folder.sent(message):
                for words in sheet.every():
                    bare = words.names - words.guarded
                    _needs_dates(parsed, step, sheet, bare, kind)
                    _needs_where(parsed, step, sheet, bare)
                    _needs_recording(folder, parsed, sheet, words, bare, call=kind == Call.kind)
                    _needs_answer(parsed, step, sheet, bare, answered=answered)


def messages_of(step: Step) -> tuple[str, ...]:
    """The messages that a step sends."""
    match step:
        case Send() | Praise():
            return (step.message,)
        case Ask():
            return (step.message, step.remind.message) if step.remind else (step.message,)
        case Tell():
            return (step.message,) if step.message else ()
        case Ring():
            return (step.what,)
        case _:
            return ()


def _walked(steps: tuple[Step, ...], answered: bool) -> Iterable[tuple[Step, bool]]:
    """Every step, and whether a question was asked before it on the way there."""
    for step in steps:
        yield step, answered
        asked = answered or (isinstance(step, Ask) and not step.anonymous)
        for below in branches(step):
            yield from _walked(below, asked)
        answered = asked


def _needs_dates(parsed: Parsed, step: Step, sheet: MessageSheet, bare: frozenset[str], kind: str) -> None:
    """What a call's messages say of the call, and so on, nobody else's can."""
    others = {one for one in NESTED_STARTS if one != kind}
    name = next((name for name in sorted(bare) if name.partition(".")[0] in others), None)
    if name:
        message = (
            f'{sheet.path} says "{name}", which only the messages of a {name.partition(".")[0]} can say.'
        )
        parsed.report.error(step.place, message, rule="call-only")


def _needs_where(parsed: Parsed, step: Step, sheet: MessageSheet, bare: frozenset[str]) -> None:
    """A meeting on the web has no place, and one at a place no link, unless its file says both."""
    meeting = parsed.workflow.start if parsed.workflow else None
    if not isinstance(meeting, Meeting):
        return
    for name, key, said in (
        ("meeting.place", "where", meeting.where),
        ("meeting.link", "link", meeting.link),
    ):
        if name in bare and not said:
            message = f'{sheet.path} says "{name}", and this meeting has no "{key}:".'
            parsed.report.error(step.place, message, rule="no-where")


def _needs_recording(
    folder: Folder, parsed: Parsed, sheet: MessageSheet, words: Words, bare: frozenset[str], *, call: bool
) -> None:
    name = next((name for name in sorted(bare) if name.startswith("recording.")), None)
    if name is None or call or sheet.name in folder.recordings:
        return
    message = f"There is no recording for this: messages/recordings/{sheet.name}.mp3 is missing."
    place = spot(sheet.report, words.lines[name], name)
    if not any(finding.place == place for finding in sheet.report.findings):
        sheet.report.error(place, message, rule="unknown-recording")


def _needs_answer(
    parsed: Parsed, step: Step, sheet: MessageSheet, bare: frozenset[str], *, answered: bool
) -> None:
    if "answer" in bare and not answered:
        message = (
            f'{sheet.path} says "answer", and no question was asked before this step. '
            "Only where every word of the start goes on (text WIN ...) there is one from the beginning."
        )
        parsed.report.error(step.place, message, rule="no-answer")
