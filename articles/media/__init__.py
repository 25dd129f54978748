"""Pictures and sound, read from bytes: pure.

Bytes in, a :class:`ReadMedium` out or a refusal with its reason; no models, no database, no files. What something is,
is found in its bytes; names are never believed. Whatever is given back was put together here, from the pixels or from
the frames of sound alone, so that nothing else of the file survives: not where a photograph was taken, nor who made a
recording, nor what was hidden behind it.

- :func:`read_media_apart` reads in a process of its own, with a bound on time and memory: for all that people send.
- :func:`read_media` does the work: for programs that read many, and for tests.
- :func:`kind_of` says what bytes are.

The same bytes give the same result, and what was given back gives itself: what is exported comes back as the same file.
"""

from .apart import read_media_apart
from .kinds import PICTURES, SOUNDS, Kind, kind_of
from .reading import MOST_BYTES, read_media
from .values import AUDIO, PICTURE, ReadMedium, SmallerPicture

__all__ = [
    "AUDIO",
    "MOST_BYTES",
    "PICTURE",
    "PICTURES",
    "SOUNDS",
    "Kind",
    "ReadMedium",
    "SmallerPicture",
    "kind_of",
    "read_media",
    "read_media_apart",
]
