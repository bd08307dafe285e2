"""What the person who has a thread reads: short lines of ours around the member's own words."""

from __future__ import annotations

from engine.models import Inbound, Member, Note, Thread
from engine.understanding import is_small_talk
from engine.wording.say import plural

NAMELESS = "Somebody new"
LONGEST = 1400  # letters of one text: carriers take 1600 of plain ones
HIDDEN = "anonymous"  # what a caller's number is who keeps it back
HEARD = "praise"  # what a host said of somebody, as it was understood
PRACTICE = "practice"  # what a caller's words are called who tries what they would say
_BY_PHONE = {
    "win": "told of a win by phone",
    "question": "asked a question by phone",
    PRACTICE: "tried by phone what they would say",
}
HOW_TO = "Just reply and it goes to them. DONE when you are finished."


def name_of(member: Member, address: str = "") -> str:
    """First name, or the number's last four digits: enough to tell people apart, and no number to save."""
    if member.name:
        return member.name.split()[0]
    return f"{NAMELESS} (…{address[-4:]})" if address and address != HIDDEN else NAMELESS


def words_of(inbound: Inbound | None) -> str:
    """What they wrote, or what came instead of words."""
    if inbound is None:
        return ""
    said = inbound.text.strip()
    extra = [*inbound.raw.get("media", []), *inbound.raw.get("attachments", [])]
    if inbound.channel == "phone" and inbound.raw.get("recording"):
        said = f"({by_phone(inbound)}: {inbound.raw.get('listen') or inbound.raw['recording']})"
    elif inbound.channel == "phone" and inbound.raw.get("press"):
        said = f"({by_phone(inbound)} in our call)"
    elif inbound.channel == "email" and inbound.subject and not said:
        said = f"(mail: {inbound.subject})"
    if pictures := inbound.raw.get("pictures"):
        said = f"{said} ({plural(pictures['count'], 'picture')}: {pictures['link']})".strip()
    if extra:
        said = f"{said} (also sent: {', '.join(str(one) for one in extra)})".strip()
    return said


def by_phone(inbound: Inbound) -> str:
    """What they did by phone: "rang us", "pressed 1", or what they said there was meant to be, and how long it is."""
    raw = inbound.raw
    if raw.get("recording"):
        did = _BY_PHONE.get(raw.get("about", ""), "left a voice message")
        return f"{did}, {_length(int(raw.get('seconds', '0')))}"
    if raw.get("press"):
        return f"pressed {inbound.text.strip()}"
    said = inbound.text.strip()
    return f'said "{said}"' if said else "rang us"


def _length(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    parts = [plural(minutes, "minute")] if minutes else []
    return " ".join([*parts, plural(rest, "second")] if rest or not parts else parts)


def to_owner(thread: Thread, who: str, words: str, *, first: bool) -> str:
    """``Amy (#3): words``, with what to do where the conversation begins. A thank-you in a grave one is no alarm."""
    lines = [
        f"{who} (#{thread.code}): {words}"
        if words
        else f"{who} (#{thread.code}) has not written; please get in touch."
    ]
    if thread.grave and not is_small_talk(words, thread.member.language):
        lines.insert(0, "PLEASE READ NOW. No automatic answer went out. In danger: 911; in despair: 988.")
    if first and thread.complaint:
        lines.append("In confidence: whoever it is about does not get it.")
    if first and thread.about:
        lines.append(f"About: {thread.about}.")
    if first:
        lines.append(HOW_TO)
    return "\n".join(lines)


def nudge(thread: Thread, who: str) -> str:
    if thread.grave:
        return f"{who} (#{thread.code}) still waits, and it is grave. Please reply or ring now. DONE when it is settled."
    return (
        f"{who} (#{thread.code}) is still waiting for a word from you. Just reply, or DONE if it is settled."
    )


def handed(thread: Thread, who: str, before: str) -> str:
    """The first line of a conversation that comes from somebody else."""
    grave = "PLEASE READ NOW. " if thread.grave else ""
    about = f" About: {thread.about}." if thread.about else ""
    return f"{grave}{who} (#{thread.code}) has waited for {before}, so it comes to you now.{about} What was said:"


def passed_on(thread: Thread, who: str, to: Member) -> str:
    return f"{name_of(to)} has your conversation with {who} (#{thread.code}) now, so it could go on. All is well."


def noted_by(note: Note) -> str:
    """A note as those read it who have the conversation."""
    author = name_of(note.author) if note.author is not None else "one of us"
    return f"(noted by {author}: {note.words})"


def pieces(text: str) -> list[str]:
    """The words in as many texts as they need, broken at a line or a blank."""
    found: list[str] = []
    while len(text) > LONGEST:
        cut = max(text.rfind("\n", LONGEST // 2, LONGEST), text.rfind(" ", LONGEST // 2, LONGEST))
        cut = cut if cut > 0 else LONGEST
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*found, text]


def which_one(threads: list[tuple[int, str]]) -> str:
    """Several conversations and no number: ask back. 0 is what we asked ourselves."""
    listed = " or ".join(f"{code} ({who})" for code, who in threads)
    return f"Who is that for? Start with the number: {listed}."


def noted(thread: Thread, who: str) -> str:
    return f"Noted about {who} (#{thread.code}). Only we see it; {who} does not."


def what_note() -> str:
    return "What shall I note? Text NOTE and your words, all in one. They go to nobody."


def which_note() -> str:
    return "Whom is that about? Text NOTE with the number first: NOTE 3 and your words. It went to nobody."


def not_yours(thread: Thread, who: str) -> str:
    has = name_of(thread.owner) if thread.owner is not None else "Somebody else"
    return f"{has} has the conversation with {who} (#{thread.code}) now, so this went to nobody."


def closed(thread: Thread, who: str) -> str:
    return f"Done with {who} (#{thread.code})."
