"""Settings: where they come from, what is refused and with which words."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from engine.errors import SettingsError
from engine.settings import Settings, load, require_service

SANDBOX = {"TWILIO_API_URL": "http://127.0.0.1:8001", "SENDGRID_API_URL": "http://localhost:8001"}
KEY = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "=="


def problems(environ: dict[str, str], folder: Path) -> dict[str, str]:
    """The name of each refused setting, with what is said about it."""
    with pytest.raises(SettingsError) as caught:
        load(environ, folder)
    return {error.name: str(error) for error in caught.value.errors}


def test_a_fresh_folder_has_defaults_of_its_own(tmp_path: Path) -> None:
    settings = load({}, tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path.resolve()}/data/kindling.db"
    assert settings.workflows_dir == tmp_path.resolve() / "workflows"
    assert (settings.port, settings.sender_rate, settings.lease) == (8000, 1.0, 30.0)
    assert not settings.sandboxed


def test_the_environment_goes_before_dotenv_and_an_empty_one_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=9000\nLOG_LEVEL=debug\nPOSTAL_ADDRESS='1 Main St, $HOME'\n")
    settings = load({"PORT": "9001", "LOG_LEVEL": " "}, tmp_path)
    assert (settings.port, settings.log_level, settings.postal_address) == (9001, "DEBUG", "1 Main St, $HOME")


def test_the_sandboxs_settings_count_only_without_a_providers_key(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sandbox.env").write_text(
        "TWILIO_API_URL=http://127.0.0.1:8001\nAPI_KEY=0123456789abcdef\n"
    )
    assert load({}, tmp_path).twilio_api_url == "http://127.0.0.1:8001"
    real = load({"SENDGRID_API_KEY": "SG.x"}, tmp_path)
    assert (real.twilio_api_url, real.api_key) == ("https://api.twilio.com", "")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TWILIO_ACCOUNT_SID", "SK0123", "Expected AC and 32"),
        ("TWILIO_FROM", "312 555 0100", "+13125550100"),
        ("TWILIO_API_URL", "http://api.twilio.com", "https://"),
        ("SENDGRID_API_URL", "api.sendgrid.com", "no web address"),
        ("SENDGRID_EVENTS_PUBLIC_KEY", KEY[:-8], "one line that begins with MFkw"),
        ("SENDGRID_INBOUND_PUBLIC_KEY", "not base64!", "whole verification key"),
        ("EMAIL_FROM", "Kindling", "hello@example.org"),
        ("REPLY_DOMAIN", "https://reply.example.org", "reply.example.org"),
        ("PUBLIC_URL", "http://kindling.example.org", "https://"),
        ("PORT", "http", "a port from 1 to 65535"),
        ("DATABASE_URL", "mysql://root@db/kindling", "'mysql'"),
        ("REDIS_URL", "cache:6379", "redis://host:6379/0"),
        ("SECRET_KEY", "short", "has only 5 characters"),
        ("API_KEY", "short", "token_urlsafe"),
        ("SENDER_RATE", "fast", "segments a second"),
        ("SENDER_RATE", "nan", "segments a second"),
        ("PROVIDER_TIMEOUT", "0", "seconds from 1"),
        ("LEASE", "10", "outlasts a call"),
        ("LOG_LEVEL", "LOUD", "DEBUG, INFO"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_repair(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    found = problems({name: value}, tmp_path)
    assert list(found) == [name]
    assert words in found[name]


def test_all_faults_are_found_at_once_and_no_secret_is_repeated(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TWILIO_ACOUNT_SID=AC1\nREPLY_DOMAIN\nPORT=0\n")
    found = problems({"SECRET_KEY": "hunter2"}, tmp_path)
    assert set(found) == {"TWILIO_ACOUNT_SID", "REPLY_DOMAIN", "PORT", "SECRET_KEY"}
    assert "Did you mean TWILIO_ACCOUNT_SID?" in found["TWILIO_ACOUNT_SID"]
    assert "hunter2" not in str(found)


def test_a_database_password_is_not_repeated(tmp_path: Path) -> None:
    assert "hunter2" not in str(problems({"DATABASE_URL": "mysql://root:hunter2@db/kindling"}, tmp_path))


def test_platforms_short_name_for_postgresql_is_understood(tmp_path: Path) -> None:
    assert load({"DATABASE_URL": "postgres://u@h/n"}, tmp_path).database_url == "postgresql://u@h/n"


def test_http_is_good_enough_on_this_machine_alone(tmp_path: Path) -> None:
    for host in ("127.0.0.1:8000", "localhost", "[::1]:8000", "kindling.localhost"):
        assert load({"PUBLIC_URL": f"http://{host}/"}, tmp_path).public_url == f"http://{host}"
    assert "PUBLIC_URL" in problems({"PUBLIC_URL": "http://127.0.0.1.example.org"}, tmp_path)


def test_sandboxed_means_that_neither_provider_is_real(tmp_path: Path) -> None:
    assert load(SANDBOX, tmp_path).sandboxed
    for half in SANDBOX.items():
        assert not load(dict([half]), tmp_path).sandboxed


def test_a_service_is_told_everything_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        require_service(load({"SENDGRID_API_KEY": "SG.x", "TWILIO_FROM": "+13125550100"}, tmp_path))
    assert {error.name for error in caught.value.errors} == {
        "SECRET_KEY", "PUBLIC_URL", "REDIS_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN",
        "EMAIL_FROM", "REPLY_DOMAIN", "POSTAL_ADDRESS",
    }  # fmt: skip


def test_texts_alone_make_a_service(tmp_path: Path) -> None:
    texts = {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "MG" + "0" * 32,
        "SECRET_KEY": "s" * 48,
        "PUBLIC_URL": "https://kindling.example.org",
        "REDIS_URL": "rediss://u:p@cache.example.org:6380/0",
    }
    assert require_service(load(texts, tmp_path)).twilio_from.startswith("MG")


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    secrets = {
        row.name: "hunter2-hunter2-hunter2-hunter2-hunter2" for row in Settings.describe() if row.secret
    }
    secrets["DATABASE_URL"] = "postgresql://u:hunter2@h/n"
    secrets["REDIS_URL"] = "redis://:hunter2@h/0"
    assert {"TWILIO_AUTH_TOKEN", "SENDGRID_API_KEY", "SECRET_KEY", "API_KEY"} <= set(secrets)
    assert "hunter2" not in repr(load(secrets, tmp_path))


def test_the_table_describes_every_setting() -> None:
    rows = Settings.describe()
    assert [row.name.lower() for row in rows] == [one.name for one in fields(Settings)]
    assert all(row.help for row in rows)
