"""From the bytes of a picture to one that may be kept: drawn anew, upright, in the colours of screens.

A photograph becomes a JPEG, and what has sharp edges or can be seen through a PNG: both are read by everything, Word
included. What this product wrote itself stays as it is, byte for byte, so that an export comes back as the same file.
"""

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

from editorial.shared.pictures import UNREADABLE, TooManyPixels, open_picture

from . import refusals
from .jpegs import is_our_jpeg, read_jpeg, write_jpeg
from .kinds import Kind
from .pngs import is_our_png, moves, needed_of_png, write_png
from .values import PICTURE, ReadMedium, SmallerPicture

MOST_PIXELS = 40_000_000
LEAST_SIDE = 16
WIDTHS = (480, 960, 1600)
_WEBP_SIDE = 16_383
_WORTH_IT = 1.5
_LOOK = 240
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_picture(data: bytes, kind: Kind, name: str) -> ReadMedium:
    """The picture as it is kept, with its smaller renditions; :class:`Refused` for what is none."""
    try:
        return _read(data, kind, name)
    except TooManyPixels as error:
        raise refusals.has_too_many_pixels(name, MOST_PIXELS) from error
    except UNREADABLE as error:
        raise refusals.is_damaged(name, kind) from error


def _read(data: bytes, kind: Kind, name: str) -> ReadMedium:
    needed = needed_of_png(data) if kind is Kind.PNG else data
    source = open_picture(needed, (kind.upper(),), most_pixels=MOST_PIXELS)
    if min(source.size) < LEAST_SIDE:
        raise refusals.is_too_small(name, LEAST_SIDE)
    if _is_moving(source, data, kind):
        raise refusals.is_moving(name)
    lossy = kind in (Kind.JPEG, Kind.AVIF) or (kind is Kind.WEBP and data[12:16] != b"VP8L")
    drawn = _drawn_anew(source)
    if lossy and drawn.mode != "RGBA":
        if not is_our_jpeg(data, drawn):
            data = write_jpeg(drawn)
            drawn = read_jpeg(data)  # smaller ones are drawn from what is kept, so that it gives the same once more
        return _kept(data, "image/jpeg", drawn)
    return _kept(data if is_our_png(data) else write_png(drawn), "image/png", drawn)


def _kept(data: bytes, media_type: str, drawn: Image.Image) -> ReadMedium:
    smaller = _renditions(drawn, sharp=media_type == "image/png")
    return ReadMedium(PICTURE, media_type, data, drawn.width, drawn.height, renditions=smaller)


def _is_moving(source: Image.Image, data: bytes, kind: Kind) -> bool:
    """Photographs of telephones hold further pictures of the same scene: those do not make them move."""
    if kind is Kind.JPEG:
        return False
    return moves(data) if kind is Kind.PNG else bool(getattr(source, "is_animated", False))


# Drawing


def _drawn_anew(source: Image.Image) -> Image.Image:
    """Grey, colours, or colours that can be seen through; upright; nothing but pixels."""
    turn, profile = _turn_of(source), source.info.get("icc_profile")
    drawn = _in_srgb(_in_eight_bits(source), profile)
    if drawn.mode == "RGBA" and drawn.getchannel("A").getextrema() == (255, 255):
        drawn = drawn.convert("RGB")
    if turn is not None:
        drawn = drawn.transpose(turn)
    drawn.info = {}
    return drawn


def _turn_of(source: Image.Image) -> Image.Transpose | None:
    try:
        return _UPRIGHT.get(source.getexif().get(_ORIENTATION, 1))
    except UNREADABLE:
        return None


def _in_eight_bits(source: Image.Image) -> Image.Image:
    """As modes that can be written: grey, colours, with or without transparency, or the four colours of printing."""
    if source.mode.startswith("I"):
        return source.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if source.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in source.info:
        source.load()
        return source
    if source.has_transparency_data:
        return source.convert("RGBA")
    return source.convert("L" if source.mode in ("1", "L") else "RGB")


def _in_srgb(picture: Image.Image, profile: Any) -> Image.Image:
    """By its profile, if it has one that can be followed; as browsers do, one that cannot is passed over."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    if profile and (followed := _by_profile(colours, profile)):
        colours = followed
    if colours.mode == "CMYK":
        colours = colours.convert("RGB")
    if alpha and colours is not picture:
        colours.putalpha(alpha)
    return colours


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if picture.mode == "RGB" and ImageCms.getProfileDescription(source).startswith("sRGB"):
            return None
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *UNREADABLE):
        return None


def small_look(data: bytes) -> bytes:
    """A kept picture as small as a list shows it."""
    with Image.open(BytesIO(data)) as picture:
        picture.thumbnail((_LOOK, _LOOK))
        return _webp(picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB"), quality=70)


def for_paper(rendition: bytes, media_type: str) -> bytes:
    """A smaller picture in the form of the one that it was drawn from, which every program reads."""
    with Image.open(BytesIO(rendition), formats=("WEBP",)) as picture:
        picture.load()
        picture.info = {}
        return write_jpeg(picture.convert("RGB")) if media_type == "image/jpeg" else write_png(picture)


# Smaller


def _renditions(picture: Image.Image, *, sharp: bool) -> tuple[SmallerPicture, ...]:
    """The picture for narrower screens; none is larger than it, or too high for its format."""
    sizes = [(width, max(1, round(picture.height * width / picture.width))) for width in WIDTHS]
    fitting = [size for size in sizes if size[0] < picture.width and size[1] <= _WEBP_SIDE]
    return tuple(_rendition(picture, size, sharp=sharp) for size in fitting)


def _rendition(picture: Image.Image, size: tuple[int, int], *, sharp: bool) -> SmallerPicture:
    """What has sharp edges keeps every pixel, unless that takes much more room: then it was no drawing."""
    small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    data = _webp(small, quality=90 if sharp else 82)
    if sharp and len(exact := _webp(small, quality=50, lossless=True)) <= _WORTH_IT * len(data):
        data = exact
    return SmallerPicture(data, "image/webp", *size)


def _webp(picture: Image.Image, **how: Any) -> bytes:
    kept = BytesIO()
    picture.save(kept, "WEBP", method=4, **how)
    return kept.getvalue()
