"""Publishing: checked files become one snapshot in one commit, and what does not pass changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePath

import peewee

from engine.language.check import COMMUNITY, Checked, check
from engine.language.files import decoded
from engine.language.findings import Finding
from engine.language.parsing.community import Defaults
from engine.language.parsing.phone_line import parse_phone_line
from engine.language.phone_line import PHONE_LINE
from engine.models import Audit, Blob, Enrollment, LiveWorkflow, Revision, Snapshot
from engine.models.db import transaction
from engine.models.running import ACTIVE
from engine.published import workflow_of
from engine.published.snapshot import MESSAGES
from engine.publishing.known import known
from engine.publishing.recordings import MEDIA_TYPES, update_recordings


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication did. ``snapshot_id`` is None when nothing could be published at all.

    ``kept`` are files that go on as they were published before, because what lies in the folder does not pass.
    """

    snapshot_id: int | None
    changed: bool
    findings: tuple[Finding, ...]
    kept: tuple[str, ...] = ()


def publish(
    files: Mapping[str, bytes],
    now: datetime,
    by: str,
    defaults: Defaults | None = None,
    checked: Checked | None = None,
) -> Publication:
    """Check ``files`` and publish what passes. The same files again change nothing and write nothing.

    ``defaults`` are kept with the snapshot, so that every machine reads it alike. ``checked`` is what is known of these
    files, or of more with these among them, where they have been checked already.
    """
    defaults = defaults or Defaults()
    checked = checked or check(decoded(files), known(), defaults)
    with transaction():
        before = Snapshot.select().order_by(Snapshot.id.desc()).first()
        old: dict[str, str] = dict(before.files) if before else {}
        new, kept = _merged(files, checked, old)
        if COMMUNITY in checked.blocked and COMMUNITY not in old:
            return Publication(None, False, checked.findings)
        if before is not None and new == old:
            return Publication(before.id, False, checked.findings, kept)
        snapshot = _write(files, new, now, by, defaults)
    return Publication(snapshot.id, True, checked.findings, kept)


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _merged(
    files: Mapping[str, bytes], checked: Checked, old: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The files of the new snapshot by hash, and which of them stay as they were."""
    new = {path: sha256(body) for path, body in files.items() if path not in checked.blocked}
    kept = tuple(path for path in sorted(checked.blocked) if path in old)
    new.update({path: old[path] for path in kept})
    living = _messages_still_named(kept) | _messages_still_said(kept, old)
    gone = [path for path in old if path.startswith(MESSAGES) and path not in new]
    new.update({path: old[path] for path in gone if _message_of(path) in living})
    return new, kept


def _message_of(path: str) -> str:
    return PurePath(path).name.partition(".")[0]


def _messages_still_named(kept: tuple[str, ...]) -> frozenset[str]:
    """Messages that walks under way, or workflows that stay as they were, still name."""
    walking = Enrollment.select(Enrollment.revision).where(Enrollment.status == ACTIVE).distinct()
    ids = {row.revision_id for row in walking}
    names = [PurePath(path).stem for path in kept if path.startswith("workflows/")]
    ids |= {row.revision_id for row in LiveWorkflow.select().where(LiveWorkflow.name.in_(names))}
    return frozenset(name for revision in ids for name in workflow_of(revision).messages())


def _messages_still_said(kept: tuple[str, ...], old: Mapping[str, str]) -> frozenset[str]:
    """Messages of the phone line, where it stays as it was."""
    if PHONE_LINE not in kept:
        return frozenset()
    body = bytes(Blob.get(Blob.sha256 == old[PHONE_LINE]).body)
    line = parse_phone_line(body.decode("utf-8-sig")).line
    return line.messages() if line else frozenset()


def _write(
    files: Mapping[str, bytes], new: Mapping[str, str], now: datetime, by: str, defaults: Defaults
) -> Snapshot:
    _store_bodies(files, new)
    snapshot = Snapshot.create(at=now, files=dict(new), by=by, defaults=asdict(defaults))
    _go_live({path: sha for path, sha in new.items() if is_workflow(path)}, now)
    update_recordings(new, now)
    Audit.create(at=now, who=by, did="published", about=f"snapshot {snapshot.id}", detail={"files": len(new)})
    return snapshot


def is_workflow(path: str) -> bool:
    """Whether a path is a workflow that runs: not the community, the phone line, a draft or a test."""
    name = path.removeprefix("workflows/")
    own = path not in (COMMUNITY, PHONE_LINE)
    return path.startswith("workflows/") and name.count(".") == 1 and "/" not in name and own


def _store_bodies(files: Mapping[str, bytes], new: Mapping[str, str]) -> None:
    wanted = {sha: path for path, sha in new.items()}
    have = {row.sha256 for row in Blob.select(Blob.sha256).where(Blob.sha256.in_(list(wanted)))}
    new_ones = [
        {
            "sha256": sha,
            "body": files[path],
            "media_type": MEDIA_TYPES.get(PurePath(path).suffix, "text/plain"),
        }
        for sha, path in wanted.items()
        if sha not in have
    ]
    if new_ones:
        Blob.insert_many(new_ones).execute()


def _go_live(workflows: Mapping[str, str], now: datetime) -> None:
    """Workflows that are new go live, changed ones take their new revision, those taken away are paused."""
    live = {row.name: row for row in LiveWorkflow.select()}
    for path, sha in workflows.items():
        name = PurePath(path).stem
        revision = _revision(name, sha, now)
        row = live.pop(name, None)
        if row is None:
            LiveWorkflow.create(name=name, revision=revision, live_since=now)
        elif row.paused or row.revision_id != revision.id:
            row.live_since = now if row.paused else row.live_since
            row.revision, row.paused = revision, False
            row.save()
    gone = [row.id for row in live.values() if not row.paused]
    LiveWorkflow.update(paused=True).where(LiveWorkflow.id.in_(gone)).execute()


def _revision(name: str, sha: str, now: datetime) -> Revision:
    found: Revision
    try:
        found = Revision.get(Revision.workflow == name, Revision.sha256 == sha)
    except peewee.DoesNotExist:
        found = Revision.create(workflow=name, sha256=sha, at=now)
    return found
