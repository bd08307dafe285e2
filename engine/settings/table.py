"""The one table of settings: a line each with name, type, default, reader and help."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from engine.settings import readers
from engine.settings.readers import Reader, is_loopback

_RANDOM = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
_SECONDS = readers.number(float, 1, 3600, "seconds")


def _row(default: str, help: str, read: Reader = readers.text, *, secret: bool = False) -> Any:
    """One line of the table. Secrets are left out of `repr`, so that no log ever shows one."""
    value = read(default) if default else default
    return field(default=value, repr=not secret, metadata={"default": default, "help": help, "read": read})


@dataclass(frozen=True)
class Row:
    """One setting as people see it: `name` is that of the environment, `default` its text."""

    name: str
    kind: str
    default: str
    help: str
    secret: bool


@dataclass(frozen=True)
class Settings:
    """All settings, read once at start; an attribute has the setting's name in lower case."""

    twilio_account_sid: str = _row(
        "",
        "Twilio account; starts with AC.",
        readers.matching(r"AC[0-9a-fA-F]{32}", "AC and 32 digits or letters a to f, from the Twilio console"),
    )
    twilio_auth_token: str = _row(
        "", "Twilio auth token; also proves that a webhook comes from Twilio.", secret=True
    )
    twilio_from: str = _row(
        "",
        "The number that texts and calls come from (+13125550100), or a Messaging Service (MG…).",
        readers.matching(
            r"\+[1-9]\d{6,14}|MG[0-9a-fA-F]{32}", "a number such as +13125550100, or MG and 32 characters"
        ),
    )
    twilio_api_url: str = _row(
        "https://api.twilio.com",
        "Where Twilio's API is; the sandbox's address while trying things out.",
        readers.web_address,
    )
    sendgrid_api_key: str = _row("", "SendGrid API key that may send mail.", secret=True)
    sendgrid_api_url: str = _row(
        "https://api.sendgrid.com",
        "Where SendGrid's API is; the sandbox's address while trying things out.",
        readers.web_address,
    )
    sendgrid_events_public_key: str = _row(
        "",
        "Verification key of the signed event webhook. Without it every event is refused.",
        readers.public_key,
    )
    sendgrid_inbound_public_key: str = _row(
        "",
        "Verification key of the inbound parse webhook. Without it no mail proves who sent it.",
        readers.public_key,
    )
    email_from: str = _row(
        "", "The sender of our mail, as `Kindling <hello@example.org>`.", readers.mail_sender
    )
    reply_domain: str = _row(
        "",
        "The domain whose mail SendGrid's inbound parse hands to us; replies go there.",
        readers.matching(r"(?!-)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "a domain such as reply.example.org"),
    )
    public_url: str = _row(
        "", "Our address as the providers and members see it; http only on this machine.", readers.web_address
    )
    fallback_url: str = _row(
        "",
        "Another address of ours, on other infrastructure, for Twilio to turn to when PUBLIC_URL does not answer.",
        readers.web_address,
    )
    port: int = _row("8000", "The port the web process listens on.", readers.number(int, 1, 65535, "a port"))
    database_url: str = _row(
        "",
        "sqlite:///file or postgresql://user:password@host:5432/name; empty: kindling.db in DATA_DIR.",
        readers.database_url,
        secret=True,
    )
    redis_url: str = _row(
        "",
        "redis://host:6379/0; empty: `kindling up` starts its own.",
        readers.matching(r"(rediss?|unix)://.+", "an address such as redis://host:6379/0"),
        secret=True,
    )
    secret_key: str = _row(
        "",
        "Signs links and seals PINs; changing it breaks every link sent so far and every PIN.",
        readers.at_least(32, _RANDOM),
        secret=True,
    )
    api_key: str = _row(
        "",
        "The bearer key of /api/v1; without it the API is closed.",
        readers.at_least(16, _RANDOM),
        secret=True,
    )
    postal_address: str = _row("", "The postal address that the law wants at the foot of every mail.")
    sender_rate: float = _row(
        "1",
        "Text segments a second that each sender may send, as your carrier registration allows.",
        readers.number(float, 0.01, 1000, "segments a second"),
    )
    calls_per_second: float = _row(
        "1",
        "Calls a second that we place, as your Twilio account allows.",
        readers.number(float, 0.01, 100, "calls a second"),
    )
    room_mark: int = _row(
        "240",
        "Callers in one room of a call; who comes beyond goes to a further room that hears the first.",
        readers.number(int, 1, 245, "callers, of the 250 that one conference holds"),
    )
    workflows_dir: Path = _row("workflows", "The folder of workflows.", Path)
    messages_dir: Path = _row("messages", "The folder of messages.", Path)
    data_dir: Path = _row("data", "The folder for everything that Kindling itself writes to disk.", Path)
    provider_timeout: float = _row("10", "Seconds until a call to a provider is given up.", _SECONDS)
    lease: float = _row("30", "Seconds a worker may hold a delivery; more than PROVIDER_TIMEOUT.", _SECONDS)
    quiet_period: float = _row(
        "30", "Seconds to wait for a receipt before a provider is asked what became of a delivery.", _SECONDS
    )
    log_level: str = _row(
        "INFO", "DEBUG, INFO, WARNING or ERROR.", readers.one_of("DEBUG", "INFO", "WARNING", "ERROR")
    )

    @property
    def sandboxed(self) -> bool:
        """Whether nothing can reach a real provider; only then may the community's time be moved."""
        return is_loopback(self.twilio_api_url) and is_loopback(self.sendgrid_api_url)

    @property
    def provider_time_limit(self) -> timedelta:
        return timedelta(seconds=self.provider_timeout)

    @property
    def lease_length(self) -> timedelta:
        return timedelta(seconds=self.lease)

    @property
    def quiet_length(self) -> timedelta:
        return timedelta(seconds=self.quiet_period)

    @classmethod
    def describe(cls) -> tuple[Row, ...]:
        """The table's rows in order, for the docs, `doctor` and `.env.example`."""
        return tuple(
            Row(one.name.upper(), str(one.type), one.metadata["default"], one.metadata["help"], not one.repr)
            for one in fields(cls)
        )
