"""A message whose words all stand in an if that does not hold is not sent, and the reason is kept."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

from engine.models import Delivery, Member
from tests.engine.runner.town import Town


def test_whoever_it_says_nothing_to_gets_nothing(cast: SimpleNamespace, now: datetime) -> None:
    Member.update(birthday="05-14").where(Member.id == cast.bob.id).execute()
    town = Town(now)
    town.files["messages/note.txt"] = "{% if member.birthday %}Still on {{ member.birthday }}?{% endif %}"
    town.publish(notes="start: by hand\nsteps:\n  - send: note\n    by: text\n")
    for member in (cast.bob, cast.rosa):
        town.enroll("notes", member)
    town.settle()
    assert [one.to for one in town.text.sent] == [cast.bob.addresses.get().value]
    kept = Delivery.get(Delivery.member == cast.rosa)
    assert (kept.state, kept.reason_code) == ("refused", "empty")
