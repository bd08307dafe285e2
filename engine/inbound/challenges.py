"""Entries to a challenge, and what members text about one: how far it is, the leaders' board, their own pictures."""

from __future__ import annotations

from engine import challenges, entries, threads
from engine.challenges import Run
from engine.entries.showing import keep_private
from engine.inbound import people, pictures
from engine.inbound.scene import Scene
from engine.models import Entry, Member, Picture
from engine.models.sending import ANSWER
from engine.understanding import asks, doubtful
from engine.understanding.entries import Wish, entry_in, wish_of
from engine.wording.challenges import says

ENTRY, ABOUT = "entry", "challenge"
PHOTOS, AMOUNTS = "photos", "amounts"


def entry(scene: Scene, member: Member) -> str | None:
    """An entry, by the challenge's own word or by a picture; never while its words may be a stop."""
    if scene.inbound.channel == "phone" or doubtful(scene.text):
        return None
    runs = challenges.for_member(
        challenges.running(scene.published, scene.now), member, scene.published, scene.now
    )
    if not runs:
        return None
    if pictures.held(scene):
        return _photo(scene, member, [run for run in runs if run.challenge.counts == PHOTOS])
    return next((found for run in runs if (found := _words(scene, member, run)) is not None), None)


def spoken(scene: Scene, member: Member) -> str | None:
    """What somebody told us by phone that they did: a person hears it, and it counts in the one challenge that takes
    words, where the carrier vouches for their number."""
    raw = scene.inbound.raw
    if scene.inbound.channel != "phone" or raw.get("about") != ENTRY or not raw.get("recording"):
        return None
    running = challenges.running(scene.published, scene.now)
    runs = [
        run
        for run in challenges.for_member(running, member, scene.published, scene.now)
        if run.challenge.counts == "entries"
    ]
    if len(runs) == 1 and raw.get("verified"):
        entries.take_words(runs[0], member, 1, "", scene.inbound, scene.now)
    return people.to_a_person(scene, member)


def _photo(scene: Scene, member: Member, runs: list[Run]) -> str | None:
    """Of the one challenge that takes pictures, or of the one whose word is with it. What a person is talking about
    with them, or what its words ask, is for that person; the picture of a question counts all the same."""
    named = [run for run in runs if entry_in(scene.text, run.challenge.words, PHOTOS) is not None]
    found = named or runs
    if len(found) != 1 or (not named and threads.holding(member.id, scene.now) is not None):
        return None
    said = entry_in(scene.text, found[0].challenge.words, PHOTOS)
    own = said.words if said is not None else " ".join(scene.inbound.text.split())
    entries.take_photos(found[0], member, own, scene.inbound, scene.now)
    if asks(scene.text):
        people.to_a_person(scene, member)
    return ENTRY


def _words(scene: Scene, member: Member, run: Run) -> str | None:
    said = entry_in(scene.text, run.challenge.words, run.challenge.counts)
    if said is None or scene.looping():
        return None
    if run.challenge.counts == PHOTOS:
        if said.words:  # "Selfie with Bob, how do I send it" has no picture: somebody should look
            return None
        return _far(scene, member, [run], says("send_photo", member.language))
    if said.amount is None:
        word = run.challenge.words[0]
        return _far(scene, member, [run], says("send_amount", member.language, word=word))
    entries.take_words(run, member, said.amount, said.words, scene.inbound, scene.now)
    return ENTRY


def about(scene: Scene, member: Member) -> str | None:
    """HOW FAR, BOARD, BOARD OFF and PRIVATE, where there is a challenge that they could mean."""
    wish = wish_of(scene.text) if scene.inbound.channel != "phone" else None
    if wish is None or scene.looping():
        return None
    if wish == "private":
        return _private(scene, member)
    runs = challenges.for_member(
        challenges.lately(scene.published, scene.now), member, scene.published, scene.now
    )
    if wish == "how far":
        return _far(scene, member, runs)
    return _board(scene, member, wish, [run for run in runs if run.challenge.board])


def _far(scene: Scene, member: Member, runs: list[Run], hint: str = "") -> str | None:
    if not runs:
        return None
    named = len(runs) > 1
    lines = [
        f"{run.workflow.title}: {run.how_far(scene.now, member.language)}."
        if named
        else f"{run.how_far(scene.now, member.language)}."
        for run in runs
    ]
    scene.say(member, ABOUT, " ".join(part for part in (*lines, hint) if part), kind=ANSWER)
    return ABOUT


def _board(scene: Scene, member: Member, wish: Wish, runs: list[Run]) -> str | None:
    if not runs and member.board_yes is None:
        return None
    member.board_yes = wish == "board on"
    member.board_asked_at = member.board_asked_at or scene.now
    member.save(only=[Member.board_yes, Member.board_asked_at])
    key = "board_yes" if member.board_yes else "board_no"
    scene.say(member, ABOUT, says(key, member.language), kind=ANSWER)
    return ABOUT


def _private(scene: Scene, member: Member) -> str | None:
    mine = (
        Picture.select(Picture.id)
        .join(Entry, on=(Picture.entry == Entry.id))
        .where(Entry.member == member.id)
    )
    if not mine.exists():
        return None
    keep_private(member)
    scene.say(member, ABOUT, says("private_yes", member.language), kind=ANSWER)
    return ABOUT
