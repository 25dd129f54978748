"""Writing JPEG files, and knowing those that were written here."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageFile

_QUALITY = 90
_FRAME, _SCAN, _END = b"\xff\xc0", b"\xff\xda", b"\xff\xd9"
_TAIL = 64  # more than a reader has in hand of what comes next


def write_jpeg(picture: Image.Image) -> bytes:
    """As one scan with the tables of the standard, and colours as fine as brightness, for letters in drawings."""
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=_QUALITY, subsampling=0, optimize=False, progressive=False)
    return kept.getvalue()


def read_jpeg(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data), formats=("JPEG",))
    picture.load()
    return picture


def is_our_jpeg(data: bytes, picture: Image.Image) -> bool:
    """Whether these bytes are as :func:`write_jpeg` writes ``picture``, and hold nothing besides it.

    Up to the pixels there is only one way to write it. After them nothing fits in: without their last bytes the picture
    is not complete.
    """
    head = _head(picture.mode, picture.size)
    if not data.startswith(head) or not data.endswith(_END):
        return False
    pixels = data[len(head) : -len(_END)]
    if pixels.count(b"\xff") != pixels.count(b"\xff\x00"):  # another marker
        return False
    return len(pixels) <= _TAIL or not _is_complete(data[: -_TAIL - len(_END)])


@cache
def _blank(mode: str) -> bytes:
    return write_jpeg(Image.new(mode, (8, 8)))


def _head(mode: str, size: tuple[int, int]) -> bytes:
    """What stands before the pixels of a picture of this size."""
    blank = _blank(mode)
    at = blank.index(_FRAME) + 5
    scan = blank.index(_SCAN)
    end = scan + 2 + int.from_bytes(blank[scan + 2 : scan + 4])
    return blank[:at] + size[1].to_bytes(2) + size[0].to_bytes(2) + blank[at + 4 : end]


def _is_complete(data: bytes) -> bool:
    """Also where something else in the process has told Pillow, for all, to show what is cut off (WeasyPrint does)."""
    told = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        read_jpeg(data)
    except OSError:
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = told
    return True
