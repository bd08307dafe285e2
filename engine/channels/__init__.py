"""Getting words out: one carrier a channel, the same shape for every provider. Knows nothing of workflows."""

from engine.channels.carrier import (
    Absent,
    Carrier,
    Found,
    Lookup,
    Outcome,
    Outgoing,
    Sighting,
    Unsure,
)
from engine.channels.codes import Kind
from engine.channels.kit import Carriers, Kit, build
from engine.channels.paper import PaperCarrier

__all__ = [
    "Absent",
    "Carrier",
    "Carriers",
    "Found",
    "Kind",
    "Kit",
    "Lookup",
    "Outcome",
    "Outgoing",
    "PaperCarrier",
    "Sighting",
    "Unsure",
    "build",
]
