"""Every file of a community, parsed: what the checks across files look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from engine.language.community import COMMUNITY
from engine.language.parsing.community import Defaults, ParsedCommunity, default_community, parse_community
from engine.language.parsing.phone_line import ParsedPhoneLine, parse_phone_line
from engine.language.parsing.reading import Mention
from engine.language.parsing.talks import ParsedTalks, parse_talks
from engine.language.parsing.values import NAME
from engine.language.parsing.workflow import Parsed, parse_workflow
from engine.language.phone_line import PHONE_LINE
from engine.language.place import Place
from engine.language.report import Report
from engine.language.source.reader import decode
from engine.wording.files import MessageFile, WordingError, message_name, read_message
from engine.wording.merge import MergeError, Words, compile_words

RECORDINGS = (".mp3", ".wav")
NEARLY = {
    ".text": ".txt",
    ".markdown": ".md",
    ".html": ".md",
    ".htm": ".md",
    ".docx": ".md",
    ".doc": ".md",
    ".rtf": ".md",
}
TEXTS = (".yaml", ".yml", ".txt", ".md")
Kind = Literal["text", "email"]
_FILTER = re.compile(r"(\{\{[^}|]*?)\s*\|[^}]*\}\}")


@dataclass(slots=True)
class MessageSheet:
    """One message file. ``words`` are the body's; ``others`` those of its front matter.

    A story is sent by its name as any message is, though no step has to name it.
    """

    path: str
    name: str
    kind: Kind
    language: str | None
    report: Report
    file: MessageFile | None = None
    words: Words | None = None
    others: tuple[Words, ...] = ()
    answer: bool = (
        False  # found by being asked for: by members or, as guidance, by whoever has a conversation
    )
    guidance: bool = False
    story: bool = False

    def every(self) -> tuple[Words, ...]:
        return (*self.others, self.words) if self.words else self.others


@dataclass(slots=True)
class Folder:
    """The files, by what they are. Keys of workflows, drafts and talks are names."""

    community: ParsedCommunity
    phone_line: ParsedPhoneLine
    workflows: dict[str, Parsed] = field(default_factory=dict)
    drafts: dict[str, Parsed] = field(default_factory=dict)
    talks: dict[str, ParsedTalks] = field(default_factory=dict)
    messages: list[MessageSheet] = field(default_factory=list)
    recordings: dict[str, str] = field(default_factory=dict)
    strays: list[Report] = field(default_factory=list)

    def everything(self) -> Iterator[Parsed]:
        """Every workflow, drafts last."""
        yield from self.workflows.values()
        yield from self.drafts.values()

    def reports(self) -> Iterator[Report]:
        yield self.community.report
        yield self.phone_line.report
        yield from (parsed.report for parsed in self.everything())
        yield from (talks.report for talks in self.talks.values())
        yield from (sheet.report for sheet in self.messages)
        yield from self.strays

    def sent(self, name: str) -> tuple[MessageSheet, ...]:
        """The files of a message in every kind and language, answers left out."""
        return tuple(sheet for sheet in self.messages if sheet.name == name and not sheet.answer)

    def message_names(self) -> set[str]:
        return {sheet.name for sheet in self.messages if not sheet.answer}

    def mentions(self, *kinds: str) -> Iterator[tuple[Parsed, Mention]]:
        """What the workflows name, of these kinds, and where."""
        for parsed in self.everything():
            for mention in parsed.mentions:
                if mention.kind in kinds:
                    yield parsed, mention

    def named(self) -> Iterator[tuple[Report, tuple[Mention, ...]]]:
        """Every file that names others, and what it names: the community, the phone line and the workflows."""
        yield self.community.report, self.community.mentions
        yield self.phone_line.report, self.phone_line.mentions
        yield from ((parsed.report, parsed.mentions) for parsed in self.everything())

    def spoken_only(self) -> set[str]:
        """Messages that are heard on the phone and never read."""
        read = {mention.name for _, mention in self.mentions("message")}
        rung = {mention.name for _, mention in self.mentions("recording")}
        line = {each.name for each in self.phone_line.mentions if each.kind in ("message", "recording")}
        return (rung | line) - read

    def fields(self) -> set[str]:
        """Every field of a member's that is listed, or written by a step."""
        written = {mention.name for _, mention in self.mentions("field set")}
        return written | set(self.community.community.fields)


def collect(files: Mapping[str, str | bytes], defaults: Defaults) -> Folder:
    """Parse every file. ``files`` maps paths ("workflows/welcome.yaml") to their text or bytes."""
    given = {path: _text(path, data) for path, data in sorted(files.items()) if not _hidden(path)}
    folder = Folder(
        _community(given.pop(COMMUNITY, None), defaults), _phone_line(given.pop(PHONE_LINE, None))
    )
    for path, report in given.items():
        _place(folder, path, report)
    return folder


def _community(report: Report | None, defaults: Defaults) -> ParsedCommunity:
    if report is None or report.failed:
        return ParsedCommunity(default_community(defaults), report or Report(COMMUNITY))
    return parse_community("\n".join(report.lines), COMMUNITY, defaults)


def _phone_line(report: Report | None) -> ParsedPhoneLine:
    if report is None or report.failed:
        return ParsedPhoneLine(None, report or Report(PHONE_LINE))
    return parse_phone_line("\n".join(report.lines))


def _hidden(path: str) -> bool:
    return any(part.startswith((".", "~")) or part.endswith("~") for part in PurePosixPath(path).parts)


def _text(path: str, data: str | bytes) -> Report:
    """The text of a file as an empty report; what is no text of ours has none."""
    if PurePosixPath(path).suffix.lower() not in TEXTS:
        return Report(path)
    return Report(path, data) if isinstance(data, str) else decode(data, path)


def _place(folder: Folder, path: str, report: Report) -> None:
    file = PurePosixPath(path)
    text = "\n".join(report.lines)
    match file.parts[:2]:
        case ("workflows", "tests") if file.suffix == ".yaml":
            folder.talks[file.stem] = (
                ParsedTalks((), report) if report.failed else parse_talks(text, path, file.stem)
            )
        case ("workflows", _) if len(file.parts) == 2:
            _workflow(folder, file, report)
        case ("messages", "recordings"):
            _recording(folder, path, file)
        case ("messages", "answers" | "guidance" as kind):
            _message(folder, report, answer=True, guidance=kind == "guidance")
        case ("messages", "stories"):
            _message(folder, report, story=True)
        case ("messages", _) if len(file.parts) == 2:
            _message(folder, report)
        case _:
            pass


def _workflow(folder: Folder, file: PurePosixPath, report: Report) -> None:
    text = "\n".join(report.lines)
    if file.suffix == ".yml":
        _stray(folder, report.file, text, "A workflow's file ends in .yaml.", f"{file.stem}.yaml")
        return
    if file.suffix != ".yaml":
        return
    draft = file.stem.endswith(".draft")
    name = file.stem.removesuffix(".draft")
    if not NAME.fullmatch(name):
        tidy = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        message = "A workflow's name is small letters, digits and hyphens."
        _stray(folder, report.file, text, message, f"{tidy}{'.draft' * draft}.yaml" if tidy else None)
        return
    if file.name == f"{PurePosixPath(PHONE_LINE).stem}.draft.yaml":
        message = "The phone line has no draft: it is one file, and what is in it is what people hear."
        _stray(folder, report.file, text, message, None)
        return
    group = folder.drafts if draft else folder.workflows
    timezone = folder.community.community.timezone
    group[name] = Parsed(name, report) if report.failed else parse_workflow(text, report.file, name, timezone)


def _recording(folder: Folder, path: str, file: PurePosixPath) -> None:
    if file.suffix.lower() not in RECORDINGS:
        return
    if file.suffix in RECORDINGS and NAME.fullmatch(file.stem):
        folder.recordings[file.stem] = path
        return
    tidy = "-".join(re.findall(r"[a-z0-9]+", file.stem.lower()))
    _stray(
        folder,
        path,
        "",
        "A recording's name is small letters, digits and hyphens.",
        f"{tidy}{file.suffix.lower()}",
    )


def _stray(folder: Folder, path: str, text: str, message: str, guess: str | None) -> None:
    """A file whose name is wrong: the repair is the name it should have."""
    report = Report(path, text)
    report.error(Place(path, 1), message, rule="file-name", guess=guess, repair="")
    folder.strays.append(report)


def _message(
    folder: Folder, report: Report, *, answer: bool = False, guidance: bool = False, story: bool = False
) -> None:
    path, text = report.file, "\n".join(report.lines)
    suffix = PurePosixPath(path).suffix.lower()
    if suffix not in (".txt", ".md"):
        if suffix in NEARLY:
            _stray(folder, path, text, "A message is a .txt file (a text) or a .md file (an email).", None)
        return
    try:
        name, language, kind = message_name(path)
    except WordingError as error:
        _stray(folder, path, text, error.message, error.guess)
        return
    sheet = MessageSheet(path, name, kind, language, report, answer=answer, guidance=guidance, story=story)
    folder.messages.append(sheet)
    if not report.failed:
        _words(sheet, text)


def _words(sheet: MessageSheet, text: str) -> None:
    report = sheet.report
    try:
        sheet.file = read_message(text, sheet.path)
    except WordingError as error:
        place, guess = _line(report, error.line), error.guess
        repair = _mended(report.line(error.line), guess) if guess else None
        report.error(place, error.message, rule="message", guess=guess, repair=repair)
        return
    sheet.words = _compiled(sheet.file.body, sheet.file.body_line, report)
    lines = sheet.file.meta_lines
    compiled = (_compiled(sheet.file.meta[key], lines.get(key, 1), report) for key in sorted(sheet.file.meta))
    sheet.others = tuple(words for words in compiled if words)


def _mended(line: str, guess: str) -> str:
    """A line of front matter put right: the guess is the whole line, its value or its key."""
    key, colon, value = line.partition(":")
    if not colon or ":" in guess:
        return guess
    return f"{key}: {guess}" if guess in value else f"{guess}:{value}"


def _compiled(text: str, first_line: int, report: Report) -> Words | None:
    try:
        return compile_words(text, report.file, first_line)
    except MergeError as error:
        repair = _closed(report.line(error.line))
        report.error(
            _line(report, error.line), error.message, rule="merge-field", guess=error.guess, repair=repair
        )
        return None


def _closed(line: str) -> str:
    """A line whose merge field can be read after all: without a filter, or with its braces closed."""
    for tried in (_FILTER.sub(r"\1 }}", line), re.sub(r"\}+$", "", line.rstrip()).rstrip() + " }}"):
        try:
            compile_words(tried, "")
        except MergeError:
            continue
        return tried
    return ""


def _line(report: Report, number: int) -> Place:
    """The written part of a line."""
    line = report.line(number)
    start = len(line) - len(line.lstrip())
    return Place(report.file, number, start + 1, max(1, len(line.strip())))
