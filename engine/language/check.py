"""Checks every file of a community at once: what is wrong, where, and what may be published all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.language.checks import (
    calls,
    dearness,
    flow,
    keywords,
    letters,
    names,
    outcomes,
    phone_line,
    responses,
    stories,
    unused,
    votes,
    words,
)
from engine.language.community import COMMUNITY, Community
from engine.language.costs import FanOut, TextCost, fan_outs, text_costs
from engine.language.findings import Finding
from engine.language.folder import Folder, MessageSheet, collect
from engine.language.known import Known
from engine.language.parsing.community import Defaults
from engine.language.parsing.reading import Mention
from engine.language.parsing.workflow import Parsed
from engine.language.phone_line import DEFAULT, PhoneLine
from engine.language.talks import Talk
from engine.language.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and everything that could be read.

    ``workflows`` and ``drafts`` hold only those without an error in them or in what they name; ``blocked`` are
    the paths that must not be published. ``community`` and ``phone_line`` are usable only where their paths are
    not blocked.
    ``lines`` are the files' own, for showing findings.
    """

    findings: tuple[Finding, ...]
    workflows: Mapping[str, Workflow]
    drafts: Mapping[str, Workflow]
    community: Community
    phone_line: PhoneLine
    messages: tuple[MessageSheet, ...]
    recordings: Mapping[str, str]
    talks: Mapping[str, tuple[Talk, ...]]
    blocked: frozenset[str]
    costs: tuple[TextCost, ...]
    fan_outs: tuple[FanOut, ...]
    lines: Mapping[str, tuple[str, ...]]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level == "warning")


def check(
    files: Mapping[str, str | bytes], known: Known | None = None, defaults: Defaults | None = None
) -> Checked:
    """Read and check all files together. Never raises: whatever is wrong is a finding.

    ``files`` maps paths as in "workflows/welcome.yaml" or "messages/recordings/hello.mp3" to text or bytes (of
    recordings only the path counts). Without ``known`` the findings that need the living community are left out.
    """
    folder = collect(files, defaults or Defaults())
    names.check(folder)
    keywords.check(folder)
    flow.check(folder)
    calls.check(folder)
    outcomes.check(folder)
    letters.check(folder)
    votes.check(folder)
    responses.check(folder)
    words.check(folder, known)
    stories.check(folder)
    phone_line.check(folder)
    unused.check(folder, known)
    dearness.check(folder, known or Known())
    blocked = _blocked(folder)
    findings = {finding for report in folder.reports() for finding in report.findings}
    return Checked(
        findings=tuple(sorted(findings, key=Finding.order)),
        workflows=_usable(folder.workflows, blocked),
        drafts=_usable(folder.drafts, blocked),
        community=folder.community.community,
        phone_line=folder.phone_line.line or DEFAULT,
        messages=tuple(folder.messages),
        recordings=dict(folder.recordings),
        talks={name: talks.talks for name, talks in folder.talks.items()},
        blocked=blocked,
        costs=text_costs(folder, known or Known()),
        fan_outs=fan_outs(folder, known) if known else (),
        lines={report.file: tuple(report.lines) for report in folder.reports()},
    )


def _usable(parsed: Mapping[str, Parsed], blocked: frozenset[str]) -> dict[str, Workflow]:
    return {
        name: each.workflow
        for name, each in parsed.items()
        if each.workflow and each.report.file not in blocked
    }


def _blocked(folder: Folder) -> frozenset[str]:
    """The files with an error, and then all that names one of them, until nothing is added."""
    blocked = {report.file for report in folder.reports() if report.failed}
    while True:
        more = {
            report.file
            for report, mentions in folder.named()
            if report.file not in blocked and _names_blocked(folder, mentions, blocked)
        }
        if not more:
            return frozenset(blocked)
        blocked |= more


def _names_blocked(folder: Folder, mentions: tuple[Mention, ...], blocked: set[str]) -> bool:
    for mention in mentions:
        if mention.kind in ("message", "recording"):
            if any(sheet.path in blocked for sheet in folder.sent(mention.name)):
                return True
        elif mention.kind == "workflow":
            named = folder.workflows.get(mention.name)
            if named and named.report.file in blocked:
                return True
    return False


__all__ = ["COMMUNITY", "Checked", "check"]
