"""Reads a picture that a stranger may have made, and makes our own of what it shows: no place, no camera, no more
than 1,600 points wide."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import KindlingError
from engine.pictures.kinds import HEAD, HEIC, READABLE, picture_type
from engine.pictures.looks import look_of

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_SIDE = 1600
MOST_POINTS = (
    60_000_000  # what a telephone's best camera makes; beyond it a few bytes could ask for all our memory
)
QUALITY = 85
_WHITE = (255, 255, 255)


class Unreadable(KindlingError):
    """A picture that cannot be opened here; the message is for a person to read."""


@dataclass(frozen=True)
class Shown:
    """Our copy: ``jpeg`` holds nothing but the picture. ``look`` is its 64 bits (see ``looks``)."""

    jpeg: bytes
    width: int
    height: int
    look: str


def read_picture(body: bytes) -> Shown:
    """The picture in ``body``, upright. Raises Unreadable."""
    kind = picture_type(body[:HEAD])
    if kind == HEIC:
        raise Unreadable("it is in the iPhone's own format (HEIC)")
    if kind is None:
        raise Unreadable("it is no picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # Pillow's opinions on a stranger's file; what is too large we refuse
            return _shown(_upright(body, READABLE[kind]))
    except Unreadable:
        raise
    except Exception as error:  # a file made to break its reader may raise anything
        raise Unreadable(f"it cannot be read ({type(error).__name__})") from error


def _upright(body: bytes, reader: str) -> Image:
    """Turned as its camera was held, no larger than we keep it, and only its own points."""
    from PIL import Image, ImageOps  # here, because a web process never reads one

    with Image.open(io.BytesIO(body), formats=(reader,)) as image:
        if image.width * image.height > MOST_POINTS:
            raise Unreadable(f"it is too large ({image.width} by {image.height} points)")
        image.draft(
            "RGB", (LARGEST_SIDE, LARGEST_SIDE)
        )  # a JPEG need not be unpacked in full to be made smaller
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        clear = turned.convert("RGBA")
    plain = Image.new("RGB", clear.size, _WHITE)
    plain.paste(clear, mask=clear.getchannel("A"))
    return plain


def _shown(image: Image) -> Shown:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Shown(kept.getvalue(), image.width, image.height, look_of(image))
