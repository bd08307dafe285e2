"""Words that members text: each means one thing, and STOP, HELP and START are not ours to give away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from engine.language.folder import Folder
from engine.language.parse_workflow import Parsed
from engine.language.reading import Mention
from engine.language.report import Report
from engine.understanding.keywords import HELP_WORDS, START_WORDS, STOP_WORDS
from engine.understanding.lines import clash, expand
from engine.understanding.normal import normal

Use = tuple[str, Report, Mention]
"""Whose word it is (a workflow's name, "" for the community's own), and where it stands."""


def check(folder: Folder) -> None:
    uses = list(_uses(folder))
    _taken(uses)
    language = folder.community.community.language
    for parsed in folder.everything():
        _answers(parsed, _owners(uses, parsed), language)


def _uses(folder: Folder) -> Iterator[Use]:
    for mention in folder.community.mentions:
        if mention.kind == "keyword":
            yield "", folder.community.report, mention
    for parsed, mention in folder.mentions("keyword"):
        yield parsed.name, parsed.report, mention


def _taken(uses: list[Use]) -> None:
    first: dict[str, Use] = {}
    for name, report, mention in uses:
        word = normal(mention.name)
        owner = _reserved(word)
        earlier = first.get(word)
        if not word:
            report.error(
                mention.place, f'"{mention.name}" has no letters that a member could text.', rule="keyword"
            )
        elif owner:
            message = (
                f'"{mention.name}" belongs to {owner}: what a member texts with it never reaches a workflow.'
            )
            report.error(mention.place, message, rule="keyword-owned")
        elif earlier and not _namesakes(earlier, (name, report, mention)):
            where = f"{earlier[1].file}, line {earlier[2].place.line}"
            report.error(mention.place, f'"{mention.name}" is already used in {where}.', rule="keyword-twice")
        else:
            first.setdefault(word, (name, report, mention))


def _reserved(word: str) -> str | None:
    owners = (("STOP", STOP_WORDS), ("HELP", HELP_WORDS), ("START", START_WORDS))
    return next((owner for owner, words in owners if word in words), None)


def _namesakes(one: Use, other: Use) -> bool:
    """A draft has the words of the workflow that it will replace."""
    return one[0] == other[0] and one[1].file != other[1].file


def _owners(uses: list[Use], parsed: Parsed) -> dict[str, Use]:
    """Who owns each keyword, as far as this workflow's answers meet them."""
    return {normal(use[2].name): use for use in uses}


def _answers(parsed: Parsed, owners: dict[str, Use], language: str) -> None:
    ways = [mention for mention in parsed.mentions if mention.kind == "way"]
    for way in ways:
        word = normal(way.name)
        if not word:
            parsed.report.error(
                way.place, f'"{way.name}" has no words that a reply could match.', rule="answer"
            )
        elif word in STOP_WORDS | HELP_WORDS:
            owner = "STOP" if word in STOP_WORDS else "HELP"
            message = (
                f'"{way.name}" belongs to {owner}, so it never reaches this question. Choose another word.'
            )
            parsed.report.error(way.place, message, rule="answer-owned")
        else:
            _keyword_answer(parsed, way, owners, language)
    for _, question in groupby(ways, key=lambda way: way.detail.partition(":")[0]):
        _two_lines(parsed, list(question), language)


def _keyword_answer(parsed: Parsed, way: Mention, owners: dict[str, Use], language: str) -> None:
    word = next((word for word in sorted(expand(way.name, language)) if word in owners), None)
    if word is None:
        return
    _, report, mention = owners[word]
    message = (
        f'"{way.name}" is also a keyword, in {report.file}, line {mention.place.line}. Choose another word.'
    )
    parsed.report.error(way.place, message, rule="answer-keyword")


def _two_lines(parsed: Parsed, ways: list[Mention], language: str) -> None:
    """A way in two lines, or twice in one: nobody could say which steps follow."""
    lines = [list(group) for _, group in groupby(ways, key=lambda way: way.detail)]
    for said, earlier, later in clash([[way.name for way in line] for line in lines], language):
        way = next(way for way in lines[later] if way.name == said)
        first = lines[earlier][0]
        message = f'"{said}" is in two lines: the one that begins with "{first.name}" takes it too.'
        parsed.report.error(way.place, message, rule="way-twice")
