"""Lines that are not YAML, or that YAML would take for something else.

A row is: what it is, the file, its text, line, column, words of the message, the line as it should be.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.engine.language.samples import WORKFLOW, steps


class Mistake(NamedTuple):
    name: str
    file: str
    text: str
    line: int
    column: int
    says: str
    repair: str | None


def it(name: str, text: str, line: int, column: int, says: str, repair: str | None) -> Mistake:
    return Mistake(name, WORKFLOW, text, line, column, says, repair)


SYNTAX = [
    it("tab", "start: joined\nsteps:\n\t- send: welcome\n", 3, 1, "a tab here", "  - send: welcome"),
    it(
        "colon forgotten", "start joined\nsteps:\n  - send: welcome\n", 1, 1, 'after "start"', "start: joined"
    ),
    it("colon forgotten in a step", steps("- send welcome"), 3, 5, 'after "send"', "  - send: welcome"),
    it("no space after the colon", steps("- send:welcome"), 3, 5, "colon and a space", "  - send: welcome"),
    it("no space after a key", "start:joined\nsteps:\n  - end\n", 1, 6, "space is missing", "start: joined"),
    it("no space after the hyphen", steps("-send: welcome"), 3, 3, "after the hyphen", "  - send: welcome"),
    it("no hyphen", steps("send: welcome\nwait: 1 day"), 3, 3, "begins with a hyphen", "  - send: welcome"),
    it("too far right", steps("- ask: how\n    within: 2 days"), 4, 7, "line up", "    within: 2 days"),
    it("too far left", steps("- send: welcome\n by: text"), 4, 4, "line up", "    by: text"),
    it(
        "a step too far left",
        "start: joined\nsteps:\n  - send: welcome\n - end\n",
        4,
        2,
        "line up",
        "  - end",
    ),
    it("second colon", f"about: Tuesday: us\n{steps('- end')}", 1, 8, "second colon", 'about: "Tuesday: us"'),
    it(
        "no colon after an answer",
        steps("- ask: how\n  within: 1 day\n  answers:\n    yes\n      - end"),
        6,
        7,
        "end of this line",
        "      yes:",
    ),
    it(
        "answer too far right",
        steps("- ask: how\n  within: 1 day\n  answers:\n    yes:\n      - end\n      no:\n        - end"),
        8,
        9,
        "line up",
        "      no:",
    ),
    it("colon forgotten below", steps("- send: welcome\n  by text"), 4, 5, 'after "by"', "    by: text"),
    it("open quote", f'title: "Hello\n{steps("- end")}', 1, 8, "never closed", 'title: "Hello"'),
    it("quote and more", f'title: "Hi" all\n{steps("- end")}', 1, 8, "quotes", "title: '\"Hi\" all'"),
    it(
        "open bracket",
        steps("- send: welcome\n  for: {tagged: [a, b}"),
        4,
        19,
        "never closed",
        "    for: {tagged: [a, b]}",
    ),
    it("at sign", f"title: @home\n{steps('- end')}", 1, 8, "quotes", 'title: "@home"'),
    it("tag sign", steps("- tag: !vip"), 3, 10, '"!"', '  - tag: "!vip"'),
    it("anchor", steps("- tag: &vip"), 3, 10, '"&"', '  - tag: "&vip"'),
    it("alias", steps("- tag: *vip"), 3, 10, '"*"', '  - tag: "*vip"'),
    it("curly quotes around a value", steps("- send: “welcome”"), 3, 11, "Curly", '  - send: "welcome"'),
    it("hard space", steps("- send:\u00a0welcome"), 3, 10, "non-breaking", "  - send: welcome"),
    it("hash eats words", f"about: call #5 now\n{steps('- end')}", 1, 13, "comment", 'about: "call #5 now"'),
    it("hash eats a value", steps("- tag: #vip"), 3, 10, "comment", '  - tag: "#vip"'),
    it(
        "comment too near",
        steps("- send: welcome # first"),
        3,
        19,
        "two spaces",
        "  - send: welcome  # first",
    ),
    it("control character", "start: joined\x07\nsteps:\n  - end\n", 1, 14, "control", "start: joined"),
    it("key twice", f"start: by hand\n{steps('- end')}", 2, 1, "already there", "# start: joined"),
    it(
        "key twice, spelled apart",
        f"stop_when: {{tagged: a}}\nstop-when: {{tagged: b}}\n{steps('- end')}",
        2,
        1,
        "already there",
        "# stop-when: {tagged: b}",
    ),
    it("two documents", f"{steps('- end')}---\nend\n", 4, 1, "One file holds one thing", None),
    it("empty", "", 1, 1, "empty", None),
]
