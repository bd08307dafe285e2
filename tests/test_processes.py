"""What each process loads at its start: every second of it is a second in which nothing is answered or sent."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECKER = ("engine.language.check", "engine.language.checks", "engine.language.folder")
CLIENTS = ("twilio.rest", "sendgrid", "requests", "aiohttp")
LETTERS = ("icalendar", "markdown_it", "css_inline")
WORKS = ("rq", "redis", "peewee", "psycopg", "flask", "jinja2", "phonenumbers", "yaml")


def loaded(module: str) -> frozenset[str]:
    """Every module that a fresh process has once it imported ``module``."""
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return frozenset(done.stdout.split())


@pytest.mark.parametrize(
    ("process", "spared"),
    [
        (
            "app",
            (*CHECKER, *CLIENTS, *LETTERS, "engine.publishing", "engine.jobs.work", "engine.jobs.serving"),
        ),
        ("engine.jobs.serving", (*CHECKER, *CLIENTS, *LETTERS, "engine.publishing", "flask")),
        ("engine.jobs.clockwork", (*CLIENTS, *LETTERS, "flask")),
        ("worker", (*CHECKER, *CLIENTS, *LETTERS, *WORKS)),
        ("engine.cli", (*CHECKER, *CLIENTS, *LETTERS, *WORKS)),
    ],
)
def test_a_process_loads_only_what_it_works_with(process: str, spared: tuple[str, ...]) -> None:
    found = loaded(process)
    assert process in found
    assert found & set(spared) == set()


def test_the_web_process_connects_to_nothing_before_it_is_forked() -> None:
    """gunicorn loads it once for all its processes: a connection made by then would be shared by them."""
    program = (
        "from app import create_app; from engine.models import database; from engine.settings import Settings;"
        "create_app(Settings(twilio_account_sid='AC' + '0' * 32, twilio_auth_token='t' * 32,"
        " twilio_from='+13125550100', public_url='http://127.0.0.1:8000', secret_key='k' * 48,"
        " database_url='postgresql://nobody@127.0.0.1:1/none', redis_url='redis://127.0.0.1:1/0'));"
        "import threading; print(database.is_closed(), threading.active_count())"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "1"], done.stderr
