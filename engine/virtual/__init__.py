"""A community in virtual time: the real engine over a database in memory, with carriers that only write down."""

from engine.virtual.cast import Person, place_host, place_member
from engine.virtual.files import files_of
from engine.virtual.hands import VirtualHands
from engine.virtual.happenings import Happening
from engine.virtual.world import World, open_world

__all__ = [
    "Happening",
    "Person",
    "VirtualHands",
    "World",
    "files_of",
    "open_world",
    "place_host",
    "place_member",
]
