"""How findings look: one line each, the line itself, a caret under the place, and the line as it should be."""

from __future__ import annotations

from engine.language.findings import Finding
from engine.language.place import Place
from engine.language.render import as_json, as_text, shown, summary
from tests.engine.language.samples import WORKFLOW, checked, steps


def test_a_finding_has_its_line_with_a_caret_and_the_repaired_line() -> None:
    found = checked({WORKFLOW: steps("- send: welcome\n- send: how\n- wait: until tuseday 10am")})
    assert as_text(found.findings, found.lines) == (
        'workflows/it.yaml:5:17: "tuseday" is not a day of the week. Did you mean "tuesday"?\n'
        "   5 |   - wait: until tuseday 10am\n"
        "     |                 ^^^^^^^\n"
        "   + |   - wait: until tuesday 10am\n"
        "\n"
        "1 error, no warnings."
    )


def test_warnings_stand_apart_after_the_errors() -> None:
    place = Place("messages/a.txt", 1)
    warning = Finding(place, "Nobody uses this.", "warning")
    error = Finding(Place("workflows/b.yaml", 2, 3), "This is wrong.")
    text = as_text([warning, error])
    assert text.index("workflows/b.yaml:2:3: This is wrong.") < text.index(
        "messages/a.txt:1:1: warning: Nobody"
    )
    assert summary([]) == "No errors, no warnings."


def test_a_tab_does_not_move_the_caret() -> None:
    found = checked({WORKFLOW: "start: joined\nsteps:\n  - send:\twelcome\n  - send: how\n"})
    pieces = shown(found.findings[0], found.lines)
    assert pieces.line[pieces.caret.index("^") - 1 : pieces.caret.index("^") + 8] == ": welcome"


def test_json_has_everything_an_editor_needs() -> None:
    found = checked({WORKFLOW: steps("- send: welcome\n- send: hwo")})
    (shown_one,) = [one for one in as_json(found.findings) if one["level"] == "error"]
    assert shown_one == {
        "file": WORKFLOW,
        "line": 4,
        "column": 11,
        "end_column": 14,
        "level": "error",
        "message": 'There is no message "hwo". Did you mean "how"?',
        "repair": "  - send: how",
        "rule": "unknown-message",
    }
