"""The `kindling` command: one small module for each command, imported when it is called."""

from engine.cli.root import main

__all__ = ["main"]
