"""What members say of themselves, read into what their record keeps."""

from __future__ import annotations

import pytest

from engine.understanding.details import OWN_DETAILS, capitalised


@pytest.mark.parametrize(
    ("detail", "words", "kept"),
    [
        ("name", "Amy Lee", "Amy Lee"), ("name", "Hi, I'm Amy Lee!", "Amy Lee"), ("name", "my name is  amy", "Amy"),
        ("name", "Soy Carla", "Carla"), ("name", "Ismael", "Ismael"), ("name", "...", None), ("name", "x" * 81, None),
        ("birthday", "1980-05-14", "1980-05-14"), ("birthday", "05-14", "05-14"), ("birthday", "5/14/1980", "1980-05-14"),
        ("birthday", "May 14th, 1980", "1980-05-14"), ("birthday", "14 May", "05-14"), ("birthday", "feb 29", "02-29"),
        ("birthday", "in spring", None), ("birthday", "13/45", None),
        ("language", "Español", "es"), ("language", "ES", "es"), ("language", "es-mx", "es-mx"), ("language", "whatever you like", None),
    ],
)  # fmt: skip
def test_words_become_a_detail_or_nothing(detail: str, words: str, kept: str | None) -> None:
    assert OWN_DETAILS[detail](words) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("quinn", "Quinn"), ("maria jose", "Maria Jose"), ("maría de la cruz", "María de la Cruz"), ("ana y luz", "Ana y Luz"),
        ("la toya", "La Toya"), ("kim van", "Kim Van"), ("anne-marie o'brien", "Anne-Marie O'Brien"), ("mcdonald", "McDonald"),
        ("jo mcgee", "Jo McGee"), ("mcv", "Mcv"), ("élodie", "Élodie"), ("ana m.", "Ana M."), ("李雷", "李雷"), ("", ""),
        ("de la Cruz", "de la Cruz"), ("McDonald", "McDonald"), ("LaToya", "LaToya"), ("amy Lee", "amy Lee"), ("JOE", "JOE"),
        ("amy@example.com", "amy@example.com"),
    ],
)  # fmt: skip
def test_a_name_in_small_letters_gets_its_capitals_and_any_other_stays(written: str, kept: str) -> None:
    assert capitalised(written) == kept
    assert capitalised(kept) == kept
