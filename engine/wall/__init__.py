"""The wall: the good news of all, newest first, for members by a link of their own, or for everybody."""

from engine.wall.ballots import Asked, asked
from engine.wall.bars import Bar, bars
from engine.wall.cards import Card, Page, page
from engine.wall.readers import reader

__all__ = ["Asked", "Bar", "Card", "Page", "asked", "bars", "page", "reader"]
