"""Segments as the carriers count them, and what is written instead of dear characters."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.wording.segments import BASIC, EXTENDED, LOOK_ALIKES, count_segments, plain, replacement


@pytest.mark.parametrize(
    ("text", "count", "encoding", "units"),
    [
        ("", 0, "GSM-7", 0),
        ("a", 1, "GSM-7", 1),
        ("a" * 160, 1, "GSM-7", 160),
        ("a" * 161, 2, "GSM-7", 161),
        ("a" * 306, 2, "GSM-7", 306),
        ("a" * 307, 3, "GSM-7", 307),
        ("{" * 80, 1, "GSM-7", 160),
        ("{" * 81, 2, "GSM-7", 162),
        (
            "a" * 152 + "€" + "a" * 152,
            3,
            "GSM-7",
            306,
        ),  # the pair moves whole, so 306 units need a third part
        ("ñ" * 160, 1, "GSM-7", 160),
        ("á" * 70, 1, "UCS-2", 70),
        ("á" * 71, 2, "UCS-2", 71),
        ("á" * 134, 2, "UCS-2", 134),
        ("á" * 135, 3, "UCS-2", 135),
        ("😀" * 35, 1, "UCS-2", 70),
        ("😀" * 36, 2, "UCS-2", 72),
        ("a" * 66 + "😀" + "a" * 66, 3, "UCS-2", 134),  # a surrogate pair is not cut either
        ("a" * 139 + "😀", 3, "UCS-2", 141),
        ("{" + "á", 1, "UCS-2", 2),  # no escapes in UCS-2
    ],
)
def test_counts(text: str, count: int, encoding: str, units: int) -> None:
    found = count_segments(text)
    assert (found.count, found.encoding, found.units) == (count, encoding, units)


def test_what_forces_ucs2_is_named_once_in_order() -> None:
    assert count_segments("çé á😀ç").forcing == ("ç", "á", "😀")
    assert count_segments("é{€").forcing == ()


def naive(text: str) -> int:
    """Packed unit by unit into a list of lists, as a carrier would, knowing nothing of the module's way."""
    gsm = all(char in BASIC | EXTENDED for char in text)
    pieces = (
        [["ESC", c] if c in EXTENDED else [c] for c in text]
        if gsm
        else [
            [raw[i : i + 2].hex() for i in range(0, len(raw), 2)]
            for raw in (c.encode("utf-16-be") for c in text)
        ]
    )
    alone, part = (160, 153) if gsm else (70, 67)
    if sum(map(len, pieces)) <= alone:
        return min(1, len(pieces))
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if len(parts[-1]) + len(piece) > part:
            parts.append([])
        parts[-1].extend(piece)
    return len(parts)


@given(st.text(st.sampled_from("aé€{^ñáç😀“ "), max_size=400))
@example("a" * 152 + "€" * 77)
def test_counts_equal_a_naive_packing(text: str) -> None:
    assert count_segments(text).count == naive(text)


@given(st.text(st.sampled_from([*LOOK_ALIKES, "a", "é", "€"]), max_size=80))
def test_look_alikes_never_make_a_text_dearer(text: str) -> None:
    assert count_segments(plain(text)).encoding == "GSM-7"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("“It’s time” – 7 pm…", '"It\'s time" - 7 pm...'),
        ("caf\u0065\u0301", "café"),
        ("ﬁre ‑ now", "fire - now"),
        ("Ángel, ça va? 😀 naïve", "Ángel, ça va? 😀 naïve"),
        ("a\r\nb\u200bc", "a\nbc"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("`code`", "'code'"),
    ],
)
def test_only_true_look_alikes_are_replaced(written: str, sent: str) -> None:
    assert plain(written) == sent


@pytest.mark.parametrize(
    ("char", "instead"),
    [
        ("’", "'"),
        ("—", "-"),
        ("…", "..."),
        ("á", "a"),
        ("ç", "c"),
        ("™", "(TM)"),
        ("½", "1/2"),
        ("😀", None),
        ("日", None),
    ],
)
def test_what_to_write_instead(char: str, instead: str | None) -> None:
    assert replacement(char) == instead
