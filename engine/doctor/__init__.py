"""Looking for what keeps Kindling from working, and setting right what can be."""

from engine.doctor.examining import examine
from engine.doctor.registration import registration
from engine.doctor.result import Result

__all__ = ["Result", "examine", "registration"]
