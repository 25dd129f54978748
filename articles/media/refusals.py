"""Why a file is not taken, in words that somebody can act on. Each reason has a code."""

from collections.abc import Callable

from django.utils.translation import gettext

from editorial.shared.issues import Issue, Refused

from .kinds import Kind


def refused(code: str, message: str) -> Refused:
    return Refused(Issue(code, message, "file"))


def is_empty(name: str) -> Refused:
    return refused("empty", gettext("%(name)s is empty. Choose the file again.") % {"name": name})


def is_too_large(name: str, size: int, most: int) -> Refused:
    figures = {"name": name, "size": _megabytes(size), "most": most // 1024**2}
    message = gettext("%(name)s has %(size)s MB; at most %(most)s MB are taken. Make it smaller, and choose it again.")
    return refused("too-large", message % figures)


def has_too_many_pixels(name: str, most: int) -> Refused:
    message = gettext(
        "%(name)s has too many pixels: at most %(most)s million are taken, and 16,000 on a side. Make it smaller, and "
        "choose it again."
    )
    return refused("too-many-pixels", message % {"name": name, "most": most // 1_000_000})


def is_too_small(name: str, least: int) -> Refused:
    message = gettext("%(name)s is smaller than %(least)s pixels on a side: nobody could see what it shows.")
    return refused("too-small", message % {"name": name, "least": least})


def is_moving(name: str) -> Refused:
    message = gettext("%(name)s moves. Only still pictures are taken: save the one that matters, and choose that.")
    return refused("moving", message % {"name": name})


def is_damaged(name: str, kind: Kind) -> Refused:
    message = gettext("%(name)s begins as %(kind)s and cannot be read as one: it is damaged or ends too early.")
    return refused("damaged", message % {"name": name, "kind": kind})


def is_too_long(name: str, hours: int) -> Refused:
    message = gettext("%(name)s lasts longer than %(hours)s hours. Divide it, and take the parts.")
    return refused("too-long", message % {"name": name, "hours": hours})


def is_silent(name: str) -> Refused:
    return refused("no-sound", gettext("%(name)s holds no sound that can be played.") % {"name": name})


def holds_film(name: str) -> Refused:
    message = gettext("%(name)s is a film, or holds more than one recording. Save its sound as MP3, and choose that.")
    return refused("film", message % {"name": name})


def is_other_sound(name: str, codec: str) -> Refused:
    message = gettext("%(name)s is packed as “%(codec)s”, which not every browser plays. Save it as MP3 or AAC.")
    return refused("other-sound", message % {"name": name, "codec": codec})


def takes_too_much(name: str, *, slow: bool) -> Refused:
    if slow:
        message = gettext("%(name)s takes too long to read, and was not taken. Save it anew where it is from.")
    else:
        message = gettext("%(name)s takes too much to read, and was not taken. Save it anew where it is from.")
    return refused("too-much", message % {"name": name})


# What is of a kind that is not taken


def is_not_taken(name: str, kind: Kind, *, wanted: str) -> Refused:
    """Of a kind that is never taken, or not here: ``wanted`` is "picture", "audio" or "" for both."""
    reason = _REASONS.get(kind)
    if reason is None:
        reason = {"picture": _no_picture, "audio": _no_sound}.get(wanted, _neither)
    return refused(f"kind-{kind.lower()}", reason() % {"name": name, "kind": kind})


def _no_picture() -> str:
    return gettext("%(name)s is no picture that can be taken. Choose a JPEG, PNG, WebP, GIF or AVIF file.")


def _no_sound() -> str:
    return gettext("%(name)s is no recording that can be taken. Choose an MP3, M4A or Ogg file.")


def _neither() -> str:
    return gettext("%(name)s is neither a picture nor a recording. Choose a JPEG, PNG, WebP, MP3, M4A or Ogg file.")


def _svg() -> str:
    return gettext(
        "%(name)s is an SVG drawing. Such a file can hold programs and fetch from other sites, and looks different in "
        "every browser: so nobody could sign what readers see. Save it as PNG, twice as large as it is shown."
    )


def _heic() -> str:
    return gettext("%(name)s is a HEIC photograph, which few browsers show. Save or share it as JPEG, and choose that.")


def _other_picture() -> str:
    return gettext("%(name)s is a picture of a kind (%(kind)s) that browsers do not show. Save it as PNG or JPEG.")


def _uncompressed() -> str:
    return gettext("%(name)s is a %(kind)s recording, too large for readers. Save it as MP3 or M4A, and choose that.")


def _film() -> str:
    return gettext("%(name)s is a film. Only pictures and recordings of sound are taken.")


def _program() -> str:
    return gettext("%(name)s is a program, whatever its name says. It was not kept.")


def _page() -> str:
    return gettext("%(name)s is a web page or a script, whatever its name says. It was not kept.")


_REASONS: dict[Kind, Callable[[], str]] = {
    Kind.SVG: _svg,
    Kind.HEIC: _heic,
    Kind.TIFF: _other_picture,
    Kind.BMP: _other_picture,
    Kind.METAFILE: _other_picture,
    Kind.WAV: _uncompressed,
    Kind.FLAC: _uncompressed,
    Kind.FILM: _film,
    Kind.PROGRAM: _program,
    Kind.PAGE: _page,
}


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:.1f}"
