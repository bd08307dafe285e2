"""The workflows, calls, communities and talks that the manual shows, as the syntax tree they become."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from engine.language.conditions import EVERYONE
from engine.language.parsing.talks import parse_talks
from engine.language.parsing.workflow import parse_workflow
from engine.language.steps import ROLL_OUT, Ask, End, If, Praise, Ring, Send, Set, StopWorkflow, Tell, Wait
from engine.language.workflow import Again, Quiet, Texted, Workflow
from engine.times import Duration, Recurrence, UntilDate, UntilEvent, UntilWeekday
from tests.engine.language.samples import WORKFLOW, steps

WELCOME = """\
about: The first ten days of every new member
start: joined
for: everyone
stop when:
  event: first-sale
again: never
steps:
  - send: welcome
  - wait: 1 day
  - wait: until tuesday 10am
  - ask: how-is-it-going
    within: 2 days
    answers:
      yes, good, great:
        - send: glad-to-hear
        - tag: off-to-a-good-start
      no, stuck:
        - tell: host
        - send: we-are-here
      3:
      anything else:
        - tell: host
      no answer:
        - send: still-here
  - send: welcome
  - praise: finished-first-week
"""

CALL = """\
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
    host: {role: host}
    stand-ins: {tagged: leader}
    ask stand-ins: 10 minutes before        # if the host has not said they are on
    doors open: 10 minutes before
    record: yes
    skip: [2026-12-22, 2026-12-29]
steps:
  - at: 1 day before at 10am
    send: call-tomorrow
  - at: 1 hour after the end
    for: attended
    send: thanks-for-calling
"""


def read(text: str) -> Workflow:
    parsed = parse_workflow(text, WORKFLOW, "first-ten-days", "America/Denver")
    assert parsed.report.findings == []
    assert parsed.workflow is not None
    return parsed.workflow


def test_a_workflow_of_the_manual() -> None:
    workflow = read(WELCOME)
    assert (workflow.title, workflow.again, workflow.urgent) == ("First ten days", Again("never"), False)
    (stop,) = workflow.stop_when
    assert [(one.key, one.values) for one in stop.all_of] == [("event", ("first-sale",))]
    ask = workflow.steps[3]
    assert isinstance(ask, Ask)
    assert [answer.ways for answer in ask.answers] == [("yes", "good", "great"), ("no", "stuck"), ("3",)]
    assert ask.answers[2].steps == ()
    assert ask.within == Duration(2, "days")


def test_step_keys_say_what_a_step_says_and_where_it_hangs() -> None:
    assert [step.key for step in read(WELCOME).walk()] == [
        "send:welcome",
        "wait:1 day",
        "wait:until tuesday 10am",
        "ask:how-is-it-going",
        "ask:how-is-it-going/yes/send:glad-to-hear",
        "ask:how-is-it-going/yes/tag:off-to-a-good-start",
        "ask:how-is-it-going/no/tell:host",
        "ask:how-is-it-going/no/send:we-are-here",
        "ask:how-is-it-going/anything else/tell:host",
        "ask:how-is-it-going/no answer/send:still-here",
        "send:welcome#2",
        "praise:finished-first-week",
    ]


def test_a_call_of_the_manual() -> None:
    call = read(CALL).call
    assert call is not None
    assert call.every == Recurrence("week", time(19), weekday=1)
    assert (call.lasts, call.doors_open, call.ask_stand_ins) == (
        Duration(45, "minutes"),
        Duration(10, "minutes"),
        Duration(10, "minutes"),
    )
    assert (call.record, call.skip) == ("yes", (date(2026, 12, 22), date(2026, 12, 29)))
    assert [str(step.moment) for step in read(CALL).steps] == ["1 day before at 10am", "1 hour after the end"]


def test_a_call_takes_the_zone_of_the_community() -> None:
    call = read(CALL.replace("    timezone: America/Chicago\n", "")).call
    assert call is not None
    assert call.timezone == "America/Denver"


@pytest.mark.parametrize(
    ("start", "again"),
    [
        ("joined", "never"),
        ("tagged vip", "never"),
        ("quiet for 30 days", "never"),
        ("by hand", "always"),
        ("text LISTEN", "always"),
        ("event sale", "always"),
        ("date birthday at 9am", "always"),
        ("every friday at 9am", "always"),
        ("at 2026-12-01 10am", "always"),
    ],
)
def test_again_where_nothing_is_said(start: str, again: str) -> None:
    assert read(steps("- end", f"start: {start}")).again == Again(again)  # type: ignore[arg-type]


def test_starts_keep_their_words() -> None:
    assert read(steps("- end", "start: text listen,  hear  me")).start == Texted(("LISTEN", "HEAR ME"))
    assert read(steps("- end", "start: QUIET for 30 days")).start == Quiet(Duration(30, "days"))
    once = read(steps("- end", "start: at 2026-12-01 at 10am")).start
    assert once.at == datetime(2026, 12, 1, 10)  # type: ignore[union-attr]


def test_every_verb_and_what_it_may_say() -> None:
    workflow = read(
        steps(
            """\
- send: a
  by: both
  to: sponsor
  expires: 2 hours
- wait: until event first-sale or 30 days
- wait: until birthday
- set: {Shirt size: M, tea: 'green, black'}
- if: {stage: try, shirt-size: [M, L]}
  then:
    - stage: buy
  else:
    - untag: slow
- praise: b
  to: everyone
- tell: host
  with: c
- ring: good-morning
  press:
    1:
      - send: d
    8:
- start: other
- stop: roll out
- end"""
        )
    )
    send, event, birthday, put, fork, praise, tell, ring, _, stop, end = workflow.steps
    assert isinstance(send, Send)
    assert (send.by, send.to, send.expires) == ("both", "sponsor", Duration(2, "hours"))
    assert isinstance(event, Wait)
    assert event.until == UntilEvent("first-sale", Duration(30, "days"))
    assert isinstance(birthday, Wait)
    assert birthday.until == UntilDate("birthday")
    assert isinstance(put, Set)
    assert put.values == (("shirt size", "M"), ("tea", "green, black"))
    assert isinstance(fork, If)
    assert [(one.key, one.field, one.values) for one in fork.conditions.all_of] == [
        ("stage", None, ("try",)),
        ("field", "shirt size", ("M", "L")),
    ]
    assert [step.key for step in (*fork.then, *fork.otherwise)] == [
        f"{fork.key}/then/stage:buy",
        f"{fork.key}/else/untag:slow",
    ]
    assert isinstance(praise, Praise)
    assert praise.to == EVERYONE
    assert isinstance(tell, Tell)
    assert (tell.role, tell.message) == ("host", "c")
    assert isinstance(ring, Ring)
    assert [answer.ways for answer in ring.press] == [("1",), ("8",)]
    assert isinstance(stop, StopWorkflow)
    assert stop.workflow == ROLL_OUT
    assert isinstance(end, End)


def test_words_that_yaml_would_take_for_something_else_stay_words() -> None:
    workflow = read(
        steps(
            "- set: {a: 010, b: 1e3, c: 2026-01-02, d: null, e: ~, f: 7:00}\n- tag: on\n- tag: no\n- send: x\n  for: {tagged: [yes, off]}"
        )
    )
    put = workflow.steps[0]
    assert isinstance(put, Set)
    assert [value for _, value in put.values] == ["010", "1e3", "2026-01-02", "null", "~", "7:00"]
    assert [step.key for step in workflow.steps[1:3]] == ["tag:on", "tag:no"]


def test_keys_with_underscores_and_hyphens_are_the_same() -> None:
    for key in ("stop when", "stop_when", "stop-when"):
        assert (
            read(steps("- end", f"start: joined\n{key}: {{not_tagged: a}}")).stop_when[0].all_of[0].key
            == "not tagged"
        )


def test_comments_stand_on_their_own_line_or_after_two_spaces() -> None:
    text = "# what it is\nstart: joined  # at once\n\n  # indented\nsteps:  # all\n  - send: welcome      # first\n  - end\n"
    assert len(read(text).steps) == 2


def test_files_from_windows_read_the_same() -> None:
    assert read("\ufeff" + WELCOME.replace("\n", "\r\n")) == read(WELCOME)


def test_roll_out_waves_count_from_the_start() -> None:
    head = "start: by hand\nroll out:\n  - for: {tagged: a}\n  - after: 3 days\n    for: {percent: 25}\n  - after: 1 week\n    for: everyone"
    waves = read(steps("- send: x", head)).roll_out
    assert [wave.after for wave in waves] == [None, Duration(3, "days"), Duration(1, "weeks")]
    assert waves[1].audience.all_of[0].percent == 25
    again = parse_workflow(steps("- send: x", head.replace("1 week", "2 days")), WORKFLOW, "it")
    assert "would not come after" in again.report.findings[0].message


def test_talks_of_the_manual() -> None:
    text = """\
- test: someone joins
  member: {name: Amy Lee, phone: "+13125550142", timezone: America/Chicago, tags: [a, b]}
  now: monday 3pm
  talk:
    - they: JOIN
    - we: welcome
    - after: 1 day
    - at: tuesday 10am
    - at: 2026-03-08 1am
    - they: "Yes!! loving it"
    - tagged: off-to-a-good-start
    - silence: 2 days
    - event: first-sale
    - enroll: other
    - rings: good-morning
    - press: 1
    - attended:
    - missed: yes
"""
    parsed = parse_talks(text, "workflows/tests/it.yaml", "it")
    assert parsed.report.findings == []
    (talk,) = parsed.talks
    assert (talk.name, talk.workflow, talk.joins) == ("someone joins", "it", True)
    assert talk.now == UntilWeekday(0, time(15))
    assert talk.member["tags"] == "a, b"
    kinds = [line.kind for line in talk.lines]
    assert kinds == [
        "they",
        "we",
        "after",
        "at",
        "at",
        "they",
        "tagged",
        "silence",
        "event",
        "enroll",
        "rings",
        "press",
        "attended",
        "missed",
    ]
    assert talk.lines[2].duration == Duration(1, "days")
    assert talk.lines[3].moment == UntilWeekday(1, time(10))
    assert talk.lines[4].moment == datetime(2026, 3, 8, 1)
    assert (talk.lines[5].text, talk.lines[5].place.line) == ("Yes!! loving it", 10)


def test_keys_with_a_hyphen_of_their_own_may_be_spelled_apart_too() -> None:
    spelled = CALL.replace("ask stand-ins:", "ask_stand_ins:").replace("stand-ins: {", "stand ins: {")
    call = read(spelled).call
    assert call is not None
    assert (call.ask_stand_ins, call.stand_ins is not None) == (Duration(10, "minutes"), True)
