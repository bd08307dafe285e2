"""The other commands for people: each says first what it comes to, then does it."""

from __future__ import annotations

import json
import re

import pytest

from engine import consent, pins
from engine.models import Address, Audit, Delivery, Enrollment, Event, Fanout, Inbound, Member, Pin
from engine.models.instance import community_time
from engine.models.sending import URGENT
from engine.settings import Settings
from tests.engine.cli.conftest import Kindling

SHEET = (
    "name,phone,tags,consent,consent_date\n"
    "Amy Lee,+13125550142,leader,web form,2026-01-05\n"
    "Bob Stone,+13035550101,,web form,2026-01-06\n"
    "Amy Low,+12125550103,,,\n"
)


@pytest.fixture
def team(kindling: Kindling) -> Kindling:
    kindling("import", str(kindling.write("people.csv", SHEET)))
    return kindling


def test_named_members_go_in_although_it_is_for_others(team: Kindling) -> None:
    said = team("enroll", "by-hand", "Bob Stone", "(312) 555-0142").output
    assert said == "Bob Stone is in.\nAmy Lee is in.\n"
    again = team("enroll", "by-hand", "Bob Stone", code=1)
    assert again.stderr == "Bob Stone was not put in: they are in it already.\n"


def test_why_accounts_for_a_text_that_went_out_with_another(team: Kindling) -> None:
    now, amy = community_time(), Member.get(Member.name == "Amy Lee")
    Delivery.create(
        cause="a", member=amy, created_at=now, due_at=now, sent_at=now, settled_at=now, state="sent", channel="text",
        body="Small news.", carried_in="x-1", reason="It goes out in one text with welcome.",
    )  # fmt: skip
    assert (
        "text: Small news.  [sent; It goes out in one text with welcome; $0.00]"
        in team("why", "Amy Lee").output
    )


def test_enrolling_by_conditions_says_how_many_first(team: Kindling) -> None:
    said = team("enroll", "welcome", "--for", "tagged: leader").output
    assert "1 member: 2 texts at most, about $0.02" in said
    fanout = Fanout.get()
    assert (fanout.kind, fanout.workflow) == ("enroll", "welcome")
    assert fanout.detail["for"][0]["values"] == ["leader"]
    assert "Say whom" in team("enroll", "welcome", code=2).output


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ("taged: leader", 'Did you mean "tagged"?'),
        ("tagged: leadr", 'Did you mean "leader"?'),
        ("stage: lik", 'Did you mean "like"?'),
        ("attended", "of one call only"),
        ("everybody", "everyone"),
        ("tagged leader", "for: {tagged: leader}"),
    ],
)
def test_conditions_that_cannot_be_meant_are_shown_with_a_caret(
    team: Kindling, conditions: str, words: str
) -> None:
    said = team("send", "welcome", "--for", conditions, code=1).stderr
    assert words in said
    assert "^" in said
    assert Fanout.select().count() == 0


def test_sending_says_heads_price_and_time_and_who_never_gets_it(team: Kindling) -> None:
    said = team("send", "welcome", "--for", "everyone", "--expires", "2 hours").output
    assert "2 members: 2 texts at most, about $0.02. It takes 2 seconds." in said
    assert "1 never get it: nothing says that they agreed" in said
    fanout = Fanout.get()
    assert fanout.kind == "send"
    assert (fanout.expires_at - fanout.due_at).total_seconds() == 7200
    data = json.loads(team("send", "letter", "--for", "language: en", "--by", "email", "--json").output)
    assert (data["members"], data["reached"]) == (3, 0)


def test_a_message_that_is_none_or_only_an_email_is_not_texted(team: Kindling) -> None:
    assert 'Did you mean "welcome"?' in team("send", "wellcome", "--for", "everyone", code=1).stderr
    assert "--by email" in team("send", "letter", "--for", "everyone", code=1).stderr


def test_words_of_a_call_are_not_sent_to_everybody(team: Kindling) -> None:
    team.write("messages/soon.txt", "See you at {{ call.time }}.\n")
    team.write("messages/perhaps.txt", "See you{% if call.time %} at {{ call.time }}{% endif %}.\n")
    team("publish")
    assert "call.time" in team("send", "soon", "--for", "everyone", code=1).stderr
    assert Fanout.select().count() == 0
    team("send", "perhaps", "--for", "everyone")


def test_an_event_is_reported_once_for_a_key(team: Kindling) -> None:
    team("event", "Bob", "first-sale", "--key", "order 7", "--data", '{"sum": 40}')
    team("event", "Bob", "first-sale", "--key", "order 7")
    event = Event.get()
    assert (event.name, event.data, event.member.name) == ("first-sale", {"sum": 40}, "Bob Stone")
    assert "no JSON" in team("event", "Bob", "x", "--data", "{", code=1).stderr


def test_a_name_that_two_have_is_asked_about(team: Kindling) -> None:
    said = team("why", "Amy", code=1).stderr
    assert "means 2 members: Amy Lee (" in said
    assert 'Did you mean "Bob Stone"?' in team("why", "Bob Stne", code=1).stderr


def test_stop_a_member_or_a_workflow(team: Kindling) -> None:
    team("enroll", "welcome", "Amy Lee", "Bob Stone")
    assert "Amy Lee gets nothing more (1 walk ended)" in team("stop", "Amy Lee").output
    assert consent.state(Address.get(Address.value == "+13125550142")).given is False
    assert "1 member taken out of welcome" in team("stop", "welcome").output
    assert {walk.status for walk in Enrollment.select()} == {"stopped"}
    assert {row.state for row in Delivery.select()} == {"cancelled"}
    assert 'There is no workflow "welcom". Did you mean "welcome"?' in team("stop", "welcom", code=1).stderr


def test_why_tells_all_of_it(team: Kindling) -> None:
    team("enroll", "welcome", "Amy Lee")
    data = json.loads(team("why", "+13125550142", "--json").output)
    assert {"inbound", "deliveries", "waiting", "consent"} <= set(data)
    assert data["member"]["name"] == "Amy Lee"
    assert [one["message"] for one in data["deliveries"]] == ["welcome"]
    assert {one["what"] for one in data["waiting"]} == {"welcome, at send:welcome", "the message welcome"}
    assert data["consent"][0]["evidence"]["agreed"] == "web form"
    said = team("why", "Amy Lee").output
    assert "America/Chicago (Central)" in said
    assert "the message welcome" in said
    Delivery.update(state="sent", workflow="", message="", body="Hello!", sent_at=community_time()).execute()
    said = team("why", "Amy Lee").output
    assert "Hello!  [sent; $0.00]" in said
    assert 'phone, by import: "web form" on 2026-01-05' in said
    calls = {"channel": "phone", "provider_status": "no-answer"}
    Delivery.update(calls).execute()
    assert "phone: Hello!  [no answer; $0.00]" in team("why", "Amy Lee").output


def test_why_says_in_words_what_they_did_by_phone(team: Kindling) -> None:
    amy, recorded = Member.get(Member.name == "Amy Lee"), {"recording": "https://x", "seconds": "4"}
    for number, (raw, text, as_) in enumerate(
        [({}, "", "call"), (recorded, "", "person"), ({"press": "1"}, "1", "key"), ({}, "stop", "stop")]
    ):
        Inbound.create(
            provider="twilio", provider_id=f"CA{number}", channel="phone", from_value="+13125550142", text=text,
            member=amy, received_at=community_time(), handled_at=community_time(), raw=raw, understood_as=as_,
        )  # fmt: skip
    told = [line.split("  in  ")[-1].strip() for line in team("why", "Amy Lee").output.splitlines()]
    for words in ("rang us", "left a voice message, 4 seconds  [person]", "pressed 1", 'said "stop"  [stop]'):
        assert any(line.endswith(words) for line in told), (words, told)


def test_moving_is_tried_first_and_says_who_cannot(team: Kindling) -> None:
    team("enroll", "welcome", "Amy Lee", "Bob Stone")
    bob = Enrollment.get(Enrollment.member == Member.get(Member.name == "Bob Stone").id)
    Enrollment.update(state={**bob.state, "at": "wait:1 day"}).where(Enrollment.id == bob.id).execute()
    assert "Nobody is midway" in team("move", "welcome").output
    team.write(
        "workflows/welcome.yaml",
        "start: joined\nsteps:\n  - send: welcome\n  - wait: 2 days\n  - send: second\n",
    )
    team("publish")
    said = team("move", "welcome", code=1).output
    assert "1 member would go on in the new revision:\n  send:welcome  1\n" in said
    assert "Bob Stone  its step wait:1 day is not in the workflow any more" in said
    old = {walk.revision_id for walk in Enrollment.select()}
    assert len(old) == 1
    data = json.loads(team("move", "welcome", "--yes", "--json", code=1).output)
    assert (data["moved"], data["staying"][0]["member"]) == (1, "Bob Stone")
    amy = Enrollment.get(Enrollment.member == Member.get(Member.name == "Amy Lee").id)
    assert ({amy.revision_id} & old, amy.version) == (set(), 2)
    assert 'There is no workflow "x". Live are: by-hand, welcome.' in team("move", "x", code=1).stderr


def test_forget_erases_and_keeps_the_stop(team: Kindling) -> None:
    team("enroll", "welcome", "Amy Lee")
    team("stop", "Amy Lee")
    amy = Member.get(Member.name == "Amy Lee")
    assert "Their stop is kept" in team("forget", "Amy Lee").output
    assert "forgotten already" in team("forget", amy.public_id).output
    assert team("export").output.count("Amy Lee") == 0
    team("import", str(team.write("people.csv", SHEET)))
    again = Address.get(Address.value == "+13125550142")
    assert consent.state(again).given is False
    assert again.member_id != amy.id
    assert Audit.select().where(Audit.did == "forgot").count() == 1


def test_a_pin_is_shown_once_and_texted_where_asked(team: Kindling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    said = team("pin", "Amy Lee", "--text").output
    digits = re.search(r"The PIN of Amy Lee is (\d{6})\. It is not shown again\.", said)
    assert digits
    found = pins.proves(digits[1], Settings(secret_key="s" * 40), community_time())
    assert found is not None
    assert found.name == "Amy Lee"
    row = Delivery.get()
    assert (row.part, row.lane) == ("text", URGENT)
    assert digits[1] in row.body
    assert digits[1] not in str(list(Audit.select().dicts()))
    assert "no number that we may text" in team("pin", "Amy Low", "--text", code=1).stderr


def test_no_pin_is_made_without_a_secret(team: Kindling) -> None:
    assert "SECRET_KEY" in team("pin", "Amy Lee", code=1).stderr
    assert Pin.select().count() == 0
