"""The managers' folders as one mapping of paths to what lies there: all that a check needs, and no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

AUDIO = frozenset({".mp3", ".wav"})
WORDS = frozenset({".txt", ".md"})


def collect(workflows_dir: Path, messages_dir: Path) -> dict[str, bytes]:
    """Every file that means something, under the names managers know: ``workflows/…`` and ``messages/…``.

    Hidden files and editors' backups mean nothing.
    """
    found = {f"workflows/{name}": path for name, path in _below(workflows_dir, {".yaml"})}
    found |= {f"messages/{name}": path for name, path in _below(messages_dir, AUDIO | WORDS)}
    return {name: path.read_bytes() for name, path in sorted(found.items())}


def decoded(files: Mapping[str, bytes]) -> dict[str, str | bytes]:
    """Text where it is UTF-8; what is not stays bytes, for the check to name."""
    return {path: _decoded(path, body) for path, body in files.items()}


def _decoded(path: str, body: bytes) -> str | bytes:
    if PurePath(path).suffix in AUDIO:
        return body
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body


def fingerprint(workflows_dir: Path, messages_dir: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the same files: cheap to compare every second."""
    paths = [*_below(workflows_dir, {".yaml"}), *_below(messages_dir, AUDIO | WORDS)]
    return tuple((str(path), path.stat().st_size, path.stat().st_mtime_ns) for _, path in paths)


def _below(folder: Path, endings: frozenset[str] | set[str]) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.suffix in endings and path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path
