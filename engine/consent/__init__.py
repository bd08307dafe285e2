"""Who agreed to hear from us, and who said stop: an append-only ledger, read at the gate and nowhere guessed."""

from engine.consent.keys import key
from engine.consent.ledger import Standing, grant, history, standing, standings, withdraw
from engine.consent.ledger import standing as state
from engine.consent.stopping import restore, stop, suppress, unsubscribe, usable

__all__ = [
    "Standing",
    "grant",
    "history",
    "key",
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
