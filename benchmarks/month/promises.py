"""What is promised to members, held against what happened; worked out anew here, not by the code that keeps it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from benchmarks.month import phrases
from benchmarks.month.facts import Facts
from benchmarks.month.script import WRITE
from engine.models import Delivery, Inbound
from engine.models.sending import (
    ANSWER,
    CRISIS,
    DUTY,
    FINAL,
    IN_FLIGHT,
    PERSON,
    REMINDER,
    SENT,
    SERVICE,
    STARTED,
)  # fmt: skip
from engine.times import local

Promise = Callable[[Facts], Iterator[str]]
OURS_FROM, OURS_TO = time(9), time(20)  # the shipped community's hours
LAW_FROM, LAW_TO = time(8), time(21)  # in the United States, everywhere in it
LETTER, WEEK = "letter", timedelta(weeks=1)
_PIN = re.compile(r"\b\d{6}\b|\*{6}")  # its digits are blanked here once they have left
WANTED = frozenset(
    {phrases.FAQ, phrases.HARD, phrases.CHAT, phrases.GRIEF, phrases.DANGER, phrases.COMPLAINT}
)


def nothing_after_stop(facts: Facts) -> Iterator[str]:
    """After STOP only its own confirmation, until they come back."""
    for member in facts.people:
        stopped: datetime | None = None
        told = [(one.handled_at, 0, one) for one in facts.said_by(member) if one.handled_at]
        told += [(one.sent_at, 1, one) for one in facts.of(member) if one.sent_at]
        for at, _, one in sorted(told, key=lambda row: row[:2]):
            if isinstance(one, Inbound) and one.understood_as in ("stop", "start", "joined"):
                stopped = at if one.understood_as == "stop" else None
            elif isinstance(one, Delivery) and stopped is not None and one.kind != SERVICE:
                yield f"{_who(one, facts)} got {_what(one)} after STOP"


def nothing_outside_hours(facts: Facts) -> Iterator[str]:
    """What we start keeps to our hours and the law's; what reminds or warns to the law's; calls always to the law's."""
    for one in _sent(facts):
        at = local(one.sent_at, facts.zone(one.member_id)).time()
        if one.kind in (STARTED, DUTY) and not OURS_FROM <= at < OURS_TO:
            yield f"{_who(one, facts)} got {_what(one)} at {at:%H:%M}, outside our hours"
        lawful = LAW_FROM <= at < LAW_TO or one.channel == "email"
        if (one.kind in (REMINDER, CRISIS) or one.channel == "phone") and not lawful:
            yield f"{_who(one, facts)} got {_what(one)} at {at:%H:%M}, outside the law's hours"


def nothing_over_at_most(facts: Facts) -> Iterator[str]:
    """Of what we start, no more a day than the community says; by text and by mail is one, and so are two that went
    out in one text."""
    texts = {one.attempt_token: one.body for one in facts.deliveries if one.attempt_token}
    days: dict[tuple[int, date], set[tuple[str, str]]] = defaultdict(set)
    for one in _sent(facts):
        within = bool(one.carried_in) and one.body in texts.get(one.carried_in, "")
        if one.kind in (STARTED, REMINDER) and not within:
            day = local(one.sent_at, facts.zone(one.member_id)).date()
            days[one.member_id, day].add((one.cause, one.step_key.partition("/again-")[0]))
    for (member, day), had in sorted(days.items()):
        if facts.community.at_most is not None and len(had) > facts.community.at_most:
            yield f"{facts.name(member)} got {len(had)} on {day}: {sorted(step for _, step in had)}"


def every_question_is_answered_or_with_a_person(facts: Facts) -> Iterator[str]:
    answered = {one.inbound_id for one in facts.deliveries if one.inbound_id and one.kind in (ANSWER, PERSON)}
    for one in facts.inbound:
        said = phrases.KINDS.get(one.text)
        if one.member_id not in facts.people or said not in WANTED:
            continue
        if one.id not in answered and one.thread_id is None and not _in_a_thread(one, facts):
            yield f"{facts.name(one.member_id)} said {one.text!r} and nobody has it ({one.understood_as})"


def _in_a_thread(said: Inbound, facts: Facts) -> bool:
    """Whether a workflow handed them to a person because of these words."""
    theirs = (one for one in facts.threads.values() if one.member_id == said.member_id)
    return any(
        one.opened_at <= said.received_at <= one.last_at or one.opened_at == said.received_at
        for one in theirs
    )


def every_conversation_reached_its_person(facts: Facts) -> Iterator[str]:
    told = {one.thread_id for one in facts.deliveries if one.thread_id and one.state in (SENT, *IN_FLIGHT)}
    for thread in facts.threads.values():
        if thread.owner_id is None or thread.id not in told:
            yield f"conversation {thread.code} with {facts.name(thread.member_id)} is with nobody"


def no_complaint_reaches_whom_it_is_about(facts: Facts) -> Iterator[str]:
    """Whoever a member complains about gets nothing of that conversation, and reads its words nowhere."""
    for thread in (one for one in facts.threads.values() if one.complaint):
        said = [one.text for one in facts.inbound if one.thread_id == thread.id]
        words = [text for text in said if phrases.KINDS.get(text) == phrases.COMPLAINT]
        for one in facts.deliveries:
            theirs = one.thread_id == thread.id or any(text in one.body for text in words)
            if one.member_id in thread.avoid and theirs:
                yield f"{_who(one, facts)} got {_what(one)} of a complaint about them"


def every_praise_has_both_yeses(facts: Facts) -> Iterator[str]:
    """What was shown to anybody had the member's own yes and a host's, both before."""
    told = {one.cause for one in facts.deliveries if one.step_key == "share" and one.state == SENT}
    for one in facts.praises:
        shown = one.shared_at if f"praise:{one.id}" not in told else one.shared_at or facts.played.begins
        yeses = (one.member_said_at, one.host_said_at)
        if shown is not None and not all(yes is not None and yes <= shown for yes in yeses):
            yield f"praise {one.id} of {facts.name(one.member_id)} was shown without both yeses"


def the_newsletter_comes_once_a_week(facts: Facts) -> Iterator[str]:
    """Each letter of these weeks was signed, and whoever was in when it went out has it once, or a reason."""
    letters = [
        one
        for one in facts.dates
        if one.kind == LETTER and facts.played.begins < one.starts_at < facts.played.ends
    ]
    weeks = (facts.played.ends - facts.played.begins) // WEEK
    if len(letters) != weeks:
        yield f"{len(letters)} letters in {weeks} weeks"
    for letter in letters:
        if letter.signed_at is None:
            yield f"the letter of {letter.key} was never signed"
            continue
        had = Counter(one.member_id for one in facts.deliveries if one.occurrence_id == letter.id)
        for key, member in facts.members.items():
            was_in = member.joined_at < letter.starts_at
            if had[member.id] != int(was_in):
                yield f"{key} {facts.name(member.id)} has {had[member.id]} letters of {letter.key}"


def nothing_is_sent_twice(facts: Facts) -> Iterator[str]:
    """The carrier took each delivery once, and nobody reads the same words of ours twice in a day."""
    if facts.played.carried:
        ours = Counter(
            (one.address.value, _carried(one))
            for one in _sent(facts)
            if one.channel != "phone" and one.address
        )
        theirs = Counter((who, _PIN.sub("[PIN]", words)) for who, words in facts.played.carried)
        for who, words in sorted(theirs.keys() | ours.keys()):
            if theirs[who, words] > ours[who, words]:
                yield f"{who} got {words[:60]!r} {theirs[who, words]} times from the carrier, {ours[who, words]} from us"
    seen: Counter[tuple[int, date, str, str]] = Counter()
    for one in _sent(facts):
        if one.kind in (STARTED, REMINDER):
            seen[
                one.member_id, local(one.sent_at, facts.zone(one.member_id)).date(), one.channel, one.body
            ] += 1
    for (member, day, _, body), count in sorted(seen.items()):
        if count > 1:
            yield f"{facts.name(member)} read {body[:60]!r} {count} times on {day}"


def _carried(one: Delivery) -> str:
    return one.subject if one.channel == "email" else _PIN.sub("[PIN]", one.body)


def nothing_is_lost(facts: Facts) -> Iterator[str]:
    """All that was said was read, all that was queued went its way or waits for a time to come, each with a reason."""
    ends = facts.played.ends
    wrote = sum(act.kind == WRITE for act in facts.played.acts)
    if (arrived := sum(one.channel in ("text", "email") for one in facts.inbound)) != wrote:
        yield f"{wrote} were written and {arrived} arrived"
    for said in facts.inbound:
        if said.handled_at is None or said.understood_as in ("", "quarantined"):
            yield f"{facts.name(said.member_id)} said {said.text!r} and nobody read it ({said.understood_as})"
    for one in facts.deliveries:
        if one.state not in FINAL and (one.state in IN_FLIGHT or one.due_at < ends):
            yield f"{_who(one, facts)} still waits for {_what(one)} ({one.state}: {one.reason})"
        if one.state == "failed" or (one.state in FINAL and one.state != SENT and not one.reason):
            yield f"{_who(one, facts)} never got {_what(one)} ({one.state}: {one.reason})"


def _sent(facts: Facts) -> Iterator[Delivery]:
    return (one for one in facts.deliveries if one.state == SENT and one.member_id in facts.people)


def _who(one: Delivery, facts: Facts) -> str:
    return facts.name(one.member_id)


def _what(one: Delivery) -> str:
    return one.message or one.body[:50] or one.step_key


PROMISES: Mapping[str, Promise] = {
    "nothing after STOP": nothing_after_stop,
    "nothing outside hours": nothing_outside_hours,
    "nothing over `at most`": nothing_over_at_most,
    "every question answered or with a person": every_question_is_answered_or_with_a_person,
    "every conversation with its person": every_conversation_reached_its_person,
    "no complaint to whom it is about": no_complaint_reaches_whom_it_is_about,
    "every praise with both yeses": every_praise_has_both_yeses,
    "the newsletter once a week": the_newsletter_comes_once_a_week,
    "nothing sent twice": nothing_is_sent_twice,
    "nothing lost": nothing_is_lost,
}


def broken(facts: Facts) -> dict[str, list[str]]:
    """What was broken of each promise; an empty list where it was kept."""
    return {name: list(promise(facts)) for name, promise in PROMISES.items()}
