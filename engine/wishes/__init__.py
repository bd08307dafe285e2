"""What members asked for themselves: fewer messages, call reminders alone, and peace when somebody has died."""

from engine.wishes.asking import all_again, calls_only, fewer
from engine.wishes.resting import lift, rest, rest_over, rests
from engine.wishes.telling import tell_who_sees

__all__ = ["all_again", "calls_only", "fewer", "lift", "rest", "rest_over", "rests", "tell_who_sees"]
