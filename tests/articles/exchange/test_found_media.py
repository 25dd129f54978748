"""The pictures that a Word file or a page holds come in with the words around them, or are named with the reason."""

from base64 import b64encode
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from articles.exchange import read_file, read_pasted
from articles.exchange.apart import read_file_apart, read_media_apart
from articles.exchange.document import Document
from articles.exchange.editing import Pending, drop_section, leave_medium, merge_section
from articles.exchange.found_media import parted, read_wanted
from articles.exchange.storage import from_json, to_json
from articles.media import read_media
from editorial.shared.issues import Refused
from tests.articles.exchange.docx import docx, packed, paragraph
from tests.articles.media.files import picture_of

PNG, JPEG = picture_of("PNG"), picture_of("JPEG")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def drawn(key: str, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:docPr descr="{alt}"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData><a:blip xmlns:r="{RELATIONS}" r:embed="{key}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def word(*pictures: bytes, body: str = "", alts: tuple[str, ...] = ("A red corner",)) -> bytes:
    """A file of two sections, with these pictures under the words of the first."""
    relations = "".join(
        f'<Relationship Id="p{number}" Type="{RELATIONS}/image" Target="media/image{number}.png"/>'
        for number in range(len(pictures))
    )
    shown = [paragraph(drawn(f"p{n}", alts[n] if n < len(alts) else "")) for n in range(len(pictures))]
    plain = docx(
        paragraph("Gout", style="Title"),
        paragraph("Gout is a painful kind of arthritis that comes in attacks and goes again."),
        paragraph("What you may feel", style="Heading1"),
        paragraph("A joint is hot, red and swollen, often the big toe, mostly at night."),
        *shown,
        body,
        paragraph("What to do", style="Heading1"),
        paragraph("Rest the joint, cool it, and see a doctor if there is a fever too."),
    )
    with ZipFile(BytesIO(plain)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    rels = bytes(parts["word/_rels/document.xml.rels"])
    parts["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", f"{relations}</Relationships>".encode())
    return packed(parts | {f"word/media/image{number}.png": data for number, data in enumerate(pictures)})


def page(*bodies: str) -> bytes:
    return (
        "<!doctype html><html><body><h1>Gout</h1><p>Gout is a painful kind of arthritis that comes in attacks.</p>"
        f"<h2>What you may feel</h2><p>A joint is hot, red and swollen, often the big toe.</p>{''.join(bodies)}"
        "<h2>What to do</h2><p>Rest the joint, cool it, and see a doctor.</p></body></html>"
    ).encode()


def held(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def media_of(document: Document) -> dict[str, list]:
    return {one.anchor: one.media for one in (document.front, *document.sections) if one.media}


def reasons(document: Document, kind: str) -> list[str]:
    return [remark.reason for remark in document.remarks if remark.kind == kind]


# ── Word ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_of_a_word_file_comes_with_the_words_before_it():
    document = read_file("gout.docx", word(PNG))

    ((anchor, (medium,)),) = media_of(document).items()
    assert anchor == "what-you-may-feel"
    kept = read_media(PNG, "x")
    assert (medium.alt, medium.width, medium.height, medium.kind) == ("A red corner", 320, 200, "picture")
    assert medium.look.startswith("data:image/webp;base64,")
    assert read_wanted(word(PNG), [medium.key]) == {medium.key: kept}
    assert document.unaccounted == []
    assert "picture" not in {item.reason for item in document.set_apart}
    assert from_json(to_json(document)) == document


def test_its_caption_comes_along_and_is_not_missed():
    document = read_file("gout.docx", word(PNG, body=paragraph("Figure 1. A toe in an attack.", style="Caption")))

    ((_, (medium,)),) = media_of(document).items()
    assert medium.caption == "Figure 1. A toe in an attack."
    assert document.unaccounted == []
    assert document.set_apart == []
    assert all(place != "set apart" for place in document.places.values())


def test_each_picture_comes_once_and_in_order():
    document = read_file("gout.docx", word(PNG, JPEG, PNG, alts=("one", "two", "three")))

    ((_, media),) = media_of(document).items()
    assert [one.alt for one in media] == ["one", "two"]
    assert reasons(document, "refused") == ["It stands twice in this section, and comes in once"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SVG, "The picture image0.png is an SVG drawing"),
        (b"\xd7\xcd\xc6\x9a" + bytes(90), "The picture image0.png is a picture of a kind (metafile)"),
        (PNG[:-12], "The picture image0.png begins as PNG and cannot be read"),
        (b"MZ\x90" + bytes(400), "The picture image0.png is a program"),
    ],
)
def test_one_that_cannot_be_kept_is_named_with_the_reason_and_keeps_no_words_out(data, said):
    document = read_file("gout.docx", word(data))

    assert media_of(document) == {}
    (reason,) = reasons(document, "refused")
    assert reason.startswith(said)
    assert [section.anchor for section in document.sections] == ["what-you-may-feel", "what-to-do"]
    assert document.unaccounted == []


def test_read_apart_it_is_the_same():
    options = {"bibliography": (), "known_keys": (), "audiences": (), "max_bytes": 10**7}

    document = read_file_apart("gout.docx", word(PNG), **options)

    assert document == read_file("gout.docx", word(PNG), audiences=())
    (medium,) = document.sections[0].media
    assert read_media_apart(word(PNG), [medium.key])[medium.key] == read_media(PNG, "x")


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("is_pasted", [False, True])
def test_a_picture_that_a_page_holds_comes_with_the_words_before_it(is_pasted):
    source = page(f'<figure><img src="{held(PNG)}" alt="A red corner"><figcaption>A toe.</figcaption></figure>')
    document = read_pasted("", source.decode()) if is_pasted else read_file("gout.html", source)

    ((anchor, (medium,)),) = media_of(document).items()
    assert (anchor, medium.alt, medium.caption) == ("what-you-may-feel", "A red corner", "A toe.")
    assert read_wanted(source, [medium.key])[medium.key] == read_media(PNG, "x")
    assert reasons(document, "picture") == ["A picture stood here; it comes after the text of its section"]
    assert document.unaccounted == []


BARE = b64encode(PNG).decode()


@pytest.mark.parametrize(
    "image",
    [
        f"<img src=data:image/png;base64,{BARE} alt='Take 5 mg daily'>",
        f"<img src=data:image/png;base64,{BARE.rstrip('=')} alt='Take 5 mg daily'>",
        f"<img alt='Take 5 mg daily' src=data:image/png;base64,{BARE}>",
        f"<img src='data:image/png;base64,{BARE.rstrip('=')}' alt='Take 5 mg daily'>",
        f"<img src='data:image/png;base64,{quote(BARE, safe='')}' alt='Take 5 mg daily'>",
        f"<img src=data:image/png;base64,{quote(BARE, safe='')} alt='Take 5 mg daily'>",
        f"<img src='data:image/png;base64,{BARE.replace('+', '&#43;').replace('/', '&#x2F;')}' alt='Take 5 mg daily'>",
        f"<img src=' data:image/png;base64,\n{BARE[:60]}\n {BARE[60:]} ' alt='Take 5 mg daily'>",
    ],
)
def test_however_its_address_is_written_it_comes_whole_with_its_description(image):
    source = page(f"<p>{image}</p>")

    ((medium,),) = media_of(read_file("gout.html", source)).values()
    assert medium.alt == "Take 5 mg daily"
    assert read_wanted(source, [medium.key]) == {medium.key: read_media(PNG, "x")}


@pytest.mark.parametrize(
    "written", [f"{BARE[:40]}-{BARE[40:]}", f"{BARE[:40]}={BARE[40:]}", f"{BARE[:41].rstrip('=')}"]
)
@pytest.mark.parametrize("quotes", ["", '"'])
def test_an_address_that_cannot_be_read_is_named_with_its_description(written, quotes):
    image = f"<img src={quotes}data:image/png;base64,{written}{quotes} alt='Take 5 mg daily'>"
    document = read_file("gout.html", page(f"<p>{image}</p>"))

    assert media_of(document) == {}
    assert [remark.words for remark in document.remarks if remark.kind == "picture"] == ["Take 5 mg daily"]


def test_one_at_another_address_is_named_and_never_fetched():
    document = read_file("gout.html", page('<p><img src="https://example.org/toe.png" alt="A toe in an attack"></p>'))

    assert media_of(document) == {}
    assert reasons(document, "picture") == ["A picture was left out"]


def test_a_drawing_that_a_page_holds_is_refused_with_its_reason():
    document = read_file("gout.html", page(f'<p><img src="{held(SVG, "svg+xml")}" alt="A toe in an attack"></p>'))

    assert media_of(document) == {}
    assert "SVG" in reasons(document, "refused")[0]


def test_pictures_do_not_make_a_page_too_long_and_its_lines_stay():
    text, found = parted(
        "<p>\none</p>\n" + f"<img src='data:image/png;base64,{b64encode(PNG).decode()[:80]}\n  AAAA'>\nend"
    )

    assert len(found) == 1
    assert text.count("\n") == 4
    large = b64encode(picture_of("PNG", (2200, 2000), "RGB") + bytes(3_600_000)).decode()
    document = read_file("gout.html", page(f'<p><img src="data:image/png;base64,{large}" alt="A corner"></p>'))
    assert len(media_of(document)["what-you-may-feel"]) == 1


# ── Before it is an article ─────────────────────────────────────────────────────────────────────────────────


def test_a_picture_moves_with_its_section_and_can_be_left_out():
    pending = Pending(read_file("gout.docx", word(PNG)))
    document = pending.document
    merge_section(document, "what-you-may-feel")
    assert [one.alt for one in document.front.media] == ["A red corner"]

    leave_medium(pending, "front", 0)

    assert media_of(document) == {}
    assert [(item.text, item.reason) for item in document.set_apart] == [("A red corner", "picture")]
    leave_medium(pending, "front", 0)
    assert len(document.set_apart) == 1


def test_one_in_a_dropped_section_goes_with_it():
    pending = Pending(read_file("gout.docx", word(PNG)))
    drop_section(pending, "what-you-may-feel")

    assert media_of(pending.document) == {}
    assert len(pending.dropped[0].media) == 1


def test_nothing_but_pictures_is_no_article():
    with pytest.raises(Refused):
        read_file("gout.html", f'<img src="{held(PNG)}" alt="A red corner">'.encode())
