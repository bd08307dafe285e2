"""Praise: with the member's yes (asked once) and a host's, it goes to the wall and to whom the manager said."""

from engine.praise.asks import ask_of, host_said, is_hosts, member_said
from engine.praise.offering import find_hosts, offer

__all__ = ["ask_of", "find_hosts", "host_said", "is_hosts", "member_said", "offer"]
