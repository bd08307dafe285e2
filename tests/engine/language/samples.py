"""A small community's files, and ways to spoil them."""

from __future__ import annotations

from engine.language.check import Checked, check
from engine.language.findings import Finding
from engine.language.known import Known

Files = dict[str, str | bytes]
WORKFLOW = "workflows/it.yaml"

GOOD: Files = {
    "workflows/community.yaml": "name: The Tuesday Team\nhost: Rosa\nfields: [shirt size]\nstages: [know, like]\n",
    "workflows/it.yaml": "start: joined\nsteps:\n  - send: welcome\n  - ask: how\n    within: 2 days\n",
    "messages/welcome.txt": "Welcome, {{ first_name }}!\n",
    "messages/how.txt": "How is it going?\n",
    "messages/hello.txt": "Good to hear from you.\n",
    "messages/recordings/hello.mp3": b"",
    "workflows/other.yaml": "start: by hand\nsteps:\n  - send: hello\n",
}


def checked(files: Files, known: Known | None = None) -> Checked:
    """The good files with some replaced or added."""
    return check({**GOOD, **files}, known)


def steps(text: str, head: str = "start: joined") -> str:
    """A workflow with these steps, each line indented as a manager would."""
    body = "\n".join(f"  {line}" if line else line for line in text.strip("\n").split("\n"))
    return f"{head}\nsteps:\n{body}\n"


def only(found: Checked) -> Finding:
    """The one finding there is."""
    assert len(found.findings) == 1, [finding.message for finding in found.findings]
    return found.findings[0]
