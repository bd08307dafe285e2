"""Who rings is heard from, greeted by name, and led into the open call or to the menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent
from engine.models import Inbound, Occurrence, Sound
from engine.phone.script import Ask, Go, HangUp, Record
from engine.phone.states import STATES, arriving


def test_a_member_is_greeted_by_first_name(ring: Callable[..., Any], cast: SimpleNamespace) -> None:
    line = ring()
    assert line.said.startswith("Hello Amy, this is The Tuesday Team.")
    row = Inbound.get()
    assert (row.channel, row.member_id, row.provider_id) == ("phone", cast.amy.id, line.call.call_sid)
    assert line.call.bells == ["inbound"]


def test_the_same_call_twice_is_heard_once(ring: Callable[..., Any], cast: SimpleNamespace) -> None:
    ring()
    assert ring().call.bells == []
    assert Inbound.select().count() == 1


@pytest.mark.parametrize("number", ["+13125550777", "anonymous", "+266696687", "Restricted"])
def test_a_stranger_is_welcome(ring: Callable[..., Any], number: str) -> None:
    line = ring(number=number)
    assert line.said.startswith("Hello, and welcome. This is The Tuesday Team.")
    assert line.call.member is None
    assert isinstance(line.script.acts[0], Ask)


def test_numbers_that_are_kept_from_us(ring: Callable[..., Any]) -> None:
    assert ring(number="anonymous").call.hidden
    assert ring(number="+266696687").call.hidden
    assert not ring(number="+13125550777").call.hidden


def test_who_said_stop_may_ring_all_the_same(
    ring: Callable[..., Any], cast: SimpleNamespace, now: Any
) -> None:
    consent.stop(cast.amy, cast.amy.addresses[0], "text", {}, now)
    assert "Hello Amy" in ring().said


def test_it_speaks_the_members_language(ring: Callable[..., Any], cast: SimpleNamespace) -> None:
    line = ring(number="+12125550103")
    assert line.said.startswith("Hola Carla")
    assert line.script.language == "es"


def test_the_managers_own_greeting(
    published: Callable[..., None], ring: Callable[..., Any], cast: SimpleNamespace, now: Any
) -> None:
    from engine.publishing import publish
    from tests.engine.phone.telephone import FILES, LINE

    files = {**FILES, "messages/hi.txt": "Ahoy\n{{ first_name }}!", "messages/hi.es.txt": "¡Ahoi!"}
    files["workflows/phone-line.yaml"] = f"greeting: hi\n{LINE}"
    publish({path: text.encode() for path, text in files.items()}, now, "the test")
    assert ring().said.startswith("Ahoy Amy!")
    assert ring(number="+13125550777").said.startswith("Ahoy friend!")
    assert ring(number="+12125550103").said.startswith("¡Ahoi!")


def test_an_open_call_is_entered_at_once(
    ring: Callable[..., Any], cast: SimpleNamespace, tuesday: Occurrence
) -> None:
    line = ring(now=tuesday.starts_at - timedelta(minutes=5))
    assert line.said == "Hello Amy, this is The Tuesday Team."
    assert line.script.acts[-1] == Go("room")


def test_a_stranger_says_a_name_and_is_let_in(ring: Callable[..., Any], tuesday: Occurrence) -> None:
    line = ring(number="+13125550777", now=tuesday.starts_at)
    assert line.script.acts[-1] == Go("guest")
    line.waits()
    assert "welcome to stay" in line.said
    assert line.act(Record).kind == "name"
    assert line.script.acts[-1] == Go("room")  # a name is not asked of anybody
    line.speaks(2)
    assert line.script.acts[-1] == Go("room")
    assert (Sound.get().kind, Sound.get().seconds) == ("name", 2)


def test_a_call_from_our_own_number_joins_rooms(ring: Callable[..., Any]) -> None:
    from tests.engine.phone.telephone import OURS

    if "bridge" in STATES:
        assert ring(number=OURS).script == STATES["bridge"](ring(number=OURS).call, arriving("bridge"))
    assert Inbound.select().count() == 0


def test_goodbye(ring: Callable[..., Any]) -> None:
    line = ring().at("bye")
    assert line.said == "Thank you for calling. Goodbye."
    assert line.script.acts[-1] == HangUp()
