"""The web process: ``gunicorn "app:create_app()"``. Every door is a module of ``handlers``."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask

from engine.models.db import open_database
from engine.settings import Settings, load, require_service
from handlers import answers, proofs
from handlers.bells import bell, pulse
from handlers.blueprints import BLUEPRINTS
from handlers.doors import Doors, Ring, community_now, install

MOST_BYTES = 1024 * 1024  # of any request but a mail


def create_app(settings: Settings | None = None, *, ring: Ring | None = None) -> Flask:
    """The WSGI app. Without ``settings`` they are read from the environment and ``.env``; raises SettingsError.

    ``ring`` wakes a worker; without it Redis is rung.
    """
    settings = require_service(settings or load(os.environ, Path.cwd()))
    open_database(settings.database_url)
    app = Flask(__name__, root_path=str(Path(__file__).parent / "handlers"), static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    install(app, Doors(settings, ring or bell(settings), community_now, pulse(settings)))
    answers.register(app)
    app.before_request(proofs.guard)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
