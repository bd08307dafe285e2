"""A carrier that only writes down what it was given: for previews and rehearsals."""

from __future__ import annotations

from engine.channels.carrier import Absent, Found, Lookup, Outcome, Outgoing, Sighting


class PaperCarrier:
    """Accepts everything and keeps it in ``sent``, oldest first."""

    def __init__(self, sender: str, provider: str = "paper") -> None:
        self.provider = provider
        self.sender = sender
        self.sent: list[Outgoing] = []

    def sender_for(self, known: str) -> str:
        return known or self.sender

    def send(self, outgoing: Outgoing) -> Outcome:
        self.sent.append(outgoing)
        return Outcome("accepted", self.provider, provider_id=f"paper-{outgoing.token}", status="sent")

    def find(self, lookup: Lookup) -> Sighting:
        if any(one.token == lookup.token for one in self.sent):
            return Found((f"paper-{lookup.token}",))
        return Absent()
