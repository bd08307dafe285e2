"""The settings that a community without any provider's keys runs on: those of the sandbox beside it."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values

from engine.errors import KindlingError


def kept(path: Path) -> dict[str, str]:
    """The sandbox's lasting settings from `path`; what is not there yet is made up and written there."""
    fresh = {
        "TWILIO_ACCOUNT_SID": f"AC{secrets.token_hex(16)}",
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_FROM": "+13125550100",
        "SENDGRID_API_KEY": f"SG.{secrets.token_urlsafe(16)}",
        "EMAIL_FROM": "Kindling <hello@kindling.example>",
        "REPLY_DOMAIN": "reply.localhost",
        "POSTAL_ADDRESS": "Kindling, 1 Hearth Lane, Springfield, IL 62701",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "API_KEY": secrets.token_urlsafe(24),
    }
    found = dotenv_values(path, interpolate=False)
    return {name: found.get(name) or made_up for name, made_up in fresh.items()}


def write(path: Path, values: Mapping[str, str]) -> None:
    """Leave `values` in `path` for the folder's other commands and the next start; for its owner's eyes only."""
    head = "# Written by `kindling up` for its sandbox; counts only while no provider's key is set.\n"
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(
        head + "".join(f"{name}='{value}'\n" for name, value in values.items()), encoding="utf-8"
    )
    fresh.replace(path)


def verification_keys(data_dir: Path) -> dict[str, str]:
    """The sandbox's public keys as settings. It is asked as a program, for it shares no code with the engine.

    KindlingError with the sandbox's own words when it gives none.
    """
    asked = subprocess.run(
        [sys.executable, "-m", "sandbox.keys", str(data_dir)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if asked.returncode:
        raise KindlingError(f"The sandbox gave no keys:\n{asked.stderr.strip()}")
    return dict(line.split("=", 1) for line in asked.stdout.splitlines())
