"""WHAT DO YOU KNOW: all that is recorded about a member, who sees it, and how it is corrected; in their language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.consent import history
from engine.language.community import Community
from engine.models import Attendance, Entry, Member, Play, Tag
from engine.times import say_date, texted
from engine.wording.say import join_names, title_from_name
from engine.wording.sentences import sentence

MOST_NAMED = 4  # of tags and fields: more are a number, so that it stays two texts
HOW = ("text", "form", "call", "import", "manager", "api")


def known(member: Member, community: Community, now: datetime) -> tuple[str, str]:
    """Two texts: what is recorded, and who sees it with how to have it put right."""
    language = member.language
    return " ".join(_recorded(member, language)), " ".join(_who_sees(member, community, language))


def _recorded(member: Member, language: str) -> Iterator[str]:
    name = member.name or sentence("know_no_name", language)
    since = texted(say_date(member.joined_at, member.timezone, language))
    yield sentence("know_since", language, name=name, when=since)
    agreed = next((one for one in history(member) if one.given), None)
    if agreed is not None:
        how = sentence(f"know_by_{agreed.how}" if agreed.how in HOW else "know_by_other", language)
        yield sentence("know_agreed", language, how=how)
    tags = [
        title_from_name(tag.name).lower()
        for tag in Tag.select().where(Tag.member == member.id).order_by(Tag.id)
    ]
    if tags:
        yield sentence("know_tags", language, names=_few(tags, language))
    fields = [key for key, value in member.fields.items() if str(value).strip()]
    if fields:
        yield sentence(
            "know_fields", language, names=_few([one.replace("_", " ") for one in fields], language)
        )
    calls = Attendance.select().where(Attendance.member == member.id).count()
    yield sentence("know_calls", language, count=str(calls))
    entries = Entry.select().where(Entry.member == member.id).count()
    if entries:
        yield sentence("know_entries", language, count=str(entries))
    plays = Play.select().where(Play.member == member.id).count()
    if plays:
        yield sentence("know_plays", language, count=str(plays))


def _who_sees(member: Member, community: Community, language: str) -> Iterator[str]:
    shared = {None: "know_praise_open", True: "know_praise_yes", False: "know_praise_no"}[member.praise_yes]
    yield sentence(shared, language)
    host = community.host or sentence("somebody", language)
    leader = member.sponsor.name.split()[0] if member.sponsor is not None and member.sponsor.name else ""
    key = "know_seen_by_both" if leader and leader != host else "know_seen_by"
    yield sentence(key, language, host=host, leader=leader)
    yield sentence("know_put_right", language)


def _few(names: list[str], language: str) -> str:
    """A few of them by name, and how many more there are."""
    word = "y" if language.startswith("es") else "and"
    more = len(names) - MOST_NAMED
    if more > 0:
        return join_names([*names[:MOST_NAMED], sentence("know_more", language, count=str(more))], word)
    return join_names(names, word)
