"""Merging: a manager's words with their fields, once compiled, many times rendered.

Jinja2's immutable sandbox is the second fence; the first is `grammar`, which lets nothing but fields, `if` and
`for` be compiled at all. Fields are looked up as mapping keys only, never as Python attributes.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.wording.grammar import LOOP_FACTS, Findings, MergeError, inspect
from engine.wording.names import AVAILABLE, field_key, guess, known_names

__all__ = [
    "AVAILABLE",
    "MergeError",
    "WordsEnvironment",
    "Words",
    "compile_words",
    "render_within",
    "unknown_names",
]

MOST_SOURCE = 100_000
MOST_OUTPUT = 200_000
"""Both in characters. A newsletter has about 10,000; what is longer is a mistake or an attack."""

_TAG_LINE = re.compile(r"^[ \t]*(\{([%#])(?:(?!\2\}|\{[%#])[^\n])*)(\2\})[ \t]*\n", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class _Nothing(Exception):
    """A value that cannot be printed; `reason` completes "NAME ..."."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name} {reason}")


class _Missing(StrictUndefined):
    """Absent is false in an `if` and equal to nothing; `check` has found misspelled names long before.
    Printing it is still an error."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]
        return False

    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return False

    def __ne__(self, other: object) -> bool:  # type: ignore[override]
        return True

    __hash__ = None  # type: ignore[assignment]


def printable(value: Any) -> str:
    """What a value looks like in words; whole lists and empty fields cannot be printed.

    Control characters go: they have no place in a text, and PostgreSQL refuses NUL.
    """
    if isinstance(value, StrictUndefined):
        raise _Nothing(str(value._undefined_name), "does not exist")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is not None and not isinstance(value, (str, int, float)):
        raise _Nothing("", "is a list: go through it with {% for %}")
    words = "" if value is None else _CONTROLS.sub("", str(value))
    if not words:
        raise _Nothing("", "has no value")
    return words


class WordsEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox with mapping look-ups only; `escape` turns HTML escaping on for emails."""

    def __init__(self, *, escape: bool = False) -> None:
        super().__init__(
            undefined=_Missing, autoescape=escape, finalize=printable, keep_trailing_newline=True
        )
        self.globals.clear()
        self.filters.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The value under `attribute`; spaces, hyphens and case in the key do not matter."""
        if isinstance(obj, LoopContext) and attribute in LOOP_FACTS:
            return getattr(obj, attribute)
        if isinstance(obj, Mapping):
            if attribute in obj:
                return obj[attribute]
            for key, value in obj.items():
                if field_key(str(key)) == attribute:
                    return value
        return self.undefined(name=attribute)


_PLAIN = WordsEnvironment()


def close_up(source: str) -> str:
    """A tag alone on a line leaves no line behind: its line break moves inside it, so that lines still count.

    Jinja's own `trim_blocks` would also join "{% endif %}" at the end of a sentence to the next line.
    """
    return _TAG_LINE.sub(r"\1\n\3", source)


@dataclass(frozen=True, eq=False)
class Words:
    """Compiled words. `names`: the dotted names used; `guarded`: those of them that only appear where an `if`
    or an `or` covers the case that the member lacks them; `lines`: where each is first used."""

    source: str
    file: str
    first_line: int
    names: frozenset[str]
    guarded: frozenset[str]
    lines: Mapping[str, int]
    _template: Template = field(repr=False)

    def render(self, fields: Mapping[str, Any]) -> str:
        """The words for one person. `fields` nest: {"first_name": "Amy", "member": {"shirt size": "M"}}.

        Raises MergeError with line and guess for a name that is missing or has no value where it is printed.
        """
        return render_within(self._template, self, fields).strip()


@lru_cache(maxsize=2048)
def compile_words(text: str, file: str, first_line: int = 1) -> Words:
    """Read `text` once; `first_line` is where it begins in `file`, after front matter. Raises MergeError."""
    findings, template = _read(text, file, first_line)
    names = frozenset(findings.lines)
    lines = {name: line + first_line - 1 for name, line in findings.lines.items()}
    return Words(text, file, first_line, names, names - findings.bare, lines, template)


def _read(text: str, file: str, first_line: int) -> tuple[Findings, Template]:
    """What the grammar finds in `text`, and the template: nothing is compiled that the grammar has not passed."""
    if len(text) > MOST_SOURCE:
        raise MergeError(f"These words are longer than {MOST_SOURCE:,} characters.", first_line, file=file)
    try:
        return inspect(_PLAIN.parse(text)), _PLAIN.from_string(close_up(text))
    except TemplateSyntaxError as error:
        raise MergeError(_plainly(error.message or ""), error.lineno + first_line - 1, file=file) from None
    except MergeError as error:
        raise MergeError(error.message, error.line + first_line - 1, error.guess, file=file) from None
    except (RecursionError, SyntaxError, MemoryError, ValueError, OverflowError):
        raise MergeError("This is nested too deeply to read.", first_line, file=file) from None


def _plainly(message: str) -> str:
    """Jinja's complaint in a manager's words, where we know what usually lies behind it."""
    if "unknown tag" in message and "end" in message:
        return "This closes something that was never opened."
    if "unknown tag" in message:
        return "Only {% if %}, {% elif %}, {% else %} and {% for %} are known here."
    if "nexpected end of template" in message:
        return "Something is opened here and never closed: look for a missing }}, %}, {% endif %} or {% endfor %}."
    if "No filter named" in message:
        return 'There are no filters here. For a default write {{ member.shirt_size or "your size" }}.'
    return (
        f"This merge field cannot be read ({message.rstrip('.')}). A field is written {{{{ first_name }}}}."
    )


def render_within(template: Template, words: Words, fields: Mapping[str, Any]) -> str:
    """Render with the output capped, and every failure as a MergeError that names a line of `words.file`."""
    parts: list[str] = []
    size = 0
    try:
        for part in template.generate(fields):
            parts.append(part)
            size += len(part)
            if size > MOST_OUTPUT:
                raise MergeError(
                    f"The words grew beyond {MOST_OUTPUT:,} characters.", words.first_line, file=words.file
                )
    except (TemplateError, TypeError, _Nothing) as error:
        raise _failure(error, words, fields) from None
    return "".join(parts)


def _failure(error: Exception, words: Words, fields: Mapping[str, Any]) -> MergeError:
    frames = traceback.walk_tb(error.__traceback__)
    line = max((number for frame, number in frames if frame.f_code.co_filename == "<template>"), default=1)
    line += words.first_line - 1
    here = [name for name, at in words.lines.items() if at == line]
    if not isinstance(error, _Nothing):
        return MergeError("Something here cannot be gone through as a list.", line, file=words.file)
    if error.name:
        name = next((n for n in sorted(words.names) if n.rsplit(".", 1)[-1] == error.name), error.name)
        return MergeError(
            f'"{name}" {error.reason}.', line, guess(name, _given(fields)), file=words.file, name=name
        )
    name = here[0] if len(here) == 1 else "what stands here"
    return MergeError(
        f'"{name}" {error.reason}.', line, file=words.file, name=name if len(here) == 1 else None
    )


def _given(fields: Mapping[str, Any], before: str = "") -> set[str]:
    names: set[str] = set()
    for key, value in fields.items():
        name = before + field_key(str(key))
        names |= _given(value, f"{name}.") if isinstance(value, Mapping) else {name}
    return names


def unknown_names(words: Words, fields: Collection[str]) -> list[tuple[str, int, str | None]]:
    """The names in `words` that exist nowhere, as (name, line, guess), by line.

    `fields` are the members' own fields as listed ("shirt size").
    """
    known = known_names(fields)
    unknown = [(name, line) for name, line in words.lines.items() if name not in known]
    return [
        (name, line, guess(name, known))
        for name, line in sorted(unknown, key=lambda pair: (pair[1], pair[0]))
    ]
