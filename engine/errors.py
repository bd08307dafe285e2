"""The errors that are meant to be read by a person.

Whatever a manager or an operator can put right is raised as a KindlingError; the command line prints its
words alone, without a trace. Everything else is a fault of ours and keeps its trace.
"""

from __future__ import annotations


class KindlingError(Exception):
    """Something a person can put right. `str(error)` is the whole message, for that person."""


class SettingError(KindlingError):
    """One setting that is missing or that cannot be used: which one, what is wrong, what to do."""

    def __init__(self, name: str, problem: str, repair: str) -> None:
        self.name = name
        self.problem = problem
        self.repair = repair
        super().__init__(f"{name} {problem}\n    {repair}")


class SettingsError(KindlingError):
    """Every setting that is wrong, found in one go, so that nobody has to start five times."""

    def __init__(self, errors: list[SettingError]) -> None:
        self.errors = tuple(errors)
        count = "One setting needs" if len(errors) == 1 else f"{len(errors)} settings need"
        super().__init__("\n".join([f"{count} your attention:", *(f"  {error}" for error in errors)]))


class ProviderError(KindlingError):
    """A provider refused or could not be reached. `permanent` alone decides between retry and giving up."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(message)
