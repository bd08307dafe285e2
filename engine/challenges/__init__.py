"""Challenges as they stand: which run, how far they are, who is ahead. It only looks; ``engine.entries`` acts."""

from engine.challenges.boards import Ahead, board
from engine.challenges.counting import mine, shown, takers, total
from engine.challenges.fields import challenge_fields, challenges_of_the_week
from engine.challenges.runs import LATELY, Run, for_member, lately, run_of, running

__all__ = [
    "LATELY",
    "Ahead",
    "Run",
    "board",
    "challenge_fields",
    "challenges_of_the_week",
    "for_member",
    "lately",
    "mine",
    "run_of",
    "running",
    "shown",
    "takers",
    "total",
]
