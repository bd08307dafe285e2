"""Telling of members, one after the other: what one of them raises keeps nobody else from theirs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import peewee

from engine import runner
from engine.models.db import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reported:
    """``handled`` members were told of; ``more`` says that some are left."""

    handled: int
    more: bool


def told(report: Callable[[], object], what: str) -> bool:
    """Report in a transaction of its own; False where that could not be, and is tried again. ``what`` is for the log."""
    try:
        with transaction():
            report()
    except (peewee.OperationalError, peewee.InterfaceError):
        raise  # the database's fault, not this member's
    except runner.Raced:
        return False
    except Exception:
        log.exception("%s could not be reported", what)
        return False
    return True
