"""The JSON Schema of the language, for completion and hover words in editors; made from the grammar's tables.

It is deliberately looser than ``check``: an editor that draws red lines where Kindling finds none would be a
nuisance, so phrases are described and offered, and only shapes and keys are enforced.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from engine.language.community_keys import COMMUNITY_KEYS, MAY_KEYS
from engine.language.dated_grammar import NESTED_STARTS
from engine.language.grammar import (
    ANYTHING_ELSE,
    BROUGHT_KEYS,
    CONDITION_KEYS,
    KEY_ACTIONS,
    KEY_SAY,
    KEY_TO,
    NO_ANSWER,
    OUTCOME_KEYS,
    PHONE_LINE_KEYS,
    STEP_AT,
    STEP_FOR,
    TALK_KEYS,
    TALK_LINES,
    VERBS,
    WAVE_KEYS,
    WORKFLOW_KEYS,
    Verb,
)
from engine.language.key import Key
from engine.language.parsing.phone_actions import SINGLE
from engine.language.parsing.phrases import STARTS
from engine.language.parsing.talks import BARE_LINES
from engine.times import WEEKDAYS

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
"""An editor's YAML makes numbers of 25 and booleans of yes; here both are words."""


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _examples(*examples: str) -> Schema:
    return {**SCALAR, "examples": list(examples)}


def _either(*words: str) -> Schema:
    """A few fixed words; an editor may have read yes and no as booleans."""
    values: list[str | bool] = list(words)
    values += [truth for word, truth in (("yes", True), ("no", False)) if word in words]
    return {"enum": values}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


WORDS: Schema = {"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]}
STEPS: Schema = {"type": "array", "items": _ref("step")}
CHANNEL: Schema = _either("text", "email", "phone")
NAME: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}

KINDS: dict[str, Schema] = {
    **dict.fromkeys(
        ("text", "word", "person", "role", "field", "tag", "untag", "stage", "phone", "money"), SCALAR
    ),
    **dict.fromkeys(("message", "named message", "notes", "recording", "workflow", "workflow name"), NAME),
    **dict.fromkeys(
        ("tags", "words", "events", "stages", "languages", "keywords", "countries", "roles"), WORDS
    ),
    **dict.fromkeys(("fields", "stage list", "dates"), WORDS),
    **dict.fromkeys(("attendance", "outcome"), _or_null(SCALAR)),
    "duration": _examples("15 minutes", "2 hours", "1 day", "2 weeks", "3 months"),
    "wait": _examples(
        "1 day",
        "until 10am",
        "until tuesday 10am",
        "until birthday",
        "until event first-sale or 30 days",
        "until they text NEXT or 3 days",
    ),
    "moment": _examples(
        "1 day before at 10am",
        "15 minutes before",
        "at the start",
        "1 hour after the end",
        "every friday at 10am",
    ),
    "goal": _examples("200 selfies"),
    "challenge words": WORDS,
    "counts": _either("photos", "entries", "amounts"),
    "begins": _examples("2026-12-01", "2026-12-01 9am"),
    "ends": _examples("2026-12-31", "2026-12-31 9pm"),
    "each": _examples("1 a day", "5 in all", "any number"),
    "board": _either("those who agreed", "nobody"),
    "words or nothing": _or_null(SCALAR),
    "recurrence": _examples("tuesday 7pm", "friday at 9am", "day at 8am", "month on the 1st at 9am"),
    "hours": _examples("9am to 8pm", "any time"),
    "by": _either("text", "email", "both", "phone", "text or phone"),
    "record": _either("yes", "no", "on request"),
    "fallback": _either("latest recording"),
    "rota": {"type": "object", "properties": dict.fromkeys(WEEKDAYS, _ref("conditions"))},
    "patience": _examples("4 hours", "1 day", "never"),
    "plays": _either("by member", "in total"),
    "wall": _either("members", "public", "none"),
    "landlines": _either("ring", "leave out"),
    "may": _ref("may"),
    "over": _examples("over 50", "always", "never"),
    "retry": _examples("2 times after 20 minutes", "once after 1 hour"),
    "law": _either("US", "none"),
    "yes or no": _either("yes", "no"),
    "zone": _examples("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "percent": _examples("25"),
    "lead": _examples("10 minutes before"),
    "remind": _examples("still-there after 1 day"),
    "wall moment": _examples("2026-12-05 9am"),
    "web address": _examples("https://example.org/room"),
    "again": _examples("never", "always", "after 90 days"),
    "at most": _examples("2 a day", "no limit"),
    "language": _examples("en", "es"),
    "now": _examples("monday 3pm", "2026-03-08 1am"),
    "wall time": _examples("tuesday 10am", "10am"),
    "digit": _examples("1"),
    "story": {"anyOf": [{"const": "any"}, WORDS]},
    "stop": {"anyOf": [{"const": "roll out"}, NAME]},
    "nothing": {"type": "null"},
    "channels": {"anyOf": [CHANNEL, {"type": "array", "items": CHANNEL}]},
    "assignments": {"type": "object", "additionalProperties": SCALAR, "minProperties": 1},
    "member": {"type": "object", "additionalProperties": WORDS},
    "brought": {"type": "array", "items": _ref("brought"), "minItems": 1},
    "conditions": _ref("conditions"),
    "any of": {"anyOf": [_ref("conditions"), {"type": "array", "items": _ref("conditions")}]},
    "steps": STEPS,
    "answers": _ref("answers"),
    "press": {
        "type": "object",
        "patternProperties": {"^[0-8]( *, *[0-8])*$": _or_null(STEPS)},
        "additionalProperties": False,
    },
    "menu": _ref("menu"),
    "action": _ref("key"),
    "join": {"const": "call"},
    "listen": {
        "anyOf": [{"enum": ["latest", "by number"]}, NAME, {"type": "array", "items": NAME, "minItems": 1}]
    },
    "choices": {"anyOf": [{"const": "members"}, WORDS, {"type": "object", "minProperties": 2}]},
    "record words": _either("win", "question", "message", "entry", "practice"),
    "hear": _either("next call", "praise", "letter"),
    **dict.fromkeys(("vote", "leave"), _or_null({"enum": ["yes", True]})),
    "start": _ref("start"),
    "waves": {"type": "array", "items": _ref("wave"), "minItems": 1},
    "talk": {"type": "array", "items": _ref("line"), "minItems": 1},
}


def schema() -> Schema:
    """One schema for workflows, drafts, ``community.yaml``, ``phone-line.yaml`` and tests."""
    return {
        "$schema": DRAFT,
        "title": "Kindling: workflows, the community, the phone line and tests",
        "anyOf": [_ref("workflow"), _ref("community"), _ref("phone line"), _ref("tests")],
        "$defs": {
            "workflow": _object(WORKFLOW_KEYS, "A workflow: what happens to a member, step by step"),
            "community": _object(COMMUNITY_KEYS, "The community itself"),
            "may": _object(MAY_KEYS, "Who may do what by text and keypad"),
            "phone line": _object(PHONE_LINE_KEYS, "What people hear who ring us"),
            "menu": {
                "type": "object",
                "title": "The keys of a telephone, and what each does",
                "patternProperties": {"^[0-9]$": _ref("key")},
                "additionalProperties": False,
                "minProperties": 1,
            },
            "key": _key(),
            "tests": {
                "type": "array",
                "items": _object(TALK_KEYS, "A conversation that must come out as written"),
            },
            "brought": _object(BROUGHT_KEYS, "Somebody whom the member has brought"),
            "start": _start(),
            "wave": _object(WAVE_KEYS, "One wave of a roll out"),
            "conditions": _conditions(),
            "answers": _answers(),
            "step": _step(),
            "line": _line(),
        },
    }


def _property(key: Key) -> Schema:
    return {**KINDS[key.kind], "description": key.help}


def _object(keys: Iterable[Key], title: str) -> Schema:
    """Keys of several words may be written with underscores or hyphens too."""
    keys = tuple(keys)
    made: Schema = {
        "type": "object",
        "title": title,
        "properties": {key.name: _property(key) for key in keys},
        "additionalProperties": False,
    }
    spaced = {_spelled(key.name): _property(key) for key in keys if " " in key.name or "-" in key.name}
    if spaced:
        made["patternProperties"] = spaced
    required = [key.name for key in keys if key.required]
    if required:
        made["required"] = required
    return made


def _spelled(name: str) -> str:
    return "^" + name.replace("-", " ").replace(" ", "[ _-]") + "$"


def _start() -> Schema:
    nested = [
        {
            "type": "object",
            "properties": {name: _object(keys, what)},
            "required": [name],
            "additionalProperties": False,
        }
        for name, (what, keys) in NESTED_STARTS.items()
    ]
    return {"anyOf": [{"type": "string", "examples": list(STARTS)}, *nested]}


def _conditions() -> Schema:
    """Keys that must all hold. Fields of the community's own are keys too, so others are allowed."""
    keys = (*CONDITION_KEYS, *OUTCOME_KEYS)
    words = ["everyone", *(key.name for key in OUTCOME_KEYS)]
    group = {
        "type": "object",
        "properties": {key.name: _property(key) for key in keys},
        "patternProperties": {_spelled(key.name): _property(key) for key in keys if " " in key.name},
        "additionalProperties": WORDS,
        "minProperties": 1,
    }
    return {"anyOf": [{"enum": words}, group]}


def _answers() -> Schema:
    line = _or_null(STEPS)
    return {
        "type": "object",
        "properties": {
            ANYTHING_ELSE: {**line, "description": "What follows a reply that fits no line"},
            NO_ANSWER: {**line, "description": "What follows when no reply came in time"},
        },
        "additionalProperties": line,
        "minProperties": 1,
    }


def _step() -> Schema:
    return {
        "anyOf": [
            {"const": "end", "description": "Leave this workflow here"},
            *(_verb(verb) for verb in VERBS),
        ]
    }


def _verb(verb: Verb) -> Schema:
    made = _object((verb.key, *verb.extras, STEP_FOR, STEP_AT), verb.key.help)
    made["required"] = [verb.name, *made.get("required", [])]
    return made


def _key() -> Schema:
    """What a key leads to: one action, or a word of its own: vote, leave."""
    also = {"record": (KEY_SAY, KEY_TO)}
    each = [(key, (key, *also.get(key.name, (KEY_SAY,)))) for key in KEY_ACTIONS]
    actions = [{**_object(keys, key.help), "required": [key.name]} for key, keys in each]
    words = [{"const": each.name, "description": each.help} for each in KEY_ACTIONS if each.name in SINGLE]
    return {"anyOf": [*words, *actions]}


def _line() -> Schema:
    keys = [{**_object((key,), key.help), "required": [key.name]} for key in TALK_LINES]
    return {"anyOf": [{"enum": list(BARE_LINES)}, *keys]}


def as_json() -> str:
    """The schema as ``workflows/schema.json`` holds it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_json())
