"""How gunicorn serves the web process; found by itself when gunicorn is started in this folder.

Threads share what they cost, a second process survives the first. Webhooks are answered in milliseconds;
a provider that keeps its connection open is not held up by the next one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from engine.errors import SettingsError
from engine.settings import load, require_service
from engine.settings.readers import is_loopback

try:
    _settings = require_service(load(os.environ, Path.cwd()))
except SettingsError as error:  # its words alone; gunicorn would put a trace around them
    sys.exit(str(error))

bind = f"{'127.0.0.1' if is_loopback(_settings.public_url) else '0.0.0.0'}:{_settings.port}"
worker_class = "gthread"
# Imported once, before the processes part; nothing is connected by then (a connection must not cross a fork).
preload_app = True
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
timeout = 60
# A mail of 30 MB may be on its way when a stop is asked for.
graceful_timeout = 15
keepalive = 75
loglevel = "warning"
control_socket_disable = True
