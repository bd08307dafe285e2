"""What `kindling up` runs, on which ports and with which settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from engine.errors import SettingError, SettingsError
from engine.services import ports, sandbox_settings
from engine.services.child import Child
from engine.services.redis import own_redis
from engine.settings import Settings, given, has_keys, load, require_service, sandbox_file

PROGRAMS = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@dataclass
class Plan:
    """`prepare` runs once, then `children` until we are stopped. `notes` are worth a line to the operator."""

    settings: Settings
    children: list[Child]
    prepare: list[Child]
    sandbox_url: str = ""
    notes: list[str] = field(default_factory=list)


def plan(environ: Mapping[str, str], folder: Path) -> Plan:
    """Decide everything and write the sandbox's settings down; starts nothing.

    Raises SettingsError for settings that cannot be used or are missing, KindlingError when no Redis is found.
    """
    settings = load(environ, folder)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    written = given(environ, folder, [])
    foundations: list[Child] = []
    notes: list[str] = []
    chosen = {"PORT": str(_web_port(settings.port, notes, fixed=has_keys(written)))}
    if "REDIS_URL" not in written:
        redis, chosen["REDIS_URL"] = own_redis(settings.data_dir)
        foundations.append(redis)
    sandbox_url = ""
    if not has_keys(written):
        if "PUBLIC_URL" not in written:
            chosen["PUBLIC_URL"] = f"http://{ports.LOOPBACK}:{chosen['PORT']}"
        sandbox_url = _sandbox(written, folder, settings.data_dir, chosen)
    settings = require_service(load({**environ, **chosen}, folder))
    if sandbox_url:
        foundations.append(_sandbox_child(settings, sandbox_url))
    here = partial(_here, folder=folder, env=chosen)
    return Plan(
        settings,
        [here(child) for child in (*foundations, *_services(settings))],
        [here(child) for child in _preparations(newcomers=bool(sandbox_url))],
        sandbox_url,
        notes,
    )


def _web_port(wanted: int, notes: list[str], *, fixed: bool) -> int:
    """The web's port. Providers that call us know it, so only without them may it be another than asked for."""
    port = ports.next_free(wanted)
    if port != wanted and fixed:
        repair = "Stop what uses it (or choose another and let PUBLIC_URL lead there)."
        raise SettingsError([SettingError("PORT", f"{wanted} is in use", repair)])
    if port != wanted:
        notes.append(f"Port {wanted} is in use, so the web process takes {port}.")
    return port


def _sandbox(written: Mapping[str, str], folder: Path, data_dir: Path, chosen: Mapping[str, str]) -> str:
    """Write down the settings that go with a sandbox and return its address."""
    web = int(chosen["PORT"])
    url = f"http://{ports.LOOPBACK}:{ports.next_free(web + 1)}"
    path = sandbox_file(written, folder)
    sandbox_settings.write(
        path,
        {
            **sandbox_settings.kept(path),
            **sandbox_settings.verification_keys(data_dir / "sandbox"),
            "TWILIO_API_URL": url,
            "SENDGRID_API_URL": url,
            **chosen,
        },
    )
    return url


def _sandbox_child(settings: Settings, url: str) -> Child:
    port = int(url.rsplit(":", 1)[1])
    options = {
        "--port": str(port),
        "--data": str(settings.data_dir / "sandbox"),
        "--web-url": f"http://{ports.LOOPBACK}:{settings.port}",
        "--account-sid": settings.twilio_account_sid,
        "--auth-token": settings.twilio_auth_token,
        "--sendgrid-key": settings.sendgrid_api_key,
        "--twilio-number": settings.twilio_from,
        "--reply-domain": settings.reply_domain,
    }
    argv = (sys.executable, "-m", "sandbox", *(word for option in options.items() for word in option))
    return Child("sandbox", argv, ready=lambda: ports.answers(port), foundation=True)


def _preparations(*, newcomers: bool) -> list[Child]:
    """What the Procfile's `release` does. Workflows with mistakes leave running what was published before.

    For `newcomers`, who are trying things out in the sandbox, there is a small cast to play with.
    """
    kindling = str(BIN / "kindling")
    cast = (kindling, "import", str(PROGRAMS / "examples" / "team.csv"), "--into-empty", "--yes")
    return [
        Child("migrate", (kindling, "migrate")),
        Child("publish", (kindling, "publish"), must_succeed=False),
        *([Child("import", cast, must_succeed=False)] if newcomers else []),
    ]


def _services(settings: Settings) -> list[Child]:
    """The same three processes that the Procfile names."""
    gunicorn = (str(BIN / "gunicorn"), "--config", str(PROGRAMS / "gunicorn.conf.py"), "app:create_app()")
    worker = (sys.executable, str(PROGRAMS / "worker.py"))
    return [
        Child("web", gunicorn, ready=lambda: ports.serves(settings.port, "/healthz")),
        Child("worker", worker, grace=30.0),  # longer than it gives its own children
        Child("clock", (*worker, "--clock")),
    ]


def _here(child: Child, folder: Path, env: Mapping[str, str]) -> Child:
    """`child` run in the operator's folder, where `.env` is, with our programs within its reach."""
    path = os.pathsep.join(filter(None, [str(PROGRAMS), os.environ.get("PYTHONPATH", "")]))
    return Child(**{**vars(child), "cwd": folder, "env": {**env, "PYTHONPATH": path}})
