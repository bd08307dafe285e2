"""Typical mistakes, each with the one place, the core of the message and the repaired line."""

from __future__ import annotations

from tests.engine.language.challenge_mistakes import CHALLENGES
from tests.engine.language.dated_mistakes import DATED
from tests.engine.language.phone_mistakes import PHONE
from tests.engine.language.samples import steps
from tests.engine.language.syntax_mistakes import SYNTAX, Mistake, it

TXT = "messages/welcome.txt"
COMMUNITY = "workflows/community.yaml"
TALK = "workflows/tests/it.yaml"
LONG = "a" * 120
CALL = "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes"
LETTER = "start:\n  letter:\n    every: friday noon"
ANSWERS = "- ask: how\n  within: 2 days\n  answers:\n"

STEPS = [
    it("sned", steps("- sned: welcome"), 3, 5, '"sned"', "  - send: welcome"),
    it("tuseday", steps("- wait: until tuseday 10am"), 3, 17, '"tuseday" is not a day', "  - wait: until tuesday 10am"),
    it("25:00", steps("- wait: until 25:00"), 3, 17, "hours go up to 23", "  - wait: until 15:00"),
    it("unit", steps("- wait: 3 dys"), 3, 13, "unit of time", "  - wait: 3 days"),
    it("event without or", steps("- wait: until event sale"), 3, 11, "how long", "  - wait: until event sale or 30 days"),
    it("event within nothing", "start: joined\nfor: {no event: sale within}\nsteps:\n  - end", 2, 28, "is not a duration", None),
    it("event within soon", "start: joined\nfor: {no event: sale within 3 dyas}\nsteps:\n  - end", 2, 31, "unit of time", "for: {no event: sale within 3 days}"),
    it("events within", "start: joined\nfor:\n  event: [a, b within 3 days]\nsteps:\n  - end", 3, 14, "goes with one event", None),
    it("until they text STOP", steps("- wait: until they text STOP or 3 days"), 3, 11, "belongs to STOP", None),
    it("no stories", steps("- story: any"), 3, 12, "no stories yet", None),
    it("no as a key", f"no: thanks\n{steps('- end')}", 1, 1, '"no" is not known', "# no: thanks"),
    it("no beside answers", steps("- ask: how\n  within: 1 day\n  no:\n    - send: hello"), 5, 5, "way to answer", "      no:"),
    it("unknown message", steps("- send: welcom"), 3, 11, 'no message "welcom"', "  - send: welcome"),
    it("message with its ending", steps("- send: welcome.txt"), 3, 11, "without the file's ending", "  - send: welcome"),
    it("ask without within", steps("- ask: how"), 3, 5, '"within:" is missing', "    within: 2 days"),
    it("two verbs", steps("- send: welcome\n  tag: new"), 4, 5, "two steps", "  - tag: new"),
    it("words after an answer", steps(ANSWERS + "    yes: hello"), 6, 12, "stand below", "        - send: hello"),
    it("way in two lines", steps(ANSWERS + "    yes, good:\n    no, sure:"), 7, 11, "in two lines", "      no:"),
    it("answer stop", steps(ANSWERS + "    stop:\n      - end"), 6, 7, "belongs to STOP", None),
    it("after end", steps("- end\n- send: welcome"), 4, 11, "never reached", None),
    it("starts itself", steps("- send: welcome\n- start: it"), 4, 12, "starts itself", "  # - start: it"),
    it("unknown workflow", steps("- start: othr"), 3, 12, 'no workflow "othr"', "  - start: other"),
    it("unknown stage", steps("- stage: knw"), 3, 12, 'no stage "knw"', "  - stage: know"),
    it("missing recording", steps("- ring: helo"), 3, 11, 'no recording "helo"', "  - ring: hello"),
    it("unknown condition", steps("- send: welcome\n  for: {taged: vip}"), 4, 11, '"taged"', "    for: {tagged: vip}"),
    it("bare condition", steps("- send: welcome\n  for: everybody"), 4, 10, "neither everyone", "    for: everyone"),
    it("reserved field", steps("- set: {role: x}"), 3, 11, "already means", None),
    it("reminder without a time", steps("- ask: how\n  within: 1 day\n  remind: hello"), 5, 13, "how long", "    remind: hello after 1 day"),
    it("by", steps("- send: welcome\n  by: sms"), 4, 9, "one of text, email, both", "    by: text"),
    it("attended outside a call", steps("- send: welcome\n  for: attended"), 4, 10, "of calls and meetings only", None),
    it("at outside a call", steps("- send: welcome\n  at: the start"), 4, 9, "not a moment", "    at: at the start"),
]  # fmt: skip

STARTS = [
    it("start", steps("- end", "start: joind"), 1, 8, "not a way to start", "start: joined"),
    it("tag for tagged", steps("- end", "start: tag vip"), 1, 8, "not a way to start", "start: tagged vip"),
    it("every without a time", steps("- end", "start: every friday"), 1, 14, "At what time", "start: every friday at 9am"),
    it("date of nobody", steps("- end", "start: date brithday at 9am"), 1, 13, '"brithday"', "start: date birthday at 9am"),
    it("keyword with a meaning", steps("- end", "start: text HEAR, FEWER"), 1, 19, "halves what a member gets", "start: text HEAR, IT"),
    it("keyword with a meaning in Spanish", steps("- end", "start: text SOLO LA LLAMADA"), 1, 13, "but call reminders", "start: text IT"),
    it("keyword of a language", steps("- end", "start: text ESPANOL"), 1, 13, "changes a member's language", "start: text IT"),
    it("keyword of a carrier", steps("- end", "start: text HEAR, STOP"), 1, 19, "ends everything", "start: text HEAR, IT"),
    it("join word", steps("- end", "start: text JOIN"), 1, 13, "makes a stranger", "start: text IT"),
    it("again", steps("- end", "start: joined\nagain: 90 days"), 2, 8, "not one of", "again: after 90 days"),
    it("roll out", steps("- end", "start: joined\nroll out:\n  - for: everyone"), 2, 1, "by hand", None),
    it("stop when everyone", steps("- end", "start: joined\nstop when: everyone"), 2, 12, "at once", None),
    it("zone", steps("- at: at the start\n  send: welcome", f"{CALL}\n    timezone: chicago"), 5, 15, "not a time zone", "    timezone: America/Chicago"),
    it("call without at", steps("- send: welcome", CALL), 6, 5, '"at:"', "    at: 15 minutes before"),
    it("letter shown before it is asked for", steps("- at: at the start\n  send: welcome", f"{LETTER}\n    show: 2 days before"), 2, 3, "shown before anybody is asked", None),
    it("letter asked for too late", steps("- at: at the start\n  send: welcome", f"{LETTER}\n    show: 1 hour after"), 4, 11, "before the letter goes out", "    show: 3 hours before"),
    it("step before a letter", steps("- at: 1 hour before\n  send: welcome", LETTER), 6, 11, "nobody has signed", None),
    it("again with a letter", steps("- at: at the start\n  send: welcome", f"{LETTER}\nagain: never"), 4, 1, "not used with a letter", None),
    it("wait in a call", steps("- wait: 1 day", CALL), 6, 5, "not used in a call", None),
    it("attended too early", steps("- at: 1 hour before\n  send: welcome\n  for: attended", CALL), 8, 10, "Before the call", None),
    it("said yes without a question", steps("- at: 1 hour after\n  send: welcome\n  for: said yes", CALL), 8, 10, "asks none", None),
]  # fmt: skip

WORDS = [
    Mistake("unknown variable", TXT, "Hi {{ frist_name }}!\n", 1, 7, '"frist_name"', "Hi {{ first_name }}!"),
    Mistake("single braces", TXT, "Hi\n{first_name}!\n", 2, 1, "as it stands", "{{ first_name }}!"),
    Mistake("filter", TXT, "Hi\n{{ name | upper }}\n", 2, 1, "no filters", "{{ name }}"),
    Mistake("open braces", TXT, "Hi {{ name\n", 1, 1, "never closed", "Hi {{ name }}"),
    Mistake("no default", TXT, "Size {{ member.shirt_size }}\n", 1, 9, "have no shirt size", 'Size {{ member.shirt_size or "your shirt size" }}'),
    Mistake("no recording", TXT, "Hear {{ recording.link }}\n", 1, 9, "welcome.mp3 is missing", None),
    Mistake("curly quotes double the price", TXT, f"It’s {LONG}\n", 1, 3, "dearer", f"It's {LONG}"),
    Mistake("a letter doubles the price", TXT, f"Ça va? ç {LONG}\n", 1, 8, "2 segments instead of 1", f"Ça va? c {LONG}"),
    Mistake("an emoji doubles the price", TXT, f"Hi 🎉 {LONG}\n", 1, 4, "Leave it out", f"Hi {LONG}"),
    Mistake("too long", TXT, f"{'word ' * 80}\n", 1, 1, "3 segments", None),
    Mistake("encoding", TXT, "Caf\udce9\n", 1, 4, "UTF-8", None),
    Mistake("subject misspelled", "messages/hello.md", "---\nsubjct: Hi\n---\nHello\n", 2, 1, '"subjct"', "subject: Hi"),
]  # fmt: skip

OTHERS = [
    Mistake("hours", COMMUNITY, "host: Rosa\nstages: [know]\nhours: 9 to 8pm\n", 3, 8, "morning or evening", "hours: 9am to 8pm"),
    Mistake("at most", COMMUNITY, "at most: 3 texts\n", 1, 10, "not a limit", "at most: 3 a day"),
    Mistake("spend limit", COMMUNITY, "spend limit: 20 dollars\n", 1, 14, "not an amount", "spend limit: $20 a day"),
    Mistake("country", COMMUNITY, "countries: [USA]\n", 1, 13, "two letters", "countries: [US]"),
    Mistake("community key", COMMUNITY, "hosts: Rosa\n", 1, 1, '"hosts"', "host: Rosa"),
    Mistake("day of the rota", COMMUNITY, "rota:\n  mondy: {role: host}\n", 2, 3, '"mondy"', "  monday: {role: host}"),
    Mistake("conditions of the rota", COMMUNITY, "rota:\n  monday: tagged desk\n", 2, 11, "neither everyone", "  monday: {tagged: desk}"),
    Mistake("an outcome in the rota", COMMUNITY, "rota:\n  monday: attended\n", 2, 11, "belongs to no call", None),
    Mistake("a rota of words", COMMUNITY, "rota: monday\n", 1, 7, "a line for each weekday", None),
    Mistake("patience", COMMUNITY, "nudge after: 4 hour s\n", 1, 14, "not a duration", None),
    Mistake("passed on before the nudge", COMMUNITY, "pass on after: 2 hours\n", 1, 16, "before anybody is nudged", None),
    Mistake("line of a talk", TALK, "- test: x\n  talk:\n    - thye: JOIN\n", 3, 7, '"thye"', "    - they: JOIN"),
    Mistake("time of a talk", TALK, "- test: x\n  now: mondy 3pm\n  talk:\n    - we: welcome\n", 2, 8, '"mondy"', "  now: monday 3pm"),
    Mistake("file's ending", "workflows/new.yml", "start: joined\n", 1, 1, "ends in .yaml", None),
    Mistake("file's name", "workflows/My Flow.yaml", "start: joined\n", 1, 1, '"my-flow.yaml"', None),
    Mistake("word processor", "messages/hi.docx", "x", 1, 1, ".txt file", None),
    Mistake("another language only", "messages/hola.es.txt", "Hola\n", 1, 1, "messages/hola.txt is missing", None),
]  # fmt: skip

MISTAKES = [*DATED, *SYNTAX, *STEPS, *STARTS, *WORDS, *OTHERS, *PHONE, *CHALLENGES]
