"""Typical mistakes in the phone line, and in what calls and rings say of it."""

from __future__ import annotations

from tests.engine.language.samples import steps
from tests.engine.language.syntax_mistakes import Mistake, it

COMMUNITY = "workflows/community.yaml"
CALL = "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes\n"
BRIDGE = f'{CALL}    number: "+13125550142"\n'
AT_START = "- at: at the start\n  send: welcome\n- at: 1 hour after\n  send: how"


def line(name: str, text: str, number: int, column: int, says: str, repair: str | None) -> Mistake:
    return Mistake(name, "workflows/phone-line.yaml", text, number, column, says, repair)


def call(name: str, key: str, column: int, says: str, repair: str | None) -> Mistake:
    """A call with one more key, in its fifth line."""
    return it(name, steps(AT_START, f"{CALL}    {key}"), 5, column, says, repair)


KEYS = [
    line("two digits", "keys:\n  12: leave\n", 2, 3, "one digit", "  1: leave"),
    line("a key in words", "keys:\n  two: leave\n", 2, 3, '"two" is not a key', "  2: leave"),
    line("our star", 'keys:\n  1: leave\n  "*": {join: call}\n', 3, 4, "is ours", '  "2": {join: call}'),
    line("our star without quotes", "keys:\n  *: {join: call}\n", 2, 3, "is ours", '  "1": {join: call}'),
    line("our hash", 'keys:\n  "#": leave\n', 2, 4, "is ours", '  "1": leave'),
    line("a key twice", "keys:\n  1: leave\n  1: {listen: latest}\n", 3, 3, "already there", "  # 1: {listen: latest}"),
    line("a key too far left", "keys:\n    1: leave\n2: {join: call}\n", 3, 1, "further to the right", "    2: {join: call}"),
    line("all keys too far left", "keys:\n1: leave\n", 2, 1, "further to the right", "  1: leave"),
    line("a key too far left between others", "keys:\n  1: leave\n 2: leave\n  3: leave\n  4: leave\n", 3, 2, "line up", "  2: leave"),
    line("a key far too far left between others", "keys:\n  1: leave\n2: leave\n  3: leave\n  4: leave\n", 3, 1, "line up", "  2: leave"),
    line("an action too far left", "keys:\n  1:\n  listen: latest\n  9: leave\n", 3, 3, "belongs to the key 1", "    listen: latest"),
    line("an action a little too far left", "keys:\n  1:\n    say: hello\n   listen: latest\n", 4, 4, "line up", "    listen: latest"),
    line("a menu's key too far left", "keys:\n  5:\n    keys:\n    1: {record: win}\n", 4, 5, "further to the right", "      1: {record: win}"),
    line("no action for what is no key", "keys:\n  1: leave\n  listen: latest\n", 3, 3, "not a key of a telephone", "  2: latest"),
    line("no keys", "greeting: welcome\n", 1, 1, '"keys:" is missing', None),
    line("nothing below keys", "keys:\n", 1, 1, 'Below "keys:"', None),
    line("a list of keys", "keys:\n  - leave\n", 2, 3, 'Below "keys:"', None),
    line("a menu without keys", "keys:\n  1:\n    keys:\n  2: leave\n", 3, 5, 'Below "keys:"', None),
    line("an empty key", "keys:\n  1:\n", 2, 3, "Nothing is said", None),
    line("an empty line", "", 1, 1, "empty", None),
    line("unknown key of the line", "greting: welcome\nkeys:\n  1: leave\n", 1, 1, '"greting"', "greeting: welcome"),
]  # fmt: skip

ACTIONS = [
    line("unknown action", "keys:\n  1: {lisen: latest}\n", 2, 7, '"lisen"', "  1: {listen: latest}"),
    line("an action nobody knows", "keys:\n  1: {dance: yes}\n", 2, 7, "It can join, listen", None),
    line("an action without its colon", "keys:\n  1: listen latest\n", 2, 6, "not something", "  1: {listen: latest}"),
    line("a bare pair", "keys:\n  1: {listen latest}\n", 2, 7, "not something", "  1: {listen: latest}"),
    line("a bare action", "keys:\n  1: join\n", 2, 6, "not something", "  1: {join: call}"),
    line("play", "keys:\n  1: {play: hello}\n", 2, 7, '"play" is not', "  1: {listen: hello}"),
    line("goodbye", "keys:\n  1: goodbye\n", 2, 6, "not something", "  1: leave"),
    line("hangup", "keys:\n  1: hangup\n", 2, 6, "not something", "  1: leave"),
    line("hang up", "keys:\n  1: hang up\n", 2, 6, "not something", "  1: leave"),
    line("leave misspelled", "keys:\n  1: leaf\n", 2, 6, "not something", "  1: leave"),
    line("leave what", "keys:\n  1: {leave: now}\n", 2, 14, "Nothing comes after", None),
    line("two actions", "keys:\n  1:\n    listen: latest\n    record: win\n", 4, 5, "a key each", "    # record: win"),
    line("a list of actions", "keys:\n  1: [leave]\n", 2, 6, "and no list", None),
    line("an extra nobody knows", "keys:\n  1: {listen: latest, sya: hello}\n", 2, 23, '"sya"', "  1: {listen: latest, say: hello}"),
    line("join what", "keys:\n  1: {join: calls}\n", 2, 13, "not one of call", "  1: {join: call}"),
    line("record what", "keys:\n  1: {record: wins}\n", 2, 15, "not one of win", "  1: {record: win}"),
    line("practice misspelt", "keys:\n  1: {record: practise}\n", 2, 15, "entry or practice", "  1: {record: practice}"),
    line("hear what", "keys:\n  1: {hear: the call}\n", 2, 13, "not one of next call", "  1: {hear: next call}"),
    line("a role twice", "keys:\n  1: {ring: [host, host]}\n", 2, 20, "said twice", None),
    line("silence into a menu", "keys:\n  1: leave\nno key: {keys: {2: leave}}\n", 3, 1, "press nothing", None),
    line("silence misspelled", "keys:\n  1: leave\nno key: {lisen: latest}\n", 3, 10, '"lisen"', "no key: {listen: latest}"),
]  # fmt: skip

NAMES = [
    line("unknown in a playlist", "keys:\n  1: {listen: [hello, helo]}\n", 2, 23, 'no recording "helo"', "  1: {listen: [hello, hello]}"),
    line("latest misspelled", "keys:\n  1: {listen: lastest}\n", 2, 15, 'no recording "lastest"', "  1: {listen: latest}"),
    line("newest", "keys:\n  1: {listen: newest}\n", 2, 15, 'no recording "newest"', "  1: {listen: latest}"),
    line("a recording's file", "keys:\n  1: {listen: hello.mp3}\n", 2, 15, "is not a name", "  1: {listen: hello}"),
    line("latest among others", "keys:\n  1: {listen: [hello, latest]}\n", 2, 23, "stands alone", None),
    line("unknown say", "keys:\n  1:\n    say: helo\n    listen: latest\n", 3, 10, 'no message "helo"', "    say: hello"),
    line("unknown greeting", "greeting: welcom\nkeys:\n  1: leave\n", 1, 11, 'no message "welcom"', "greeting: welcome"),
    line("a say without its key", "keys:\n  1: {say: hello, listen: latest}\n", 2, 3, 'does not say "1"', None),
]  # fmt: skip

CALLS = [
    call("unknown notes", "notes: welcom", 12, 'no message "welcom"', "    notes: welcome"),
    call("notes for nobody", "notes: hello", 5, 'only with "stand-ins:"', None),
    call("asking nobody", "ask stand-ins: 10 minutes before", 5, 'only with "stand-ins:"', None),
    call("record when", "record: sometimes", 13, "on request", None),
    call("record on demand", "record: on requst", 13, "not one of", "    record: on request"),
    call("nobody leads", "if nobody leads: last recording", 22, "not one of", "    if nobody leads: latest recording"),
    call("grace", "grace: 15 minuts", 15, "unit of time", "    grace: 15 minutes"),
    it("muted on a bridge", steps(AT_START, f"{BRIDGE}    muted: yes"), 6, 5, "outside bridge", "    # muted: yes"),
    it("recorded on a bridge", steps(AT_START, f"{BRIDGE}    record: on request"), 6, 5, "outside bridge", "    # record: on request"),
    it("grace on a bridge", steps(AT_START, f"{BRIDGE}    grace: 1 hour"), 6, 5, "outside bridge", "    # grace: 1 hour"),
]  # fmt: skip

RINGS = [
    it("press 9", steps("- ring: hello\n  press:\n    1:\n    9:\n      - end"), 6, 7, "how people stop our calls", "      2:"),
    it("press a star", steps('- ring: hello\n  press:\n    "*":\n      - end'), 5, 8, "no key to press", '      "1":'),
    it("retry", steps("- ring: hello\n  retry: 3"), 4, 12, "how long after", "    retry: 3 times after 20 minutes"),
    it("retry without end", steps("- ring: hello\n  retry: 50 times after 1 hour"), 4, 12, "at most", "    retry: 5 times after 1 hour"),
    it("retry after it expired", steps("- ring: hello\n  expires: 2 hours\n  retry: once after 3 hours"), 5, 12, "expired", None),
    it("a question by phone", steps("- ask: how\n  within: 1 day\n  by: text or phone"), 5, 9, "cannot answer it", None),
    Mistake("plays", COMMUNITY, "plays: by members\n", 1, 8, "by member or in total", "plays: by member"),
    Mistake("may whom", COMMUNITY, "may:\n  tel: [host]\n", 2, 3, "not known in may", "  tell: [host]"),
    Mistake("may", COMMUNITY, "may: host\n", 1, 6, "key: value", None),
    Mistake("confirm", COMMUNITY, "confirm: more than 5\n", 1, 10, "does not say when", "confirm: over 5"),
    Mistake("second person", COMMUNITY, "second person: yes\n", 1, 16, "does not say when", None),
    Mistake("landlines", COMMUNITY, "landlines: leave them\n", 1, 12, "ring or leave out", "landlines: leave out"),
]  # fmt: skip

PHONE = [*KEYS, *ACTIONS, *NAMES, *CALLS, *RINGS]
