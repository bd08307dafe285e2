"""How a picture looks, as 64 bits: two that look the same differ in few of them, whatever their size and format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

WIDE, HIGH = 9, 8
NEAR = 4  # bits that may differ: saved again, scaled, or sent by another carrier
_PLAIN = 6  # fewer edges than this say nothing: any dark or white picture would look the same


def look_of(image: Image) -> str:
    """Its look as 16 hexadecimal digits: whether it grows lighter from each of its points to the next, row by row;
    empty where it is too plain to tell."""
    from PIL.Image import Resampling

    small = image.convert("L").resize((WIDE, HIGH), Resampling.BOX)
    light = small.tobytes()
    bits = 0
    for row in range(HIGH):
        for column in range(WIDE - 1):
            at = row * WIDE + column
            bits = bits << 1 | (light[at] < light[at + 1])
    return f"{bits:016x}" if bits.bit_count() >= _PLAIN else ""


def same_look(one: str, other: str) -> bool:
    """Whether two looks are of one picture; one that is too plain to tell is nobody's double."""
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= NEAR
