"""What comes in: recorded at the door (``receive``), understood in order by a worker (``understand``, ``drain``)."""

from engine.inbound.drain import Drained, drain
from engine.inbound.receipts import take_receipts
from engine.inbound.received import Received, receive
from engine.inbound.understanding import understand

__all__ = ["Drained", "Received", "drain", "receive", "take_receipts", "understand"]
