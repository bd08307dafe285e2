"""Setting a preview up: which files, which people, which moment; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.errors import KindlingError
from engine.language.check import COMMUNITY, Checked, check
from engine.language.community import Community
from engine.language.workflow import Joined, Workflow
from engine.models import Member
from engine.preview.asked import Asked, Unpreviewable, begins, ends
from engine.preview.copying import Living, put, put_recordings, take
from engine.preview.playing import CallSeen, Play
from engine.preview.samples import joined_for, sample
from engine.preview.who import named
from engine.publishing import decoded
from engine.settings import Settings
from engine.times import valid_zone
from engine.times.guesses import nearest
from engine.virtual import Happening, Person, World, files_of, open_world, place_host, place_member
from engine.virtual.cast import HOST
from engine.virtual.files import path_of


@dataclass(frozen=True, slots=True)
class Seen:
    """One person of a preview, as they are spoken of."""

    id: int
    name: str
    zone: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen from ``start`` to ``end``, oldest first; ``host`` is told what concerns the members."""

    workflow: Workflow
    draft: bool
    start: datetime
    end: datetime
    members: tuple[Seen, ...]
    host: Seen | None
    happened: tuple[Happening, ...]
    calls: tuple[CallSeen, ...]

    def of(self, member: Seen) -> tuple[Happening, ...]:
        return tuple(one for one in self.happened if one.member_id == member.id)

    def told(self) -> tuple[Happening, ...]:
        """What the host would be told about these members, and answer."""
        ids = {member.id for member in self.members}
        if self.host is None or self.host.id in ids:
            return ()
        mine = self.of(self.host)
        return tuple(one for one in mine if one.about_id in ids or one.kind == "said")


@dataclass(frozen=True, slots=True)
class _People:
    """Who is to be seen: real members by their rows, samples by their zones, in the order asked for."""

    living: Living | None
    zones: tuple[str, ...]
    first_zone: str


def preview(
    asked: Asked, files: Mapping[str, bytes], now: datetime, settings: Settings, *, database: bool = False
) -> Preview:
    """Play a workflow in a world of its own. With ``database`` the one that is bound is read for real members,
    and nothing is written to it. Raises Unpreviewable, NoSuchMember or KindlingError."""
    checked = check(decoded(files))
    name, draft = asked.workflow.removesuffix(".draft"), asked.draft or asked.workflow.endswith(".draft")
    workflow = usable(name, checked, files, draft=draft)
    community = checked.community
    people = _people(asked, community, now, database=database)
    start = begins(asked.starting, now.replace(second=0, microsecond=0), people.first_zone, community)
    until = ends(asked.until, start, people.first_zone, community)
    with open_world(start, settings) as world:
        members = _cast(people, workflow, community, world)
        chosen, silent = files_of(files, checked, name, draft=draft)
        world.publish(chosen, silent=silent, checked=None if draft else checked)
        if people.living is not None:
            put_recordings(people.living)
        play = Play(world, world.published.workflows[name].workflow, members, asked)
        play.run(until)
        return Preview(
            workflow=workflow,
            draft=draft,
            start=start,
            end=world.now,
            members=tuple(_seen(one, people) for one in members),
            host=next((_seen(one, people) for one in _hosts()), None),
            happened=tuple(world.happened),
            calls=tuple(play.calls()),
        )


def usable(name: str, checked: Checked, files: Mapping[str, bytes], *, draft: bool) -> Workflow:
    """The workflow of this name. Raises Unpreviewable where there is none, or none without an error."""
    found = (checked.drafts if draft else checked.workflows).get(name)
    path = path_of(name, draft=draft)
    if found is not None and COMMUNITY not in checked.blocked:
        return found
    if path in files or COMMUNITY in checked.blocked:
        raise Unpreviewable(f"{path} has errors, or what it needs has.", checked.errors, checked.lines)
    known = sorted(checked.drafts if draft else checked.workflows)
    guess = nearest(name, known)
    hint = f' Did you mean "{guess}"?' if guess else f" There are: {', '.join(known) or 'none'}."
    raise Unpreviewable(f"There is no {'draft' if draft else 'workflow'} {name!r}.{hint}")


def _people(asked: Asked, community: Community, now: datetime, *, database: bool) -> _People:
    zones = tuple(who for who in asked.members if valid_zone(who))
    names = [who for who in asked.members if who not in zones]
    if names and not database:
        raise KindlingError(f"There is no database here to look for {names[0]!r} in. Run: kindling up")
    found = [named(who, community.countries) for who in names]
    zones = zones if asked.members else (community.timezone,)
    first = (
        found[0].timezone
        if found and not valid_zone(asked.members[0])
        else (zones or (community.timezone,))[0]
    )
    return _People(take(found, now) if database else None, zones, first)


def _cast(people: _People, workflow: Workflow, community: Community, world: World) -> list[Member]:
    members = put(people.living) if people.living is not None else []
    if not _hosts():
        place_host(community, world.now)
    for number, zone in enumerate(people.zones):
        person: Person = sample(number, zone, workflow, community, world.now)
        is_in = not (isinstance(workflow.start, Joined) and person.phone)  # who has a phone joins by a text
        member = place_member(person, community, world.now, is_in=is_in)
        if (joined := joined_for(workflow, zone, world.now)) is not None:
            Member.update(joined_at=joined).where(Member.id == member.id).execute()
        members.append(member)
    return members


def _hosts() -> list[Member]:
    present = (Member.role == HOST) & Member.forgotten_at.is_null()
    return list(Member.select().where(present).order_by(Member.id))


def _seen(member: Member, people: _People) -> Seen:
    real = people.living is not None and member.id in people.living.ids
    return Seen(member.id, member.name or "somebody without a name", member.timezone, sample=not real)
