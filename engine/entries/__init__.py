"""Putting something into a challenge: taken once, its picture fetched, counted, answered, and shown where it may be."""

from engine.entries.draining import Drained, drain
from engine.entries.reaching import reach
from engine.entries.taking import Photo, hold, holds, let_go_of, take_photos, take_words

__all__ = ["Drained", "Photo", "drain", "hold", "holds", "let_go_of", "reach", "take_photos", "take_words"]
