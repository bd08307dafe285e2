"""What a sound is (see ``models.Sound``), and the states it goes through."""

from __future__ import annotations

MESSAGE, TAKE, CALL, NAME = "message", "take", "call", "name"
KINDS = (MESSAGE, TAKE, CALL, NAME)
SPOKEN = {"win": MESSAGE, "question": MESSAGE}  # what somebody said their message is: a message all the same

WAITING, KEPT, FAILED, DROPPED = "waiting", "kept", "failed", "dropped"
