"""One look back at what Twilio knows and we do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine import outbox
from engine.channels import Kit
from engine.channels.twilio import TwilioCarrier
from engine.models.db import connection
from engine.recovery.recordings import recover_recordings
from engine.recovery.statuses import recover_statuses
from engine.recovery.texts import recover_texts


@dataclass(frozen=True)
class Recovered:
    """How many texts, statuses and recordings were lost and found; ``more`` where the next look should come at once."""

    texts: int = 0
    statuses: int = 0
    recordings: int = 0
    more: bool = False


def recover(kit: Kit, *, now: datetime, machine_now: datetime) -> Recovered:
    """Look for texts, statuses and recordings that no webhook brought; every process may, and as often as it likes.

    All are bounded, and no transaction is open while Twilio is asked. Raises ProviderError when it gives no
    answer: what was found until then is kept, and the next look begins where this one ended. A copy of a
    community, away from home, asks for nothing.
    """
    carrier = kit.carriers.text
    with connection():
        if not isinstance(carrier, TwilioCarrier) or not outbox.at_home(kit.settings):
            return Recovered()
        look = recover_texts(carrier, kit.settings, now, machine_now)
        statuses, more = recover_statuses(carrier, now, machine_now)
        recordings = recover_recordings(carrier, kit.links, now, machine_now)
    return Recovered(look.found, statuses, recordings, look.more or more)
