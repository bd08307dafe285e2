"""The phone line of the manual as the syntax tree it becomes, and what the check sees of it and of calls."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.language.check import check
from engine.language.dated import Call
from engine.language.files import collect, decoded
from engine.language.known import Known
from engine.language.parsing.phone_line import parse_phone_line
from engine.language.parsing.workflow import parse_workflow
from engine.language.phone_line import (
    DEFAULT,
    PHONE_LINE,
    Action,
    Hear,
    Join,
    Leave,
    Listen,
    Menu,
    PhoneLine,
    RecordWords,
    RingPeople,
)
from engine.language.steps import Retry, Ring, Send
from engine.times import Duration
from tests.engine.language.samples import GOOD, WORKFLOW, Files, checked, only, steps

ROOT = Path(__file__).parents[3]
MANUAL = """\
about: What people hear when they ring us
greeting: welcome
keys:
  1: {join: call}
  2: {listen: latest}
  3:
    say: hello
    listen: [first-recording, what-to-say]
  4: {listen: by number}
  5:
    keys:
      1: {record: win}
      2: {record: question, to: product}
  6: {hear: next call}
  7: {ring: [host, leader]}
  9: leave
  0: {record: message}
no key: {listen: latest}
"""
LEAVE = "keys:\n  1: leave\n"
CALL = "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes\n    stand-ins: {tagged: vip}\n"
AT_START = "- at: at the start\n  send: welcome\n- at: 1 hour after\n  send: how"


def read(text: str) -> PhoneLine:
    parsed = parse_phone_line(text)
    assert parsed.report.findings == []
    assert parsed.line is not None
    return parsed.line


def does(written: str) -> Action:
    return read(f"keys:\n  1: {written}\n").keys[0].action


def call_with(*keys: str) -> Call:
    text = steps(AT_START, CALL + "".join(f"    {key}\n" for key in keys))
    parsed = parse_workflow(text, WORKFLOW, "it")
    assert parsed.report.findings == []
    assert parsed.workflow is not None
    assert parsed.workflow.call is not None
    return parsed.workflow.call


def test_the_line_of_the_manual() -> None:
    line = read(MANUAL)
    assert (line.about, line.greeting) == ("What people hear when they ring us", "welcome")
    assert line.no_key == Listen("latest")
    assert [key.digit for key in line.keys] == ["1", "2", "3", "4", "5", "6", "7", "9", "0"]
    join, latest, playlist, by_number, below, hear, ring, leave, message = (key.action for key in line.keys)
    assert (join, latest, by_number) == (Join(), Listen("latest"), Listen("by number"))
    assert (playlist, line.keys[2].say) == (Listen(("first-recording", "what-to-say")), "hello")
    assert isinstance(below, Menu)
    assert [(key.digit, key.action) for key in below.keys] == [
        ("1", RecordWords("win")),
        ("2", RecordWords("question", "product")),
    ]
    assert (hear, ring, leave) == (Hear("next call"), RingPeople(("host", "leader")), Leave())
    assert message == RecordWords("message")
    assert [key.digit for key in line.walk()] == ["1", "2", "3", "4", "5", "1", "2", "6", "7", "9", "0"]
    assert line.messages() == {"welcome", "hello", "first-recording", "what-to-say"}


@pytest.mark.parametrize(
    ("written", "action"),
    [
        ("{listen: By-Number}", Listen("by number")),
        ("{listen: first-recording}", Listen(("first-recording",))),
        ("{listen: 'one, two'}", Listen(("one", "two"))),
        ("{ring: host}", RingPeople(("host",))),
        ("{Hear: x}", None),
        ("{leave: , say: hello}", Leave()),
        ("Leave", Leave()),
        ("{hear: praise}", Hear("praise")),
        ("{record: practice}", RecordWords("practice")),
        ("{record: practice, to: leader}", RecordWords("practice", "leader")),
    ],
)
def test_ways_to_write_an_action(written: str, action: Action | None) -> None:
    if action is None:
        assert parse_phone_line(f"keys:\n  1: {written}\n").line is None
    else:
        assert does(written) == action


def test_silence_leaves_unless_the_file_says_otherwise() -> None:
    assert read(LEAVE).no_key == Leave()
    assert read(LEAVE + "no_key: {record: message}\n").no_key == RecordWords("message")


def test_a_line_without_any_way_to_leave_is_fine() -> None:
    assert checked({PHONE_LINE: "keys:\n  1: {keys: {1: {hear: next call}}}\n"}).findings == ()


def test_without_a_file_the_usual_line_runs() -> None:
    assert checked({}).phone_line == DEFAULT
    assert checked({PHONE_LINE: "keys:\n  1: leaf\n"}).phone_line == DEFAULT
    assert DEFAULT.no_key != Leave()


def test_the_shipped_line_keeps_the_keys_of_the_usual_one() -> None:
    shipped = check(decoded(collect(ROOT / "workflows", ROOT / "messages"))).phone_line
    assert shipped is not DEFAULT
    there = {key.digit: key.action for key in shipped.keys}
    assert {key.digit: key.action for key in DEFAULT.keys}.items() <= there.items()
    assert shipped.no_key == DEFAULT.no_key


def test_it_is_no_workflow_and_nothing_starts_it() -> None:
    found = checked({PHONE_LINE: LEAVE, "workflows/more.yaml": steps("- start: phone-line")})
    assert "phone-line" not in found.workflows
    assert only(found).rule == "unknown-workflow"


def test_it_has_no_draft() -> None:
    found = checked({"workflows/phone-line.draft.yaml": LEAVE})
    assert "no draft" in only(found).message
    assert found.drafts == {}


def test_what_it_names_is_used() -> None:
    spare: Files = {"messages/spare.txt": "Press 1 for it.\n"}
    assert only(checked(spare)).rule == "unused-message"
    for said in ("greeting: spare\nkeys:\n  1: leave\n", "keys:\n  1: {listen: spare}\n",
                 "keys:\n  2: {keys: {1: {leave: , say: spare}}}\n"):  # fmt: skip
        assert checked({**spare, PHONE_LINE: said}).findings == ()
    assert checked({**spare, PHONE_LINE: "keys:\n  1: leaf\n"}).warnings == ()


def test_a_message_that_is_only_heard_is_not_measured_as_a_text() -> None:
    files: Files = {"messages/long.txt": f"ç {'word ' * 100}\n", PHONE_LINE: f"greeting: long\n{LEAVE}"}
    found = checked(files)
    assert found.findings == ()
    assert "long" not in {cost.name for cost in found.costs}
    sent = checked({**files, "workflows/more.yaml": steps("- send: long")})
    assert {finding.rule for finding in sent.findings} == {"long-text", "dear-character"}


def test_what_is_heard_is_written_as_a_text() -> None:
    letter: Files = {"messages/letter.md": "---\nsubject: Hi\n---\nHello\n"}
    for text in (f"greeting: letter\n{LEAVE}", "keys:\n  1: {listen: letter}\n"):
        assert "Write messages/letter.txt too" in only(checked({**letter, PHONE_LINE: text})).message
    for by in ("phone", "text or phone"):
        sent = checked({**letter, "workflows/more.yaml": steps(f"- send: letter\n  by: {by}")})
        assert (only(sent).rule, only(sent).repair) == ("email-only", None)
    assert only(checked({**letter, "workflows/more.yaml": steps("- ring: letter")})).rule == "email-only"


@pytest.mark.parametrize("words", ["{{ call.time }}", "{{ recording.link }}", "{{ answer }}", "{{ praise }}"])
def test_what_has_no_value_on_the_line_is_not_said_there(words: str) -> None:
    files: Files = {"messages/spare.txt": f"{words}\n", PHONE_LINE: f"greeting: spare\n{LEAVE}"}
    found = only(checked(files))
    assert (found.rule, found.place.file, found.place.line) == ("phone-words", PHONE_LINE, 1)
    assert checked(files).blocked == {PHONE_LINE}


def test_a_bad_message_blocks_the_line_that_says_it() -> None:
    files: Files = {"messages/spare.es.txt": "Hola {{ nmae }}\n", "messages/spare.txt": "Hi\n"}
    found = checked({**files, PHONE_LINE: f"greeting: spare\n{LEAVE}"})
    assert found.blocked == {"messages/spare.es.txt", PHONE_LINE}
    assert set(found.workflows) == {"it", "other"}


def test_a_role_of_nobody_is_a_warning() -> None:
    known = Known(roles=frozenset({"leader"}))
    found = only(checked({PHONE_LINE: "keys:\n  7: {ring: [host, leadr]}\n"}, known))
    assert (found.level, found.repair) == ("warning", "  7: {ring: [host, leader]}")


def test_ringing_somebody_by_name_is_answered_with_their_role() -> None:
    community = "name: The Team\nhost: Rosa\ntimezone: America/Chicago\n"
    files: Files = {"workflows/community.yaml": community, PHONE_LINE: "keys:\n  7: {ring: Rosa}\n"}
    found = next(one for one in checked(files, Known()).findings if one.rule == "unknown-role")
    assert '"ring:" takes roles, and no names. Did you mean "host"?' in found.message


def test_the_new_keys_of_a_call() -> None:
    usual = call_with()
    assert (usual.muted, usual.record, usual.grace) == (False, "no", Duration(15, "minutes"))
    assert (usual.notes, usual.if_nobody_leads) == (None, None)
    call = call_with("muted: yes", "grace: 5 minutes", "notes: hello", "if_nobody_leads: latest recording")
    assert (call.muted, call.grace, call.notes) == (True, Duration(5, "minutes"), "hello")
    assert call.if_nobody_leads == "latest recording"
    for said, record in (("on", "yes"), ("no", "no"), ("on request", "on request")):
        assert call_with(f"record: {said}").record == record


def test_notes_are_a_message_of_the_call_and_kept_with_it() -> None:
    files: Files = {
        WORKFLOW: steps(AT_START, f"{CALL}    notes: notes"),
        "messages/notes.txt": "At {{ call.time }}.\n",
    }
    found = checked(files)
    assert found.findings == ()
    assert "notes" in found.workflows["it"].messages()
    late = only(checked({**files, "messages/notes.txt": "Hear {{ recording.link }}\n"}))
    assert (late.rule, late.place.line) == ("notes", 6)


def test_an_outside_bridge_may_say_no() -> None:
    text = steps(AT_START, f'{CALL}    number: "+13125550142"\n    record: no\n    muted: no')
    assert checked({WORKFLOW: text}).findings == ()


def test_a_ring_may_be_tried_again_and_a_message_be_heard() -> None:
    text = steps(
        "- ring: hello\n  retry: twice after 20 minutes\n- send: hello\n  by: text or phone\n- send: hello\n  by: phone"
    )
    found = checked({WORKFLOW: text + "  - send: welcome\n  - send: how\n"})
    assert found.findings == ()
    ring, either, spoken, *_ = found.workflows["it"].steps
    assert isinstance(ring, Ring)
    assert ring.retry == Retry(2, Duration(20, "minutes"))
    assert isinstance(either, Send)
    assert isinstance(spoken, Send)
    assert (either.by, spoken.by) == ("text or phone", "phone")


def test_how_the_community_counts_plays_and_reaches_landlines() -> None:
    usual = checked({}).community
    assert (usual.plays_by_member, usual.ring_landlines) == (False, False)
    text = str(GOOD["workflows/community.yaml"])
    said = checked({"workflows/community.yaml": f"{text}plays: by member\nlandlines: ring\n"}).community
    assert (said.plays_by_member, said.ring_landlines) == (True, True)
    same = checked({"workflows/community.yaml": f"{text}plays: in total\nlandlines: leave out\n"}).community
    assert (same.plays_by_member, same.ring_landlines) == (False, False)


def test_who_may_do_what_by_text_and_what_has_to_be_confirmed() -> None:
    usual = checked({}).community
    assert (dict(usual.may)["tell"], usual.confirm, usual.second_person) == (("host", "manager"), 3, -1)
    text = str(GOOD["workflows/community.yaml"]) + "confirm: always\nsecond person: over 50 people\n"
    said = checked(
        {"workflows/community.yaml": f"{text}may: {{tell: host, call-off: [host, Office], who: nobody}}\n"}
    )
    may = dict(said.community.may)
    assert (may["tell"], may["call off"], may["who"]) == (("host",), ("host", "office"), ())
    assert may["score"] == ("host", "manager")
    assert (said.community.confirm, said.community.second_person) == (0, 50)


def test_a_star_is_answered_once() -> None:
    assert "is ours" in only(checked({PHONE_LINE: "keys:\n  1: {join: call}\n  *: leave\n"})).message


def test_each_wrong_key_is_offered_a_free_one_of_its_own() -> None:
    found = checked({PHONE_LINE: "keys:\n  1: leave\n  12: {join: call}\n  *: {hear: praise}\n"})
    assert [one.repair for one in found.findings if one.rule == "press"] == [
        "  2: {join: call}",
        '  "3": {hear: praise}',
    ]
    ring = steps("- ring: hello\n  press:\n    1:\n    9:\n    11:\n- send: welcome\n- send: how")
    repairs = [one.repair for one in checked({WORKFLOW: ring}).findings]
    assert repairs == ["      2:", "      3:"]
