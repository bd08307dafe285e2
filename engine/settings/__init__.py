"""Every setting in one table (`table.py`), read from the environment and `.env` (`load.py`)."""

from __future__ import annotations

from engine.settings.load import given, has_keys, load, require_service, sandbox_file
from engine.settings.table import Row, Settings

__all__ = ["Row", "Settings", "given", "has_keys", "load", "require_service", "sandbox_file"]
