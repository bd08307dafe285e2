"""The processes of one machine: a Redis of our own, the sandbox, and the supervisor behind `kindling up`."""

from __future__ import annotations

from engine.services.up import up

__all__ = ["up"]
