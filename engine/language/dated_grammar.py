"""The words below ``start:`` of what has dates of its own: calls, meetings, letters."""

from __future__ import annotations

from engine.language.key import Key

CALL_KEYS: tuple[Key, ...] = (
    Key("every", "recurrence", "When it takes place: tuesday 7pm", required=True, example="tuesday 7pm"),
    Key("timezone", "zone", "The zone of that time; otherwise the community's"),
    Key("lasts", "duration", "How long it is planned to last", required=True, example="45 minutes"),
    Key("host", "conditions", "Who opens the room: {role: host}"),
    Key(
        "stand-ins", "conditions", "Who is asked when the host has not said they are on", becomes="stand_ins"
    ),
    Key("ask stand-ins", "lead", "10 minutes before", becomes="ask_stand_ins"),
    Key("doors open", "lead", "10 minutes before"),
    Key("muted", "yes or no", "Whether members start muted, and raise a hand to speak"),
    Key("record", "record", "yes, no, or on request: when the leader presses the key for it"),
    Key("grace", "duration", "How long the room may stay open after its time: 15 minutes"),
    Key("notes", "notes", "A message for the stand-in who takes the call"),
    Key("if nobody leads", "fallback", "What members hear then: latest recording"),
    Key("skip", "dates", "Dates on which it does not take place: [2026-12-22]"),
    Key("number", "phone", "An outside bridge instead of our own line"),
    Key("code", "text", "The code of an outside bridge"),
)

MEETING_KEYS: tuple[Key, ...] = (
    Key("every", "recurrence", "When it takes place: month on the 1st at 9am"),
    Key("at", "wall moment", "Once, then: 2026-12-05 9am", becomes="begins"),
    Key("timezone", "zone", "The zone of that time; otherwise the community's"),
    Key("lasts", "duration", "How long it is planned to last", required=True, example="1 hour"),
    Key("where", "text", "The place, as people find it"),
    Key("link", "web address", "Where it is on the web: https://example.org/room"),
    Key("host", "conditions", "Who receives the others: {role: host}"),
    Key("skip", "dates", "Dates on which it does not take place: [2026-12-22]"),
)

VOTE_KEYS: tuple[Key, ...] = (
    Key(
        "choices",
        "choices",
        "What they choose from: [spruce, orange], the same with their words in other languages, or members",
        required=True,
        example="[spruce, orange]",
    ),
    Key("every", "recurrence", "When it opens: month on the 25th at 9am"),
    Key("from", "wall moment", "Once, then: 2026-12-01 10am", becomes="begins"),
    Key("timezone", "zone", "The zone of that time; otherwise the community's"),
    Key("lasts", "duration", "How long it is open: 4 days"),
    Key("until", "wall moment", "When it closes, once: 2026-12-05 8pm"),
    Key("skip", "dates", "Dates on which it does not open: [2026-12-25]"),
)

LETTER_KEYS: tuple[Key, ...] = (
    Key("every", "recurrence", "When it goes out: friday noon", required=True, example="friday noon"),
    Key("timezone", "zone", "The zone of that time; otherwise the community's"),
    Key("signed by", "role", "The role of whoever adds a paragraph and signs it; otherwise host"),
    Key("ask", "moment", "When they are asked for their paragraph: 1 day before at 10am", becomes="asked"),
    Key("show", "moment", "When they see the letter at the latest: 3 hours before", becomes="shown"),
    Key("skip", "dates", "Dates on which there is none: [2026-12-25]"),
)

CHALLENGE_KEYS: tuple[Key, ...] = (
    Key("goal", "goal", "What is to be reached together: 200 selfies", required=True, example="200 selfies"),
    Key("words", "challenge words", "What begins an entry: SELFIE", required=True, example="SELFIE"),
    Key("counts", "counts", "photos, entries (words), or amounts (SOLD 5)"),
    Key("from", "begins", "When it begins, where it comes once: 2026-12-01 9am", becomes="begins"),
    Key("until", "ends", "When it ends: 2026-12-31 9pm"),
    Key("every", "recurrence", "When it begins, where it comes again: month on the 1st at 9am"),
    Key("lasts", "duration", "How long it takes: 4 weeks"),
    Key("timezone", "zone", "The zone of those times; otherwise the community's"),
    Key("each", "each", "How many of one member count: 1 a day, 5 in all, or any number"),
    Key("approval", "yes or no", "Whether a host says yes before a picture is shown; it counts at once"),
    Key("board", "board", "A leaders' board: those who agreed, or nobody"),
    Key("skip", "dates", "Dates on which it does not begin: [2026-12-01]"),
)

NESTED_STARTS: dict[str, tuple[str, tuple[Key, ...]]] = {
    "call": ("A call that takes place again and again", CALL_KEYS),
    "meeting": ("What happens face to face, or on the web", MEETING_KEYS),
    "vote": ("A vote: one member, one vote", VOTE_KEYS),
    "letter": ("A newsletter that writes itself and that a person signs", LETTER_KEYS),
    "challenge": ("Something that members reach together, entry by entry", CHALLENGE_KEYS),
}
"""What stands below ``start:`` with lines of its own: what it is, and its keys."""
