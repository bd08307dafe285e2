"""A manager's message as everybody reads it: its forms (text, email) in its languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from engine.wording.files import Kind, MessageFile, message_name, read_message, tags_of
from engine.wording.merge import Words, compile_words

Channel = Literal["text", "email", "phone"]

# By email the Markdown form is the one that was meant; elsewhere only plain words can be sent.
_FORMS: Mapping[Channel, tuple[Kind, ...]] = {
    "text": ("text",),
    "email": ("email", "text"),
    "phone": ("text",),
}


@dataclass(frozen=True, slots=True)
class MessageWords:
    """One file's words, compiled. ``subject`` and ``preheader`` belong to emails; ``language`` None is the plain file.

    ``by`` and ``tags`` are a story's: who tells it, and what they have in common with whoever is like them.
    """

    name: str
    kind: Kind
    language: str | None
    words: Words
    subject: Words | None = None
    preheader: Words | None = None
    asked: tuple[str, ...] = ()
    by: str = ""
    tags: tuple[str, ...] = ()


class Messages:
    """Every published message by name, form and language."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """``files`` maps paths (``messages/welcome.es.txt``) to their text; all of them have passed the check."""
        self._found: dict[tuple[str, Kind, str | None], MessageWords] = {}
        for path, text in files.items():
            message = compiled(path, text)
            self._found[message.name, message.kind, message.language] = message

    def choose(self, name: str, channel: Channel, language: str) -> MessageWords | None:
        """The member's language first, in any form the channel can carry, then the plain file; None: no such form."""
        for spoken in (language, None):
            for kind in _FORMS[channel]:
                found = self._found.get((name, kind, spoken))
                if found is not None:
                    return found
        return None

    def forms(self, name: str) -> frozenset[Kind]:
        """In which forms the plain files of a message exist."""
        return frozenset(kind for known, kind, language in self._found if known == name and language is None)

    def needs(self, name: str) -> frozenset[str]:
        """The merge fields that a message cannot do without, in any of its forms and languages."""
        forms = [form for (known, _, _), form in self._found.items() if known == name]
        every = [words for form in forms for words in (form.words, form.subject, form.preheader) if words]
        return frozenset(field for words in every for field in words.names - words.guarded)

    def names(self) -> frozenset[str]:
        return frozenset(name for name, _, _ in self._found)


@lru_cache(maxsize=2048)  # of a new snapshot most files are those of the one before
def compiled(path: str, text: str) -> MessageWords:
    """Read and compile one message file. Raises WordingError or MergeError."""
    name, language, kind = message_name(path)
    file = read_message(text, path)
    return MessageWords(
        name=name,
        kind=kind,
        language=language,
        words=compile_words(file.body, path, file.body_line),
        subject=_line(file, "subject", path),
        preheader=_line(file, "preheader", path),
        asked=file.asked,
        by=file.meta.get("by", ""),
        tags=tags_of(file),
    )


def _line(file: MessageFile, key: str, path: str) -> Words | None:
    return compile_words(file.meta[key], path, file.meta_lines[key]) if key in file.meta else None
