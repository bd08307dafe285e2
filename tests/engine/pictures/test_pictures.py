"""Pictures that strangers may have made: our own copy holds nothing but what they show."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from engine.pictures import Unreadable, picture_type, read_picture, same_look
from tests.engine.entries.conftest import drawn


def opened(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_every_usual_kind_becomes_a_jpeg(kind: str) -> None:
    shown = read_picture(drawn(1, kind=kind))
    assert opened(shown.jpeg).format == "JPEG"
    assert (shown.width, shown.height) == (640, 480)


def test_the_place_goes_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # held sideways
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[2] = (41.0, 52.0, 55.0)  # where it was taken
    body = drawn(1, exif=exif.tobytes())
    assert b"A camera" in body
    shown = read_picture(body)
    assert (shown.width, shown.height) == (480, 640)
    assert b"A camera" not in shown.jpeg
    assert b"Exif" not in shown.jpeg
    assert dict(opened(shown.jpeg).getexif()) == {}


def test_comments_and_profiles_go() -> None:
    body = io.BytesIO()
    opened(drawn(1)).save(body, "JPEG", comment=b"from my house", icc_profile=b"p" * 200)
    assert b"from my house" not in read_picture(body.getvalue()).jpeg
    assert "icc_profile" not in opened(read_picture(body.getvalue()).jpeg).info


def test_it_is_no_wider_than_we_keep_it() -> None:
    shown = read_picture(drawn(1, size=(3000, 1200)))
    assert (shown.width, shown.height) == (1600, 640)


def test_what_is_clear_becomes_white() -> None:
    body = io.BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(body, "PNG")
    assert opened(read_picture(body.getvalue()).jpeg).getpixel((9, 9)) == (255, 255, 255)


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "body",
    [
        b"", b"GIF89a", b"\xff\xd8\xff", b"<svg onload=alert(1)>", b"%PDF-1.7", b"\x00\x00\x00\x18ftypheic0000mif1",
        b"RIFF\x00\x00\x00\x00WEBP", drawn(1)[: len(drawn(1)) // 2], b"\xff\xd8\xff" + b"\x00" * 5000,
        png_that_claims(50_000, 50_000), png_that_claims(9_000, 9_000), png_that_claims(0, 5),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_breaks_nothing(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_picture(body)


def test_looks() -> None:
    look = read_picture(drawn(1)).look
    smaller = io.BytesIO()
    opened(drawn(1)).resize((300, 225)).save(smaller, "JPEG", quality=30)
    assert same_look(look, read_picture(smaller.getvalue()).look)
    others = [read_picture(drawn(seed)).look for seed in range(2, 60)]
    assert not any(same_look(look, other) for other in others)
    dark = io.BytesIO()
    Image.new("RGB", (64, 64)).save(dark, "PNG")
    plain = read_picture(dark.getvalue()).look
    assert plain == ""
    assert not same_look(plain, plain)


def test_types_are_told_by_bytes() -> None:
    assert picture_type(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert picture_type(b"\x00\x00\x00\x1cftypmif1") == "image/heic"
    assert picture_type(b"\x00\x00\x00\x1cftypisom") is None  # a film
