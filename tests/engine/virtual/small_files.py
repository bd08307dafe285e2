"""A community of a few files, for worlds that need no more."""

from __future__ import annotations

from pathlib import Path

from engine.language.files import collect

ROOT = Path(__file__).parents[3]
COMMUNITY = "name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\nlaw: US\n"
NUDGE = """start: by hand
steps:
  - ask: how-are-you
    within: 2 days
    answers:
      yes, good:
        - tag: well
        - send: glad
      anything else:
        - tell: host
      no answer:
        - send: still-here
"""
WORDS = {
    "how-are-you": "Hi {{ first_name }}, how are you?",
    "glad": "Glad to hear!",
    "still-here": "Still here.",
}


def small(
    workflow: str = NUDGE, *, tests: str = "", community: str = COMMUNITY, **more: str
) -> dict[str, bytes]:
    """The files with one workflow, "nudge"; ``more`` are workflows by name, underscores for hyphens."""
    files = {"workflows/community.yaml": community, "workflows/nudge.yaml": workflow}
    files |= {f"messages/{name}.txt": f"{words}\n" for name, words in WORDS.items()}
    files |= {f"workflows/{name.replace('_', '-')}.yaml": text for name, text in more.items()}
    if tests:
        files["workflows/tests/nudge.yaml"] = tests
    return {path: text.encode() for path, text in files.items()}


def shipped() -> dict[str, bytes]:
    """The community that Kindling comes with."""
    return collect(ROOT / "workflows", ROOT / "messages")
