"""Praise: with the member's yes (asked once) and a host's, it goes to the wall and to whom the manager said."""

from engine.praise.answers import host_said, member_said
from engine.praise.offering import CONSENT, PRAISE, offer

__all__ = ["CONSENT", "PRAISE", "host_said", "member_said", "offer"]
