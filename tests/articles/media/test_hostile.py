"""Files that were damaged or made to harm: a refusal with its reason, within the time and memory that one may take."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from articles.media import apart as media_apart
from articles.media import read_media, read_media_apart
from editorial.shared.issues import Refused
from tests.articles.media.files import PLANTED, exif, id3, m4a, mp3, opus, picture_of, saved, scene, xing
from tests.properties import examples
from tests.waiting import LONG

ROOT = Path(__file__).resolve().parents[3]
CODES = {
    *("empty", "too-large", "too-many-pixels", "too-small", "moving", "damaged", "too-long", "no-sound", "film"),
    *("other-sound", "too-much"),
}
FILES = {
    "jpeg": picture_of("JPEG", (64, 48), exif=exif(6), icc_profile=PLANTED),
    "printed": picture_of("JPEG", (64, 48), mode="CMYK"),
    "own jpeg": read_media(picture_of("JPEG", (64, 48)), "x").data,
    "png": picture_of("PNG", (64, 48), mode="P", exif=exif(3)),
    "own png": read_media(picture_of("PNG", (64, 48)), "x").data,
    "webp": picture_of("WEBP", (64, 48), exif=exif()),
    "exact webp": picture_of("WEBP", (64, 48), mode="RGBA", lossless=True),
    "gif": picture_of("GIF", (64, 48)),
    "avif": picture_of("AVIF", (64, 48), exif=exif()),
    "mp3": id3() + xing(12) + mp3(12),
    "ogg": opus(),
    "m4a": m4a(6),
}


def read_or_named(data: bytes) -> None:
    """A medium that holds what it says, or a refusal with one known reason."""
    try:
        read = read_media(data, "x")
    except Refused as refused:
        (issue,) = refused.issues
        assert issue.code in CODES or issue.code.startswith("kind-")
        assert issue.message.startswith("x ")
    else:
        assert read_media(read.data, "y") == read


@examples(250)
@given(
    name=st.sampled_from(sorted(FILES)),
    at=st.floats(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
    end=st.floats(0, 1),
    cut=st.booleans(),
    tail=st.binary(max_size=40),
)
def test_whatever_is_done_to_a_file_the_answer_has_a_name(name, at, changes, end, cut, tail):
    data = bytearray(FILES[name])
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    if cut:
        del data[int(end * len(data)) :]
    read_or_named(bytes(data) + tail)


@examples(120)
@given(start=st.sampled_from([data[:16] for data in FILES.values()]), rest=st.binary(max_size=400))
def test_what_only_begins_like_a_file_is_named(start, rest):
    read_or_named(start + rest)


@examples(60)
@given(first=st.sampled_from(sorted(FILES)), second=st.sampled_from(sorted(FILES)), at=st.floats(0, 1))
def test_two_files_in_one_are_one_or_none(first, second, at):
    data = FILES[first]
    cut = int(at * len(data))
    read_or_named(data[:cut] + FILES[second] + data[cut:])


# ── Apart ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [picture_of("JPEG", (600, 400)), picture_of("PNG"), opus()])
def test_read_apart_it_is_the_same(data):
    assert read_media_apart(data, "x") == read_media(data, "x")


_ASKED = """
import resource, sys
from django.conf import settings
settings.configure(LOCALE_PATHS=[], FILE_UPLOAD_TEMP_DIR=None)
from articles.media import read_media_apart
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = most()
with open(sys.argv[1], "rb") as file:
    print(len(read_media_apart(file, "talk.mp3").data), (most() - before) * 1024)
"""


def test_a_long_recording_is_in_memory_once(tmp_path):
    """In the process that asks, which serves others: of a file, only what comes back."""
    file = tmp_path / "talk.mp3"
    file.write_bytes(mp3(10) * 8_000)

    done = subprocess.run([sys.executable, "-c", _ASKED, file], cwd=ROOT, capture_output=True, check=True)

    kept, taken = map(int, done.stdout.split())
    assert kept == file.stat().st_size
    assert taken < 1.4 * kept


def test_of_a_file_its_beginning_says_what_it_is():
    assert read_media_apart(BytesIO(picture_of("PNG")), "x") == read_media(picture_of("PNG"), "x")
    for data, code in ((b"", "empty"), (picture_of("PNG") + bytes(20 * 1024**2), "too-large"), (b"MZ", "kind-program")):
        with pytest.raises(Refused) as refused:
            read_media_apart(BytesIO(data), "x")
        assert [issue.code for issue in refused.value.issues] == [code]


def test_a_refusal_comes_back_from_there_with_its_reason():
    with pytest.raises(Refused) as refused:
        read_media_apart(picture_of("PNG")[:-12], "scan.png")

    assert [issue.code for issue in refused.value.issues] == ["damaged"]
    assert refused.value.issues[0].message.startswith("scan.png begins as PNG")


def test_a_large_picture_is_read_within_what_it_may_take():
    """As telephones make them, and with transparency."""
    for kind, mode in (("JPEG", "RGB"), ("PNG", "RGBA")):
        picture = scene((4000, 3000), mode)
        if mode == "RGBA":
            picture.putalpha(Image.linear_gradient("L").resize(picture.size))
        read = read_media_apart(saved(picture, kind), "x", seconds=LONG)
        assert (read.width, read.height, len(read.renditions)) == (4000, 3000, 3)


def large() -> bytes:
    return saved(Image.new("RGBA", (6000, 5000)), "PNG")


def test_what_takes_too_long_is_refused_by_name():
    with pytest.raises(Refused) as refused:
        read_media_apart(large(), "scan.png", seconds=0.05)

    assert [issue.code for issue in refused.value.issues] == ["too-much"]


def test_what_takes_too_much_room_is_refused_by_name(monkeypatch):
    asked = media_apart.ask_apart
    monkeypatch.setattr(media_apart, "ask_apart", lambda *args, **more: asked(*args, **more, memory=200 * 1024**2))

    with pytest.raises(Refused) as refused:
        read_media_apart(large(), "scan.png")

    assert [issue.code for issue in refused.value.issues] == ["too-much"]
    assert read_media_apart(picture_of("PNG"), "small.png").width == 320
