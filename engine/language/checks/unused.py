"""Warnings about what nothing uses, and tags or roles that nothing sets and nobody has."""

from __future__ import annotations

from engine.language.folder import Folder
from engine.language.known import Known
from engine.language.place import Place
from engine.times.guesses import nearest


def check(folder: Folder, known: Known | None) -> None:
    _messages(folder)
    if known is not None:
        _tags(folder, known)
        _roles(folder, known)


def _messages(folder: Folder) -> None:
    if any(report.failed for report, _ in folder.named()):
        return  # what a broken file meant to use is not known
    kinds = ("message", "recording")
    used = {each.name for _, mentions in folder.named() for each in mentions if each.kind in kinds}
    for sheet in folder.messages:
        if not sheet.answer and not sheet.story and sheet.name not in used and sheet.language is None:
            message = f'No workflow uses "{sheet.name}".'
            sheet.report.warn(Place(sheet.path, 1), message, rule="unused-message")


def _tags(folder: Folder, known: Known) -> None:
    there = known.tags | {mention.name for _, mention in folder.mentions("tag set")}
    for report, mentions in folder.named():
        for mention in mentions:
            if mention.kind == "tag" and mention.name not in there:
                message = f'Nobody has the tag "{mention.name}", and no step puts it on.'
                guess = nearest(mention.name, sorted(there))
                report.warn(mention.place, message, rule="unknown-tag", guess=guess)


def _roles(folder: Folder, known: Known) -> None:
    there = known.roles | ({"host"} if folder.community.community.host else set())
    for report, mentions in folder.named():
        for mention in mentions:
            if mention.kind == "role" and mention.name not in there:
                message = f'Nobody has the role "{mention.name}".'
                if mention.detail == "ring":
                    message += ' "ring:" takes roles, and no names.'
                guess = "host" if _is_host(folder, mention.name) else nearest(mention.name, sorted(there))
                report.warn(mention.place, message, rule="unknown-role", guess=guess)


def _is_host(folder: Folder, name: str) -> bool:
    """Whether this is what the community calls its host."""
    host = folder.community.community.host or ""
    return bool(host) and name.casefold() in (host.casefold(), host.split()[0].casefold())
