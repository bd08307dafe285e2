"""Whoever has let two questions of ours go by is a person's to look after: the host hears of them, once."""

from __future__ import annotations

from engine import threads
from engine.models import Member, Thread
from engine.outbox.unanswered import CODE, MOST
from engine.runner.scene import Scene
from engine.steps import Cause, Left

HOST = "host"
ABOUT = f"{MOST} questions of ours with no answer, so a third was not sent"


def hand_over(member: Member, cause: Cause, scene: Scene) -> None:
    """Tell the host where the gate kept a third question back, unless they know since the member was last heard from."""
    if not isinstance(cause, Left) or cause.code != CODE:
        return
    since = member.last_heard_at or member.joined_at
    mine = (Thread.member == member.id) & (Thread.about == ABOUT) & (Thread.opened_at > since)
    if Thread.select(Thread.id).where(mine).exists():
        return
    scene.write()
    threads.open_thread(member, HOST, scene.now, about=ABOUT, silent=True)
