"""Reading never raises, and loses nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from engine.language.check import check
from engine.language.parsing.workflow import parse_workflow
from engine.language.render import as_json, as_text
from engine.language.source.reader import read
from engine.language.workflow import Workflow
from tests.engine.language.printing import printed
from tests.engine.language.samples import GOOD, WORKFLOW
from tests.engine.language.syntax_mistakes import SYNTAX, Mistake

ROOT = Path(__file__).parents[3]
WORDS = ["one", "two-three", "vip"]
names = st.sampled_from(["welcome", "how", "hello"])
durations = st.sampled_from(["1 day", "90 minutes", "3 weeks"])
conditions = st.sampled_from(
    [
        "everyone",
        "{tagged: [a, b], quiet for: 30 days}",
        "{shirt size: M, percent: 25}",
        "{not tagged: vip, not role: host, takes: [text, phone], language: es}",
        "{role: host, stage: know, joined within: 2 weeks, event: first-sale}",
    ]
)
starts = st.sampled_from(
    [
        "joined",
        "by hand",
        "text LISTEN, HEAR ME",
        "tagged first-follower",
        "event first-sale",
        "3 days before date birthday at 9am",
        "quiet for 30 days",
        "every 2 weeks on friday at 9am from 2026-01-02",
        "every month on the 31st at noon",
        "at 2026-12-01 10:30",
    ]
)
simple = st.one_of(
    names.map("send: {}".format),
    st.builds(
        "send: {}\nby: {}\nexpires: {}".format,
        names,
        st.sampled_from(["text", "email", "both", "phone", "text or phone"]),
        durations,
    ),
    st.sampled_from(
        [
            "1 day",
            "until 10am",
            "until tuesday 10am",
            "until friday",
            "until event sale or 30 days",
            "until birthday",
        ]
    ).map("wait: {}".format),
    st.sampled_from(WORDS).map("tag: {}".format),
    st.sampled_from(WORDS).map("untag: {}".format),
    st.just("set: {shirt size: 'it''s: #1'}"),
    st.just("stage: like"),
    st.just("tell: host\nwith: hello"),
    st.just("stop: other"),
    st.builds("praise: {}\nto: {}".format, names, conditions),
    st.builds("send: {}\nfor: {}".format, names, conditions),
)


def indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in text.split("\n"))


def listed(steps: list[str]) -> str:
    return "\n".join("- " + indented(step, 2)[2:] for step in steps)


def branching(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    below = st.lists(inner, min_size=1, max_size=2).map(listed)
    return st.one_of(
        st.builds(
            lambda m, d, a, b: (
                f"ask: {m}\nwithin: {d}\nsave as: shirt size\nremind: hello after 20 minutes\nanswers:\n"
                f"  yes, good one:\n{indented(a, 4)}\n  no:\n  anything else:\n{indented(b, 4)}"
            ),
            names,
            durations,
            below,
            below,
        ),
        st.builds(
            lambda c, a, b: f"if: {c}\nthen:\n{indented(a, 2)}\nelse:\n{indented(b, 2)}",
            conditions,
            below,
            below,
        ),
        below.map(lambda a: f"ring: hello\nretry: twice after 20 minutes\npress:\n  1, 2:\n{indented(a, 4)}"),
    )


steps = st.lists(st.recursive(simple, branching, max_leaves=6), min_size=1, max_size=5).map(listed)
workflows = st.builds(
    lambda start, audience, body: f"start: {start}\nfor: {audience}\nsteps:\n{indented(body, 2)}\n",
    starts,
    conditions,
    steps,
)


def without_places(workflow: Workflow) -> str:
    return re.sub(r"Place\([^)]*\)", "", repr(workflow))


def parsed(text: str) -> Workflow:
    found = parse_workflow(text, WORKFLOW, "it")
    assert found.report.findings == [], (text, found.report.findings)
    assert found.workflow is not None
    return found.workflow


@given(workflows)
def test_what_was_read_can_be_printed_and_read_again(text: str) -> None:
    first = parsed(text)
    again = parsed(printed(first))
    assert without_places(again) == without_places(first)


@given(workflows)
def test_every_step_has_a_key_of_its_own(text: str) -> None:
    keys = [step.key for step in parsed(text).walk()]
    assert len(keys) == len(set(keys))


def test_calls_too_are_printed_and_read_again() -> None:
    call = (ROOT / "workflows" / "tuesday-call.yaml").read_text("utf-8")
    first = parsed(call)
    again = parsed(printed(first))
    assert without_places(replace(again, start=first.start)) == without_places(first)
    assert again.call is not None
    assert first.call is not None
    assert (again.call.every, again.call.skip, again.call.lasts) == (
        first.call.every,
        first.call.skip,
        first.call.lasts,
    )


PIECES = ["start: ", "steps:", "joined", "- ", "  ", "\n", ":", "#", " ", "\t", "“", "'", '"', "[", "]", "{", "}", "&",
          "!", "*", "|", ">", "%", "---", "...", "?", "<<", "send: welcome", "ask: how", "answers:", "yes", "within: 2 days",
          "for: everyone", "call:", "every: tuesday 7pm", "\u00a0", "\ufeff", "é", "🎉", "\x85", "until ", "at: ",
          "keys:", "1", "leave", "listen: latest", "no key: ", "say: hello"]  # fmt: skip
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(texts)
@example("\ud800")
@example("? a\n: b")
@example("[" * 200)
@example("- " * 60)
@example('a: "\\x"')
@example('a: "\\UFFFFFFFF"')
@example('a: "\\ud800 \\0"')
@example("%YAML 1." + "9" * 5000 + "\n---\na: b")
@example("a: [" * 3000)
@example("a b\n" * 3000)
@example("&a *a")
@example("a: !!binary x")
@example("%YAML 3.0\n---\n")
@example("x: |9\n y")
def test_reading_never_raises(text: str) -> None:
    read(text, WORKFLOW)


@given(
    st.sampled_from(
        [
            *sorted(GOOD),
            "workflows/phone-line.yaml",
            "workflows/tests/it.yaml",
            "messages/new.md",
            "messages/answers/a.txt",
        ]
    ),
    texts,
)
def test_checking_never_raises_and_can_always_be_shown(path: str, text: str) -> None:
    found = check({**GOOD, path: text})
    assert as_text(found.findings, found.lines)
    for shown in as_json(found.findings):
        assert shown["line"] >= 1
        assert shown["column"] >= 1
        assert shown["end_column"] > shown["column"]


@given(st.sampled_from(SYNTAX), st.sampled_from(SYNTAX))
def test_mistakes_in_two_files_are_both_found(first: Mistake, second: Mistake) -> None:
    found = check({**GOOD, WORKFLOW: first.text, "workflows/other.yaml": second.text})
    for path, mistake in ((WORKFLOW, first), ("workflows/other.yaml", second)):
        assert any(
            finding.place.file == path and mistake.says in finding.message for finding in found.findings
        )


@given(st.binary(max_size=200))
def test_any_bytes_may_be_a_file(data: bytes) -> None:
    check({**GOOD, WORKFLOW: data, "messages/welcome.txt": data})
