"""What callers say is kept: the sound is asked for here, too, as the report on it may be lost."""

from __future__ import annotations

from engine.phone.call import Call, Turn
from engine.sounds import NewSound, take

BELL = "phone"


def keep_sound(call: Call, turn: Turn, kind: str, **detail: str) -> None:
    """Have the sound of this turn fetched; nothing where the provider named none."""
    if not turn.recording_sid or not turn.recording_url:
        return
    sound = NewSound(
        sid=turn.recording_sid,
        kind=kind,
        url=turn.recording_url,
        call_sid=call.call_sid,
        seconds=turn.seconds,
        member_id=call.member.id if call.member else None,
        detail=detail,
    )
    take(sound, call.now)
    call.ring(BELL)
