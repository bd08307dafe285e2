"""Reading the settings: the environment first, then `.env`, then the defaults; every fault at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from engine.errors import SettingError, SettingsError
from engine.settings.readers import Unusable
from engine.settings.table import Settings

_NAMES = tuple(one.name.upper() for one in fields(Settings))
_DIRECTORIES = ("workflows_dir", "messages_dir", "data_dir")
_TOGETHER = (
    ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"),
    ("SENDGRID_API_KEY", "EMAIL_FROM", "REPLY_DOMAIN", "POSTAL_ADDRESS"),
)


def load(environ: Mapping[str, str], folder: Path) -> Settings:
    """The settings from `environ` over `folder/.env`; relative folders and files are counted from `folder`.
    Where neither names a provider's key, those of the folder's sandbox count.

    Raises SettingsError with every value that cannot be used. What is merely missing passes: `kindling check`
    needs no keys. A process that serves calls `require_service` as well.
    """
    errors: list[SettingError] = []
    written = given(environ, folder, errors)
    if not has_keys(written):
        written = {**_dotenv(sandbox_file(written, folder), errors), **written}
    values: dict[str, Any] = {}
    for one in fields(Settings):
        name = one.name.upper()
        if name in written:
            try:
                values[one.name] = one.metadata["read"](written[name])
            except Unusable as fault:
                errors.append(SettingError(name, fault.problem, fault.repair))
    if errors:
        raise SettingsError(errors)
    return _finished(values, folder)


def given(environ: Mapping[str, str], folder: Path, errors: list[SettingError]) -> dict[str, str]:
    """What the operator wrote, in `environ` or in `folder/.env`. A setting left empty is one not given.

    Faults of `.env` as a file are added to `errors`.
    """
    written = {name: value.strip() for name, value in environ.items() if value.strip()}
    return {**_dotenv(folder / ".env", errors), **written}


def has_keys(written: Mapping[str, str]) -> bool:
    """Whether a real provider is meant; without one Kindling can only run against its sandbox."""
    return "TWILIO_ACCOUNT_SID" in written or "SENDGRID_API_KEY" in written


def sandbox_file(written: Mapping[str, str], folder: Path) -> Path:
    """Where `kindling up` leaves the sandbox's settings, so that every other command in the folder has them."""
    return folder / written.get("DATA_DIR", Settings.data_dir) / "sandbox.env"


def require_service(settings: Settings) -> Settings:
    """`settings`, when web, workers and clock can run on them; otherwise SettingsError says what is missing."""
    if errors := [*_missing(settings)]:
        raise SettingsError(errors)
    return settings


def _dotenv(path: Path, errors: list[SettingError]) -> dict[str, str]:
    """What the file says, with a fault for each line that is none and each name that is nearly one of ours."""
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for name, value in dotenv_values(path, interpolate=False).items():
        near = difflib.get_close_matches(name.upper(), _NAMES, n=1, cutoff=0.85)
        if value is None:
            errors.append(SettingError(name, f"has no value in {path.name}", f"Write it as {name}=…"))
        elif name not in _NAMES and near:
            errors.append(SettingError(name, "is no setting", f"Did you mean {near[0]}?"))
        elif value.strip():
            found[name] = value.strip()
    return found


def _finished(values: dict[str, Any], folder: Path) -> Settings:
    """Fill in what depends on other values, and check what must fit together."""
    for name in _DIRECTORIES:
        values[name] = folder.resolve() / values.get(name, getattr(Settings, name))
    url = values.get("database_url", f"sqlite:///{values['data_dir'] / 'kindling.db'}")
    if url.startswith("sqlite:///"):
        url = f"sqlite:///{folder.resolve() / url.removeprefix('sqlite:///')}"
    settings = Settings(**{**values, "database_url": url})
    if settings.provider_timeout >= settings.lease:
        problem = f"is {settings.lease:g}, no more than PROVIDER_TIMEOUT ({settings.provider_timeout:g})"
        repair = "Give a lease that outlasts a call to a provider, or a text could be sent twice."
        raise SettingsError([SettingError("LEASE", problem, repair)])
    return settings


def _missing(settings: Settings) -> Iterator[SettingError]:
    for name in ("SECRET_KEY", "PUBLIC_URL", "REDIS_URL"):
        if not getattr(settings, name.lower()):
            yield SettingError(name, "is missing", _help(name))
    begun = [group for group in _TOGETHER if any(getattr(settings, name.lower()) for name in group)]
    for group in begun or _TOGETHER[:1]:
        for name in group:
            if not getattr(settings, name.lower()):
                yield SettingError(name, "is missing", _help(name))


def _help(name: str) -> str:
    return next(row.help for row in Settings.describe() if row.name == name)
