"""What becomes of a picture that somebody sends: upright, in the colours of screens, and nothing besides."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from articles.media import Kind, kind_of, read_media
from articles.media.pictures import WIDTHS
from articles.media.values import PICTURE
from editorial.shared.issues import Refused
from tests.articles.media.files import PLANTED, exif, picture_of, saved, scene

KINDS = [
    ("JPEG", "image/jpeg"),
    ("PNG", "image/png"),
    ("WEBP", "image/jpeg"),
    ("GIF", "image/png"),
    ("AVIF", "image/jpeg"),
]


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def code_of(data: bytes, name: str = "picture", **options) -> str:
    with pytest.raises(Refused) as refused:
        read_media(data, name, **options)
    (issue,) = refused.value.issues
    assert issue.message.startswith(name)
    return issue.code


@pytest.mark.parametrize(("kind", "media_type"), KINDS)
def test_every_kind_is_kept_as_one_that_everything_reads(kind, media_type):
    read = read_media(picture_of(kind), "x")

    kept = opened(read.data)
    assert (read.kind, read.media_type, kept.get_format_mimetype()) == (PICTURE, media_type, media_type)
    assert (read.width, read.height) == kept.size == (320, 200)
    red, green, blue = kept.convert("RGB").getpixel((10, 10))
    assert red > 200 > 60 > max(green, blue)


@pytest.mark.parametrize(("kind", "media_type"), KINDS)
def test_the_same_bytes_give_the_same_and_what_was_kept_gives_itself(kind, media_type):
    data = picture_of(kind, (700, 500))
    read = read_media(data, "x")

    assert read_media(data, "another name") == read
    assert read_media(read.data, "y") == read


def test_what_was_kept_gives_itself_also_where_pillow_was_told_to_show_what_is_cut_off(monkeypatch):
    kept = read_media(picture_of("JPEG"), "x").data
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    assert read_media(kept, "x").data == kept
    assert ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_of_writing_colours_is_read(mode):
    picture = (
        scene().convert("L").convert("I").point(lambda grey: grey * 256).convert("I;16")
        if mode == "I;16"
        else scene(mode=mode)
    )
    read = read_media(saved(picture, "PNG"), "x")

    shown = opened(read.data).convert("L")
    wanted = scene().convert("L")
    assert abs(shown.getpixel((300, 180)) - wanted.getpixel((300, 180))) < 8 or mode in ("1", "P")
    assert read_media(read.data, "y") == read


def test_what_can_be_seen_through_stays_so_and_what_cannot_does_not():
    through = scene(mode="RGBA")
    through.putalpha(90)

    assert opened(read_media(saved(through, "WEBP"), "x").data).mode == "RGBA"
    assert opened(read_media(picture_of("PNG", mode="RGBA", exif=exif()), "x").data).mode == "RGB"


# ── Smaller ones ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_smaller_ones_are_made_and_none_is_larger_than_the_picture(kind):
    read = read_media(picture_of(kind, (1200, 900)), "x")

    assert [(one.width, one.height) for one in read.renditions] == [(480, 360), (960, 720)]
    for one in read.renditions:
        small = opened(one.data)
        assert (small.format, small.size, one.media_type) == ("WEBP", (one.width, one.height), "image/webp")
    assert read_media(picture_of(kind, (WIDTHS[0], 300)), "x").renditions == ()


def test_a_picture_too_high_for_a_smaller_one_has_none():
    assert read_media(saved(Image.new("L", (490, 15_900), 200), "PNG"), "x").renditions[0].height <= 16_383


# ── Nothing else of the file ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photograph_that_lies_on_its_side_is_put_upright(turn):
    upright = scene()
    undo = {
        2: "FLIP_LEFT_RIGHT",
        3: "ROTATE_180",
        4: "FLIP_TOP_BOTTOM",
        5: "TRANSPOSE",
        6: "ROTATE_90",
        7: "TRANSVERSE",
        8: "ROTATE_270",
    }
    lying = upright.transpose(Image.Transpose[undo[turn]]) if turn in undo else upright

    read = read_media(saved(lying, "JPEG", quality=95, exif=exif(turn)), "x")

    assert (read.width, read.height) == upright.size
    assert opened(read.data).getpixel((10, 10))[0] > 200


def planted() -> dict[str, bytes]:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", PLANTED.decode(), zip=False)
    words.add_itxt("XML:com.adobe.xmp", f"<x>{PLANTED.decode()}</x>")
    tail = b"PK\x03\x04<script>" + PLANTED + b"</script>"
    jpeg = picture_of("JPEG", exif=exif(), comment=PLANTED, icc_profile=PLANTED * 9)
    iptc = b"\xff\xed" + (2 + 14 + len(PLANTED)).to_bytes(2) + b"Photoshop 3.0\0" + PLANTED
    palette = scene().quantize(4)
    palette.putpalette([*palette.getpalette()[:12], *PLANTED, 0, 0])
    return {
        "jpeg": jpeg[:2] + iptc + jpeg[2:] + tail,
        "png": picture_of("PNG", pnginfo=words, exif=exif()) + tail,
        "webp": picture_of("WEBP", exif=exif(), xmp=PLANTED, icc_profile=PLANTED * 9) + tail,
        "gif": picture_of("GIF", comment=PLANTED) + tail,
        "avif": picture_of("AVIF", exif=exif(), xmp=PLANTED),
        "palette": saved(palette, "PNG"),
        "png of ours": read_media(picture_of("PNG"), "x").data + tail,
        "jpeg of ours": read_media(picture_of("JPEG"), "x").data + tail,
        "jpeg of ours, before its end": read_media(picture_of("JPEG"), "x").data[:-2] + tail * 9 + b"\xff\xd9",
    }


@pytest.mark.parametrize("what", planted())
def test_nothing_that_was_planted_is_left(what):
    data = planted()[what]
    assert PLANTED in data

    read = read_media(data, "x")

    for kept in (read.data, *(one.data for one in read.renditions)):
        assert PLANTED not in kept
        assert not any(
            name in kept for name in (b"Exif", b"http://ns.adobe", b"ICC_PROFILE", b"Photoshop", b"PK\x03\x04")
        )


def test_a_comment_inside_one_of_our_own_makes_it_another_file():
    """What only looks like ours is drawn anew."""
    own = read_media(picture_of("JPEG"), "x").data
    comment = b"\xff\xfe" + (2 + len(PLANTED)).to_bytes(2) + PLANTED

    read = read_media(own[:20] + comment + own[20:], "x")

    assert PLANTED not in read.data


def test_colours_of_printing_and_of_other_screens_become_those_of_screens():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    odd = read_media(picture_of("JPEG", icc_profile=profile), "x")
    printed = read_media(picture_of("JPEG", mode="CMYK"), "x")

    assert opened(odd.data).mode == opened(printed.data).mode == "RGB"
    red, green, blue = opened(printed.data).getpixel((10, 10))
    assert red > 200 > 60 > max(green, blue)


def test_a_profile_is_followed():
    """Red and green change places in this one, as nobody would have it."""
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = (
        wide.replace(b"rXYZ", b"tmpX").replace(b"gXYZ", b"rXYZ").replace(b"tmpX", b"gXYZ").replace(b"sRGB", b"odd ")
    )
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "oddR".encode("utf-16-be"))

    read = read_media(picture_of("PNG", icc_profile=swapped), "x")

    red, green, _ = opened(read.data).getpixel((10, 10))
    assert green > red


def test_further_pictures_of_a_telephone_are_left_behind():
    first, second = scene(), Image.new("RGB", (320, 200), "blue")
    read = read_media(saved(first, "MPO", save_all=True, append_images=[second]), "x")

    assert opened(read.data).getpixel((10, 10))[0] > 200
    assert opened(read.data).format == "JPEG"


# ── What is not taken ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b'<?xml version="1.0"?><!-- a drawing --><svg xmlns="http://www.w3.org/2000/svg"></svg>', "kind-svg"),
        ("<svg/>".encode("utf-16"), "kind-svg"),
        (b"<!doctype html><script>alert(1)</script>", "kind-page"),
        (b"<?php system($_GET[0]);", "kind-page"),
        (b"MZ\x90\x00" + bytes(400), "kind-program"),
        (b"\x7fELF\x02\x01\x01" + bytes(400), "kind-program"),
        (b"#!/bin/sh\nrm -rf /\n", "kind-program"),
        (b"%PDF-1.7\n", "kind-pdf"),
        (b"PK\x03\x04" + bytes(40), "kind-archive"),
        (b"words", "kind-unknown"),
        (bytes(500), "kind-unknown"),
        (picture_of("TIFF"), "kind-tiff"),
        (picture_of("BMP"), "kind-bmp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40), "kind-heic"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), "kind-wav"),
        (b"\x1a\x45\xdf\xa3" + bytes(40), "kind-film"),
        (picture_of("PNG", (15, 400)), "too-small"),
        (saved(Image.new("1", (8_000, 5_001)), "PNG"), "too-many-pixels"),
        (saved(Image.new("1", (16_001, 20)), "PNG"), "too-many-pixels"),
        (picture_of("JPEG") + bytes(20 * 1024 * 1024), "too-large"),
        (picture_of("JPEG")[:-200], "damaged"),
        (picture_of("PNG")[:-12], "damaged"),
        (picture_of("WEBP")[:-30], "damaged"),
        (picture_of("AVIF")[:-300], "damaged"),
        (picture_of("GIF")[:100], "damaged"),
        (saved(scene(), "GIF", save_all=True, append_images=[Image.new("RGB", (320, 200))]), "moving"),
        (saved(scene(), "WEBP", save_all=True, append_images=[Image.new("RGB", (320, 200))]), "moving"),
        (saved(scene(), "PNG", save_all=True, append_images=[Image.new("RGB", (320, 200))]), "moving"),
        (saved(scene(), "AVIF", save_all=True, append_images=[Image.new("RGB", (320, 200))]), "moving"),
    ],
)
def test_what_is_no_sound_picture_is_refused_by_name(data, code):
    assert code_of(data, wanted=PICTURE) == code


def test_a_picture_whose_check_sum_is_wrong_is_damaged_and_the_one_beside_it_is_not():
    data = picture_of("PNG")
    at = data.index(b"IDAT") + 40

    assert code_of(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) == "damaged"
    assert read_media(data, "x").width == 320


def test_the_size_of_a_webp_is_known_before_its_reader_takes_room_for_it():
    canvas = b"VP8X\x0a\x00\x00\x00" + bytes(4) + (16_382).to_bytes(3, "little") * 2
    data = b"RIFF" + (len(canvas) + 4).to_bytes(4, "little") + b"WEBP" + canvas

    assert code_of(data) == "too-many-pixels"


def test_kinds_are_found_in_the_bytes():
    assert [kind_of(picture_of(kind)) for kind, _ in KINDS] == [Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.GIF, Kind.AVIF]
