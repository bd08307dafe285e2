"""What the person who has a thread reads: short lines of ours around the member's own words."""

from __future__ import annotations

from engine.models import Inbound, Member, Thread
from engine.wording.say import plural

NAMELESS = "Somebody new"
HIDDEN = "anonymous"  # what a caller's number is who keeps it back
_BY_PHONE = {"win": "told of a win by phone", "question": "asked a question by phone"}
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
    """``Amy (#3): words``, with what to do where the conversation begins."""
    lines = [
        f"{who} (#{thread.code}): {words}"
        if words
        else f"{who} (#{thread.code}) has not written; please get in touch."
    ]
    if thread.grave:
        lines.insert(0, "PLEASE READ NOW. No automatic answer went out. In danger: 911; in despair: 988.")
    if first and thread.about:
        lines.append(f"About: {thread.about}.")
    if first:
        lines.append(HOW_TO)
    return "\n".join(lines)


def which_one(threads: list[tuple[int, str]]) -> str:
    """Several conversations and no number: ask back."""
    listed = " or ".join(f"{code} ({who})" for code, who in threads)
    return f"Who is that for? Start with the number: {listed}."


def closed(thread: Thread, who: str) -> str:
    return f"Done with {who} (#{thread.code})."
