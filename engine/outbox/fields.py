"""The merge fields of one delivery: the member, the reader, the community, the call, the recording."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import tallies
from engine.language.community import Community
from engine.language.dated import Call, Dated, Meeting, Vote
from engine.language.phone_line import Hear, Listen, PhoneLine
from engine.links import Links
from engine.models import Ballot, CallAnswer, Draft, Member, Occurrence, Recording
from engine.published import Published
from engine.times import say_date, say_day, say_time, texted
from engine.wording.names import field_key
from engine.wording.say import numbered, short_name
from engine.wording.sentences import sentence

FROM_CONTEXT = ("praise", "answer")
DATES = (("call", "day"), ("meeting", "day"), ("vote", "until"), ("week", "next_call"))
_OWN = ("language", "stage", "role", "birthday")


def first_name(member: Member, nameless: str) -> str:
    """What the member is called, or the community's word for somebody whose name is not known."""
    return member.name.split()[0] if member.name.strip() else nameless


def person_fields(about: Member, reader: Member, community: Community) -> dict[str, Any]:
    """Everything about the member the words speak of, and the first name of whoever reads them."""
    name = first_name(about, community.nameless)
    own = {key: getattr(about, key) for key in _OWN}
    return {
        "first_name": name,
        "name": about.name or name,
        "member": {
            **{field_key(field): value for field, value in about.fields.items()},
            **own,
            "name": about.name,  # empty where we don't know it, for an if
            "first_name": name,
            "timezone": about.timezone,
            "joined": about.joined_at.date().isoformat(),
        },
        "reader": {"first_name": first_name(reader, community.nameless), "name": reader.name},
        "community": {"name": community.name, **({"host": community.host} if community.host else {})},
    }


def call_fields(
    occurrence: Occurrence, call: Call | None, reader: Member, line: str, language: str
) -> dict[str, Any]:
    """Day and time by the reader's own clock, in the words' language; how to dial in: an outside bridge's number,
    or our line; and how many callers could not be named."""
    return {
        "day": say_day(occurrence.starts_at, reader.timezone, language),
        "time": say_time(occurrence.starts_at, reader.timezone),
        "number": (call.number if call else None) or line,
        "code": (call.code if call else None) or "",
        "unnamed": occurrence.unnamed,
    }


def dated_fields(
    occurrence: Occurrence, dated: Dated | None, reader: Member, community: Community, language: str
) -> dict[str, Any]:
    """What the words may say of the meeting or the vote that they belong to, under its kind."""
    match dated:
        case Meeting():
            return {dated.kind: meeting_fields(occurrence, dated, reader, community, language)}
        case Vote():
            return {dated.kind: vote_fields(occurrence, dated, reader, language)}
        case _:
            return {}


def meeting_fields(
    occurrence: Occurrence, meeting: Meeting, reader: Member, community: Community, language: str
) -> dict[str, Any]:
    """Day and time by the reader's own clock, in the words' language; where it is, who receives them, and how many
    have said yes."""
    yes = (CallAnswer.occurrence == occurrence.id) & (CallAnswer.said == "yes")
    host = first_name(occurrence.host, community.nameless) if occurrence.host else community.host
    return {
        "day": say_date(occurrence.starts_at, reader.timezone, language),
        "time": say_time(occurrence.starts_at, reader.timezone),
        "place": meeting.where,
        "link": meeting.link,
        "host": host or community.nameless,
        "coming": CallAnswer.select().where(yes).count(),
    }


def vote_fields(occurrence: Occurrence, vote: Vote, reader: Member, language: str) -> dict[str, Any]:
    """What there is to choose from, until when by the reader's own clock, what they chose, and how it stands."""
    mine = (Ballot.occurrence == occurrence.id) & (Ballot.member == reader.id)
    own = Ballot.select().where(mine).first()
    found = tallies.tally(occurrence, vote, language)
    ends = occurrence.ends_at or occurrence.starts_at
    winners = [tallies.named(line) for line in found.winners]
    return {
        "choices": numbered(vote.said_in(language)),
        "until": f"{say_date(ends, reader.timezone, language)}, {say_time(ends, reader.timezone)}",
        "yours": _chosen(own, vote, language) if own is not None else "",
        "winner": winners[0] if len(winners) == 1 else "",
        "result": tallies.in_a_sentence(found, language),
        "results": tallies.in_figures(found),
        "count": found.total,
    }


def _chosen(own: Ballot, vote: Vote, language: str) -> str:
    return vote.say(own.choice, language) if own.nominee_id is None else short_name(own.choice)


def as_texted(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields for words that go out as a text: our own dates keep to the alphabet that texts are cheap in."""
    return {
        **fields,
        **{
            group: {**fields[group], key: texted(fields[group][key])}
            for group, key in DATES
            if key in fields.get(group, ())
        },
    }


def recording_fields(
    recording: Recording, links: Links, line: str, reader: Member, published: Published
) -> dict[str, str]:
    """A recording's title, where it plays, and how to hear it by phone.

    The link names its reader only where it must: a group's recording plays for the group, and plays may be counted
    by member.
    """
    named = (
        reader.public_id if recording.audience is not None or published.community.plays_by_member else None
    )
    return {
        "title": recording.title,
        "link": links.listen(recording.public_id, named),
        "phone": _by_phone(recording, line, reader, published.phone_line) if line else "",
    }


def letter_fields(
    occurrence: Occurrence,
    draft: Draft | None,
    reader: Member,
    links: Links,
    line: str,
    phone_line: PhoneLine,
) -> dict[str, str]:
    """What its signer has added to a newsletter, and where it is read and heard."""
    keys = phone_line.way_to(Hear("letter"))
    heard = (
        sentence("letter_by_phone", reader.language, line=line, keys=" ".join(keys)) if keys and line else ""
    )
    return {
        "words": draft.words if draft is not None else "",
        "link": links.letter(occurrence.public_id, reader.public_id),
        "phone": heard,
    }


def _by_phone(recording: Recording, line: str, reader: Member, phone_line: PhoneLine) -> str:
    """Our number and the keys to press there; the number alone where none leads to a recording by its number."""
    keys = phone_line.way_to(Listen("by number"))
    if keys is None:
        return line
    way = " ".join(keys)
    return sentence("by_phone", reader.language, line=line, keys=way, number=str(recording.number))


def from_context(context: Mapping[str, Any]) -> dict[str, Any]:
    """What whoever queued the delivery knew and nobody else does."""
    return {key: context[key] for key in FROM_CONTEXT if key in context}
