"""What a check says about the community itself, and with what it knows of its members."""

from __future__ import annotations

from pathlib import Path

from engine.language.check import check
from engine.language.costs import Forcing
from engine.language.known import Known, Reach
from engine.language.parsing.community import Defaults
from engine.times import Hours
from tests.engine.language.samples import GOOD, WORKFLOW, checked, steps

ROOT = Path(__file__).parents[3]
SEND = steps("- send: hello")


KNOWN = Known(
    tags=frozenset({"vip"}),
    roles=frozenset({"host", "leader"}),
    members=30_000,
    longest={"first_name": "Wolfeschlegelsteinhausen"},
    sender_rate=10.0,
    reach={"every-day": Reach(30_000, {"stopped": 12})},
)
TAGS = steps("- send: hello\n  for: {tagged: vpi}\n- tell: leadr", "start: tagged newcomer")


def test_tags_and_roles_of_nobody_are_warnings_where_the_community_is_known() -> None:
    assert checked({"workflows/other.yaml": TAGS}).findings == ()
    found = checked({"workflows/other.yaml": TAGS}, KNOWN)
    assert [(one.level, one.rule) for one in found.findings] == [
        ("warning", "unknown-tag"),
        ("warning", "unknown-tag"),
        ("warning", "unknown-role"),
    ]
    assert 'Did you mean "vip"?' in found.findings[1].message
    assert found.blocked == frozenset()


def test_a_tag_that_a_step_puts_on_is_no_warning() -> None:
    found = checked(
        {"workflows/other.yaml": TAGS, WORKFLOW: steps("- tag: newcomer\n- send: welcome\n- send: how")},
        KNOWN,
    )
    assert "newcomer" not in " ".join(one.message for one in found.findings)


def test_texts_are_measured_with_the_longest_real_names() -> None:
    text: dict[str, str | bytes] = {"messages/hello.txt": "Hi {{ first_name }}" + "!" * 140 + "\n"}
    usual = {cost.name: cost for cost in checked(text).costs}["hello"]
    longest = {cost.name: cost for cost in checked(text, KNOWN).costs}["hello"]
    assert (usual.segments.count, longest.segments.count) == (1, 2)
    assert longest.price.micros == 2 * usual.price.micros


def test_what_forces_ucs2_is_named_with_its_place_and_what_to_write() -> None:
    found = checked({"messages/hello.txt": f"Hi\nça va? {'a' * 150}\n"})
    cost = {cost.name: cost for cost in found.costs}["hello"]
    assert (cost.segments.encoding, cost.segments.count, cost.lean) == ("UCS-2", 3, 1)
    assert cost.forcing == (Forcing("ç", cost.forcing[0].place, "c"),)
    assert (cost.forcing[0].place.line, cost.forcing[0].place.column) == (2, 1)


def test_how_long_a_fan_out_takes_and_who_never_gets_it() -> None:
    text = steps("- send: hello", "start: every day at 8am")
    found = checked({"workflows/every-day.yaml": text, "messages/hello.txt": "a" * 200 + "\n"}, KNOWN)
    (fan_out,) = found.fan_outs
    assert (fan_out.members, fan_out.seconds, fan_out.never) == (30_000, 6_000.0, {"stopped": 12})


def test_without_a_community_file_everything_has_its_default() -> None:
    files = {path: data for path, data in GOOD.items() if not path.endswith("community.yaml")}
    found = check(files, defaults=Defaults("tuesday", "America/Denver"))
    assert found.findings == ()
    assert (found.community.name, found.community.timezone) == ("tuesday", "America/Denver")
    assert (found.community.join_words, found.community.at_most) == (("JOIN",), 2)


def test_the_whole_community_page_is_read() -> None:
    text = (
        "name: Us\nhost: Rosa\ntimezone: America/Chicago\njoin words: [IN, come in]\nnameless: you\nhours: any time\n"
        "law: none\nat most: no limit\ncountries: [US, MX]\nlanguage: es\nfields: [Shirt_size]\nspend limit: €1.50 a day\n"
    )
    community = checked({"workflows/community.yaml": text}).community
    assert (community.join_words, community.hours, community.law) == (
        ("IN", "COME IN"),
        Hours(None, None),
        "none",
    )
    assert (community.at_most, community.countries, community.fields) == (None, ("US", "MX"), ("shirt size",))
    assert (community.spend_limit, community.currency) == (1_500_000, "EUR")


def test_a_broken_community_file_blocks_only_itself() -> None:
    found = checked({"workflows/community.yaml": "hots: Rosa\nfields: [shirt size]\n"})
    assert found.blocked == {"workflows/community.yaml"}
