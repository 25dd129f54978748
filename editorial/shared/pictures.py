"""Opening pictures that people send: by what the bytes are, their size decided before anything is unpacked. Pure."""

import struct
import zlib
from io import BytesIO

from PIL import Image

LONGEST_SIDE = 16_000
UNREADABLE = (
    *(ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError),
    *(ValueError, struct.error, zlib.error, Image.DecompressionBombError),
)
"""What readers of pictures raise on bytes that are none."""
_WEBP = struct.Struct("<4sI4s4sI")


class TooManyPixels(Exception):
    """Unpacked, the picture would take more room than was allowed. Nothing of it was unpacked."""


def open_picture(data: bytes, kinds: tuple[str, ...], *, most_pixels: int) -> Image.Image:
    """The picture, not yet unpacked. Only the readers named are asked. Raises :class:`TooManyPixels`, and of
    ``UNREADABLE`` for what is no picture of these kinds, or ends too early for one."""
    if (canvas := _canvas_of_webp(data)) is not None:
        check_pixels(*canvas, most=most_pixels)  # its reader takes the room for all pixels as soon as it is opened
    try:
        picture = Image.open(BytesIO(data), formats=kinds)
    except Image.DecompressionBombError as error:
        raise TooManyPixels from error
    check_pixels(*picture.size, most=most_pixels)
    _check_end(picture.format or "", data)
    return picture


def check_pixels(width: int, height: int, *, most: int) -> None:
    if width * height > most or max(width, height) > LONGEST_SIDE:
        raise TooManyPixels


def without_transparency(picture: Image.Image) -> Image.Image:
    """The picture on white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")


def _canvas_of_webp(data: bytes) -> tuple[int, int] | None:
    """Width and height as its first chunk says them; None if this is no WebP."""
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    *_, kind, _ = _WEBP.unpack_from(data)
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


def _check_end(kind: str, data: bytes) -> None:
    """That nothing is cut off. Pillow looks too, unless something else in the process has told it not to: for all."""
    ends = {"JPEG": b"\xff\xd9", "MPO": b"\xff\xd9", "PNG": b"IEND", "GIF": b";"}
    length = int.from_bytes(data[4:8], "little") + 8 if kind == "WEBP" else 0
    if ends.get(kind, b"") not in data or len(data) < length:
        raise EOFError("the-file-ends-too-early")
