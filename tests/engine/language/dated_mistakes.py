"""Typical mistakes with what has dates other than a call."""

from __future__ import annotations

from tests.engine.language.samples import steps
from tests.engine.language.syntax_mistakes import it

MEETING = "start:\n  meeting:\n    lasts: 1 hour\n    where: The Hall"
MONTHLY = f"{MEETING}\n    every: month on the 1st at 9am"
HELLO = "- at: 1 hour after the end\n  send: hello"

VOTE = "start:\n  vote:\n    choices: [spruce, orange]"
OPEN = f"{VOTE}\n    every: month on the 1st at 9am\n    lasts: 4 days"
OF_MEMBERS = OPEN.replace("[spruce, orange]", "members")
ASKED = "- at: at the start\n  send: welcome"

DATED = [
    it("meeting without a date", steps(HELLO, MEETING), 2, 3, "When is it?", None),
    it("meeting twice dated", steps(HELLO, f"{MONTHLY}\n    at: 2026-12-05 9am"), 6, 5, "not both", "    # at: 2026-12-05 9am"),
    it("meeting at no time", steps(HELLO, f"{MEETING}\n    at: 2026-12-05"), 5, 9, "At what time", "    at: 2026-12-05 9am"),
    it("meeting nowhere", steps(HELLO, MONTHLY.replace("    where: The Hall\n", "")), 2, 3, "Where is it?", None),
    it("meeting at a bare address", steps(HELLO, f"{MONTHLY}\n    link: meet.example.org/us"), 6, 11, "not an address", "    link: https://meet.example.org/us"),
    it("missed a meeting", steps(f"{HELLO}\n  for: missed", MONTHLY), 9, 10, "Nobody is counted", None),
    it("said no without a question", steps(f"{HELLO}\n  for: said no", MONTHLY), 9, 10, "this meeting asks none", None),
    it("one choice", steps(ASKED, OPEN.replace(", orange", "")), 3, 15, "2 to 9 choices", None),
    it("a number for a choice", steps(ASKED, OPEN.replace("orange", "2")), 3, 23, "say it in words", None),
    it("a choice twice", steps(ASKED, OPEN.replace("orange", "Spruce!")), 3, 23, "among the choices already", None),
    it("another's words", steps(ASKED, OPEN.replace("[spruce, orange]", "\n      spruce: {es: orange}\n      orange:")), 5, 7, "among the choices already", None),
    it("no language", steps(ASKED, OPEN.replace("[spruce, orange]", "\n      spruce: {spanish: abeto}\n      orange:")), 4, 16, "not a language code", "      spruce: {es: abeto}"),
    it("words of no language", steps(ASKED, OPEN.replace("[spruce, orange]", "\n      spruce: abeto\n      orange:")), 4, 15, "its words in other languages", None),
    it("stop for a choice", steps(ASKED, OPEN.replace("orange", "end")), 3, 23, "belongs to STOP", None),
    it("open for ever", steps(ASKED, f"{VOTE}\n    from: 2026-12-01 10am"), 2, 3, "How long is it open?", None),
    it("closed before", steps(ASKED, f"{VOTE}\n    from: 2026-12-01 10am\n    until: 2026-12-01 9am"), 5, 5, "before it opens", None),
    it("again until", steps(ASKED, f"{VOTE}\n    every: day at 8am\n    until: 2026-12-01 9am"), 5, 5, "how long", None),
    it("a question in a vote", steps("- at: at the start\n  ask: how\n  within: 1 day", OPEN), 8, 10, "the question itself", None),
    it("nothing to choose from", steps(ASKED, OPEN), 2, 3, "what there is to choose from", None),
    it("won a choice", steps(f"{HELLO}\n  for: won", OPEN), 9, 10, "of members only", None),
    it("won too early", steps(f"{ASKED}\n  for: won", OF_MEMBERS), 9, 10, "nobody has won", None),
    it("attended a vote", steps(f"{HELLO}\n  for: attended", OPEN), 9, 10, "of calls and meetings only", None),
    it("voted outside a vote", steps("- send: welcome\n  for: not voted"), 4, 10, "of votes only", None),
]  # fmt: skip
