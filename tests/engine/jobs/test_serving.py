"""Bells over a real Redis: served in order by a real worker, and a job that takes too long is nobody's fault."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from redis import Redis

from engine.channels import Kit, Outcome, Outgoing, PaperCarrier
from engine.jobs import bells as ringing
from engine.jobs import work
from engine.jobs.bells import BELLS, NORMAL, QUICK, Bells
from engine.jobs.serving import serve
from engine.models import Delivery, Member
from engine.models.instance import community_time
from engine.models.sending import CLAIMED, SENDING, UNKNOWN
from engine.now import machine_now
from engine.outbox.claiming import release_expired
from engine.services.child import Process
from engine.services.redis import own_redis
from tests.engine.outbox.conftest import FILES, fresh, make_kit, publish_files, say


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of the tests' own."""
    child, url = own_redis(tmp_path_factory.mktemp("redis"))
    process = Process(child)
    deadline = time.monotonic() + 20
    while not (child.ready and child.ready()):
        assert time.monotonic() < deadline, "no Redis came up"
        time.sleep(0.02)
    yield url
    process.ask_to_stop()
    while process.ended() is None and time.monotonic() < deadline + 20:
        time.sleep(0.02)
    process.close()


@pytest.fixture
def instance_id() -> str:
    return uuid.uuid4().hex


@pytest.fixture
def bells(redis_url: str, instance_id: str) -> Iterator[Bells]:
    ours = Bells(redis_url, instance_id)
    yield ours
    ours.close()


class Endless(PaperCarrier):
    """A provider that never answers within a job's time."""

    def send(self, outgoing: Outgoing) -> Outcome:
        self.sent.append(outgoing)
        time.sleep(30)
        return Outcome("accepted", self.provider)


def ready(bells: Bells, carrier: PaperCarrier | None = None) -> Kit:
    now = community_time()
    open_all_day = {**FILES, "workflows/community.yaml": "name: The Team\nhours: any time\nlaw: none\n"}
    publish_files(open_all_day, now)
    kit = make_kit(text=carrier)
    work.set_up(kit, bells)
    return kit


def test_time_that_is_up_is_no_fault_of_the_row(
    db: str,
    bells: Bells,
    redis_url: str,
    instance_id: str,
    make_member: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(ringing, "JOB_SECONDS", 1)
    endless = Endless("+13125550199", "twilio")
    kit = ready(bells, endless)
    amy: Member = make_member("Amy Lee", phone="+13125550142")
    row = say(amy, community_time())
    bells.ring(NORMAL)
    serve(redis_url, instance_id, (NORMAL,), burst=True)
    found = fresh(row)
    assert len(endless.sent) == 1, "the call was under way when the time was up"
    assert (found.state, found.raises, found.reason_code) == (SENDING, 0, "")
    assert "TimeIsUp" in caplog.text
    later = machine_now() + kit.settings.lease_length + timedelta(seconds=1)
    release_expired(community_time(), later)
    assert fresh(row).state == UNKNOWN, "it may have left: evidence decides, not a second try"


def test_time_that_is_up_before_anything_left_gives_the_row_back(
    db: str, bells: Bells, redis_url: str, instance_id: str, make_member: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "JOB_SECONDS", 1)
    monkeypatch.setattr("engine.outbox.draining.admit", lambda *args, **options: time.sleep(30))
    kit = ready(bells)
    row = say(make_member("Amy Lee", phone="+13125550142"), community_time())
    bells.ring(NORMAL)
    serve(redis_url, instance_id, (NORMAL,), burst=True)
    assert (fresh(row).state, fresh(row).raises) == (CLAIMED, 0)
    monkeypatch.undo()
    later = machine_now() + kit.settings.lease_length + timedelta(seconds=1)
    release_expired(community_time(), later)
    work.normal()
    assert Delivery.get().state == "sent"


def test_the_worker_goes_on_after_a_job_that_took_too_long(
    db: str, bells: Bells, redis_url: str, instance_id: str, make_member: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "JOB_SECONDS", 1)
    kit = ready(bells)
    monkeypatch.setattr("engine.jobs.work.inbound", lambda: time.sleep(30))
    say(make_member("Amy Lee", phone="+13125550142"), community_time())
    bells.ring(QUICK[0], NORMAL)
    serve(redis_url, instance_id, BELLS, burst=True)
    carrier: Any = kit.carriers.text
    assert [one.to for one in carrier.sent] == ["+13125550142"]


def test_a_bell_that_rings_is_not_rung_again(bells: Bells, redis_url: str, instance_id: str) -> None:
    for _ in range(3):
        bells.ring(*BELLS)
    with Redis.from_url(redis_url) as looking:
        waiting = {bell: looking.llen(f"rq:queue:{ringing.queue_name(instance_id, bell)}") for bell in BELLS}
    assert waiting == dict.fromkeys(BELLS, 1)


def test_nobody_waits_for_a_redis_that_is_away(instance_id: str) -> None:
    away = Bells("redis://127.0.0.1:1/0", instance_id)
    began = time.monotonic()
    away.ring(*BELLS)
    assert time.monotonic() - began < 1.0
