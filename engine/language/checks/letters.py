"""Letters: what waits for a signature has no steps before it goes out."""

from __future__ import annotations

from engine.language.folder import Folder


def check(folder: Folder) -> None:
    for parsed in folder.everything():
        dated = parsed.workflow.dated if parsed.workflow else None
        for step in parsed.workflow.steps if parsed.workflow and dated and dated.signed else ():
            if step.moment is not None and step.moment.before_start:
                message = f'"{step.moment}" is before it goes out, when nobody has signed it yet: write "at the start".'
                parsed.report.error(step.place, message, rule="letter")
