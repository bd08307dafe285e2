"""A community that has been published, for what looks back on it."""

from __future__ import annotations

from datetime import datetime

import pytest

from engine.publishing import publish

FILES = {
    "workflows/community.yaml": b"name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
    "workflows/welcome.yaml": b"start: joined\nsteps:\n  - send: welcome\n",
    "workflows/leaders.yaml": b"start: every monday at 9am\nfor: {tagged: leader}\nsteps:\n  - send: people\n    by: email\n",
    "messages/welcome.txt": b"Welcome!",
    "messages/people.md": b"---\nsubject: Your people\n---\n{% if team.count %}\n\nYou have {{ team.count }}.\n\n{% endif %}\n"
    b"{% for one in team.call %}\n\n- {{ one.name }}: {{ one.why }}\n\n{% endfor %}\n",
}


@pytest.fixture
def publish_small(db: str, now: datetime) -> None:
    found = publish(FILES, now, "the test")
    assert not [one for one in found.findings if one.level == "error"], found.findings
