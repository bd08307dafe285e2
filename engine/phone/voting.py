"""Voting with the keys of the telephone: each choice of the vote that is open is one of them."""

from __future__ import annotations

from engine import votes
from engine.models.db import transaction
from engine.phone.call import Call, Turn
from engine.phone.saying import ANY_KEY, SECONDS_TO_PRESS, afterwards, goodbye, say, script, sentence
from engine.phone.script import Act, Ask, Go, Say, Script, to
from engine.votes import Open

ASKED = 3  # how often the choices are said to wrong keys, and to silence


def votes_open(call: Call) -> bool:
    """Whether this caller has anything to vote on."""
    return bool(_open(call))


def vote(call: Call, turn: Turn) -> Script:
    """Say the choices of the latest vote that is open, and take a key; a vote by names goes by text."""
    found = _open(call)
    if not found:
        return afterwards(call, say(call, "no_vote"))
    of = turn.args.get("of", "")
    one = next((each for each in found if each.row.public_id == of), found[0])
    if not one.vote.choices:
        return afterwards(call, _title(call, one), say(call, "vote_by_text"))
    if turn.digits and of == one.row.public_id:
        return _pressed(call, turn, one)
    return _offer(call, one, turn.number("said") + 1)


def _pressed(call: Call, turn: Turn, one: Open) -> Script:
    key, choices = turn.digits[:1], one.vote.choices
    if not (key.isascii() and key.isdigit() and 0 < int(key) <= len(choices)):
        said = turn.number("said", 1) + 1
        return _offer(call, one, said, say(call, "wrong_key")) if said <= ASKED else _done(call)
    choice = int(key) - 1
    if call.member is not None:
        with transaction():
            votes.cast(one, call.member, choice, key, call.now, channel="phone", address=call.address)
    return afterwards(call, say(call, "vote_kept", choice=_said(call, one)[choice]))


def _offer(call: Call, one: Open, said: int, *before: Act) -> Script:
    if said > ASKED:
        return _done(call)
    named = (
        say(call, "vote_key", choice=choice, key=number)
        for number, choice in enumerate(_said(call, one), start=1)
    )
    next_turn = to("vote", of=one.row.public_id, said=said)
    acts = (*before, _title(call, one), *named)
    ask = Ask(next_turn, acts, digits=1, seconds=SECONDS_TO_PRESS, finish=ANY_KEY)
    return script(call, ask, *((Go(next_turn),) if said < ASKED else goodbye(call)))


def _said(call: Call, one: Open) -> tuple[str, ...]:
    """The choices in the language that the caller hears."""
    return one.vote.said_in(call.language)


def _done(call: Call) -> Script:
    return script(call, *goodbye(call))


def _title(call: Call, one: Open) -> Say:
    return Say(sentence(one.workflow.title), call.community.language)


def _open(call: Call) -> list[Open]:
    return votes.open_to(call.member, call.community, call.now) if call.member is not None else []
