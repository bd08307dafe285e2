"""Pictures: from whatever bytes came to our own copy of what they show. Pure."""

from engine.pictures.kinds import picture_type
from engine.pictures.looks import same_look
from engine.pictures.reading import Shown, Unreadable, read_picture

__all__ = ["Shown", "Unreadable", "picture_type", "read_picture", "same_look"]
