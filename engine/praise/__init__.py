"""Praise: with the member's yes (asked once) and a host's, it goes to the wall and to whom the manager said."""

from engine.praise.answers import host_said, member_said, reads_spoken
from engine.praise.cheers import cheer, next_cheers, tell_cheers
from engine.praise.offering import offer
from engine.praise.states import CONSENT, DECLINED, PRAISE, SPOKEN, shared
from engine.praise.telling import outcome
from engine.praise.withdrawing import agree_again, unshare, withdraw

__all__ = [
    "CONSENT",
    "DECLINED",
    "PRAISE",
    "SPOKEN",
    "agree_again",
    "cheer",
    "host_said",
    "member_said",
    "next_cheers",
    "offer",
    "outcome",
    "reads_spoken",
    "shared",
    "tell_cheers",
    "unshare",
    "withdraw",
]
