"""Long lines, many sections, cells, changes and names, other encodings, signs that nobody sees, and words that run from
right to left: read whole or refused with file, place and reason; and read in a process of its own."""

import re

import pytest

from articles.exchange import read_file, read_pasted
from articles.exchange import reading as readers
from articles.exchange.apart import read_file_apart, read_pasted_apart
from articles.exchange.fragment import read_fragment
from articles.exchange.storage import to_json
from articles.text import plain_text
from editorial.shared import apart
from editorial.shared.issues import Refused
from references.formats.reading import read_references

from .heavy import HEAVY, LINE, OWN, html_table
from .word.files import p, run, word

ARABIC = ["لماذا ترتعش العضلات؟", "قد ترتعش العضلة لأسباب كثيرة [1]، ومعظمها لا يضر. خذ 5 mg مرتين يوميا."]
HEBREW = ["מה לעשות", "מנוחה היא הטובה ביותר (עד 90 מ״ג) [2]. שנת תשפ״ד."]
OPTIONS = {"bibliography": [], "known_keys": [], "audiences": [], "max_bytes": readers.MAX_BYTES}


def refusal(read, *args, **more) -> str:
    with pytest.raises(Refused) as refused:
        read(*args, **more)
    return refused.value.issues[0].message


@pytest.mark.parametrize("kind", HEAVY)
def test_whatever_comes_in_is_read_or_refused_with_its_place(kind):
    heavy = HEAVY[kind]()

    try:
        document = read_file(heavy.name, heavy.data)
    except Refused as refused:
        (issue,) = refused.issues
        assert (issue.code, heavy.said in issue.message) == (heavy.code, True), issue.message
        assert issue.target
    else:
        assert (heavy.code, document.unaccounted) == ("", [])


def test_what_is_read_is_read_whole():
    own = read_file("own.md", HEAVY["500 sections in ours"]().data)
    cells = [read_file(one.name, one.data) for one in (HEAVY[f"2,000 cells in {a}"]() for a in ("Word", "a page"))]
    changes = HEAVY["5,000 tracked changes"]().data
    states = [read_file("changes.docx", changes, tracked=state) for state in ("accepted", "rejected")]
    wide = [read_file(one.name, one.data) for one in (HEAVY["UTF-16 with its mark"](), HEAVY["UTF-16 in Word"]())]

    assert len(own.sections) == 500
    assert [one.front.base.html.count("<td>") for one in cells] == [2_000, 2_000]
    assert [sum(remark.kind == "inserted" for remark in one.remarks) for one in states] == [5_000, 5_000]
    assert ["Dose 4999 is 4999 mg a day." in plain_text(one.front.base.html) for one in states] == [True, False]
    assert [one.front.base.heading for one in wide] == ["Why it twitches", "What it is"]


def test_a_line_of_ten_megabytes_is_too_much_to_paste_and_no_reference():
    text, html = f"T\n\n{LINE}", f"<p>{LINE}</p>"

    assert refusal(read_pasted, text) == "pasted text is longer than 300,000 characters."
    assert refusal(read_pasted, "", html) == "The pasted page is longer than 4,000,000 characters."
    assert refusal(read_fragment, html, "", known=set).startswith("That is too much to paste at once")
    assert refusal(read_fragment, "", text, known=set).startswith("That is too much to paste at once")
    (entry,) = read_references(LINE.encode(), name="line.txt").entries
    assert [issue.message for issue in entry.issues] == ["Line 1: The entry is longer than 4,000 characters."]


def test_two_thousand_cells_are_pasted_whole():
    pasted = read_fragment(html_table(100, 20), "", known=set)

    assert (pasted.html.count("<td>"), "99.19 mg" in pasted.html, pasted.remarks) == (2_000, True, [])


# Right to left


def arabic_page(name: str) -> bytes:
    title, lead, heading, text = *ARABIC, *HEBREW
    turned = "".join(f"<p dir=rtl>{one}</p>" for one in (lead,))
    whole = {
        "a.txt": f"{title}\n\n{lead}\n\n{heading}\n\n{text}\n",
        "a.md": f"# {title}\n\n{lead}\n\n## {heading}\n\n{text}\n",
        "own.md": f"---\nformat: imprimatur/1\nslug: a\ntitle: {title}\n---\n{lead}\n\n## {heading}\n\n{text}\n",
        "a.html": f"<html dir=rtl lang=ar><h1>{title}</h1>{turned}<h2>{heading}</h2><p>{text}</p></html>",
    }
    return whole[name].encode()


def arabic_word() -> bytes:
    def line(words: str, style: str = "") -> str:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        return f"<w:p><w:pPr>{named}<w:bidi/></w:pPr>{run(words, '<w:rtl/>')}</w:p>"

    return word(line(ARABIC[0]), line(ARABIC[1]), line(HEBREW[0], "Heading2"), line(HEBREW[1]))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "own.md", "a.html", "a.docx"])
def test_arabic_and_hebrew_are_kept_in_their_order_and_the_direction_is_told(name):
    document = read_file(name, arabic_word() if name == "a.docx" else arabic_page(name))

    (section,) = document.sections
    stored = [document.front.base.heading, document.front.base.html, section.base.heading, section.base.html]
    assert [_words(one) for one in stored] == [_words(one) for one in (*ARABIC, *HEBREW)]
    told = [issue for issue in document.issues if issue.code == "direction"]
    first = "6" if name == "own.md" else "1"
    assert [issue.target for issue in told] == [f"line:{first}"]
    assert document.unaccounted == []


def _words(text: str) -> str:
    """The words without the mark of a citation, which is a citation in what is stored."""
    text = re.sub(r"<cite[^>]*></cite>|\[\d\]", "", text)
    return re.sub(r"<[^>]*>", "", text).replace(" ،", "،").strip()


def test_a_text_from_left_to_right_says_nothing_of_directions():
    document = read_file("a.txt", "T\n\nThe word عضلة means muscle, and café is no sign.\n".encode())

    assert [issue.code for issue in document.issues] == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('Take <bdo dir="rtl">12 mg</bdo> daily.', ["12 mg"]),
        ('Take <span style="unicode-bidi: bidi-override; direction: rtl">21 mg</span> daily.', ["21 mg"]),
        ('Take <bdo dir="ltr">12 mg</bdo> daily.', []),
        ('Take <span dir="rtl">12 mg</span> daily.', []),
        ('Take <bdo dir="ltr">ثلاثة</bdo> daily.', ["ثلاثة"]),
    ],
)
def test_letters_that_a_page_shows_in_the_opposite_order_are_a_doubt(html, told):
    page = read_file("a.html", f"<h1>T</h1><p>{html}</p>".encode())
    pasted = read_fragment(f"<p>{html}</p>", "", known=set)

    assert [remark.words for remark in page.remarks if remark.kind == "sign"] == told
    assert [remark.words for remark in pasted.remarks if remark.kind == "sign"] == told
    assert all(remark.serious for remark in page.remarks if "mg" in remark.words)


def test_letters_that_a_word_file_turns_are_a_doubt():
    turned = '<w:bdo w:val="rtl">' + run("12 mg") + "</w:bdo>"

    document = read_file("a.docx", word(p("T"), p("Take ", turned, " daily with water.")))

    assert [(one.kind, one.words, one.serious) for one in document.remarks] == [("sign", "12 mg", True)]


# Apart


@pytest.mark.apart
def test_what_is_read_apart_is_the_same():
    options = {**OPTIONS, "tracked": "accepted"}
    data = word(*[p("A title"), p("Take ", f'<w:ins w:author="Ann">{run("5 mg")}</w:ins>', " a day.")])

    assert to_json(read_file_apart("a.docx", data, **options)) == to_json(read_file("a.docx", data, tracked="accepted"))
    again = read_pasted_apart("T\n\nWords that say [1].\n", "", bibliography=[])
    assert to_json(again) == to_json(read_pasted("T\n\nWords that say [1].\n"))


@pytest.mark.apart
def test_keys_and_audiences_go_along():
    body = f"{OWN}Text [@lane1998].\n\n## A {{#a}}\n\nWords.\n\n::: patient\nx\n:::\n".encode()
    options = {**OPTIONS, "known_keys": ["lane1998"], "audiences": ["patient"]}

    assert read_file_apart("a.md", body, **options).sections[0].wordings["patient"].html == "<p>x</p>"
    assert "lane1998" in refusal(read_file_apart, "a.md", body, **{**options, "known_keys": []})


@pytest.mark.apart
def test_a_refusal_comes_back_from_there_with_its_line():
    with pytest.raises(Refused) as refused:
        read_file_apart("a.txt", b"one\ntwo\ncaf\xe9", **OPTIONS)

    assert [(issue.code, issue.target) for issue in refused.value.issues] == [("wrong-encoding", "line:3")]


@pytest.mark.apart
def test_what_takes_too_long_is_given_up_and_named():
    said = refusal(read_file_apart, "slow.txt", b"T\n\nWords.\n", **OPTIONS, seconds=0.01)

    assert said.startswith("slow.txt cannot be read within 0.01 seconds. Nothing was imported.")


@pytest.mark.apart
def test_what_takes_too_much_memory_is_given_up_and_named(monkeypatch):
    ask = apart.ask_apart
    monkeypatch.setattr("articles.exchange.apart.ask_apart", lambda *args, **more: ask(*args, **more, memory=10**7))
    heavy = HEAVY["5,000 tracked changes"]()

    said = refusal(read_file_apart, heavy.name, heavy.data, **OPTIONS)

    assert said.startswith("changes.docx cannot be read with the time and memory that one file may take.")


@pytest.mark.apart
def test_a_reader_that_fails_is_told_of_and_stands_in_the_log(caplog):
    said = refusal(read_file_apart, "a.txt", b"T\n\nWords.\n", **OPTIONS, no_such_option=1)

    assert said.startswith("a.txt cannot be read")
    assert "no_such_option" in caplog.text
