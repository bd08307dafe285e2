"""Typical mistakes in a challenge's lines."""

from __future__ import annotations

from tests.engine.language.samples import steps
from tests.engine.language.syntax_mistakes import it

STEP = "- at: at the start\n  send: welcome"


def challenge(**lines: str) -> str:
    """A challenge in order but for these lines; an empty one is left out."""
    known = {"goal": "200 selfies", "from": "2026-12-01", "until": "2026-12-31 9pm", "words": "[SELFIE]"}
    known |= {key.replace("_", " "): value for key, value in lines.items()}
    return "start:\n  challenge:" + "".join(f"\n    {key}: {value}" for key, value in known.items() if value)


CHALLENGES = [
    it("goal without what", steps(STEP, challenge(goal="200")), 3, 11, "is no goal", "    goal: 200 entries"),
    it("goal of none", steps(STEP, challenge(goal="0 selfies")), 3, 11, "is no goal", None),
    it("no start of a challenge", steps(STEP, challenge(**{"from": ""})), 2, 3, "when it begins", "    from: 2026-12-01"),
    it("no end of a challenge", steps(STEP, challenge(until="")), 2, 3, "When is it over", "    until: 2026-12-31 9pm"),
    it("ends before it begins", steps(STEP, challenge(until="2026-11-30")), 5, 12, "before it begins", None),
    it("every and from", steps(STEP, challenge(until="", every="month on the 1st at 9am")), 4, 5, "does not go with it", "    lasts: 4 weeks"),
    it("each", steps(STEP, challenge(each="1")), 7, 11, "how many of one member", "    each: 1 a day"),
    it("counts", steps(STEP, challenge(counts="photo")), 7, 13, "is not one of", "    counts: photos"),
    it("board", steps(STEP, challenge(board="yes")), 7, 12, "is not one of", None),
    it("challenge word of a carrier", steps(STEP, challenge(words="[STOP]")), 6, 13, "ends everything", "    words: [IT]"),
    it("challenge word of a join", steps(STEP, challenge(words="[JOIN]")), 6, 13, "makes a stranger", "    words: [IT]"),
    it("attended a challenge", steps(f"{STEP}\n  for: attended", challenge()), 10, 10, "of calls and meetings only", None),
    it("every friday without a time", steps("- at: every friday\n  send: welcome", challenge()), 8, 15, "At what time", "  - at: every friday at 9am"),
    it("took part outside", steps("- send: welcome\n  for: took part"), 4, 10, "of challenges only", None),
    it(
        "every friday in a call",
        steps("- at: every friday at 9am\n  send: welcome", "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes"),
        6, 9, "is over before", "  - at: 15 minutes before",
    ),
]  # fmt: skip
