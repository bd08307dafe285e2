"""Choosing the channel and the address of a delivery, or saying why there is none."""

from __future__ import annotations

from collections.abc import Collection

from engine.models.people import EMAIL, PHONE
from engine.models.sending import ANSWER, DUTY, PERSON, SERVICE
from engine.outbox.facts import Decision, Facts, Reach
from engine.outbox.queueing import ANY, NUMBER

MEDIUM = {"text": PHONE, "phone": PHONE, "email": EMAIL}
CALLS = "phone"  # what somebody prefers who would rather be rung
_REPLIES = frozenset({ANSWER, PERSON})  # somebody who writes to us may be answered where they wrote from
_WORST_LAST = ("done", "consent", "stopped", "blocked", "landline", "country", "no-address")


def choose(facts: Facts, countries: Collection[str]) -> Decision:
    """``send`` with channel and address, or ``refuse`` with the reason that is nearest to being repaired."""
    channels = [channel for channel in _wanted(facts) if channel in facts.forms]
    if not channels:
        return _no_form(facts)
    problems: list[Decision] = []
    for channel in channels:
        for reach in _in_order(facts, channel):
            problem = _problem(reach, channel, facts, countries)
            if problem is None:
                return Decision("send", channel=channel, reach=reach)
            problems.append(problem)
    if not problems:
        names = dict.fromkeys("mailbox" if channel == "email" else "phone number" for channel in channels)
        wanted = " nor ".join(names)
        return Decision("refuse", "no-address", f"We have no {wanted} of {facts.name}.")
    return min(problems, key=lambda one: _WORST_LAST.index(one.code))


def _wanted(facts: Facts) -> tuple[str, ...]:
    """The channels to try, best first. Where a call may only stand in for a text it comes after it."""
    rung_first = facts.prefers == CALLS and not facts.asks and facts.kind not in (DUTY, PERSON, SERVICE)
    if facts.part == NUMBER:
        return ("phone", "text") if rung_first else ("text", "phone")
    if facts.part == "text":
        return ("text", "phone")
    if facts.part != ANY:
        return (facts.part,)
    wrote = next((reach.channel for reach in facts.reaches if reach.wrote_from), "")
    if EMAIL in (wrote, "" if wrote else facts.prefers):
        return ("email", "text", "phone")
    return ("phone", "text", "email") if rung_first and not wrote else ("text", "phone", "email")


def _in_order(facts: Facts, channel: str) -> list[Reach]:
    """The addresses for a channel: where they wrote from, then their own, then the household's."""
    fitting = [
        reach
        for reach in facts.reaches
        if reach.channel == MEDIUM[channel] and (channel != CALLS or _may_ring(reach, facts))
    ]
    return sorted(fitting, key=lambda reach: not reach.wrote_from)


def _may_ring(reach: Reach, facts: Facts) -> bool:
    """Whether a call is what the file, the community or the member asks for, and not only what is left.

    A landline is rung in place of a text where either of them says so; any number of whoever prefers calls, where
    the file leaves it open.
    """
    if facts.part == CALLS:
        return True
    if facts.kind == SERVICE or facts.asks:
        return False
    if facts.part == NUMBER:
        return True
    if reach.kind == "landline":
        return facts.ring_landlines or facts.prefers == CALLS
    return facts.part == ANY and facts.prefers == CALLS


def _problem(reach: Reach, channel: str, facts: Facts, countries: Collection[str]) -> Decision | None:
    if reach.blocked or reach.status == "bounced":
        why = "bounces" if channel == "email" else "is blocked by the carrier"
        return Decision("refuse", "blocked", f"{reach.value} {why}.")
    if facts.kind != SERVICE and not _agreed(reach, facts):
        return _without_consent(reach, facts)
    if channel == "text" and reach.kind == "landline":
        return Decision("refuse", "landline", f"{reach.value} is a landline and takes no texts.")
    if channel != "email" and countries and reach.country not in countries:
        allowed = " and ".join(countries)
        return Decision("refuse", "country", f"{reach.value} is not in {allowed}, where we may send to.")
    if reach.done:
        return Decision("refuse", "done", f"It went to {reach.value} already, for everybody who shares it.")
    return None


def _agreed(reach: Reach, facts: Facts) -> bool:
    if reach.given is None:
        return facts.kind in _REPLIES and reach.wrote_from
    return reach.given and reach.status == "active"


def _without_consent(reach: Reach, facts: Facts) -> Decision:
    if reach.given is None:
        return Decision("refuse", "consent", f"{facts.name} never agreed to hear from us at {reach.value}.")
    return Decision("refuse", "stopped", f"{facts.name} told us to stop writing to {reach.value}.")


def _no_form(facts: Facts) -> Decision:
    if not facts.forms:
        return Decision("refuse", "no-words", "The words of this message are no longer published.")
    if facts.part == CALLS and facts.forms != {"email"}:
        return Decision("refuse", "no-phone-line", "We cannot ring anybody: no phone line is set up.")
    only = "an email" if facts.forms == {"email"} else "a text"
    return Decision("refuse", "no-form", f"This message exists only as {only}.")
