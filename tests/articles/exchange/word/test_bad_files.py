"""Files that are none, are damaged, protected or too large: refused clearly and soon; what is left out is named."""

import io
import zipfile

import pytest

from articles.exchange import read_file
from articles.exchange.word import read_word
from editorial.shared.issues import Refused

from .files import OFFICE, SPACES, blocks_of, cell, noticed, p, packed, parts_of, row, run, table, word


def refusal(data: bytes, name: str = "dose.docx") -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read_file(name, data)
    (issue,) = refused.value.issues
    return issue.code, issue.message


def test_a_main_part_may_have_any_name():
    data = word(p("Take one tablet."), main="word/document2.xml")

    assert [block.text for block in read_word("a", data, max_unpacked_bytes=10**7, tracked="rejected")] == [
        "Take one tablet."
    ]


def test_the_strict_form_is_read_too():
    parts = parts_of(p("Take one tablet."))
    strict = {
        name: content.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)
        for name, content in parts.items()
    }

    (block,) = read_word("a", packed(strict), max_unpacked_bytes=10**7, tracked="rejected")

    assert block.text == "Take one tablet."


STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected", "protected with a password"),
        (OLE + "WordDocument".encode("utf-16-le"), "not-word", "an old Word file (.doc); save it as .docx"),
        (b"%PDF-1.7 ...", "not-word", "is a PDF"),
        (b"{\\rtf1 }", "not-word", "rich text"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
            "not-word",
            "an OpenDocument text (.odt); save it as .docx",
        ),
        (word(p("Take one tablet."))[:-300], "not-word", "damaged or cut off"),
        (
            packed({**parts_of(p("x")), "word/document.xml": "<w:document><w:body>"}),
            "not-word",
            "its part word/document.xml cannot be read",
        ),
        (
            packed({**parts_of(p("x")), "word/numbering.xml": "<w:numbering><w:num"}),
            "not-word",
            "its part word/numbering.xml cannot be read",
        ),
        (
            packed({**parts_of(p("x")), "word/document.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><a x="&b;"/>'}),
            "xml-entities",
            "declares XML entities",
        ),
    ],
    ids=["password", "doc", "pdf", "rtf", "odt", "cut-off", "broken-text", "broken-lists", "entities"],
)
def test_what_is_no_readable_word_file_is_refused_by_its_name(data, code, words):
    found, message = refusal(data)

    assert found == code
    assert message.startswith("dose.docx ")
    assert words in message


def test_a_hundred_thousand_names_are_refused_before_they_are_read(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"word/{number}.xml"), b"")
    monkeypatch.setattr(zipfile, "ZipFile", None)

    code, message = refusal(out.getvalue())

    assert (code, "5,000 parts" in message) == ("zip-bomb", True)


def test_entities_in_an_attribute_of_the_first_element_never_grow():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "a" * 10}">' for n in range(9))
    data = packed({**parts_of(p("x")), "word/settings.xml": f'<!DOCTYPE a [{bomb}]><a x="&e8;"/>'})

    assert refusal(data)[0] == "xml-entities"


def test_damage_where_no_text_is_is_named():
    data = packed({**parts_of(p("Take one tablet.")), "docProps/core.xml": "<broken"})

    document = read_file("a.docx", data)

    remark = next(remark for remark in document.remarks if remark.kind == "removed")
    assert (remark.words, remark.serious) == ("docProps/core.xml", True)


def test_macros_templates_and_pictures_elsewhere_are_named_and_left():
    outside = 'TargetMode="External" Target="https://evil.example/'
    relations = "".join(
        f'<Relationship Id="x{kind}" Type="{OFFICE}/{kind}" {outside}{kind}"/>'
        for kind in ("attachedTemplate", "image", "oleObject")
    )
    data = packed({**parts_of(p("Take one tablet."), relations=relations), "word/vbaProject.bin": b"macro"})

    blocks = read_word("a.docx", data, max_unpacked_bytes=10**7, tracked="rejected")

    assert noticed(blocks) == [
        ("removed", ""),
        ("link", "https://evil.example/attachedTemplate"),
        ("link", "https://evil.example/image"),
        ("link", "https://evil.example/oleObject"),
    ]


def test_another_document_put_in_is_named():
    chunk = '<w:altChunk r:id="c1"/>'
    relation = f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="part.html"/>'

    blocks = blocks_of(p("Before."), chunk, p("After."), relations=relation)

    assert [(one.kind, one.serious) for one in blocks[1].remarks] == [("removed", True)]


def test_a_file_whose_every_word_is_hidden_still_says_them():
    blocks = blocks_of(p(run("Take 5 mg.", "<w:vanish/>")))

    assert [(block.apart, noticed([block])) for block in blocks] == [("left out", [("hidden", "Take 5 mg.")])]


def test_five_thousand_changes_and_two_thousand_cells_are_read():
    changes = [
        p(f"Dose {number} is ", f'<w:ins w:author="Ann">{run(f"{number} mg")}</w:ins>', " a day.")
        for number in range(5_000)
    ]
    rows = [row(*(cell(p(f"{at}.{number}")) for number in range(20))) for at in range(100)]

    blocks = blocks_of(*changes, table(*rows))

    assert len(blocks) == 7_000
    assert sum(remark.kind == "inserted" for block in blocks for remark in block.remarks) == 5_000


def test_more_paragraphs_than_any_article_has_are_refused():
    code, message = refusal(word(*(p("x") for _ in range(10_001))))

    assert (code, "10,000 paragraphs" in message) == ("too-large", True)


def test_no_part_is_followed_out_of_the_package():
    relation = f'<Relationship Id="s" Type="{OFFICE}/comments" Target="../../../etc/passwd"/>'

    assert [block.text for block in blocks_of(p("x"), relations=relation)] == ["x"]


def test_names_in_the_xml_may_have_any_prefix():
    parts = parts_of()
    inner = "<z:body><z:p><z:r><z:t>Yes</z:t></z:r></z:p></z:body>"
    parts["word/document.xml"] = f"<z:document xmlns:z='{SPACES.split(chr(34))[1]}'>{inner}</z:document>"

    (block,) = read_word("a", packed(parts), max_unpacked_bytes=10**7, tracked="rejected")

    assert block.text == "Yes"
