"""`kindling import` and `export`: nothing half done, nobody doubled, no stop undone, nothing started unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine import consent
from engine.cli import showing
from engine.models import Address, Consent, Delivery, Enrollment, Member, Tag
from engine.models.instance import community_time
from tests.engine.cli.conftest import Kindling

HEAD = "name,phone,email,timezone,tags,birthday,consent,consent_date,shirt size\n"
AMY = "Amy Lee,(312) 555-0142,amy@example.com,,leader;new,5/14/1980,web form,2026-01-05,L\n"
BOB = "Bob Stone,303-555-0101,,,,,web form,2026-01-06,\n"
HELD = "Cy Young,+1 212 555 0199,,,,,,,\n"
EXAMPLE = Path(__file__).parents[3] / "examples" / "team.csv"


def sheet(kindling: Kindling, *rows: str, head: str = HEAD) -> str:
    return str(kindling.write("people.csv", head + "".join(rows)))


def test_people_are_put_in_and_nothing_starts(kindling: Kindling) -> None:
    said = kindling("import", sheet(kindling, AMY, BOB, HELD)).output
    assert "3 members added" in said
    assert "1 of them is held" in said
    amy = Member.get(Member.name == "Amy Lee")
    assert (amy.timezone, amy.state, amy.birthday, amy.how) == (
        "America/Chicago",
        "IL",
        "1980-05-14",
        "import",
    )
    assert amy.fields == {"shirt size": "L"}
    assert {tag.name for tag in amy.tags} == {"leader", "new"}
    assert Member.get(Member.name == "Bob Stone").timezone == "America/Denver"
    phone = Address.get(Address.value == "+13125550142")
    assert consent.state(phone).given is True
    assert consent.history(amy)[0].evidence | {"by": ""} == {
        "agreed": "web form", "on": "2026-01-05", "file": "people.csv", "row": 2, "by": "",
    }  # fmt: skip
    assert consent.state(Address.get(Address.value == "+12125550199")).given is None
    assert Enrollment.select().count() == Delivery.select().count() == 0


def test_the_same_sheet_again_changes_nothing_and_a_new_one_brings_up_to_date(kindling: Kindling) -> None:
    kindling("import", sheet(kindling, AMY, BOB, HELD))
    before = Consent.select().count()
    assert (
        "0 members added, 0 updated, 3 as they were"
        in kindling("import", sheet(kindling, AMY, BOB, HELD)).output
    )
    assert Consent.select().count() == before
    now = AMY.replace(",L\n", ",XL\n").replace("leader;new", "leader;tall")
    assert "0 members added, 1 updated" in kindling("import", sheet(kindling, now, BOB)).output
    assert Member.get(Member.name == "Amy Lee").fields == {"shirt size": "XL"}
    assert Tag.select().where(Tag.name == "tall").count() == 1
    assert Member.select().count() == 3


def test_a_stop_is_never_undone(kindling: Kindling) -> None:
    kindling("import", sheet(kindling, AMY))
    kindling("stop", "Amy Lee")
    kindling("import", sheet(kindling, AMY))
    assert all(consent.state(one).given is False for one in Address.select())


def test_every_bad_row_is_told_and_nothing_is_written(kindling: Kindling) -> None:
    bad = [
        "Short,312 555,,,,,,,\n",
        "Lost,,,,,,,,\n",
        "Zone,+13125550143,,Chicgo,,31/31/2000,,,\n",
        "Far,+44 20 7946 0958,,,,,,,\n",
        "Soon,+13125550144,,,,,web form,2027-01-01,\n",
        "Twin,+13125550142,,,,,,,\n",
    ]
    result = kindling("import", sheet(kindling, AMY, *bad), code=1)
    said = result.stderr.splitlines()
    assert said[0] == 'row 3: phone "312 555" has too few digits: add the missing digits, area code first'
    assert said[1] == "row 4: phone and email are both empty: give one of them"
    assert 'row 5: timezone "Chicgo" is no time zone: did you mean America/Chicago?' in said
    assert any(line.startswith('row 5: birthday "31/31/2000" is no date') for line in said)
    assert 'row 6: phone "+44 20 7946 0958" is a number of GB' in result.stderr
    assert 'row 7: consent_date "2027-01-01" is still to come' in result.stderr
    assert 'row 8: phone "+13125550142" is also in row 2 (Amy Lee): if they share it' in result.stderr
    assert Member.select().count() == 0
    assert (
        "1 members added" not in kindling("import", sheet(kindling, AMY, *bad), "--good-rows", code=1).stdout
    )
    assert [one.name for one in Member.select()] == ["Amy Lee"]


def test_people_under_one_number_are_a_household(kindling: Kindling) -> None:
    two = [AMY, "Ann Lee,312-555-0142,,,,,web form,2026-01-05,\n"]
    kindling("import", sheet(kindling, *two), code=1)
    kindling("import", sheet(kindling, *two), "--households")
    shared = Address.get(Address.value == "+13125550142")
    assert shared.member_id is None
    assert [one.name for one in consent.members_of(shared)] == ["Amy Lee", "Ann Lee"]
    assert Address.get(Address.value == "amy@example.com").member.name == "Amy Lee"
    assert "0 members added, 0 updated, 2" in kindling("import", sheet(kindling, *two), "--households").output


def test_somebody_new_under_a_members_number_is_asked_about(kindling: Kindling) -> None:
    kindling("import", sheet(kindling, AMY))
    ann = "Ann Lee,312-555-0142,,,,,web form,2026-01-05,\n"
    assert "is Amy Lee's already" in kindling("import", sheet(kindling, ann), code=1).stderr
    kindling("import", sheet(kindling, ann), "--households")
    assert len(consent.members_of(Address.get(Address.value == "+13125550142"))) == 2


def test_start_says_what_it_comes_to_and_starts_only_who_agreed(
    kindling: Kindling, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sheet(kindling, AMY, HELD)
    dry = kindling("import", path, "--start", "--dry-run").output
    assert "1 member into welcome: 2 texts at most, about $0.02" in dry
    assert Member.select().count() == 0
    monkeypatch.setattr(showing, "at_terminal", lambda: True)
    assert "Start them?" in kindling("import", path, "--start", code=1).output
    assert Member.select().count() == 0
    kindling("import", path, "--start", "--yes")
    assert [one.member.name for one in Enrollment.select()] == ["Amy Lee"]
    kindling("import", path, "--start", "--yes")
    assert Enrollment.select().count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,fone\n", 'Column 2, "fone", is not known. Did you mean "phone"?'),
        ("name,phone,phone\n", "is there twice"),
        ("name\nAmy\n", "nobody could be reached"),
        ("", "The file is empty"),
        ("PK\x03\x04\0", "Save as"),
        ('name,phone\n"Amy,+13125550142\nBob,+13035550101\n', 'A quote (") opens in row 2 and never closes'),
    ],
)
def test_what_is_no_sheet_says_why(kindling: Kindling, text: str, words: str) -> None:
    path = kindling.write("people.csv", text)
    assert words in kindling("import", str(path), code=1).stderr


def test_a_cell_that_stands_under_no_heading_is_never_dropped_silently(kindling: Kindling) -> None:
    path = kindling.write("people.csv", "name,phone\nLee, Amy,+13125550142\nBob,+13035550101,\n")
    said = kindling("import", str(path), code=1).stderr
    assert 'row 2: cell "+13125550142" stands beyond the last column' in said
    assert "1 good, 1 bad" in kindling("import", str(path), code=1).output


def test_sheets_of_other_spreadsheets_are_read(kindling: Kindling) -> None:
    path = kindling.folder / "people.csv"
    path.write_bytes(
        "name;phone;consent;consent date\nJosé;(312) 555-0142;form;2026-01-01\n".encode("cp1252")
    )
    kindling("import", str(path))
    assert [one.name for one in Member.select()] == ["José"]


def test_an_export_taken_back_is_the_same_community(kindling: Kindling) -> None:
    formula = '"=HYPERLINK(""x"")",+13125550150,,,,,"+1 said yes",2026-02-02,@home\n'
    ann = "Ann Lee,303-555-0101,,,,,web form,2026-01-05,\n"
    kindling("import", sheet(kindling, AMY, BOB, ann, HELD, formula), "--households")
    kindling("stop", "amy@example.com")
    first = kindling("export").stdout
    assert "'=HYPERLINK" in first
    assert "'+1 said yes" in first
    assert ",+13125550150," in first
    path = kindling.write("again.csv", first)
    assert "0 members added, 0 updated, 5 as they were" in kindling("import", str(path)).output
    for table in (Consent, Address, Tag, Member):
        table.delete().execute()
    assert "5 members added" in kindling("import", str(path)).output
    assert kindling("export").stdout == first
    assert {row["name"] for row in json.loads(kindling("export", "--format", "json").stdout)} >= {"Amy Lee"}


def test_the_cast_for_newcomers_goes_into_an_empty_community_once(kindling: Kindling) -> None:
    kindling("import", str(EXAMPLE), "--into-empty", "--yes")
    rosa, dee = Member.get(Member.name == "Rosa Diaz"), Member.get(Member.name == "Dee Park")
    assert (rosa.role, dee.prefers, dee.sponsor.name) == ("host", "email", "Bob Stone")
    assert "There are members already" in kindling("import", str(EXAMPLE), "--into-empty", "--yes").output
    assert Member.select().count() == 5


def test_pages_are_short_so_that_webhooks_get_their_turn(
    kindling: Kindling, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.community import importing

    took: list[float] = []
    page = importing._page
    monkeypatch.setattr(importing, "_page", lambda *given: took.append(page(*given)) or took[-1])
    rows = [f"Member {n},+1312555{n:04},,,,,web form,2026-01-05,\n" for n in range(2000, 4000)]
    said = kindling("import", sheet(kindling, *rows), "--json").output
    assert json.loads(said)["added"] == 2000
    assert len(took) > 5
    assert sorted(took)[len(took) // 2] < 0.4  # the usual page, on a machine that does other things too
    assert community_time() >= Member.select().order_by(Member.id.desc()).first().joined_at
