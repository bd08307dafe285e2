"""A multipart body taken apart as bytes: the charset of each field is said in another field.

Werkzeug's own form parser decodes everything as UTF-8, which loses the words of a mail in any other charset.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

MOST_PARTS = 1000


class Unreadable(ValueError):
    """A body that is no multipart form. It is kept as it came."""


@dataclass(frozen=True)
class Parts:
    """``fields`` by name, as bytes, the first of each name; ``files`` as (file name, type, the bytes)."""

    fields: dict[str, bytes] = field(default_factory=dict)
    files: list[tuple[str, str, bytes]] = field(default_factory=list)


def take_apart(body: bytes, content_type: str) -> Parts:
    """The fields and files of a multipart body; raises Unreadable."""
    kind, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if not kind.startswith("multipart/") or not boundary:
        raise Unreadable(f"{kind or 'nothing'} is no multipart form")
    decoder = MultipartDecoder(boundary.encode("latin-1", "replace"), max_parts=MOST_PARTS)
    try:
        decoder.receive_data(body)
        decoder.receive_data(None)
        return _collect(decoder)
    except (ValueError, KeyError, UnicodeError) as error:
        raise Unreadable(str(error)) from error


def _collect(decoder: MultipartDecoder) -> Parts:
    parts = Parts()
    begun: Field | File | None = None
    chunks: list[bytes] = []
    while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
        if isinstance(event, Field | File):
            begun, chunks = event, []
        elif isinstance(event, Data) and begun is not None:
            chunks.append(event.data)
            if not event.more_data:
                _put(parts, begun, b"".join(chunks))
    return parts


def _put(parts: Parts, begun: Field | File, data: bytes) -> None:
    if isinstance(begun, File):
        kind = begun.headers.get("Content-Type", "application/octet-stream")
        parts.files.append((begun.filename or "", kind, data))
    else:
        parts.fields.setdefault(begun.name, data)
