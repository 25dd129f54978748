"""What a picture or a sound is once its bytes have been read: a value. Pure."""

from dataclasses import dataclass

PICTURE, AUDIO = "picture", "audio"


@dataclass(frozen=True)
class SmallerPicture:
    """A picture drawn again at another size, for narrower screens."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class ReadMedium:
    """A picture or a sound as it is kept: nothing is left in ``data`` but what is seen or heard.

    A picture has ``width`` and ``height``; a sound has ``seconds``, rounded up, and no ``renditions``.
    """

    kind: str
    media_type: str
    data: bytes
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    renditions: tuple[SmallerPicture, ...] = ()
