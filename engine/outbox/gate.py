"""The one last gate: may this delivery go out now? A function of facts, with no I/O.

Nothing is sent that has not passed here, in the very transaction that marks it as being sent. The first
check that objects decides. What is held is looked at again at ``until``, and everything is decided afresh.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from engine.language.community import Community
from engine.models.people import CALLS, FEWER
from engine.models.sending import ANSWER, CRISIS, DUTY, PERSON, REMINDER, SERVICE, STARTED
from engine.outbox.choosing import choose
from engine.outbox.facts import Decision, Facts, Reach
from engine.outbox.unanswered import CODE, MOST
from engine.times import Hours, LawHours, law_hours, local, resolve, say_when
from engine.wording.say import plural

FREE = frozenset({ANSWER, PERSON, SERVICE})  # follow somebody's own words: at any hour, never counted
COUNTED = frozenset({STARTED, REMINDER})
BY_DAY = frozenset({STARTED, DUTY})  # keep to the community's hours
SOON = timedelta(seconds=5)
A_CALL = timedelta(minutes=1)  # until a phone that is on a call of ours is tried again
LOOK_AGAIN = timedelta(minutes=15)
A_WEEK = timedelta(days=7)

Check = Callable[[Facts, Community, datetime, Decision], Decision | None]


def decide(facts: Facts, community: Community, now: datetime) -> Decision:
    """Send by which channel to which address, hold until when, expire, or refuse; always with the reason."""
    if facts.expires_at is not None and facts.expires_at <= now:
        when = say_when(facts.expires_at, facts.timezone)
        return Decision("expire", "expired", f"It was only good until {when}.")
    if facts.stopped_when:
        return Decision("refuse", "stop-when", f"The workflow stops for {facts.name} before this message.")
    if facts.cannot_come:
        return Decision("refuse", "cannot-come", f"{facts.name} said that they can't come to this call.")
    if facts.kind == STARTED and facts.asks and facts.unanswered >= MOST:
        words = f"{facts.name} has not answered our last {MOST} questions, so a person is told instead of a third."
        return Decision("refuse", CODE, words)
    chosen = choose(facts, community.countries)
    if chosen.reach is None:
        return chosen
    for check in CHECKS:
        held = check(facts, community, now, chosen)
        if held is not None:
            return _expiring(held, facts)
    return chosen


def opening(facts: Facts, community: Community, now: datetime, chosen: Decision) -> tuple[datetime, str]:
    """The first instant from ``now`` at which hours and law both let it go, and which of them objects now."""
    hours = community.hours if facts.kind in BY_DAY else Hours(None, None)
    law = _law(facts, community, chosen)
    at = now
    for _ in range(21):  # each turn moves past a closed hour; they meet within a week or never
        later = law.next_open(hours.next_open(at, facts.timezone))
        if later == at:
            break
        at = later
    return at, "" if at == now else ("hours" if not hours.open_at(now, facts.timezone) else "law")


def _law(facts: Facts, community: Community, chosen: Decision) -> LawHours:
    """The law speaks of calls and texts; an email may come at night."""
    law = "none" if chosen.channel == "email" else community.law
    number = chosen.reach.value if chosen.reach else None
    return law_hours(law, number, facts.timezone, facts.state or None)


def _resting(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    """Whoever has lost somebody is left in peace; nothing that belongs to a day gone by comes afterwards."""
    until = facts.resting_until
    if until is None or until <= now or facts.kind in FREE or facts.kind == CRISIS:
        return None
    words = f"{facts.name} has lost somebody, so we keep quiet until {say_when(until, facts.timezone)}."
    if facts.passing and facts.kind == STARTED:
        return Decision("expire", "resting", words)
    return Decision("hold", "resting", words, until=until)


def _wants(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    """What they asked for themselves: call reminders alone, or so many messages in seven days and no more."""
    if facts.kind != STARTED:
        return None
    if facts.wants == CALLS:
        return Decision(
            "refuse", "only-calls", f"{facts.name} wants reminders of our calls, and nothing else."
        )
    most = facts.week_most
    if facts.wants != FEWER or most is None or len(facts.week_days) < most:
        return None
    had = len(facts.week_days)
    words = f"{facts.name} wants at most {plural(most, 'message')} a week, and has had {had}."
    if facts.passing:
        return Decision("expire", "fewer", words)
    frees = date.fromisoformat(sorted(facts.week_days)[had - most]) + A_WEEK
    starts = resolve(frees, time(0), facts.timezone)
    return Decision("hold", "fewer", words, until=opening(facts, community, starts, chosen)[0])


def _instance(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    if facts.at_home:
        return None
    words = "This copy of the database has not been confirmed as the real one (kindling doctor)."
    return Decision("hold", "instance", words, until=now + LOOK_AGAIN)


def _halted(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    why = facts.halted.get(chosen.channel)
    return Decision("hold", "halted", why, until=now + LOOK_AGAIN) if why else None


def _workflow(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    if not facts.workflow_paused or facts.kind in FREE:
        return None
    return Decision("hold", "workflow", "Its workflow's file was taken away.", until=now + LOOK_AGAIN)


def _paused(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    if facts.paused_until is None or facts.paused_until <= now or facts.kind in FREE:
        return None
    when = say_when(facts.paused_until, facts.timezone)
    return Decision("hold", "paused", f"{facts.name} paused us until {when}.", until=facts.paused_until)


def _thread(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    if not facts.thread or facts.kind in FREE or facts.kind == CRISIS:
        return None
    if facts.kind == REMINDER and facts.thread != "grave":
        return None
    words = f"A person is in conversation with {facts.name}."
    return Decision("hold", "thread", words, until=max(facts.thread_until or now, now + SOON))


def _hours(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    if facts.kind in FREE and chosen.channel != "phone":
        return None  # a text waits quietly; a ringing phone wakes the house, whatever it answers
    at, objection = opening(facts, community, now, chosen)
    if not objection:
        return None
    rule = f"our hours are {community.hours}" if objection == "hours" else "the law wants quiet then"
    sentence = f"For {facts.name} it is {say_when(now, facts.timezone)}; {rule}."
    return Decision("hold", objection, sentence, until=at)


def _cap(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    if community.at_most is None or facts.kind not in COUNTED or facts.has_place:
        return None
    kept = facts.kept if facts.kind == STARTED else 0
    if facts.counted + kept < community.at_most:
        return None
    left = f", and {kept} more are kept for call reminders" if kept else ""
    sentence = f"{facts.name} has had {facts.counted} of at most {community.at_most} that day{left}."
    tomorrow = local(now, facts.timezone).date() + timedelta(days=1)
    starts = resolve(tomorrow, time(0), facts.timezone)
    return Decision("hold", "cap", sentence, until=opening(facts, community, starts, chosen)[0])


def _order(facts: Facts, community: Community, now: datetime, chosen: Decision) -> Decision | None:
    reach: Reach | None = chosen.reach
    if reach is not None and reach.on_call and chosen.channel == "phone":
        words = f"{reach.value} is still on our call before this one."
        return Decision("hold", "order", words, until=now + A_CALL)
    if reach is None or not reach.in_flight:
        return None
    words = f"The message to {reach.value} before this one is still on its way."
    return Decision("hold", "order", words, until=now + SOON)


CHECKS: tuple[Check, ...] = (
    *(_resting, _wants, _instance, _halted, _workflow),
    *(_paused, _thread, _hours, _cap, _order),
)


def _expiring(held: Decision, facts: Facts) -> Decision:
    """Held no longer than it is good for: at that instant it is looked at, and expires."""
    if facts.expires_at is None or held.until is None or held.until <= facts.expires_at:
        return held
    return replace(held, until=facts.expires_at)


def over_spend(community: Community, now: datetime) -> Decision:
    """The hold for what the day's money no longer pays: until the community's next day."""
    tomorrow = local(now, community.timezone).date() + timedelta(days=1)
    words = "The day's spend limit is reached."
    return Decision("hold", "spend", words, until=resolve(tomorrow, time(0), community.timezone))
