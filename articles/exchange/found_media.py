"""The pictures that a source holds: found in it, read, and put with the words around them; or named with the reason.

Nothing is fetched: a picture at another address is named by it. Bytes are looked at by :mod:`articles.media`, and what
is kept of them is what everything else keeps.
"""

import hashlib
import io
import re
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from posixpath import basename
from urllib.parse import unquote

from articles.media import MOST_BYTES, PICTURE, ReadMedium, read_media
from articles.media.pictures import small_look
from editorial.shared.issues import Refused

from .blocks import PICTURE as PICTURE_BLOCK
from .blocks import Block
from .document import MediumText
from .packages import BROKEN_PACKAGE
from .remarks import Remark

MOST_PICTURES = 60
MOST_PIXELS = 150_000_000  # of all pictures of one file together
REFUSED = "refused"  # the kind of a remark on a picture that does not come in
_KEYED = "data:picture,"
_HEAD = r"data:image/[\w.+-]{1,40}(?:;[\w=-]{1,40}){0,3};base64,"
_SIGN = r"[A-Za-z0-9+/=%]|&(?:#(?:43|47|61|x2[bf]|x3d|9|1[03]|x0?[9ad])|plus|sol|equals|NewLine|Tab);"
# White space belongs to an address within quotes only; without them the next attribute follows it. What goes on
# otherwise than base64 does is not an address that can be read: half of it never stands for the whole.
_DATA = re.compile(
    rf"""(?P<quote>["'])\s*{_HEAD}(?P<quoted>(?:{_SIGN}|\s)++)(?P=quote)|{_HEAD}(?P<bare>(?:{_SIGN})++)(?![\w-])""",
    re.I,
)
_TOO_MANY = "It was left out, since the file holds too many pictures to be read at once. Add it to its section by hand"
COMES = "A picture stood here; it comes after the text of its section"
_AGAIN = "It stands twice in this section, and comes in once"

Load = Callable[[str], bytes | None]


# Where their bytes are


def in_package(data: bytes) -> Load:
    """The pictures of a Word file, by the names of their parts."""

    def load(key: str) -> bytes | None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(key) as part:
                return part.read(MOST_BYTES[PICTURE] + 1)
        except BROKEN_PACKAGE:
            return None

    return load


def parted(page: str) -> tuple[str, dict[str, bytes]]:
    """A page with a short name in place of each picture that it holds itself, and these pictures by their names. Its
    lines stay as many. An address that is no base64 stays as it is: its picture is named as left out."""
    found: dict[str, bytes] = {}

    def name(match: re.Match[str]) -> str:
        try:
            data = _decoded(match["quoted"] or match["bare"])
        except ValueError:
            return match[0]
        key = f"{_KEYED}{hashlib.sha256(data).hexdigest()}"
        found[key] = data
        quote = match["quote"] or ""
        return quote + key + "\n" * match[0].count("\n") + quote

    return _DATA.sub(name, page), found


def _decoded(address: str) -> bytes:
    """The bytes of an attribute's base64, as browsers read it: its white space and its padding do not matter. Raises
    :class:`ValueError`."""
    signs = re.sub(r"\s+", "", unquote(unescape(address))).removesuffix("=").removesuffix("=")
    return b64decode(signs + "=" * (-len(signs) % 4), validate=True)


def in_page(source: str) -> MediumText | None:
    """The picture that an address of a page holds itself, if it does."""
    return MediumText(source.strip()) if source.startswith(_KEYED) else None


# Reading them


def take_media(blocks: Iterable[Block], load: Load) -> None:
    """Read the pictures at these blocks. One that cannot be kept is named there with its reason, and stays apart."""
    number = pixels = 0
    for block in blocks:
        if block.kind != PICTURE_BLOCK or block.medium is None:
            continue
        number += 1
        if number > MOST_PICTURES or pixels > MOST_PIXELS:
            _leave_out(block, _TOO_MANY)
            continue
        pixels += _take(block, block.medium, load)


def _take(block: Block, medium: MediumText, load: Load) -> int:
    """How many pixels it has; none if it does not come in."""
    data = load(medium.key)
    if data is None:
        block.medium = None
        return 0
    try:
        read = read_media(data, _name_of(medium), wanted=PICTURE)
    except Refused as refused:
        _leave_out(block, refused.issues[0].message, serious=refused.issues[0].code != "too-small")
        return 0
    except MemoryError:
        _leave_out(block, _TOO_MANY)
        return 0
    fill(medium, read)
    for remark in block.remarks:
        remark.reason = COMES if remark.kind == "picture" else remark.reason
    return (read.width or 0) * (read.height or 0)


def fill(medium: MediumText, read: ReadMedium) -> None:
    """Write down what is known of it now."""
    medium.file = hashlib.sha256(read.data).hexdigest()
    medium.kind, medium.width, medium.height, medium.seconds = read.kind, read.width, read.height, read.seconds
    if read.kind == PICTURE:
        medium.look = f"data:image/webp;base64,{b64encode(small_look(read.data)).decode()}"


def _leave_out(block: Block, reason: str, *, serious: bool = True) -> None:
    words = block.text
    block.medium = None
    block.remarks = [*block.remarks, Remark(REFUSED, words, reason, line=block.line, serious=serious)]


def _name_of(medium: MediumText) -> str:
    name = "" if medium.key.startswith(_KEYED) else basename(medium.key)
    return f"The picture {name}".strip() if name else "A picture of the page"


# Putting them with their words


def media_beside(blocks: list[Block], places: Mapping[int, str]) -> Iterable[tuple[str, MediumText, list[Block]]]:
    """Each picture with the place of the words before it, and the blocks that it takes along: its own, and that of its
    caption. ``places`` are those of the blocks that are in the text, by their identity."""
    place, held = "front", set[tuple[str, str]]()
    for index, block in enumerate(blocks):
        where = places.get(id(block), "")
        if where == "front" or where.startswith("section:"):
            place = where
        if block.medium is None or id(block) in places:
            continue
        if (place, block.medium.file) in held:
            _leave_out(block, _AGAIN, serious=False)
            continue
        held.add((place, block.medium.file))
        caption = _caption_of(blocks, index, places)
        if caption is not None and not block.medium.caption:
            block.medium.say(caption=" ".join(caption.plain.split()))
        yield place, block.medium, [block, *([caption] if caption else [])]


def _caption_of(blocks: list[Block], index: int, places: Mapping[int, str]) -> Block | None:
    """The caption that stands under a picture, else the one over it, unless that is under another."""
    under = blocks[index + 1] if index + 1 < len(blocks) else None
    if under is not None and _is_caption(under, places):
        return under
    over = blocks[index - 1] if index else None
    is_own = index < 2 or blocks[index - 2].kind != PICTURE_BLOCK
    return over if over is not None and is_own and _is_caption(over, places) else None


def _is_caption(block: Block, places: Mapping[int, str]) -> bool:
    return block.apart == "picture caption" and id(block) not in places


# Reading them once more, when the article is made


def read_wanted(data: bytes, keys: Iterable[str]) -> dict[str, ReadMedium]:
    """The pictures of a source by their keys, read once more; what it does not hold is left out."""
    load: Load = in_package(data)
    if not data.startswith(b"PK\x03\x04"):
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        load = parted(data.decode("utf-16" if wide else "latin-1", errors="replace"))[1].get
    read = {}
    for key in keys:
        found = load(key)
        if found is not None:
            read[key] = read_media(found, basename(key))
    return read
