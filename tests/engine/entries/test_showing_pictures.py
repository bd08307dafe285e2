"""A host is asked about all the pictures that wait at a time, and a member may take theirs back."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from engine import consent
from engine.challenges import shown
from engine.entries.showing import batch_of, reads_showing
from engine.inbound import drain
from engine.models import Address, Approval, Delivery, Entry, Member, Occurrence
from engine.models.sending import SENT
from tests.engine.entries.conftest import Town, drawn


def left(town: Town) -> None:
    """What waits for somebody has reached them."""
    Delivery.update(state=SENT, sent_at=town.now).where(Delivery.state == "queued").execute()


def seen() -> list[str]:
    run = Occurrence.get(Occurrence.kind == "challenge")
    return sorted(row.entry.member.name.split()[0] for row in shown(run.id, approval=True))


def put_in(town: Town, *members: Member) -> None:
    for member in members:
        town.counted += 100
        town.text(member, "SELFIE", drawn(town.counted))
        town.fetch()
    left(town)


def test_one_is_asked_about_and_what_comes_meanwhile_waits_together(
    town: Town, cast: SimpleNamespace
) -> None:
    put_in(town, cast.amy, cast.bob, cast.carla)
    asked = town.told(cast.rosa)
    assert len(asked) == 1
    assert re.fullmatch(
        r"A new picture for Selfies, of Amy: http://localhost:8000/pictures/\S{37} Show it to the others\? YES or NO\.",
        asked[0],
    )
    assert seen() == []
    assert town.text(cast.rosa, "Yes!") == "pictures"
    left(town)
    assert seen() == ["Amy"]
    assert town.told(cast.rosa)[-1].startswith("2 new pictures for Selfies, of Bob and Carla: http")
    assert town.text(cast.rosa, "not 2") == "pictures"
    assert seen() == ["Amy", "Bob"]
    assert [row.state for row in Entry.select().order_by(Entry.id)] == ["approved", "approved", "hidden"]
    assert len(batch_of(Entry.select().order_by(Entry.id)[1].public_id)) == 2


def test_a_no_shows_none_and_they_count(town: Town, cast: SimpleNamespace) -> None:
    put_in(town, cast.amy)
    assert town.text(cast.rosa, "no") == "pictures"
    assert seen() == []
    assert town.text(cast.amy, "how far") == "challenge"
    assert town.told(cast.amy)[-1].startswith("1 of 3 selfies")


def test_a_hosts_own_is_shown_at_once(town: Town, cast: SimpleNamespace) -> None:
    put_in(town, cast.rosa)
    assert seen() == ["Rosa"]
    assert Approval.select().count() == 0


def test_taken_back_is_taken_back(town: Town, cast: SimpleNamespace) -> None:
    put_in(town, cast.amy, cast.bob)
    assert town.text(cast.rosa, "yes") == "pictures"
    left(town)
    assert town.text(cast.bob, "private") == "challenge"  # before the host has said anything
    assert town.text(cast.rosa, "yes") == "pictures"
    assert seen() == ["Amy"]
    assert town.text(cast.amy, "STOP") == "stop"
    assert seen() == []
    address = Address.get((Address.member == cast.amy) & (Address.channel == "phone"))
    assert consent.state(address).given is False
    drain(town.kit, town.now)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes", "yes"), ("Sí", "yes"), ("no", "no"), ("not 2", "words"), ("all but 2 and 5", "words"),
        ("menos 3", "words"), ("yes, but not 2", "words"), ("not sure", None), ("who is number 2", None),
        ("I like 2 a lot", None),
    ],
)  # fmt: skip
def test_what_a_host_may_say(text: str, said: str | None) -> None:
    assert reads_showing(text, "es" if text == "Sí" else "en") == said
