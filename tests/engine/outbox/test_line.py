"""Which number members are told to ring, where a Messaging Service chooses among several."""

from __future__ import annotations

from datetime import datetime

from engine.inbound import Received, receive
from engine.outbox import NewReceipt, record_receipt
from engine.outbox.line import our_line
from engine.settings import Settings

SERVICE = Settings(twilio_from="MG" + "0" * 32)


def test_a_number_of_ours_is_the_line(db: str) -> None:
    assert our_line(Settings(twilio_from="+13125550199")) == "+13125550199"


def test_the_line_of_a_service_is_learnt(db: str, now: datetime) -> None:
    assert our_line(SERVICE) == ""
    sent = {"From": "+13125550198", "To": "+13125550142"}
    record_receipt(NewReceipt("twilio", "SM1:sent", "sent", provider_id="SM1", raw=sent), now)
    assert our_line(SERVICE) == "+13125550198"
    came = Received(
        provider="twilio",
        provider_id="SM2",
        channel="text",
        from_value="+13125550142",
        to_value="+13125550199",
    )
    receive(came, now)
    assert our_line(SERVICE) == "+13125550199"
