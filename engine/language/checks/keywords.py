"""Words that members text: each means one thing, and STOP, HELP and START are not ours to give away."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from engine.language.checks import built_in
from engine.language.folder import Folder
from engine.language.parsing.reading import Mention
from engine.language.parsing.workflow import Parsed
from engine.language.place import Place
from engine.language.report import Report
from engine.understanding.keywords import HELP_WORDS, STOP_WORDS
from engine.understanding.lines import clash, expand
from engine.understanding.managing import orders
from engine.understanding.normal import normal

Use = tuple[str, Report, Mention]
"""Whose word it is (a workflow's name, "" for the community's own), and where it stands."""


def check(folder: Folder) -> None:
    uses = list(_uses(folder))
    _taken(uses)
    owners = {normal(use[2].name): use for use in uses if not use[2].detail}
    language = folder.community.community.language
    for parsed in folder.everything():
        _answers(parsed, owners, language)


def _uses(folder: Folder) -> Iterator[Use]:
    report = folder.community.report
    said = [mention for mention in folder.community.mentions if mention.kind == "keyword"]
    for mention in said:
        yield "", report, mention
    if not said:
        for word in folder.community.community.join_words:
            yield "", report, Mention("keyword", word, Place(report.file, 1))
    for parsed, mention in folder.mentions("keyword"):
        yield parsed.name, parsed.report, mention


def _taken(uses: list[Use]) -> None:
    first: dict[tuple[str, str], Use] = {}
    for use in uses:
        name, report, mention = use
        word = normal(mention.name)
        joins = first.get((word, ""))  # what makes a member is nobody else's, whether more follows it or not
        earlier = joins if joins and not joins[0] else first.setdefault((word, mention.detail), use)
        free = _own_word(name, uses)
        if not word:
            report.error(
                mention.place, f'"{mention.name}" has no letters that a member could text.', rule="keyword"
            )
        elif does := built_in.always(mention.name):
            message = f'"{mention.name}" {does}, so nothing else can be done with it. Choose another word.'
            report.error(mention.place, message, rule="keyword-owned", instead=free)
        elif name and (does := built_in.at_times(mention.name)) and earlier is use:
            message = f'"{mention.name}" {does}, so it does not always lead here. Choose another word.'
            report.warn(mention.place, message, rule="keyword-built-in", instead=free)
        elif name and (does := built_in.usually(mention.name)) and earlier is use:
            message = f'"{mention.name}" usually {does}; here it is this workflow\'s instead. Is that meant?'
            report.warn(mention.place, message, rule="keyword-built-in", instead=free)
        elif earlier is not use and not _namesakes(earlier, use):
            where = f"in {earlier[1].file}, line {earlier[2].place.line}"
            said = f"is already used {where}" if earlier[0] else "makes a stranger a member (join words)"
            message = f'"{mention.name}" {said}. Choose another word here, or there.'
            report.error(mention.place, message, rule="keyword-twice", instead=free)
        elif orders(mention.name):
            message = (
                f'"{mention.name}" is an order when a host or manager texts it, so it never leads them here.'
            )
            report.warn(mention.place, message, rule="keyword-order", instead=free)


def _own_word(name: str, uses: list[Use]) -> str | None:
    """A word that is free, from the workflow's own name: first-sale texts FIRST SALE."""
    word = name.replace("-", " ").upper()
    return (
        word
        if word and normal(word) not in {*built_in.OWNED, *(normal(use[2].name) for use in uses)}
        else None
    )


def _namesakes(one: Use, other: Use) -> bool:
    """A draft has the words of the workflow that it will replace."""
    return one[0] == other[0] and one[1].file != other[1].file


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
    # A question may hang below a line of another, so the ways of one do not stand together.
    for _, question in groupby(sorted(ways, key=_question), key=_question):
        _two_lines(parsed, list(question), language)


def _question(way: Mention) -> str:
    return way.detail.partition(":")[0]


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
        parsed.report.error(way.place, message, rule="way-twice", repair=_without(parsed.report, way))


def _without(report: Report, way: Mention) -> str | None:
    """The line without one of its several ways."""
    line, place = report.line(way.place.line), way.place
    before, after = line[: place.column - 1], line[place.column - 1 + place.width :]
    if before.rstrip().endswith(","):
        return before.rstrip().removesuffix(",") + after
    return before + after.lstrip().removeprefix(",").lstrip() if after.lstrip().startswith(",") else None
