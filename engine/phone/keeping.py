"""What callers say is kept: the sound is asked for here, too, as the report on it may be lost."""

from __future__ import annotations

from engine.models import Member, Sound
from engine.phone.call import Call, Turn
from engine.sounds import NewSound, take


def keep_sound(
    call: Call, turn: Turn, kind: str, member: Member | None = None, **detail: str
) -> Sound | None:
    """Have the sound of this turn fetched, as said by ``member`` or whoever's number it is; None where there is none."""
    if not turn.recording_sid or not turn.recording_url:
        return None
    by = member or call.member
    sound = NewSound(
        sid=turn.recording_sid,
        kind=kind,
        url=turn.recording_url,
        call_sid=call.call_sid,
        seconds=turn.seconds,
        member_id=by.id if by else None,
        detail=detail,
    )
    return take(sound, call.now)
