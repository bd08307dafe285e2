"""STOP, START and the way out of email in any order: START brings back what STOP took, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import consent
from engine.models import Address, Household, Member, database
from engine.models.people import EMAIL, PHONE
from tests.addresses import first_address

GIVEN, NEVER, STOPPED, LEFT, BOUNCED = "given", "never", "stopped", "left", "bounced"
MAIL = ("mail", "other mail")
ALL = ("phone", *MAIL)


class Model:
    """What ought to be so: where each of one member's addresses stands, and what a STOP found there."""

    def __init__(self) -> None:
        self.stands = {"phone": GIVEN, "mail": GIVEN, "other mail": NEVER}
        self.found: dict[str, str] = {}

    def stop(self, at: str) -> None:
        for one in ALL:
            if self.stands[one] in (GIVEN, NEVER):
                self.found[one] = self.stands[one]
                self.stands[one] = STOPPED

    def start(self, at: str) -> None:
        for one in ALL:
            if one == at or (self.stands[one] == STOPPED and self.found[one] == GIVEN):
                self.stands[one] = GIVEN

    def leave(self, at: str) -> None:
        for one in MAIL:
            if self.stands[one] != BOUNCED:
                self.stands[one] = LEFT

    def bounce(self, at: str) -> None:
        self.stands[at] = BOUNCED


def act(member: Member, address: Address, what: str, now: datetime) -> None:
    match what:
        case "stop":
            consent.stop(member, address, "text", {}, now)
        case "start":
            consent.restore(member, address, "text", {}, now)
        case "leave":
            consent.unsubscribe(address, "one-click", {}, now)
        case "bounce":
            consent.suppress(address, "bounce", {}, now)


ACTS = st.one_of(
    st.tuples(st.sampled_from(["stop", "start"]), st.sampled_from(ALL)),
    st.tuples(st.sampled_from(["leave", "bounce"]), st.sampled_from(MAIL)),
)


@pytest.fixture
def amy(make_member: Callable[..., Member], now: datetime) -> SimpleNamespace:
    member = make_member("Amy Lee", phone="+13125550142", email="amy@example.com")
    other = Address.create(channel=EMAIL, value="amy@work.example.com", member=member, created_at=now)
    phone, mail = (Address.get(Address.member == member.id, Address.channel == one) for one in (PHONE, EMAIL))
    return SimpleNamespace(member=member, addresses={"phone": phone, "mail": mail, "other mail": other})


def test_any_sequence_ends_as_it_ought_to(amy: SimpleNamespace, now: datetime) -> None:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(ACTS, max_size=8))
    def holds(sequence: list[tuple[str, str]]) -> None:
        model = Model()
        with database.atomic() as trial:
            for what, at in sequence:
                act(amy.member, Address.get_by_id(amy.addresses[at].id), what, now)
                getattr(model, what)(at)
            usable = {one.id for one in consent.usable(amy.member)}
            stood = {name for name, one in amy.addresses.items() if one.id in usable}
            trial.rollback()
        assert stood == {name for name, how in model.stands.items() if how == GIVEN}

    holds()


@pytest.fixture
def home(make_member: Callable[..., Member], now: datetime) -> SimpleNamespace:
    """Ana and Ben share a phone and a mailbox; each has a phone of their own as well."""
    household = Household.create(name="The Millers")
    people = {
        "ana": make_member("Ana Miller", phone="+13125550110", household=household),
        "ben": make_member("Ben Miller", phone="+13125550112", household=household),
    }
    at = {name: first_address(one) for name, one in people.items()}
    for channel, value in ((PHONE, "+13125550111"), (EMAIL, "millers@example.com")):
        shared = Address.create(channel=channel, value=value, household=household, created_at=now)
        consent.grant(shared, how="form", evidence={}, now=now)
        at["home" if channel == PHONE else "mailbox"] = shared
    return SimpleNamespace(people=people, at=at)


@pytest.mark.parametrize(
    ("sequence", "ana", "ben"),
    [
        (["stop home"], 0, 0),
        (["stop home", "start home"], 3, 3),
        (["stop home", "stop home", "start home"], 3, 3),
        (["stop ana"], 0, 3),
        (["stop ana", "start ana"], 3, 3),
        (["stop ana", "stop ana", "start ana"], 3, 3),
        (["stop ana", "start home"], 0, 3),  # nobody else's START brings her back
        (["stop ana", "stop home", "start home"], 0, 3),
        (["stop home", "stop ana", "start home"], 0, 3),
        (["stop home", "stop ana", "start home", "start ana"], 3, 3),
        (["stop home", "start ana"], 1, 0),  # her own phone; the shared ones were stopped for Ben as well
        (["stop home", "start ana", "start home"], 3, 3),
        (["leave mailbox", "stop home", "start home"], 2, 2),
        (["stop home", "leave mailbox", "start home"], 2, 2),
        (["stop ana", "leave mailbox", "start ana"], 2, 2),
    ],
)
def test_a_household_and_each_in_it(
    home: SimpleNamespace, now: datetime, sequence: list[str], ana: int, ben: int
) -> None:
    for what, at in (one.split() for one in sequence):
        member = home.people.get(at, home.people["ben"])
        act(member, Address.get_by_id(home.at[at].id), what, now)
    reached = {name: len(consent.usable(one)) for name, one in home.people.items()}
    assert reached == {"ana": ana, "ben": ben}
