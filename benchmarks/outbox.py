"""How fast the outbox sends: on paper (our own work alone) and through the real client to a sink on loopback.

python -m benchmarks.outbox --messages 2000
python -m benchmarks.outbox --postgres postgresql://postgres@127.0.0.1:5432/postgres
"""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.ground import NOW, NUMBER, Watch, databases, found, paper_kit
from benchmarks.sink import sink
from engine import outbox
from engine.channels import Carriers, Kit
from engine.channels.twilio import TwilioCarrier
from engine.models.db import close_database, transaction
from engine.models.sending import NORMAL, STARTED
from engine.now import machine_now

FILES = {"messages/hello.txt": b"Hello {{ first_name }}, this is for you.\n"}
QUEUED_AT_ONCE = 200


def run(kit: Kit, messages: int, seconds: float, cause: str) -> tuple[int, Watch]:
    """Queue ``messages`` and send them, until all are gone or the time is; (messages sent, what it took)."""
    for first in range(1, messages + 1, QUEUED_AT_ONCE):
        with transaction():
            for member in range(first, min(first + QUEUED_AT_ONCE, messages + 1)):
                outbox.queue(
                    outbox.NewDelivery(
                        cause=cause, step_key="hello", member_id=member, kind=STARTED, message="hello"
                    ),
                    NOW,
                )
    watch, sent = Watch(), 0
    until = time.monotonic() + seconds
    while sent < messages and time.monotonic() < until:
        with watch.running():
            sent += outbox.drain((NORMAL,), kit, now=NOW, machine_now=machine_now()).sent
    return sent, watch


def twilio_kit(url: str) -> Kit:
    """The real client, against ``url``."""
    kit = paper_kit(
        twilio_api_url=url, twilio_account_sid=f"AC{'0' * 32}", twilio_auth_token="0" * 32, twilio_from=NUMBER
    )
    carrier = TwilioCarrier(kit.settings, kit.links)
    return Kit(kit.settings, Carriers(text=carrier, email=kit.carriers.email), kit.links)


def raw(kit: Kit, messages: int) -> Watch:
    """What the same client does in a bare loop: the most that could be reached with it."""
    client, watch = twilio_kit(kit.settings.twilio_api_url).carriers.text, Watch()
    assert isinstance(client, TwilioCarrier)
    wanted = {"to": "+13126000000", "from_": NUMBER, "body": "Hello Member, this is for you."}
    with watch.running():
        for number in range(messages):
            client.client.messages.create(**wanted, status_callback=kit.links.status_callback(str(number)))
    return watch


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30, help="the most that each measurement gets")
    parser.add_argument("--postgres", default="", help="a server on which an empty database may be made")
    given = parser.parse_args()
    with databases(given.postgres) as places, sink() as url:
        for name, where in places:
            found(where, FILES, given.messages)
            for how, kit in (("on paper", paper_kit()), ("through the client", twilio_kit(url))):
                sent, watch = run(kit, given.messages, given.seconds, how)
                print(watch.line(f"{name}, {how}: sent", sent))
            print(
                raw(twilio_kit(url), given.messages).line(f"{name}, the client alone: sent", given.messages)
            )
            close_database()
    return 0


if __name__ == "__main__":
    sys.exit(main())
