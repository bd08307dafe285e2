"""Running the managers' tests of a community's files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.community.details import DetailError
from engine.community.details import checked as complete
from engine.errors import KindlingError
from engine.language.check import COMMUNITY, Checked, check
from engine.language.community import Community
from engine.language.findings import Finding
from engine.language.place import Place
from engine.language.talks import Brought, Line, Talk
from engine.models import Member
from engine.publishing import decoded
from engine.rehearsal import times
from engine.rehearsal.failures import Failure, Unmet
from engine.rehearsal.lines import play
from engine.rehearsal.stage import Stage
from engine.settings import Settings
from engine.understanding import match_keyword
from engine.virtual import Person, World, files_of, open_world, place_host, place_member
from engine.virtual.files import path_of
from engine.wording.names import field_key
from engine.wording.phones import AddressError

USUAL = {"name": "Amy Lee", "phone": "+13125550142"}  # the member of a talk that names none
UNHURRIED = 1000.0  # segments and calls a second: a talk is about words and days, no sender is waited for
PLAIN = frozenset({"name", "phone", "email", "timezone", "language", "role", "stage", "birthday", "prefers"})


class UnknownTest(KindlingError):
    """A test was asked for by a name that no file in workflows/tests has."""

    def __init__(self, name: str, known: Collection[str]) -> None:
        there = ", ".join(sorted(known)) or "none"
        super().__init__(f"There are no tests of {name}. There are: {there}")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """``passed`` and ``failures`` are tests; ``findings`` are the errors of files that could not be tried at all."""

    passed: tuple[str, ...]
    failures: tuple[Failure, ...]
    findings: tuple[Finding, ...]
    lines: Mapping[str, Sequence[str]]

    @property
    def ok(self) -> bool:
        return not self.failures and not self.findings


def rehearse(
    files: Mapping[str, bytes],
    names: Sequence[str] = (),
    *,
    drafts: bool = False,
    settings: Settings | None = None,
) -> Rehearsed:
    """Run the tests of ``names``, or all. With ``drafts`` a draft stands in for the workflow of its name, as it
    does where there is no other. Raises UnknownTest.
    """
    checked = check(decoded(files))
    for name in names:
        if name not in checked.talks and not _broken(name, checked):
            raise UnknownTest(name, checked.talks)
    findings: list[Finding] = []
    passed: list[str] = []
    failures: list[Failure] = []
    for name in names or sorted(checked.talks):
        draft = name in checked.drafts and (drafts or path_of(name) not in files)
        errors = _unusable(name, checked, draft=draft)
        findings += errors
        if errors:
            continue
        own = files_of(files, checked, name, draft=draft)
        for talk in checked.talks.get(name, ()):
            failure = _rehearse(talk, own, checked, settings, draft=draft)
            passed += [] if failure else [talk.name]
            failures += [failure] if failure else []
    return Rehearsed(tuple(passed), tuple(failures), tuple(dict.fromkeys(findings)), checked.lines)


def _broken(name: str, checked: Checked) -> bool:
    return any(finding.place.file == f"workflows/tests/{name}.yaml" for finding in checked.errors)


def _unusable(name: str, checked: Checked, *, draft: bool) -> list[Finding]:
    """The errors that keep a test from being tried: its own, the community's, or those that block its workflow."""
    talk, workflow = f"workflows/tests/{name}.yaml", path_of(name, draft=draft)
    files = {talk, COMMUNITY}
    if workflow in checked.blocked:  # whatever is wrong with it may stand in a file that it names
        return list(checked.errors)
    if name not in (checked.drafts if draft else checked.workflows):
        return [
            Finding(Place(talk, 1), f"These are tests of {name}, and there is no {workflow}.", rule="test")
        ]
    return [finding for finding in checked.errors if finding.place.file in files]


def _rehearse(
    talk: Talk,
    own: tuple[dict[str, bytes], frozenset[str]],
    checked: Checked,
    settings: Settings | None,
    *,
    draft: bool,
) -> Failure | None:
    community = checked.community
    try:
        person, tags = _person(talk, community)
        now = times.begins(talk.now, person.timezone, community)
        with open_world(now, _unhurried(settings or Settings())) as world:
            files, silent = own
            world.publish(files, silent=silent, checked=None if draft else checked)
            _talk(_set(talk, person, tags, world, community), talk.lines)
    except Unmet as unmet:
        return Failure(talk.name, unmet.place, unmet.message, unmet.came, unmet.when)
    return None


def _unhurried(settings: Settings) -> Settings:
    return replace(settings, sender_rate=UNHURRIED, calls_per_second=UNHURRIED)


def _person(talk: Talk, community: Community) -> tuple[Person, tuple[str, ...]]:
    """The member as the talk describes them, and their tags. Raises Unmet where that can be nobody."""
    given = dict(talk.member) or dict(USUAL)
    tags = tuple(tag.strip() for tag in given.pop("tags", "").split(",") if tag.strip())
    plain = {name: value for name, value in given.items() if name in PLAIN}
    fields = {field_key(name): value for name, value in given.items() if name not in PLAIN}
    person = Person(**plain, fields=fields)
    try:
        return complete(person, replace(community, fields=(*community.fields, *fields))), tags
    except (AddressError, DetailError) as error:
        raise Unmet(talk.place, f"This member cannot be: {error}") from None


def _set(talk: Talk, person: Person, tags: tuple[str, ...], world: World, community: Community) -> Stage:
    """Put the people on the stage. Who joins in the talk is known and has agreed to nothing yet."""
    if person.role != "host":
        place_host(community, world.now)
    fields = replace(community, fields=(*community.fields, *person.fields))
    is_in = not _joins(talk, community)
    member = place_member(person, fields, world.now, tags=tags, is_in=is_in)
    for number, one in enumerate(talk.brought):
        _place_brought(one, number, member, community, world.now)
    world.settle()
    stage = Stage(world, talk, member.id, community, world.published.messages.names())
    stage.take_in()
    return stage


def _place_brought(one: Brought, number: int, leader: Member, community: Community, now: datetime) -> None:
    """Somebody whom the member has brought, and who was told that their leader sees how they are."""
    zone = leader.timezone
    person = Person(name=one.name, phone=f"+13125550{200 + number}", timezone=zone)
    placed = place_member(person, community, now)
    placed.sponsor, placed.told_at = leader, now
    placed.joined_at = one.joined.before(now, zone)
    placed.last_heard_at = one.heard.before(now, zone) if one.heard else None
    placed.save()


def _joins(talk: Talk, community: Community) -> bool:
    words = dict.fromkeys(community.join_words, True)
    return any(line.kind == "they" and match_keyword(line.text, words) for line in talk.lines)


def _talk(stage: Stage, lines: Sequence[Line]) -> None:
    for line in lines:
        play(line, stage)
    stage.all_met(lines[-1].place)
