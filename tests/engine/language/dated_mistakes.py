"""Typical mistakes with what has dates other than a call."""

from __future__ import annotations

from tests.engine.language.samples import steps
from tests.engine.language.syntax_mistakes import it

MEETING = "start:\n  meeting:\n    lasts: 1 hour\n    where: The Hall"
MONTHLY = f"{MEETING}\n    every: month on the 1st at 9am"
HELLO = "- at: 1 hour after the end\n  send: hello"

DATED = [
    it("meeting without a date", steps(HELLO, MEETING), 2, 3, "When is it?", None),
    it("meeting twice dated", steps(HELLO, f"{MONTHLY}\n    at: 2026-12-05 9am"), 6, 5, "not both", "    # at: 2026-12-05 9am"),
    it("meeting at no time", steps(HELLO, f"{MEETING}\n    at: 2026-12-05"), 5, 9, "At what time", "    at: 2026-12-05 9am"),
    it("meeting nowhere", steps(HELLO, MONTHLY.replace("    where: The Hall\n", "")), 2, 3, "Where is it?", None),
    it("meeting at a bare address", steps(HELLO, f"{MONTHLY}\n    link: meet.example.org/us"), 6, 11, "not an address", "    link: https://meet.example.org/us"),
    it("missed a meeting", steps(f"{HELLO}\n  for: missed", MONTHLY), 9, 10, "Nobody is counted", None),
    it("said no without a question", steps(f"{HELLO}\n  for: said no", MONTHLY), 9, 10, "this meeting asks none", None),
]  # fmt: skip
