"""The answers that come with the product: asked for in English and in Spanish, given in the member's language."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.models import Member
from engine.wording.segments import count_segments

ANSWERS = Path(__file__).parents[3] / "messages" / "answers"
WHEN, JOIN, HEAR = "Todos los martes", "Solo llama", "Para escuchar"
SPANISH = [
    ("¿Cuándo es la llamada?", WHEN),
    ("cuando es la llamada", WHEN),
    ("a que hora es la llamada?", WHEN),
    ("Hola, ¿a qué hora es la reunión?", WHEN),
    ("hay llamada esta semana?", WHEN),
    ("When is the call?", WHEN),
    ("¿Cómo entro a la llamada?", JOIN),
    ("como me uno a la llamada", JOIN),
    ("a qué número llamo?", JOIN),
    ("¿Cómo escucho las grabaciones?", HEAR),
    ("donde puedo oir la grabacion?", HEAR),
    ("hay grabación de la llamada?", HEAR),
]


@pytest.fixture
def shipped(make_town: Any) -> Any:
    files = {f"messages/answers/{path.name}": path.read_text() for path in ANSWERS.glob("*.txt")}
    return make_town(**files)


@pytest.mark.parametrize(("words", "begins"), SPANISH)
def test_who_reads_spanish_is_answered_in_spanish(
    shipped: Any, cast: SimpleNamespace, words: str, begins: str
) -> None:
    Member.update(language="es").where(Member.id == cast.amy.id).execute()
    assert shipped.text(cast.amy, words) == "answer"
    assert shipped.told(cast.amy)[0].startswith(begins)


@pytest.mark.parametrize("words", ["When is the call?", "¿Cuándo es la llamada?"])
def test_everybody_else_in_english(shipped: Any, cast: SimpleNamespace, words: str) -> None:
    assert shipped.text(cast.amy, words) == "answer"
    assert shipped.told(cast.amy)[0].startswith("Every Tuesday")


@pytest.mark.parametrize(
    "words", ["la llamada me gustó mucho", "¿quién es el anfitrión?", "llámame por favor"]
)
def test_other_words_are_for_a_person(shipped: Any, cast: SimpleNamespace, words: str) -> None:
    Member.update(language="es").where(Member.id == cast.amy.id).execute()
    assert shipped.text(cast.amy, words) != "answer"


@pytest.mark.parametrize("path", sorted(ANSWERS.glob("*.es.txt")), ids=lambda path: path.name)
def test_the_spanish_ones_cost_what_english_ones_do(path: Path) -> None:
    assert count_segments(path.read_text().split("---")[2].strip()).count == 1
