"""The lines of ``community.yaml``, once: for its parser, the editors' schema and the docs."""

from __future__ import annotations

from engine.language.key import Key

COMMUNITY_KEYS: tuple[Key, ...] = (
    Key("name", "text", "The community's name"),
    Key("host", "text", "The host's first name"),
    Key("timezone", "zone", "The zone for those whose own we do not know"),
    Key("join words", "keywords", "A stranger who texts one of these becomes a member"),
    Key("nameless", "text", "What first_name says for someone whose name we do not know"),
    Key("hours", "hours", "When we start something, in the member's own time: 9am to 8pm, or any time"),
    Key("law", "law", "The law that bounds the hours: US, or none"),
    Key("at most", "at most", "How much we start in a member's day: 2 a day, or no limit"),
    Key("countries", "countries", "Where we send to: [US, CA]"),
    Key("language", "language", "The language of the plain files"),
    Key("fields", "fields", "The members' own fields"),
    Key("stages", "stage list", "The stages, in their order"),
    Key("spend limit", "money", "The most that is spent in a day: $20 a day, or none"),
    Key("rota", "rota", "Who gets conversations on which weekday: {monday: {tagged: monday-desk}}"),
    Key("nudge after", "patience", "When a person is reminded of words without an answer: 4 hours, or never"),
    Key("pass on after", "patience", "When the next person gets the conversation: 1 day, or never"),
    Key("plays", "plays", "How plays are counted: in total, or by member", becomes="plays_by_member"),
    Key(
        "landlines",
        "landlines",
        "What landlines get instead of texts: ring, or leave out",
        becomes="ring_landlines",
    ),
    Key("resting", "duration", "How long we keep quiet for whoever has lost somebody: 2 weeks"),
    Key("wall", "wall", "Who sees the wall of good news: members, by their own link, public, or none"),
    Key("may", "may", "Who may do what by text and keypad: {tell: [host, manager]}"),
    Key(
        "confirm",
        "over",
        "When each order needs a word texted back: over 3 (people; for fewer, one in half an hour), or always",
    ),
    Key(
        "second person", "over", "When a second person has to text a word back, too: over 50, always or never"
    ),
)

MAY_KEYS: tuple[Key, ...] = (
    Key("tell", "roles", "TELL: words to everybody or to some"),
    Key("crisis", "roles", "CRISIS: words to everybody, by every way, first in line"),
    Key("call off", "roles", "CALL OFF: the next call does not take place"),
    Key("pause", "roles", "PAUSE and UNPAUSE: what we start for a member"),
    Key("tag", "roles", "TAG and UNTAG"),
    Key("add", "roles", "ADD: an invitation to pass on"),
    Key("who", "roles", "WHO: is quiet, missed, new, paused, leads"),
    Key("score", "roles", "SCORE: how the community does"),
)
