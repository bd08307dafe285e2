"""Who agreed to hear from us, and who said stop: an append-only ledger, read at the gate and nowhere guessed."""

from engine.consent.ledger import BOUNCE, COMPLAINT, Standing, grant, history, standing, standings, withdraw
from engine.consent.ledger import standing as state
from engine.consent.stopping import members_of, restore, stop, suppress, unsubscribe, usable
from engine.models.instance import ledger_key as key

__all__ = [
    "BOUNCE",
    "COMPLAINT",
    "Standing",
    "grant",
    "history",
    "key",
    "members_of",
    "restore",
    "standing",
    "standings",
    "state",
    "stop",
    "suppress",
    "unsubscribe",
    "usable",
    "withdraw",
]
