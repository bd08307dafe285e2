"""What goes on beside: it is waited for, comes later where it is to, and ends with everything."""

from __future__ import annotations

import threading

import pytest

from sandbox.errands import Errands

LONG = 3600.0


def test_idle_waits_for_everything_that_was_sent() -> None:
    errands, done = Errands(), list[int]()
    for n in range(50):
        errands.send(lambda n=n: errands.send(done.append, n))
    errands.idle()
    assert sorted(done) == list(range(50))
    errands.stop()


def test_what_is_to_come_later_comes_once_and_not_after_the_end() -> None:
    errands, came = Errands(), threading.Event()
    errands.later(0, came.set)
    assert came.wait(5)
    late = threading.Event()
    errands.later(LONG, late.set)
    errands.stop()
    errands.later(0, late.set)
    errands.send(late.set)
    errands.idle()
    assert not late.is_set()


def test_an_errand_that_fails_is_shown_and_the_next_one_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda raised: shown.append(raised.exc_type))
    errands, came = Errands(), threading.Event()
    errands.send(list[int]().pop)
    errands.send(came.set)
    errands.idle()
    assert (shown, came.is_set()) == ([IndexError], True)
    errands.stop()
