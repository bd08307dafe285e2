"""What a manager's words may mention: every merge field, with its meaning, and guesses for what is none."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from types import MappingProxyType

AVAILABLE = MappingProxyType(
    {
        "first_name": "what the member is called, or the community's word for someone nameless",
        "name": "the member's whole name",
        "member.FIELD": "one field of the member's, spaces as underscores: member.shirt_size",
        "reader.first_name": "what the person who reads is called, where that is somebody else",
        "community.name": "the community's name",
        "community.host": "the host's first name",
        "call.day": "the day of the call, as the reader's own calendar says",
        "call.time": "the time of the call, by the reader's own clock",
        "call.number": "the number to dial",
        "call.code": "the code to enter, for a call on an outside bridge",
        "call.unnamed": "how many callers could not be named, for an if: whoever was not seen may be one of them",
        "meeting.day": "the day of the meeting with its date, as the reader's own calendar says",
        "meeting.time": "the time of the meeting, by the reader's own clock",
        "meeting.place": "where it is",
        "meeting.link": "where it is on the web",
        "meeting.host": "the first name of whoever receives the others",
        "meeting.coming": "how many have said yes",
        "challenge.title": "what the challenge is called",
        "challenge.goal": "how much is to be reached",
        "challenge.what": "of what: selfies",
        "challenge.count": "how much of it there is",
        "challenge.left": "how much is missing still",
        "challenge.days_left": "how many days are left",
        "challenge.how_far": "how far it is, in words: 142 of 200 selfies, 9 days left",
        "challenge.bar": "how far it is, as a bar of letters",
        "challenge.mine": "what the reader has put in",
        "challenge.reached": "whether the goal is reached, for an if",
        "challenge.word": "what to text",
        "challenge.takers": "how many took part",
        "challenge.board": "the leaders, as lines with .name and .count, for a for",
        "vote.choices": "what there is to choose from, each with its number",
        "vote.until": "when the vote closes, by the reader's own calendar and clock",
        "vote.yours": "what the reader has voted for",
        "vote.winner": "what has won; nothing where it is a tie, or nobody has voted",
        "vote.result": "the result in a sentence, a tie as a tie",
        "vote.results": "every choice with its votes",
        "vote.count": "how many have voted",
        "recording.title": "what the recording is called",
        "recording.link": "where the recording plays",
        "recording.phone": "number, and what to press there, to hear the recording by phone",
        "praise": "the words of praise",
        "week.praises": "the praise of the week, for a newsletter",
        "week.recordings": "the recordings of the week",
        "week.next_call": "when the next call is",
        "week.new_members": "who joined this week",
        "week.challenges": "the challenges of the week, each with .title, .how_far, .bar, .count and .goal",
        "week.answers": "what got an answer this week, as lines with .question and .answer, for a for",
        "letter.words": "the paragraph that whoever signs a newsletter has added",
        "letter.link": "where the newsletter can be read",
        "letter.phone": "number, and what to press there, to hear the newsletter by phone",
        "team.new": "whom the leader who reads has brought in this week",
        "team.quiet": "whom of them nothing was heard from for three weeks",
        "team.missed": "who of them missed three calls in a row",
        "team.wins": "who of them was praised or made a sale this week",
        "team.call": "the three of them to call, as lines with .name and .why, for a for",
        "team.others": "how many of them may not be named, because they were not told yet that their leader sees this",
        "team.count": "how many they are",
        "month.name": "the last month that is over",
        "month.words": "what it was worth, in sentences",
        "month.figures": "the same in numbers",
        "week.responses": "for whoever has a role: what members answered in their own words",
        "answer": "what the member answered",
        "unsubscribe_link": "where emails are ended with one click",
        "links.wall": "the link to the wall of good news, the reader's own",
    }
)
"""A name ending in capitals stands for many: FIELD is filled in by the community."""

LISTS = frozenset(
    {
        *(
            "week.praises",
            "week.recordings",
            "week.new_members",
            "week.challenges",
            "week.responses",
            "week.answers",
            "challenge.board",
        ),
        *("team.new", "team.quiet", "team.missed", "team.wins", "team.call", "month.words", "month.figures"),
    }
)
"""What `for` may go through."""

MEMBER_FIELDS = ("name", "first_name", "language", "timezone", "stage", "role", "birthday", "joined")
"""Fields every member has a place for, beside the community's own."""


def field_key(name: str) -> str:
    """How a field is reached in words: "Shirt size" and "shirt-size" as "shirt_size"."""
    return name.strip().replace(" ", "_").replace("-", "_").lower()


def known_names(fields: Collection[str]) -> frozenset[str]:
    """Every name that exists; `fields` are the members' own ("shirt size") or dotted ("links.shop")."""
    own = {name if "." in name else f"member.{field_key(name)}" for name in fields}
    fixed = {name for name in AVAILABLE if not name.endswith(".FIELD")}
    return frozenset(own | fixed | {f"member.{name}" for name in MEMBER_FIELDS})


def guess(name: str, known: Iterable[str]) -> str | None:
    """The nearest name that exists: by spelling, else the same last part elsewhere ("host" for "community.host")."""
    candidates = sorted(known)
    near = difflib.get_close_matches(name.lower(), candidates, n=1, cutoff=0.7)
    if near:
        return near[0]
    last = name.lower().rsplit(".", 1)[-1]
    return next(
        (
            c
            for c in candidates
            if "." in c and difflib.SequenceMatcher(None, c.split(".")[-1], last).ratio() > 0.8
        ),
        None,
    )
