"""What only shows when all files are read together, and what a mistake does to its neighbours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.language.check import check
from tests.engine.language.samples import WORKFLOW, checked, only, steps

ROOT = Path(__file__).parents[3]
SEND = steps("- send: hello")


def shipped() -> dict[str, str | bytes]:
    folders = (ROOT / "workflows", ROOT / "messages")
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_shipped_community_has_no_findings() -> None:
    assert check(shipped()).findings == ()


def test_one_bad_file_blocks_itself_and_what_names_it() -> None:
    found = checked(
        {
            WORKFLOW: "start: joined\nsteps:\n  - sned: welcome\n",
            "workflows/caller.yaml": steps("- start: it"),
            "workflows/far.yaml": steps("- start: caller"),
        }
    )
    assert found.blocked == {WORKFLOW, "workflows/caller.yaml", "workflows/far.yaml"}
    assert set(found.workflows) == {"other"}
    assert len(found.errors) == 1


def test_a_bad_message_blocks_the_workflows_that_send_it() -> None:
    found = checked({"messages/hello.txt": "Hi {{ nmae }}\n"})
    assert found.blocked == {"messages/hello.txt", "workflows/other.yaml"}
    assert set(found.workflows) == {"it"}


def test_a_bad_language_of_a_message_blocks_too() -> None:
    found = checked({"messages/hello.es.txt": "Hola {{ nmae }}\n"})
    assert "workflows/other.yaml" in found.blocked


def test_an_email_whose_tags_markdown_would_lose_is_refused() -> None:
    found = checked(
        {"messages/hello.md": "---\nsubject: Hi\n---\n{% if first_name %}\n\n[x]: /{% endif %}\n"}
    )
    assert (only(found).place.line, "line of its own" in only(found).message) == (6, True)
    assert "workflows/other.yaml" in found.blocked


def test_a_keyword_that_managers_order_something_with_is_warned_of() -> None:
    found = checked({WORKFLOW: steps("- send: hello", "start: text SCORE")}).findings
    said = [one.message for one in found if (one.level, one.rule) == ("warning", "keyword-order")]
    assert said == ['"SCORE" is an order when a host or manager texts it, so it never leads them here.']
    ours = checked({WORKFLOW: steps("- send: hello", "start: text INVITE")}).findings
    built_in = next(one.message for one in ours if one.rule == "keyword-built-in")
    assert built_in.startswith('"INVITE" usually brings a member words to invite others with;')


def test_a_warning_blocks_nothing() -> None:
    found = checked({"messages/spare.txt": "Nobody sends this.\n"})
    assert only(found).level == "warning"
    assert found.blocked == frozenset()


def test_a_draft_is_checked_but_never_stands_in_for_the_real_one() -> None:
    found = checked({"workflows/it.draft.yaml": SEND, "workflows/new.draft.yaml": steps("- sned: hello")})
    assert set(found.workflows) == {"it", "other"}
    assert set(found.drafts) == {"it"}
    assert found.blocked == {"workflows/new.draft.yaml"}


def test_a_running_workflow_cannot_name_a_draft() -> None:
    found = checked(
        {"workflows/new.draft.yaml": SEND, WORKFLOW: steps("- send: welcome\n- send: how\n- start: new")}
    )
    assert "drafts never run" in only(found).message


def test_a_draft_may_keep_the_keyword_of_the_workflow_it_replaces() -> None:
    text = steps("- send: hello", "start: text LISTEN")
    assert checked({"workflows/new.yaml": text, "workflows/new.draft.yaml": text}).errors == ()


def test_a_keyword_used_twice_names_the_other_place() -> None:
    text = steps("- send: hello", "start: text LISTEN")
    found = only(checked({"workflows/aa.yaml": text, "workflows/bb.yaml": text.replace("LISTEN", "Listen!")}))
    assert found.place.file == "workflows/bb.yaml"
    assert "workflows/aa.yaml, line 1" in found.message
    assert found.repair == "start: text BB"


@pytest.mark.parametrize("word", ["stop", "Cancel", "HELP", "info", "start", "unstop", "yes"])
def test_the_carriers_words_start_nothing(word: str) -> None:
    assert (
        only(checked({"workflows/new.yaml": steps("- send: hello", f"start: text {word}")})).rule
        == "keyword-owned"
    )


@pytest.mark.parametrize("word", ["yes", "start", "no", "unstop"])
def test_yes_and_start_are_answers_all_the_same(word: str) -> None:
    question = f"- ask: how\n  within: 1 day\n  answers:\n    {word}:\n      - send: welcome"
    assert checked({WORKFLOW: steps(question)}).findings == ()


def test_an_answer_that_is_a_keyword_or_its_kin_is_refused() -> None:
    files = {
        WORKFLOW: steps("- ask: how\n  within: 1 day\n  answers:\n    yes:\n      - send: welcome"),
        "workflows/new.yaml": steps("- send: hello", "start: text SURE"),
    }
    assert only(checked({**files})).rule == "answer-keyword"


def test_workflows_that_start_each_other_say_through_whom() -> None:
    found = checked(
        {
            "workflows/aa.yaml": steps("- start: bb"),
            "workflows/bb.yaml": steps("- start: cc"),
            "workflows/cc.yaml": steps("- start: aa"),
        }
    )
    assert [re.search(r"through ([^.]*)\.", finding.message)[1] for finding in found.errors] == [
        "bb, cc",
        "cc, aa",
        "aa, bb",
    ]  # type: ignore[index]


def test_a_message_written_only_as_an_email_needs_by_email() -> None:
    letter: dict[str, str | bytes] = {"messages/letter.md": "---\nsubject: Hi\n---\nHello\n"}
    without = checked({**letter, "workflows/new.yaml": steps("- send: letter")})
    assert only(without).repair == "    by: email"
    assert checked({**letter, "workflows/new.yaml": steps("- send: letter\n  by: email")}).findings == ()
    both = checked({**letter, "workflows/new.yaml": steps("- send: letter\n  by: both")})
    assert only(both).rule == "email-only"


def test_a_text_serves_email_too() -> None:
    assert checked({"workflows/new.yaml": steps("- send: hello\n  by: email")}).findings == ()


def test_fields_written_by_a_step_are_conditions_and_merge_fields_everywhere() -> None:
    found = checked(
        {
            WORKFLOW: steps("- ask: how\n  within: 1 day\n  save as: favourite_tea\n- send: welcome"),
            "workflows/new.yaml": steps("- send: hello\n  for: {Favourite-Tea: green}"),
            "messages/hello.txt": 'Some {{ member.favourite_tea or "tea" }}?\n',
        }
    )
    assert found.findings == ()
    (condition,) = found.workflows["new"].steps[0].audience.all_of
    assert (condition.field, condition.values) == ("favourite tea", ("green",))


def test_words_of_a_call_are_known_in_calls_only() -> None:
    call = "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes"
    day: dict[str, str | bytes] = {"messages/hello.txt": "See you {{ call.day }}!\n"}
    assert only(checked(day)).rule == "call-only"
    text = steps("- at: 1 hour before\n  send: hello", call)
    assert checked({**day, "workflows/other.yaml": text}).findings == ()


def test_what_a_member_answered_is_known_after_a_question_only() -> None:
    said: dict[str, str | bytes] = {"messages/hello.txt": "You said {{ answer }}.\n"}
    assert only(checked(said)).rule == "no-answer"
    assert (
        checked(
            {**said, "workflows/other.yaml": steps("- ask: how\n  within: 1 day\n- send: hello")}
        ).findings
        == ()
    )


def test_an_outside_bridge_knows_no_attendance() -> None:
    call = "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes\n    number: +1 312 555 0142"
    text = steps("- at: 1 hour after the end\n  send: hello\n  for: missed", call)
    found = only(checked({"workflows/new.yaml": text}))
    assert (found.level, found.rule) == ("warning", "call-attendance")


def test_two_mistakes_in_one_line_are_both_placed_and_both_repaired() -> None:
    text = "start: joined\nsteps:\n\t- sned: welcome\n  -wiat: 1 day\n  - send: “hwo”\n"
    found = [(one.place.line, one.place.column, one.repair) for one in checked({WORKFLOW: text}).findings]
    assert found == [
        (3, 1, "  - sned: welcome"),
        (3, 4, "  - send: welcome"),
        (4, 3, "  - wiat: 1 day"),
        (4, 4, "  - wait: 1 day"),
        (5, 11, '  - send: "hwo"'),
        (5, 12, '  - send: "how"'),
    ]


def test_a_misspelled_key_is_not_missing_too() -> None:
    assert (
        only(checked({WORKFLOW: steps("- send: welcome\n- ask: how\n  witin: 2 days")})).rule == "unknown-key"
    )


def test_findings_are_sorted_by_file_and_line() -> None:
    found = checked(
        {WORKFLOW: steps("- sned: a\n- wait: 1 dya"), "messages/hello.txt": "{{ x }}", "workflows/a.yaml": ""}
    )
    places = [(one.place.file, one.place.line) for one in found.findings]
    assert places == sorted(places)
    assert len(places) == 4


def test_a_reminder_comes_while_the_question_is_open() -> None:
    text = steps("- ask: how\n  within: 1 day\n  remind: hello after 24 hours\n- send: welcome")
    assert "when the question is over" in only(checked({WORKFLOW: text})).message


def test_stop_roll_out_needs_a_roll_out() -> None:
    head = "start: by hand\nroll out:\n  - for: everyone"
    assert checked({"workflows/other.yaml": steps("- send: hello\n- stop: roll out", head)}).findings == ()
    assert (
        only(checked({"workflows/other.yaml": steps("- send: hello\n- stop: roll out")})).rule == "roll-out"
    )


def test_a_call_knows_who_came_in_its_steps_only() -> None:
    head = "for: attended\nstart:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes"
    found = only(checked({"workflows/other.yaml": steps("- at: at the end\n  send: hello", head)}))
    assert (found.place.line, found.rule) == (1, "call-attendance")


def test_the_host_is_named_only_where_there_is_one() -> None:
    files: dict[str, str | bytes] = {"messages/hello.txt": "Yours, {{ community.host }}\n"}
    assert checked(files).findings == ()
    found = only(checked({**files, "workflows/community.yaml": "stages: []\n"}))
    assert found.repair == 'Yours, {{ community.host or "us" }}'


def test_answers_need_ways_to_ask_and_no_two_the_same() -> None:
    one, two = "messages/answers/when.txt", "messages/answers/where.txt"
    when = "---\nasked:\n  - When is the call?\n---\nTuesday.\n"
    assert checked({one: when}).findings == ()
    assert only(checked({one: "Tuesday.\n"})).rule == "not-asked"
    twice = only(checked({one: when, two: when.replace("call?", "call")}))
    assert (twice.place.file, twice.place.line, twice.place.column) == (two, 3, 5)
    assert only(checked({"messages/answers/when.es.txt": when})).rule == "no-plain-file"


def test_a_slip_in_a_message_that_a_talk_waits_for() -> None:
    talk = "- test: it\n  talk:\n    - we: {}\n"
    files = {"messages/glad-to-hear.txt": "Glad!\n", "workflows/new.yaml": steps("- send: glad-to-hear")}
    found = only(checked({**files, "workflows/tests/it.yaml": talk.format("glad-to-haer")}))
    assert found.repair == "    - we: glad-to-hear"
    assert checked({**files, "workflows/tests/it.yaml": talk.format("some other words")}).findings == ()


def test_a_way_in_two_lines_is_seen_around_a_question_below() -> None:
    text = """\
- ask: how
  within: 1 day
  answers:
    yes:
      - ask: hello
        within: 1 day
        answers:
          yes:
            - send: welcome
          no:
    sure:
"""
    found = only(checked({WORKFLOW: steps(text)}))
    assert (found.place.line, found.rule) == (13, "way-twice")
