"""Every setting in one table (`table.py`), read from the environment and `.env` (`load.py`)."""

from __future__ import annotations

from engine.settings.load import load, require_service
from engine.settings.table import Row, Settings

__all__ = ["Row", "Settings", "load", "require_service"]
