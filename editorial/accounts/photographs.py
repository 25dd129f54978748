"""What becomes of a picture that somebody uploads: always a JPEG of our own making. Pure."""

from io import BytesIO

from django.utils.translation import gettext
from PIL import Image, ImageOps

from editorial.shared.issues import Issue, Refused
from editorial.shared.pictures import UNREADABLE, TooManyPixels, open_picture, without_transparency

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
LEAST_SIDE = 200
SIDE = 480  # of the square that is kept
KINDS = ("JPEG", "PNG", "WEBP")  # by content, whatever the file's name says; no other reader is ever asked


def portrait_of(upload: bytes) -> bytes:
    """A square portrait from an upload; :class:`Refused` for anything that is not a photograph.

    What comes out has been drawn anew from the pixels: nothing else of the file survives, neither where it was taken
    nor by which camera, nor anything hidden behind the picture.
    """
    if len(upload) > MOST_BYTES:
        raise _refused(
            "too-large",
            gettext("The picture is larger than %(number)s MB: choose a smaller one.")
            % {"number": MOST_BYTES // 1024**2},
        )
    try:
        picture = open_picture(upload, KINDS, most_pixels=MOST_PIXELS)
        _require_large_enough(*picture.size)
        picture.draft("RGB", (2 * SIDE, 2 * SIDE))  # a large JPEG need not be unpacked whole
        upright = ImageOps.exif_transpose(picture)
        square = ImageOps.fit(without_transparency(upright), (SIDE, SIDE), centering=(0.5, 0.35))
        return _as_jpeg(square)
    except TooManyPixels as error:
        raise _refused("too-many-pixels", gettext("The picture has too many pixels: choose a smaller one.")) from error
    except UNREADABLE as error:
        raise _refused(
            "no-picture", gettext("This cannot be read as a picture. Choose a JPEG, PNG or WebP file.")
        ) from error


def _require_large_enough(width: int, height: int) -> None:
    if min(width, height) < LEAST_SIDE:
        raise _refused(
            "too-small",
            gettext("The picture is too small: it needs %(least_side)s pixels each way at least.")
            % {"least_side": LEAST_SIDE},
        )


def _as_jpeg(picture: Image.Image) -> bytes:
    kept = BytesIO()
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())  # leaves every word about the picture behind
    bare.save(kept, "JPEG", quality=84, optimize=True, progressive=True)
    return kept.getvalue()


def _refused(code: str, message: str) -> Refused:
    return Refused(Issue(code, message, "photograph"))
