"""What becomes of a recording: the frames that are heard, and nothing that stands around them."""

import struct

import pytest

from articles.media import AUDIO, PICTURE, read_media
from editorial.shared.issues import Refused
from tests.articles.media.files import (
    PLANTED,
    box,
    id3,
    m4a,
    mp3,
    mp3_frame,
    ogg_page,
    ogg_sum,
    opus,
    picture_of,
    stream,
    xing,
)

SOUND = {"mp3": mp3(), "tagged": id3() + mp3(), "table": xing(40) + mp3(), "ogg": opus(), "m4a": m4a()}


def code_of(data: bytes, **options) -> str:
    with pytest.raises(Refused) as refused:
        read_media(data, "talk.mp3", **options)
    (issue,) = refused.value.issues
    assert issue.message.startswith("talk.mp3")
    return issue.code


@pytest.mark.parametrize(
    ("what", "media_type", "seconds"),
    [
        ("mp3", "audio/mpeg", 2),
        ("tagged", "audio/mpeg", 2),
        ("table", "audio/mpeg", 2),
        ("ogg", "audio/ogg", 5),
        ("m4a", "audio/mp4", 1),
    ],
)
def test_recordings_are_kept_with_their_length(what, media_type, seconds):
    read = read_media(SOUND[what], "x", wanted=AUDIO)

    assert (read.kind, read.media_type, read.seconds, read.width) == (AUDIO, media_type, seconds, None)
    assert read_media(SOUND[what], "y") == read
    assert read_media(read.data, "z") == read


def test_every_frame_of_an_mp3_is_kept_and_nothing_else():
    tail = b"TAG" + PLANTED.ljust(125, b"\0")
    ape = b"APETAGEX" + PLANTED * 4
    padded = mp3(20) + bytes(100) + mp3(20)

    for data in (
        mp3(),
        id3() + mp3() + tail,
        id3() + id3(PLANTED * 99) + mp3() + ape + tail,
        mp3() + mp3_frame()[:200],
    ):
        assert read_media(data, "x").data == mp3()
    assert read_media(padded, "x").data == mp3(20) + mp3(20)


def test_the_table_of_the_first_frame_keeps_its_numbers_without_the_words():
    kept = read_media(xing(40) + mp3(), "x").data

    assert kept[417:] == mp3()
    assert kept[36:48] == b"Xing" + struct.pack(">II", 1, 40)
    assert PLANTED not in kept


def test_an_mp3_that_says_it_is_longer_ends_too_early():
    assert code_of(xing(100) + mp3(40)) == "damaged"
    assert read_media(xing(40) + mp3(40), "x").seconds == 2


def test_an_ogg_keeps_its_packets_under_an_empty_page_of_words():
    kept = read_media(opus(), "x").data

    assert PLANTED not in kept
    assert b"OpusTags" + bytes(8) in kept
    assert kept.count(b"OggS") == 7
    for number in range(1, 6):
        assert bytes([number]) * 300 + b"x" * 90 in kept
    for page in [b"OggS" + part for part in kept.split(b"OggS")[1:]]:
        assert ogg_sum(page[:22] + bytes(4) + page[26:]) == int.from_bytes(page[22:26], "little")


def test_words_longer_than_a_page_go_as_well():
    head, *_, sound = opus().partition(ogg_page(0, 0, 1, b"OpusTags" + struct.pack("<I", 13) + PLANTED + bytes(4)))
    long = b"OpusTags" + (PLANTED * 6000)[:70_000]
    first, rest = long[: 255 * 255], long[255 * 255 :]
    lengths = b"\xff" * 255
    page = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, -1, 77, 1, 0, 255) + lengths + first
    page = page[:22] + ogg_sum(page).to_bytes(4, "little") + page[26:]

    kept = read_media(head + page + ogg_page(1, 0, 2, rest) + sound, "x")

    assert PLANTED not in kept.data
    assert kept.data == read_media(opus(), "x").data


def test_a_stream_that_was_not_ended_is_ended():
    assert read_media(opus(ended=False), "x").data == read_media(opus(), "x").data


def test_an_m4a_keeps_no_words_behind_its_tables():
    assert read_media(m4a(behind=PLANTED), "x") == read_media(m4a(), "x")
    assert b"elst" in read_media(m4a(), "x").data
    assert code_of(m4a(version=3)) == "damaged"


@pytest.mark.parametrize(
    "otherwise",
    [
        {"spare": 0x5A},
        {"esds": stream(long=False)},
        {"esds": stream(flags=0x40, more=bytes([len(PLANTED)]) + PLANTED)},
        {"esds": stream(flags=0xA0, more=b"\x00\x01\x00\x02")},
        {"esds": stream() + PLANTED},
    ],
    ids=["spare-bytes", "short-lengths", "an-address", "depends", "words-behind"],
)
def test_an_m4a_keeps_no_byte_that_no_player_reads(otherwise):
    assert read_media(m4a(**otherwise), "x") == read_media(m4a(), "x")


def test_an_m4a_is_played_as_before():
    """What players read of the heads, which are written anew."""
    kept = read_media(m4a(spare=0x5A), "x").data

    for name, at, wanted in (
        (b"mvhd", 12, struct.pack(">IIIH", 44100, 20 * 1024, 1 << 16, 0x0100)),
        (b"mvhd", 36, struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)),
        (b"tkhd", 0, b"\x00\x00\x00\x07"),
        (b"tkhd", 12, struct.pack(">III", 1, 0, 20 * 1024)),
        (b"tkhd", 36, b"\x01\x00"),
        (b"mdhd", 12, struct.pack(">IIH", 44100, 20 * 1024, 0x55C4)),
        (b"mp4a", 6, b"\x00\x01" + bytes(8) + struct.pack(">HHHHI", 2, 16, 0, 0, 44100 << 16)),
    ):
        start = kept.index(name) + 4 + at
        assert (name, kept[start : start + len(wanted)]) == (name, wanted)
    assert kept[kept.index(b"esds") + 4 :].startswith(bytes(4) + stream(long=False)[4:])
    sizes = {name: int.from_bytes(kept[(at := kept.index(name)) - 4 : at]) - 8 for name in (b"mvhd", b"tkhd", b"mdhd")}
    assert sizes == {b"mvhd": 100, b"tkhd": 84, b"mdhd": 24}


@pytest.mark.parametrize(
    ("esds", "code"),
    [
        (bytes(30), "damaged"),
        (stream()[:-8], "damaged"),
        (stream(kind=0x6B), "other-sound"),
        (stream(begins=b"\x12\x00" + PLANTED[:9]), "other-sound"),  # a list of channels, in which words can stand
        (stream(begins=b"\x12\x10" + bytes(12)), "other-sound"),
    ],
)
def test_an_m4a_that_is_packed_otherwise_is_refused(esds, code):
    assert code_of(m4a(esds=esds)) == code


def test_an_m4a_keeps_its_samples_without_what_lay_between():
    kept = read_media(m4a(), "x").data

    assert PLANTED not in kept
    assert b"\xde\xad\xbe\xef" not in kept  # when it was recorded
    assert kept.index(b"moov") < kept.index(b"mdat")
    assert kept.endswith(box(b"mdat", b"".join(bytes([number + 1]) * 64 for number in range(20))))
    at = kept.index(b"stco")
    assert int.from_bytes(kept[at + 12 : at + 16]) == kept.index(b"mdat") + 4


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90\x00" + mp3(), "kind-program"),
        (b"\x7fELF" + mp3(), "kind-program"),
        (b"#!/bin/sh\n" + mp3(), "kind-program"),
        (b"<!doctype html><script>alert(1)</script>" + mp3(), "kind-page"),
        (b"PK\x03\x04" + mp3(), "kind-archive"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), "kind-wav"),
        (b"fLaC" + bytes(40), "kind-flac"),
        (picture_of("PNG"), "kind-png"),
        (id3(b"<script>" * 400), "no-sound"),
        (id3() + b"MZ" + bytes(90_000), "damaged"),
        (mp3(5), "no-sound"),
        (mp3(20) + b"MZ\x90\x00" * 30_000 + mp3(20), "damaged"),
        (opus()[:-5], "damaged"),
        (opus()[:900] + b"\x01" + opus()[901:], "damaged"),
        (opus() + opus(), "film"),
        (opus(pages=0), "no-sound"),
        (opus().replace(b"OpusHead", b"FLAC____"), "damaged"),
        (ogg_page(2, 0, 0, b"Speex   ") + ogg_page(0, 0, 1, b"words") + ogg_page(4, 9, 2, b"x"), "other-sound"),
        (ogg_page(2, 0, 0, b"\x80theora") + ogg_page(0, 0, 1, b"words") + ogg_page(4, 9, 2, b"x"), "film"),
        (m4a()[:-900], "damaged"),
        (m4a(end=90_000), "damaged"),
        (m4a(handler=b"vide"), "film"),
        (m4a(handler=b"text"), "no-sound"),
        (m4a(codec=b"alac"), "other-sound"),
        (m4a(extra=box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"vide")))), "film"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + bytes(40), "kind-film"),
        (mp3() + bytes(60 * 1024 * 1024), "too-large"),
    ],
)
def test_what_is_no_sound_recording_is_refused_by_name(data, code):
    assert code_of(data, wanted=AUDIO) == code


def test_a_recording_is_no_picture():
    assert code_of(mp3(), wanted=PICTURE) == "kind-mp3"
    assert read_media(mp3(), "x").kind == AUDIO


def test_a_recording_of_a_day_is_too_long():
    assert (
        code_of(
            ogg_page(2, 0, 0, b"OpusHead" + bytes(11))
            + ogg_page(0, 0, 1, b"OpusTags" + bytes(8))
            + ogg_page(4, 86_400 * 48_000, 2, b"x")
        )
        == "too-long"
    )
