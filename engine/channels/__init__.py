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
from engine.channels.media import Photo, PictureError, PictureStore
from engine.channels.paper import PaperCarrier, PaperPictures, PaperRooms, PaperSounds
from engine.channels.rooms import CallFacts, RoomControl
from engine.channels.sounds import Audio, SoundError, SoundStore

__all__ = [
    "Absent",
    "Audio",
    "CallFacts",
    "Carrier",
    "Carriers",
    "Found",
    "Kind",
    "Kit",
    "Lookup",
    "Outcome",
    "Outgoing",
    "PaperCarrier",
    "PaperPictures",
    "PaperRooms",
    "PaperSounds",
    "Photo",
    "PictureError",
    "PictureStore",
    "RoomControl",
    "Sighting",
    "SoundError",
    "SoundStore",
    "Unsure",
    "build",
]
