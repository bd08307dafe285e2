"""A story by somebody like them: most in common first, each once, and never their own."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from engine.models import Delivery, Enrollment, Member, Tag, Trace
from tests.engine.language.samples import checked, steps
from tests.engine.runner.town import Town

DANA = "---\nby: Dana\ntags: [busy, shy]\n---\nThis is dana.\n"
MARC = "---\nby: Marc\ntags: busy\n---\nThis is marc.\n"
AMYS = "---\nby: Amy\ntags: [busy, shy, leader]\n---\nThis is amys.\n"
STORIES = {
    "messages/stories/marc.txt": MARC,
    "messages/stories/dana.txt": DANA,
    "messages/stories/dana.es.txt": "This is de-dana.\n",
    "messages/stories/amys.txt": AMYS,
}
SERIES = "start: by hand\nsteps:\n  - story: any\n  - wait: 1 day\n  - story: any\n  - wait: 1 day\n  - story: any\n  - send: the-end\n"


def tell(town: Town, member: Member, tags: tuple[str, ...] = (), flow: str = SERIES) -> list[str]:
    for tag in tags:
        Tag.create(member=member, name=tag, at=town.now)
    town.files |= STORIES | {"messages/the-end.txt": "end\n"}
    town.publish(series=flow)
    town.enroll("series", member)
    town.go(timedelta(days=4))
    return town.texts()


def test_the_one_with_most_in_common_comes_first_and_nobody_hears_their_own(
    town: Town, cast: SimpleNamespace
) -> None:
    assert tell(town, cast.amy, ("Shy", "busy")) == ["dana", "marc", "end"]
    assert Trace.select().where(Trace.outcome == "no story left").count() == 1
    assert Enrollment.get(Enrollment.workflow == "series").status == "done"


def test_alike_ones_come_by_name_in_the_members_language(town: Town, cast: SimpleNamespace) -> None:
    assert tell(town, cast.carla) == ["amys", "de-dana", "marc", "end"]


def test_only_those_with_the_tag_that_was_asked_for(town: Town, cast: SimpleNamespace) -> None:
    flow = "start: by hand\nsteps:\n  - story: [shy]\n  - story: [shy]\n  - story: [shy]\n  - send: the-end\n"
    assert tell(town, cast.bob, flow=flow) == ["amys", "dana", "end"]


def test_what_never_left_was_not_told(town: Town, cast: SimpleNamespace) -> None:
    tell(town, cast.carla)
    Delivery.update(state="expired").where(Delivery.message == "dana").execute()
    town.enroll("series", cast.carla, "again")
    town.go(timedelta(hours=1))
    assert town.texts()[-1] == "de-dana"


@pytest.mark.parametrize(
    ("step", "story", "says"),
    [
        ("story: [buzy]", DANA, 'No story has the tag "buzy"'),
        ("story: [any, busy]", DANA, "stands alone"),
        ("story: any", "---\nby: Dana\n---\nSee you at {{ call.time }}.\n", "told anywhere"),
    ],
)
def test_what_is_wrong_is_said(step: str, story: str, says: str) -> None:
    found = checked({"workflows/it.yaml": steps(f"- {step}"), "messages/stories/one.txt": story})
    assert [finding.message for finding in found.errors if says in finding.message]


def test_a_story_has_a_name_of_its_own() -> None:
    found = checked({"workflows/it.yaml": steps("- story: any"), "messages/stories/hello.txt": DANA})
    assert "same name" in found.errors[0].message
