"""The pages people read say what the code says: every word of the language, every door, and examples that hold."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from flask import Flask

from app import create_app
from engine.cli.root import COMMANDS, root
from engine.language import grammar
from engine.language.check import Checked, check
from engine.language.dated_grammar import NESTED_STARTS
from engine.language.parsing import phrases
from engine.language.render import shown
from engine.publishing import collect, decoded
from engine.settings import Settings
from engine.wording.names import AVAILABLE
from tests.test_tree import ROOT, read

MANAGERS = "docs/workflows.md"
BEHIND = "docs/cookbook.md"  # the details of the same, and its tables
BY_TEXT = "docs/by-text.md"
MOST_WORDS = 4500  # twenty minutes
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *sorted(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
)
FENCE = re.compile(
    r"(?:^`(?P<path>[\w./-]+)`:\n\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMUNITY = "workflows/community.yaml"


def prose(page: str) -> str:
    """A page without its examples, in which brackets and hashes mean something else."""
    return FENCE.sub("", read(page))


def examples(page: str) -> dict[str, str]:
    """Every example that is a whole file, by the path that stands before it."""
    return {found["path"]: found["body"] for found in FENCE.finditer(read(page)) if found["path"]}


def step_examples(page: str) -> list[str]:
    """Examples that are steps alone."""
    blocks = (found for found in FENCE.finditer(read(page)) if not found["path"] and found["kind"] == "yaml")
    return [found["body"] for found in blocks]


def managers_files() -> dict[str, str | bytes]:
    """Every file of both pages: what one speaks of may stand on the other."""
    return {**examples(MANAGERS), **examples(BEHIND)}


def shipped() -> dict[str, str | bytes]:
    return decoded(collect(ROOT / "workflows", ROOT / "messages"))


def checked_with(files: dict[str, str | bytes]) -> Checked:
    return check({**shipped(), **files})


def errors(files: dict[str, str | bytes]) -> list[str]:
    return [f"{one.place.file}:{one.place.line}: {one.message}" for one in checked_with(files).errors]


def in_code(page: str) -> str:
    """Everything that stands as code on a page, spans and blocks."""
    text = read(page)
    return "\n".join([*re.findall(r"`([^`\n]+)`", text), *(found["body"] for found in FENCE.finditer(text))])


def test_an_example_with_a_mistake_would_be_found() -> None:
    assert errors({"workflows/wrong.yaml": "start: joined\nsteps:\n  - sned: welcome\n"})


def test_the_managers_page_is_read_in_twenty_minutes() -> None:
    assert len(read(MANAGERS).split()) <= MOST_WORDS


def test_the_whole_files_of_the_managers_page_pass_the_check() -> None:
    given = managers_files()
    assert len(given) > 12
    assert errors(given) == []


@pytest.mark.parametrize("body", [*step_examples(MANAGERS), *step_examples(BEHIND)])
def test_the_steps_of_the_managers_pages_pass_the_check(body: str) -> None:
    indented = "".join(f"  {line}\n" for line in body.splitlines())
    rest = managers_files()
    rest["workflows/example.yaml"] = f"start: by hand\nsteps:\n{indented}"
    assert errors(rest) == []


def test_the_shorter_examples_elsewhere_pass_the_check() -> None:
    for page in PAGES:
        found = {
            path: body
            for path, body in examples(page).items()
            if path.startswith(("workflows/", "messages/"))
        }
        if page not in (MANAGERS, BEHIND) and found:
            assert errors(dict(found)) == [], page


@pytest.mark.parametrize(
    "key",
    sorted(
        {
            key.name
            for table in (
                grammar.WORKFLOW_KEYS, *(keys for _, keys in NESTED_STARTS.values()), grammar.WAVE_KEYS, grammar.CONDITION_KEYS,
                grammar.OUTCOME_KEYS, grammar.COMMUNITY_KEYS, grammar.PHONE_LINE_KEYS, grammar.KEY_ACTIONS,
                (grammar.KEY_SAY,), grammar.TALK_KEYS, grammar.BROUGHT_KEYS, grammar.TALK_LINES,
            )
            for key in table
        }
        | set(grammar.VERB_NAMES)
        | {extra.name for verb in grammar.VERBS for extra in verb.extras}
        | {grammar.ANYTHING_ELSE, grammar.NO_ANSWER, "everyone", *NESTED_STARTS, "roll out"}
    ),
)  # fmt: skip
def test_every_word_of_the_language_is_on_the_managers_page(key: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", in_code(MANAGERS) + in_code(BEHIND)), key


@pytest.mark.parametrize("phrase", phrases.STARTS)
def test_every_way_to_start_is_on_the_managers_page(phrase: str) -> None:
    assert f"`{phrase}" in read(MANAGERS)


def test_what_people_text_is_listed_by_who_texts_it() -> None:
    page = read(BY_TEXT)
    sections = ["Members", "Whoever has a conversation", "Hosts", "Managers"]
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == sections
    assert page.count("| text | what happens |") == len(sections)
    words = ("STOP", "START", "HELP", "HERE", "SICK", "ON", "DONE")
    assert [word for word in words if not re.search(rf"^\| {word}\b", page, re.MULTILINE)] == []
    assert [here for here in (MANAGERS, BEHIND, "README.md") if "by-text.md" not in read(here)] == []


@pytest.mark.parametrize("name", AVAILABLE)
def test_every_merge_field_is_on_the_managers_page(name: str) -> None:
    assert name in in_code(MANAGERS)


def test_the_managers_page_offers_no_merge_field_that_is_none() -> None:
    offered = set(re.findall(r"\{\{ ([\w.]+)", read(MANAGERS)))
    known = {name.partition(".")[0] for name in AVAILABLE}
    assert offered
    assert {name for name in offered if name not in AVAILABLE and not name.startswith("member.")} == set()
    assert {name.partition(".")[0] for name in offered} <= known


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    settings = Settings(
        twilio_account_sid="AC" + "0" * 32, twilio_auth_token="token", twilio_from="+13125550100",
        public_url="http://127.0.0.1:8000", redis_url="redis://127.0.0.1:1/0", secret_key="s" * 40,
        database_url=f"sqlite:///{tmp_path_factory.mktemp('docs') / 'docs.db'}",
    )  # fmt: skip
    return create_app(settings, ring=lambda bell: None)


def test_every_door_is_in_the_docs(house: Flask) -> None:
    pages = "\n".join(read(page) for page in PAGES)
    rules = {re.sub(r"<(?:\w+:)?\w+>", "…", rule.rule) for rule in house.url_map.iter_rules()}
    assert "/twilio/sms" in rules
    assert sorted(rule for rule in rules if f"`{rule}`" not in pages and f" {rule}`" not in pages) == []


def test_every_command_is_in_the_docs() -> None:
    pages = "\n".join(in_code(page) for page in PAGES)
    assert [name for name in COMMANDS if not re.search(rf"kindling {name}\b", pages)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_no_command_and_no_option_that_is_none(page: str) -> None:
    for name, rest in re.findall(r"kindling ([a-z]+)([^`\n]*)", in_code(page)):
        assert name in COMMANDS, f"{page}: kindling {name}"
        options = {option for one in command(name).params for option in one.opts}
        for option in re.findall(r"(?<=\s)--[a-z-]+", re.split(r" && |  ", rest)[0]):
            assert option in options | {"--help"}, f"{page}: kindling {name} {option}"


def command(name: str) -> click.Command:
    found = root.get_command(click.Context(root), name)
    assert found is not None
    return found


def test_the_mistake_on_the_managers_page_is_shown_as_it_is_printed() -> None:
    files = managers_files()
    text = str(files["workflows/listen.yaml"]).replace("until 10am", "until tuseday 10am")
    checked = checked_with({**files, "workflows/listen.yaml": text})
    printed = shown(checked.errors[0], checked.lines).text()
    page = "\n".join(line.strip() for line in read(MANAGERS).splitlines())
    assert "\n".join(line.strip() for line in printed.splitlines()) in page


@pytest.mark.parametrize("page", PAGES)
def test_every_link_between_pages_leads_somewhere(page: str) -> None:
    for target in LINK.findall(prose(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        there = (ROOT / page).parent / path if path else ROOT / page
        assert there.exists(), f"{page} links to {target}"
        if anchor:
            assert anchor in anchors(there), f"{page} links to {target}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_the_modules_and_files_that_a_page_names_exist(page: str) -> None:
    spans = re.findall(r"`([^`\s]+)`", prose(page))
    for name in spans:
        if re.fullmatch(r"(?:engine|handlers|sandbox)(?:\.\w+)+", name):
            assert named(name), f"{page} names {name}"
        elif re.fullmatch(r"(?:engine|handlers|sandbox|tests|tools|docs)/[\w./-]+", name):
            assert (ROOT / name).exists(), f"{page} names {name}"


def named(dotted: str) -> bool:
    """Whether this is a module, or what a module has."""
    if find_spec(dotted.rpartition(".")[0]) is None:
        return False
    return hasattr(import_module(dotted.rpartition(".")[0]), dotted.rpartition(".")[2]) or bool(
        find_spec(dotted)
    )
