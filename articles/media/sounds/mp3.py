"""MP3: frames of layer III, one after another."""

from dataclasses import dataclass

from .damage import Damaged, Silent

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # by version: 1, 2, 2.5
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LEAST_FRAMES = 8  # fewer can be met by chance
_SKIPPED = 64 * 1024  # so much between frames is padding; a file with more is something else
_TAGS_BEHIND = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3")


@dataclass(frozen=True)
class _Frame:
    length: int
    version: int
    rate: int
    mono: bool

    @property
    def samples(self) -> int:
        return 1152 if self.version == 3 else 576

    @property
    def before_data(self) -> int:
        """Header and side information: what stands before the sound, or before what a first frame says of the rest."""
        if self.version == 3:
            return 4 + (17 if self.mono else 32)
        return 4 + (9 if self.mono else 17)


def frames_of_mp3(data: bytes) -> tuple[bytes, float]:
    """The frames, and how many seconds they last. Raises :class:`Silent` if there are none, and :class:`Damaged`."""
    found, told = _found(data)
    if len(found) < _LEAST_FRAMES:
        raise Silent
    if told and len(found) < told * 0.99:
        raise Damaged("frames-are-missing")
    kept = [data[at : at + frame.length] for at, frame in found]
    kept[0] = _bare_first(kept[0], found[0][1])
    return b"".join(kept), sum(frame.samples / frame.rate for _, frame in found)


def _found(data: bytes) -> tuple[list[tuple[int, _Frame]], int]:
    """Where frames stand, and how many the first one says there are (0 if it does not)."""
    at, skipped, found = _behind_tags(data), 0, []
    first: _Frame | None = None
    behind = -1  # where the last frame ends
    while at + 4 <= len(data):
        frame = _frame_at(data, at)
        if frame and _stands(data, at, frame, first, sure=at == behind):
            first = first or frame
            found.append((at, frame))
            at = behind = at + frame.length
            continue
        if data.startswith(_TAGS_BEHIND, at) and found:
            break
        if (skipped := skipped + 1) > _SKIPPED:
            raise Damaged("what-stands-between-the-frames-is-no-sound")
        at += 1
    return found, _told(data, found)


def _stands(data: bytes, at: int, frame: _Frame, first: _Frame | None, *, sure: bool) -> bool:
    """Whether it is really one: a header is only four bytes and can be met by chance. ``sure`` right behind another."""
    whole = at + frame.length <= len(data) and _goes_with(frame, first)
    return whole and (sure or _is_followed(data, at, frame))


def _behind_tags(data: bytes) -> int:
    at = 0
    while data.startswith(b"ID3", at) and at + 10 <= len(data):
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at


def _frame_at(data: bytes, at: int) -> _Frame | None:
    """The frame whose header stands here."""
    one, two, three, four = data[at : at + 4]
    version, layer, bits, rate = two >> 3 & 3, two >> 1 & 3, three >> 4, three >> 2 & 3
    if one != 0xFF or two & 0xE0 != 0xE0 or version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return None
    hertz = _RATES[version][rate]
    kilobits = (_BITS_1 if version == 3 else _BITS_2)[bits]
    length = (144 if version == 3 else 72) * kilobits * 1000 // hertz + (three >> 1 & 1)
    return _Frame(length, version, hertz, four >> 6 == 3)


def _goes_with(frame: _Frame, first: _Frame | None) -> bool:
    return first is None or (frame.version, frame.rate) == (first.version, first.rate)


def _is_followed(data: bytes, at: int, frame: _Frame) -> bool:
    """By another frame, a tag, or the end."""
    after = at + frame.length
    if after + 4 > len(data) or data.startswith(_TAGS_BEHIND, after):
        return True
    following = _frame_at(data, after)
    return following is not None and _goes_with(following, frame)


def _told(data: bytes, found: list[tuple[int, _Frame]]) -> int:
    at = _table_at(data, *found[0]) if found else 0
    return int.from_bytes(data[at + 8 : at + 12]) if at and data[at + 7] & 1 else 0


def _table_at(data: bytes, at: int, frame: _Frame) -> int:
    """Where the first frame holds a table for jumping instead of sound; 0 if it does not."""
    place = at + frame.before_data
    return place if data[place : place + 4] in (b"Xing", b"Info") else 0


def _bare_first(kept: bytes, frame: _Frame) -> bytes:
    """The table with how many frames there are and where each part begins, without the words of whoever made it."""
    place = _table_at(kept, 0, frame)
    if not place:
        return kept
    flags = kept[place + 7]
    end = place + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1)
    blank = kept[:4] + bytes(place - 4) + kept[place : place + 7] + bytes([flags & 7]) + kept[place + 8 : end]
    return blank + bytes(frame.length - len(blank))
