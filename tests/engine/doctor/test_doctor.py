"""Doctor against a running sandbox, and on disks that do not last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine import pins
from engine.doctor import Result, examine, registration
from engine.doctor.disks import why_not_lasting
from engine.models import Instance, Sender
from engine.outbox import guard
from engine.published import live
from engine.publishing import publish
from engine.settings import Settings
from sandbox.server import Sandbox

ACCOUNT, TOKEN, KEY, NUMBER = "AC" + "0" * 32, "a-token", "SG.key", "+13125550100"
FILES = {
    "workflows/community.yaml": b"name: The Team\nhost: Rosa\ntimezone: America/Chicago\n",
    "workflows/welcome.yaml": b"about: The first days\nstart: joined\nsteps:\n  - send: welcome\n",
    "messages/welcome.txt": b"Welcome, {{ first_name }}!\n",
}


@pytest.fixture
def here(db: str, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a service whose providers are a sandbox."""
    running = Sandbox.start(
        tmp_path / "sandbox", web_url="http://127.0.0.1:9", account_sid=ACCOUNT, auth_token=TOKEN,
        sendgrid_key=KEY, twilio_number=NUMBER,
    )  # fmt: skip
    yield Settings(
        twilio_account_sid=ACCOUNT, twilio_auth_token=TOKEN, twilio_from=NUMBER, twilio_api_url=running.url,
        sendgrid_api_key=KEY, sendgrid_api_url=running.url, email_from="Kindling <hello@kindling.example>",
        reply_domain="reply.localhost", postal_address="1 Hearth Lane", secret_key="s" * 48,
        public_url="http://127.0.0.1:8000", redis_url="redis://127.0.0.1:1/0", database_url=db,
    )  # fmt: skip
    running.stop()


def found(here: Settings, now: datetime, **options: bool) -> dict[str, list[Result]]:
    by_part: dict[str, list[Result]] = {}
    for one in examine(here, {}, now, **options):
        by_part.setdefault(one.about, []).append(one)
    return by_part


def test_what_is_wrong_is_named_with_what_to_do(here: Settings, now: datetime) -> None:
    parts = found(here, now)
    assert parts["settings"][0].level == "ok"
    assert parts["twilio"] == [Result("ok", "twilio", "the key is good; the account is Kindling sandbox")]
    assert [one.level for one in parts["sendgrid"]] == ["ok", "warning", "warning"]
    assert "SENDGRID_EVENTS_PUBLIC_KEY" in parts["sendgrid"][1].repair
    assert "no mail proves who sent it" in parts["sendgrid"][2].words
    assert parts["redis"][0].level == "problem"
    assert parts["database"][0].repair == "Run: kindling migrate"
    assert "clock" not in parts


def test_keys_that_are_refused(here: Settings, now: datetime) -> None:
    parts = found(replace(here, twilio_auth_token="wrong", sendgrid_api_key="SG.wrong"), now)
    assert parts["twilio"][0].level == parts["sendgrid"][0].level == "problem"
    assert "TWILIO_AUTH_TOKEN" in parts["twilio"][0].repair
    assert "webhooks" not in parts


def test_webhook_addresses_are_compared_and_set(here: Settings, now: datetime) -> None:
    before = found(here, now)["webhooks"]
    assert [one.level for one in before] == ["problem", "problem"]
    assert before[0].words.endswith("and not to http://127.0.0.1:8000/twilio/sms")
    assert found(here, now, fix=True)["webhooks"][0].words.startswith("set to ")
    assert found(here, now)["webhooks"] == [Result("ok", "webhooks", "Twilio posts to http://127.0.0.1:8000")]
    assert "FALLBACK_URL" in found(here, now)["fallback"][0].repair
    strange = replace(here, twilio_from="+13125559999")
    assert "is not one of the account's numbers" in found(strange, now)["webhooks"][0].words


def test_fallback_addresses_are_set_where_there_is_a_second_address_of_ours(
    here: Settings, now: datetime
) -> None:
    found(here, now, fix=True)
    twice = replace(here, fallback_url="https://kindling.elsewhere.example")
    parts = found(twice, now)
    assert "fallback" not in parts
    assert [one.words.rpartition(" ")[2] for one in parts["webhooks"]] == [
        "https://kindling.elsewhere.example/twilio/sms",
        "https://kindling.elsewhere.example/twilio/voice",
    ]
    found(twice, now, fix=True)
    assert found(twice, now)["webhooks"][0].level == "ok"
    assert "fallback" not in found(here, now), "one that was set by hand is left alone"


def test_a_copy_is_silent_until_it_is_confirmed(
    here: Settings, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.doctor import foundations

    real = replace(here, twilio_api_url="https://api.twilio.com", sendgrid_api_url="https://api.sendgrid.com")
    assert foundations.home(real, confirming=False).level == "ok"
    assert Instance.get().home == "", "looking settles nothing"
    Instance.update(home=guard.fingerprint(replace(real, public_url="https://elsewhere.example"))).execute()
    assert foundations.home(real, confirming=False).level == "problem"
    assert foundations.home(real, confirming=True).level == "ok"
    assert guard.at_home(real)


def test_a_clock_that_stands_still_and_senders_that_are_halted(db: str, now: datetime) -> None:
    from engine.doctor import foundations, providers

    assert foundations.clock(now).level == "warning"
    Instance.update(clock_beat_at=now - timedelta(minutes=30)).execute()
    assert foundations.clock(now).words == "it last looked 30 minutes ago"
    Instance.update(clock_beat_at=now - timedelta(seconds=2)).execute()
    assert foundations.clock(now).level == "ok"
    Sender.create(
        channel="text",
        value=NUMBER,
        next_free_at=now,
        bulk_free_at=now,
        halted_at=now,
        halted_why="Twilio 30034",
    )
    assert [one.words for one in providers.senders()] == [f"{NUMBER} is halted: Twilio 30034"]


def test_pins_that_are_tried_out(db: str, now: datetime) -> None:
    from engine.doctor import foundations

    assert list(foundations.pins_tried(now)) == []
    for caller in range(pins.EVERYBODY.most):
        pins.wrong(f"+1312555{caller:04}", now)
    [said] = foundations.pins_tried(now)
    assert (said.level, said.about) == ("warning", "PINs")
    assert "takes none until" in said.words


@pytest.mark.parametrize(
    ("mounts", "environ", "words"),
    [
        ("/dev/vda / ext4 rw 0 0\n", {}, ""),
        ("overlay / overlay rw 0 0\n", {}, "overlay"),
        ("/dev/vda / ext4 rw 0 0\ntmpfs /srv tmpfs rw 0 0\n", {}, "tmpfs"),
        ("overlay / overlay rw 0 0\n/dev/vdb /srv/data ext4 rw 0 0\n", {"FLY_APP_NAME": "x"}, ""),
        ("/dev/vda / ext4 rw 0 0\n", {"DYNO": "web.1"}, "Heroku"),
    ],
)
def test_disks_that_do_not_last(tmp_path: Path, mounts: str, environ: dict[str, str], words: str) -> None:
    table = tmp_path / "mounts"
    table.write_text(mounts)
    why = why_not_lasting(Path("/srv/data/kindling.db"), environ, table)
    assert (words in why) if words else why == ""


def test_sqlite_on_such_a_disk_is_refused_where_it_matters(here: Settings) -> None:
    from engine.doctor import foundations

    local = replace(here, database_url="sqlite:////srv/kindling.db")
    real = replace(local, twilio_api_url="https://api.twilio.com")
    assert [one.level for one in foundations.lasting(real, {"DYNO": "web.1"})] == ["problem"]
    assert [one.level for one in foundations.lasting(local, {"DYNO": "web.1"})] == ["warning"]


def test_the_campaigns_texts_are_the_communitys_own(here: Settings, now: datetime) -> None:
    publish(FILES, now, "test")
    written = registration(live(), here)
    assert "The first days." in written.description
    assert "http://127.0.0.1:8000/privacy" in written.consent
    assert written.samples[0].startswith("The Team: Welcome, Amy!")
    assert "STOP" in written.samples[0]
    assert written.opt_in == written.samples[0]
    assert "The Team" in written.help
    assert all(words for _, words in written.parts())
