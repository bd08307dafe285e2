"""Praise for whoever reads it: what is ours in it in the reader's language, what a person said as it was written."""

from __future__ import annotations

from engine.models import Member, Praise
from engine.outbox.fields import first_name, person_fields
from engine.published import MessageWords, Published
from engine.wording.merge import MergeError
from engine.wording.sentences import sentence

FRAMES = ("praise_for", "praise_of")  # around a member's words about another
QUOTED = "praise_quoted"  # where those are in another language than the frame
PLAIN = ""  # no language: the plain file


def in_language(praise: Praise, language: str, published: Published) -> str:
    """The words of praise in a language, as far as they are a manager's message, or a frame of ours.

    Only what reads just as it was said yes to is said in another language: a host's own words stay, and so does what
    a file, or a name, has changed about since.
    """
    if praise.by is not None:
        return _framed(praise, praise.by, language, published.community.nameless)
    return _of_message(praise, language, published) if praise.message else praise.words


def _framed(praise: Praise, teller: Member, language: str, nameless: str) -> str:
    by, name = (first_name(one, nameless) for one in (teller, praise.member))
    said = {"by": by, "name": name, "words": praise.said}
    for key in FRAMES:
        if praise.words in (sentence(key, spoken, **said) for spoken in ("en", "es")):
            return sentence(key if _same(language, teller.language) else QUOTED, language, **said)
    return praise.words


def _same(language: str, other: str) -> bool:
    return language.split("-")[0].lower() == other.split("-")[0].lower()


def _of_message(praise: Praise, language: str, published: Published) -> str:
    choose = published.messages.choose
    known = (choose(praise.message, "text", spoken) for spoken in (praise.member.language, PLAIN))
    found = choose(praise.message, "text", language)
    if found is None or not any(
        form is not None and _merged(form, praise, published) == praise.words.strip() for form in known
    ):
        return praise.words
    return _merged(found, praise, published) or praise.words


def _merged(form: MessageWords, praise: Praise, published: Published) -> str:
    """A file's words about this member; empty where they can not be merged, or say nothing."""
    fields = {**person_fields(praise.member, praise.member, published.community), "answer": praise.said}
    try:
        return form.words.render(fields).strip()
    except MergeError:
        return ""
