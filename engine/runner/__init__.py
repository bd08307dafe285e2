"""Walks of members through workflows: putting them in, moving them, taking them out.

Everything here runs inside the caller's transaction, except what is called ``drain_…``.
"""

from engine.runner.again import again
from engine.runner.draft import Raced
from engine.runner.draining import Drained, drain_due, resume
from engine.runner.ending import end_all, end_unreachable, recheck, stop_workflow, walks_of
from engine.runner.entering import enroll
from engine.runner.keeping import end
from engine.runner.pressing import press
from engine.runner.queueing import people
from engine.runner.replying import open_questions, question_for, reply, takes, waiting_for_words
from engine.runner.reporting import joined, keyword, report, rezoned, tag, tagged
from engine.runner.roll_outs import ROLL_OUT_CAUSE, stop_roll_out

__all__ = [
    "ROLL_OUT_CAUSE",
    "Drained",
    "Raced",
    "again",
    "drain_due",
    "end",
    "end_all",
    "end_unreachable",
    "enroll",
    "joined",
    "keyword",
    "open_questions",
    "people",
    "press",
    "recheck",
    "question_for",
    "reply",
    "report",
    "resume",
    "rezoned",
    "stop_roll_out",
    "stop_workflow",
    "tag",
    "tagged",
    "takes",
    "waiting_for_words",
    "walks_of",
]
