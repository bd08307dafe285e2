"""Recordings in the folder become rows with a link and an extension of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePath

from engine.models import Blob, Recording
from engine.published.snapshot import RECORDINGS
from engine.sounds.titles import next_number
from engine.wording.files import read_message
from engine.wording.say import title_from_name

FILE = "file"
MEDIA_TYPES: Mapping[str, str] = {".mp3": "audio/mpeg", ".wav": "audio/wav"}


def update_recordings(files: Mapping[str, str], now: datetime) -> None:
    """Bring the table in line with ``files`` (paths to hashes); a file taken away withdraws its recording.

    A recording keeps its extension and its link for as long as its name lives, whatever is recorded anew: a file
    named like a recorded call takes its place (it was cut, say), and is for whom the call's was.
    """
    audio = {path: sha for path, sha in files.items() if PurePath(path).suffix in MEDIA_TYPES}
    for path, sha in sorted(audio.items()):
        _update(path, sha, files.get(str(PurePath(path).with_suffix(".txt"))), now)
    names = [PurePath(path).stem for path in audio]
    _add_transcripts(files)
    from_files = (Recording.source == FILE) & Recording.name.not_in(names) & Recording.withdrawn_at.is_null()
    Recording.update(withdrawn_at=now).where(from_files).execute()


def _update(path: str, sha: str, transcript_sha: str | None, now: datetime) -> None:
    name = PurePath(path).stem
    title, transcript = _transcript(f"{RECORDINGS}{name}.txt", transcript_sha)
    found = Recording.get_or_none(Recording.name == name)
    by_phone = found is not None and found.source != FILE
    values = {
        "source": FILE,
        "title": title or (found.title if found is not None and by_phone else title_from_name(name)),
        "transcript": transcript,
        "blob": Blob.get(Blob.sha256 == sha),
        "media_type": MEDIA_TYPES[PurePath(path).suffix],
        "withdrawn_at": None,
    }
    if found is None:
        Recording.create(name=name, number=next_number(), published_at=now, **values)
    else:
        Recording.update(**values).where(Recording.id == found.id).execute()


def _add_transcripts(files: Mapping[str, str]) -> None:
    """What was recorded by phone is a sound without words, until somebody writes them into a file of its name."""
    for row in Recording.select().where(Recording.source != FILE):
        path = f"{RECORDINGS}{row.name}.txt"
        if path in files:
            title, row.transcript = _transcript(path, files[path])
            row.title = title or row.title
            row.save(only=[Recording.title, Recording.transcript])


def _transcript(path: str, sha: str | None) -> tuple[str, str]:
    """(title, words) of the transcript beside a recording; the title is empty where it names none."""
    if sha is None:
        return "", ""
    file = read_message(bytes(Blob.get(Blob.sha256 == sha).body).decode("utf-8-sig"), path)
    return file.meta.get("title", ""), file.body
