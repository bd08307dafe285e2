"""Conditions typed at the command line, read by the language's own parser: `--for 'tagged: leader'`."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import KindlingError
from engine.language.conditions import EVERYONE, Conditions
from engine.language.grammar import CONDITION_KEYS
from engine.language.parsing import conditions as parse_conditions
from engine.language.parsing.reading import Mention, Reading
from engine.language.parsing.values import field_name
from engine.language.render import shown
from engine.language.source.nodes import Pairs
from engine.language.source.reader import read
from engine.language.steps import Ask, Set
from engine.models import Member, Tag
from engine.published import Published
from engine.times.guesses import nearest

WHERE = "--for"


def chosen(texts: Sequence[str], published: Published) -> Conditions:
    """The conditions that must all hold; none at all is everyone.

    Each text is one (``tagged: leader``), ``everyone``, or several in braces. Raises KindlingError with the place
    and, where there is one, the repair.
    """
    if not texts:
        return EVERYONE
    node, report = read(_document(texts), WHERE)
    reading = Reading(report)
    found = None
    if isinstance(node, Pairs) and node.pairs:
        found = parse_conditions.conditions(node.pairs[0], reading)
    for mention in reading.mentions:
        _check(mention, reading, published)
    if found is None or report.failed:
        lines = {WHERE: report.lines}
        said = [shown(finding, lines).text() for finding in report.findings]
        raise KindlingError("\n".join(said) or "These are no conditions. Try: --for 'tagged: leader'")
    return found


def _document(texts: Sequence[str]) -> str:
    if len(texts) == 1 and (":" not in texts[0] or texts[0].lstrip().startswith("{")):
        return f"for: {texts[0].strip()}\n"
    return "for:\n" + "".join(f"  {text.strip()}\n" for text in texts)


def _check(mention: Mention, reading: Reading, published: Published) -> None:
    """What a check says of files, said of the living community: a name that nobody has is a slip."""
    report, name = reading.report, mention.name
    if mention.kind == "outcome":
        report.error(mention.place, f'"{name}" is known of one call only, in its workflow.', rule="outcome")
    elif mention.kind == "stage" and name not in published.community.stages:
        stages = published.community.stages
        report.unknown(mention.place, name, f'There is no stage "{name}".', stages, rule="unknown-stage")
    elif mention.kind == "field" and name not in (fields := _fields(published)):
        known = {*(key.name for key in CONDITION_KEYS), *fields}
        said = f'"{name}" is neither a condition nor a field of this community.'
        report.unknown(mention.place, name, said, known, rule="unknown-condition")
    elif mention.kind in ("tag", "role"):
        _check_living(mention, reading)


def _check_living(mention: Mention, reading: Reading) -> None:
    tagged = mention.kind == "tag"
    rows = Tag.select(Tag.name).distinct() if tagged else Member.select(Member.role.alias("name")).distinct()
    living, name = [row.name for row in rows if row.name], mention.name
    if name.casefold() not in {one.casefold() for one in living}:
        guess = nearest(name, living)
        said = f'Nobody has the {mention.kind} "{name}".'
        reading.report.error(mention.place, said, rule=f"unknown-{mention.kind}", guess=guess)


def _fields(published: Published) -> set[str]:
    """The community's fields, and those that a workflow sets or saves."""
    found = {field_name(name) for name in published.community.fields}
    for live in published.workflows.values():
        for step in live.workflow.walk():
            match step:
                case Set():
                    found |= {name for name, _ in step.values}
                case Ask(save_as=str(name)):
                    found.add(name)
    return found
