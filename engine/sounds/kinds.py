"""What a sound is (see ``models.Sound``), and the states it goes through."""

from __future__ import annotations

MESSAGE, TAKE, CALL, NAME = "message", "take", "call", "name"
KINDS = (MESSAGE, TAKE, CALL, NAME)

WAITING, KEPT, FAILED, DROPPED = "waiting", "kept", "failed", "dropped"
