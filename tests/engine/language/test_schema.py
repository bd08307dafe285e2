"""The editor schema is fresh, knows every key, and accepts what the checker accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from engine.language import dated_grammar, grammar
from engine.language.parsing.community import _READERS as COMMUNITY_READERS
from engine.language.parsing.phone_line import _READERS as PHONE_LINE_READERS
from engine.language.parsing.talks import _READERS as TALK_READERS
from engine.language.parsing.workflow import _READERS as WORKFLOW_READERS
from engine.language.schema import DRAFT, KINDS, schema
from tests.engine.language.samples import steps

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "workflows").rglob("*.yaml"))
SCHEMA = schema()
SAMPLES = {
    "a question": steps(
        "- ask: how\n  within: 2 days\n  save_as: shirt size\n  answers:\n    yes, good:\n      - end\n    no:\n    1:\n      - send: x"
    ),
    "a roll out": steps(
        "- send: x", "start: by hand\nroll out:\n  - for: {tagged: vip}\n  - after: 3 days\n    for: everyone"
    ),
    "keys apart": steps(
        "- send: x", "start: joined\nstop_when:\n  - event: sale\n  - {not-tagged: [a, b], percent: 25}"
    ),
    "an outside bridge": steps(
        "- at: 1 day before at 10am\n  send: x\n  for: said yes",
        "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes\n    record: no\n    number: +13125550142\n    code: 1234#",
    ),
    "keys to press": steps(
        "- ring: hello\n  retry: 2 times after 20 minutes\n  press:\n    1:\n      - end\n    2, 3:\n"
    ),
    "a call with everything": steps(
        "- at: at the start\n  send: x\n  by: text or phone",
        "start:\n  call:\n    every: tuesday 7pm\n    lasts: 45 minutes\n    record: on request\n    muted: yes\n    grace: 5 minutes\n    notes: x\n    if nobody leads: latest recording",
    ),
    "a phone line": "keys:\n  1: {keys: {2: {listen: [a, b], say: c}, 3: {leave: }}}\n  9: leave\nno key: {hear: praise}\n",
    "a test": "- test: it\n  talk:\n    - attended\n    - press: 1\n    - event: sale\n",
}
WRONG = {
    "an unknown verb": steps("- sned: x"),
    "an unknown key": f"strat: joined\n{steps('- end')}",
    "no start": "steps:\n  - end\n",
    "no within": steps("- ask: how"),
    "a key of two digits": "keys:\n  12: leave\n",
    "a key that does nothing": "keys:\n  1: {say: hello}\n",
    "a ring that takes 9": steps("- ring: hello\n  press:\n    9:\n"),
    "an unknown line of a talk": "- test: it\n  talk:\n    - thye: x\n",
}


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2 as editors have it: yes and no are words, dates are words, true and numbers are not; keys are."""

    class Loader(yaml.SafeLoader):
        pass

    kept = {
        first: [
            (tag, pattern) for tag, pattern in found if tag.rpartition(":")[2] not in ("bool", "timestamp")
        ]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.yaml_implicit_resolvers = kept
    return _keys_as_words(yaml.load(text, Loader))


def _keys_as_words(read: Any) -> Any:
    match read:
        case dict():
            return {str(key): _keys_as_words(value) for key, value in read.items()}
        case list():
            return [_keys_as_words(item) for item in read]
        case _:
            return read


def test_the_schema_file_is_fresh() -> None:
    """Renew it with: .venv/bin/python -m engine.language.schema > workflows/schema.json"""
    assert json.loads((ROOT / "workflows" / "schema.json").read_text("utf-8")) == SCHEMA


def test_it_is_a_schema_of_its_draft() -> None:
    assert SCHEMA["$schema"] == DRAFT
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_the_shipped_files_are_valid(path: Path) -> None:
    jsonschema.validate(as_an_editor_reads(path.read_text("utf-8")), SCHEMA)


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_samples_are_valid(text: str) -> None:
    jsonschema.validate(as_an_editor_reads(text), SCHEMA)


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_mistakes_are_seen(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(as_an_editor_reads(text), SCHEMA)


TABLES = {
    "workflow": grammar.WORKFLOW_KEYS,
    "call": dated_grammar.CALL_KEYS,
    "wave": grammar.WAVE_KEYS,
    "community": grammar.COMMUNITY_KEYS,
    "phone line": (*grammar.PHONE_LINE_KEYS, *grammar.KEY_ACTIONS, grammar.KEY_SAY),
    "talk": grammar.TALK_KEYS,
    "talk lines": grammar.TALK_LINES,
    "brought": grammar.BROUGHT_KEYS,
    "conditions": grammar.CONDITION_KEYS,
    "steps": tuple(key for verb in grammar.VERBS for key in (verb.key, *verb.extras)),
}


@pytest.mark.parametrize("keys", TABLES.values(), ids=TABLES)
def test_every_key_is_drawn_and_explained(keys: tuple[grammar.Key, ...]) -> None:
    for key in keys:
        assert key.kind in KINDS, key
        assert key.help, key


def test_every_key_can_be_read() -> None:
    per_step = {"steps", "answers", "press"}
    for keys, readers in (
        (TABLES["workflow"] + TABLES["call"] + TABLES["wave"] + TABLES["steps"], WORKFLOW_READERS),
        (TABLES["community"], COMMUNITY_READERS),
        (TABLES["phone line"], PHONE_LINE_READERS),
        (TABLES["talk"] + TABLES["talk lines"], TALK_READERS),
    ):
        assert {key.kind for key in keys} - per_step <= set(readers)
