"""What is refused, and that the refusal says what, where and why."""

import struct
import zipfile
from io import BytesIO

import pytest

from articles.exchange import read_file, read_fragment
from articles.exchange.document import Document
from articles.exchange.reading import read_pasted
from editorial.shared.issues import Issue, Refused

from .docx import docx, packed, paragraph

HEAD = "---\nformat: imprimatur/1\nslug: cramps\ntitle: Cramps\n---\n"
AUDIENCES = ("patient", "clinician")


def refusal(name: str, data: bytes | str, **options: object) -> list[Issue]:
    data = data.encode() if isinstance(data, str) else data
    with pytest.raises(Refused) as refused:
        read_file(name, data, **options)
    return refused.value.issues


def codes(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(issue.code, issue.target) for issue in issues]


def markdown(body: str, *, head: str = HEAD) -> list[Issue]:
    return refusal("a.md", head + body, audiences=AUDIENCES, known_keys=["lane1998"])


def read(body: str, *, head: str = HEAD) -> Document:
    return read_file("a.md", (head + body).encode(), audiences=AUDIENCES, known_keys=["lane1998"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"%PDF-1.7 ..."),
        ("a.txt", b"\xd0\xcf\x11\xe0 old Word"),
        ("a.md", b"\x89PNG\r\n"),
        ("a.html", b"PK\x03\x04 zip"),
    ],
)
def test_known_binary_files_are_refused_by_name(name, data):
    assert codes(refusal(name, data)) == [("not-text", "file")]


def test_null_bytes_are_refused_with_their_line():
    assert codes(refusal("a.txt", b"one\ntwo\x00")) == [("not-text", "line:2")]


def test_wrong_encoding_is_refused_with_its_line():
    issues = refusal("a.txt", "one\ntwo\ncaf\xe9".encode("latin-1"))

    assert codes(issues) == [("wrong-encoding", "line:3")]
    assert "0xE9" in issues[0].message


def test_declared_encoding_of_a_page_and_marked_utf_16_are_read():
    html = '<meta charset="iso-8859-1"><h1>Caf\xe9</h1><p>Text.</p>'.encode("latin-1")

    assert read_file("a.html", html).front.base.heading == "Café"
    assert (
        read_file("a.txt", "Café culture\n\nIt is open all day long.".encode("utf-16")).front.base.heading
        == "Café culture"
    )


def test_file_over_the_limit_is_refused():
    assert codes(refusal("a.txt", b"a" * 2000, max_bytes=1000)) == [("too-large", "file")]
    assert read_file("a.txt", b"a" * 1000, max_bytes=1000).source == "a.txt"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_text_full_of_control_characters_is_refused_with_its_line(name):
    many = "\x1b" * 20
    text = f"{HEAD}one\n\ntwo{many} three" if name == "a.md" else f"one\n\n\n\n\n\n\ntwo{many} three"

    issues = refusal(name, text)

    assert [issue.target for issue in issues] == ["line:8"]
    assert "U+001B" in issues[0].message


def test_hidden_characters_are_refused_as_entities_of_our_own_format():
    assert codes(markdown("\nDose 5&#x202E; mg")) == [("hidden-character", "line:7")]


def test_scripts_of_a_page_are_left_out_and_reported():
    document = read_file("a.html", b"<h1>Cramps</h1>\n<p>They <b onclick=x()>pass</b>.</p>\n<script>alert(1)</script>")

    assert document.front.base.html == "<p>They <strong>pass</strong>.</p>"
    assert codes(document.issues) == [("script", "line:3")]


# Word


def test_other_zip_is_no_word_document():
    assert codes(refusal("a.docx", packed({"a.txt": "hello"}))) == [("not-word", "file")]
    assert codes(refusal("a.docx", b"PK\x03\x04 broken")) == [("not-word", "file")]
    assert codes(refusal("a.docx", b"plain text")) == [("not-word", "file")]


def test_zip_bomb_is_refused_by_its_directory():
    bomb = packed({"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"})

    assert codes(refusal("a.docx", bomb, max_unpacked_bytes=2_000_000)) == [("zip-bomb", "file")]


def test_zip_bomb_whose_directory_lies_is_refused_too():
    bomb = bytearray(packed({"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    with zipfile.ZipFile(BytesIO(bytes(bomb))) as archive:
        start = archive.start_dir
    bomb[start + 24 : start + 28] = struct.pack("<I", 1000)  # the size once unpacked

    assert [code for code, _ in codes(refusal("a.docx", bytes(bomb), max_unpacked_bytes=2_000_000))] == ["not-word"]


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_xml_entities_are_refused(declared):
    document = docx(paragraph("text"), word__settings_xml=f"{declared}<a>&c;</a>")

    assert [code for code, _ in codes(refusal("a.docx", document))] == ["xml-entities"]


def test_xml_nested_without_end_is_refused():
    deep = docx(paragraph("text"), word__settings_xml="<a>" * 1000 + "</a>" * 1000)

    assert codes(refusal("a.docx", deep)) == [("not-word", "file")]


# Our own Markdown


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("---\nformat: imprimatur/1\ntitle: x\n", ("broken-front-matter", "line:1")),
        ("---\nformat: imprimatur/1\ntitle: [x\n---\n", ("broken-front-matter", "line:3")),
        ("---\nformat: imprimatur/1\ntitle: x\ntitle: y\n---\n", ("duplicate-field", "line:4")),
        ("---\nformat: imprimatur/1\ntitle: &a x\nslug: *a\n---\n", ("yaml-alias", "line:3")),
        ("---\nformat: imprimatur/1\ntitle: x\ncolour: red\n---\n", ("unknown-field", "line:4")),
        ("---\nformat: imprimatur/1\nslug: Bad Slug\ntitle: x\n---\n", ("bad-slug", "line:3")),
        ("---\nformat: imprimatur/2\ntitle: x\n---\n", ("unknown-format", "line:2")),
        ("---\nformat: imprimatur/1\nslug: x\n---\n", ("missing-title", "line:1")),
        ("---\nformat: imprimatur/1\ntitle: x\ncontributors:\n- role: author\n---\n", ("missing-name", "line:5")),
        (
            "---\nformat: imprimatur/1\ntitle: x\ncontributors:\n- name: A\n  role: king\n---\n",
            ("unknown-role", "line:6"),
        ),
        (
            "---\nformat: imprimatur/1\ntitle: x\nwordings:\n  robot:\n    title: y\n---\n",
            ("unknown-audience", "line:6"),
        ),
    ],
)
def test_front_matter_faults_name_their_line(head, found):
    assert codes(markdown("", head=head)) == [found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Text [@nobody2000].", ("unknown-key", "line:6")),
        ("Text [@Bad Key].", ("bad-key", "line:6")),
        ("::: robot\nText\n:::", ("unknown-audience", "line:6")),
        ("## A {#a}\n\n::: patient\nText", ("unclosed-div", "line:8")),
        ("Text\n\n:::", ("stray-close", "line:8")),
        ("## A {#a}\n\n## B {#a}", ("duplicate-anchor", "line:8")),
        ("## A {#front}", ("duplicate-anchor", "line:6")),
        ("## A {#A1}", ("bad-anchor", "line:6")),
        ("## A {.nonsense}", ("unknown-kind", "line:6")),
        ("## A {#a #b}", ("bad-attributes", "line:6")),
        ("## {#a}", ("empty-heading", "line:6")),
        ("# A", ("misplaced-heading", "line:6")),
        ("- ## A", ("misplaced-heading", "line:6")),
        ("## A [@lane1998]", ("cited-heading", "line:6")),
        ("## A\n\n::: patient\nx\n:::\n\n::: patient\ny\n:::", ("duplicate-wording", "line:12")),
        ("## A\n\n::: {.patient .left-out}\nx\n:::", ("left-out-text", "line:8")),
        ("> ::: patient\n> x\n> :::", ("unknown-div", "line:6")),
        ("a <script>alert(1)</script>", ("raw-html", "line:6")),
        ("<div>x</div>", ("raw-html", "line:6")),
        ("[a]{.blink}", ("bad-attributes", "line:6")),
        (">" * 50 + " x", ("too-deep", "line:6")),
        ("[" * 500, ("too-long", "line:6")),
    ],
)
def test_body_faults_name_their_line(body, found):
    assert codes(markdown(body)) == [found]


def test_all_unknown_keys_are_named_at_once():
    assert codes(markdown("One [@a1].\n\nTwo [@b2; @lane1998].")) == [
        ("unknown-key", "line:6"),
        ("unknown-key", "line:8"),
    ]


def test_what_cannot_be_kept_is_reported_with_its_line():
    document = read("A ![brain](brain.png) [x](https://example.org 'title').\n\n---\n\n## A *b*\n\n##### Deep\n\nText.")

    assert codes(document.issues) == [
        ("plain-heading", "line:10"),
        ("dropped-picture", "line:6"),
        ("dropped-title", "line:6"),
        ("dropped-rule", "line:8"),
        ("heading-level", "line:12"),
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//host/x", "https://a@b.example/"]
)
def test_unsafe_addresses_lose_their_link_and_are_reported(address):
    document = read(f"See [this]({address}).")

    assert document.front.base.html == "<p>See this.</p>"
    assert [issue.code for issue in document.issues] == ["link-dropped"]


def test_braces_in_words_stay_words():
    document = read("A {user.password} and {{ settings.SECRET_KEY }} and %(x)s.")

    assert document.front.base.html == "<p>A {user.password} and {{ settings.SECRET_KEY }} and %(x)s.</p>"


def test_fragment_checks_keys_when_they_are_given():
    with pytest.raises(Refused):
        read_fragment("Text [@nobody].", known_keys=["lane1998"])

    assert read_fragment("Text [@lane1998, p. 4].", known_keys=["lane1998"]) == (
        '<p>Text <cite data-ref="lane1998" data-locator="p. 4"></cite>.</p>'
    )


PICTURE = (
    '<w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphic><a:blip/></a:graphic>'
    "</w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("blank.docx", docx(paragraph()), "has no words in it that can be read"),
        ("blank.docx", docx(paragraph("  "), paragraph("\u00a0")), "has no words in it that can be read"),
        ("scan.docx", docx(paragraph(PICTURE)), "holds pictures and no words"),
        ("blank.txt", b" \n\t\n", "has no words in it that can be read"),
        ("blank.md", b"# \n\n---\n", "has no words in it that can be read"),
        ("blank.html", b"<html><body><script>let words;</script></body></html>", "has no words in it that can be read"),
        ("scan.html", b'<img src="page-1.png">', "holds pictures and no words"),
    ],
)
def test_a_file_in_which_nothing_can_be_read_is_refused_by_its_name(name, data, what):
    [issue] = refusal(name, data)

    assert (issue.code, issue.target) == ("no-words", "file")
    assert issue.message.startswith(f"{name} {what}. ")


@pytest.mark.parametrize(("text", "html"), [("\u200b\n", ""), ("", "<p> </p>"), ("\u200b", '<img src="a.png">')])
def test_a_paste_in_which_nothing_can_be_read_is_refused(text, html):
    with pytest.raises(Refused) as refused:
        read_pasted(text, html)

    assert [issue.code for issue in refused.value.issues] == ["no-words"]
    assert "What was pasted" in refused.value.issues[0].message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("title.docx", docx(paragraph("A title of words", style="Title"))),
        ("menu.html", b"<nav>Menu</nav>"),
        ("header.docx", docx(paragraph(), header="At most 90 mg")),
    ],
)
def test_a_file_that_says_anything_at_all_is_shown(name, data):
    assert read_file(name, data).lines
