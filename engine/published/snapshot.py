"""What is published now, as every process reads it: checked files, compiled once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from engine.errors import KindlingError
from engine.language.community import COMMUNITY, Community
from engine.language.parsing.community import Defaults, parse_community
from engine.language.parsing.phone_line import parse_phone_line
from engine.language.parsing.workflow import parse_workflow
from engine.language.phone_line import DEFAULT, PHONE_LINE, PhoneLine
from engine.language.workflow import Texted, Workflow
from engine.models import Blob, LiveWorkflow, Revision, Snapshot
from engine.published.learned import with_learned
from engine.published.messages import Messages, MessageWords, compiled

MESSAGES, ANSWERS, RECORDINGS = "messages/", "messages/answers/", "messages/recordings/"
STORIES = "messages/stories/"
GUIDANCE = "messages/guidance/"


class NothingPublished(KindlingError):
    """No snapshot yet: there is nothing to run."""

    def __init__(self) -> None:
        super().__init__("Nothing is published yet. Run: kindling publish")


@dataclass(frozen=True, slots=True)
class Live:
    """A workflow that is live: starts count from ``live_since``; ``paused`` while its file is gone."""

    name: str
    revision_id: int
    workflow: Workflow
    live_since: datetime
    paused: bool


@dataclass(frozen=True, slots=True)
class Published:
    """One snapshot. ``answers`` are by name, in every language; ``keywords`` map a word to its workflow, and
    ``openings`` one with which a message begins and goes on.

    ``stories`` are the plain files of those messages that are told to whoever is like their teller.
    """

    snapshot_id: int
    at: datetime
    community: Community
    workflows: Mapping[str, Live]
    messages: Messages
    answers: Mapping[str, tuple[MessageWords, ...]]
    keywords: Mapping[str, str]
    openings: Mapping[str, str] = field(default_factory=dict)
    phone_line: PhoneLine = DEFAULT
    stories: Mapping[str, MessageWords] = field(default_factory=dict)
    guidance: Mapping[str, tuple[MessageWords, ...]] = field(default_factory=dict)

    def workflow(self, revision_id: int) -> Workflow:
        """The workflow of any stored revision, old ones too."""
        for one in self.workflows.values():
            if one.revision_id == revision_id:
                return one.workflow
        return workflow_of(revision_id, self.community.timezone)

    def asked(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """The ways to ask for each answer, in any of its languages."""
        return {
            name: tuple(way for words in forms for way in words.asked) for name, forms in self.answers.items()
        }

    def answer(self, name: str, language: str) -> MessageWords:
        """An answer's words: the language's, else the plain file's."""
        return _in_language(self.answers[name], language)

    def guidance_ways(self) -> Mapping[str, tuple[str, ...]]:
        """The ways to ask for each guidance, in any of its languages."""
        return {
            name: tuple(way for words in forms for way in words.asked)
            for name, forms in self.guidance.items()
        }

    def guidance_for(self, name: str, language: str) -> MessageWords:
        """The words of one, for whoever reads ``language``."""
        return _in_language(self.guidance[name], language)


def _in_language(forms: tuple[MessageWords, ...], language: str) -> MessageWords:
    spoken = {words.language: words for words in forms}
    return spoken.get(language) or spoken[None]


def read(snapshot: Snapshot) -> Published:
    """Compile a snapshot from the stored files."""
    texts = _texts(snapshot.files)
    community = parse_community(texts.get(COMMUNITY, ""), COMMUNITY, Defaults(**snapshot.defaults)).community
    live = {row.name: _live(row, community.timezone) for row in LiveWorkflow.select()}
    stories = {path: text for path, text in texts.items() if path.startswith(STORIES)}
    plain = {path: text for path, text in texts.items() if path.startswith(MESSAGES) and path.count("/") == 1}
    return Published(
        snapshot_id=snapshot.id,
        at=snapshot.at,
        community=community,
        workflows=live,
        messages=Messages({**plain, **stories}),
        answers=with_learned(
            _answers({path: text for path, text in texts.items() if path.startswith(ANSWERS)})
        ),
        keywords=_texted(live, "words"),
        openings=_texted(live, "openings"),
        phone_line=_phone_line(texts),
        stories=_stories(stories),
        guidance=_answers({path: text for path, text in texts.items() if path.startswith(GUIDANCE)}),
    )


def _phone_line(texts: Mapping[str, str]) -> PhoneLine:
    text = texts.get(PHONE_LINE)
    return _parsed_line(text) if text is not None else DEFAULT


@lru_cache(maxsize=8)  # other files change far more often than this one
def _parsed_line(text: str) -> PhoneLine:
    return parse_phone_line(text).line or DEFAULT


def _texts(files: Mapping[str, str]) -> dict[str, str]:
    wanted = {path: sha for path, sha in files.items() if not path.startswith(RECORDINGS)}
    bodies = {row.sha256: row.body for row in Blob.select().where(Blob.sha256.in_(set(wanted.values())))}
    return {path: bytes(bodies[sha]).decode() for path, sha in wanted.items()}


def _live(row: LiveWorkflow, timezone: str) -> Live:
    workflow = workflow_of(row.revision_id, timezone)
    return Live(row.name, row.revision_id, workflow, row.live_since, row.paused)


def workflow_of(revision_id: int, timezone: str = "UTC") -> Workflow:
    """The workflow a revision holds; ``timezone`` is that of a call that names none. Compiled once a process."""
    revision = Revision.get_by_id(revision_id)
    return _compiled_workflow(revision.workflow, revision.sha256, timezone)


@lru_cache(maxsize=512)
def _compiled_workflow(name: str, sha256: str, timezone: str) -> Workflow:
    source = Blob.get(Blob.sha256 == sha256)
    path = f"workflows/{name}.yaml"
    workflow = parse_workflow(bytes(source.body).decode("utf-8-sig"), path, name, timezone).workflow
    if workflow is None:
        raise ValueError(f"{path} was published, so it passed the check, and now it does not")
    return workflow


def _answers(files: Mapping[str, str]) -> dict[str, tuple[MessageWords, ...]]:
    found: dict[str, tuple[MessageWords, ...]] = {}
    for path, text in sorted(files.items()):
        words = compiled(path, text)
        found[words.name] = (*found.get(words.name, ()), words)
    return found


def _stories(files: Mapping[str, str]) -> dict[str, MessageWords]:
    every = (compiled(path, text) for path, text in sorted(files.items()))
    return {words.name: words for words in every if words.language is None}


def _texted(live: Mapping[str, Live], which: str) -> dict[str, str]:
    return {
        word: one.name
        for one in live.values()
        if isinstance(one.workflow.start, Texted) and not one.paused
        for word in getattr(one.workflow.start, which)
    }
