"""Inputs of the worst kind, by what is wrong with them: each is read whole, or refused with its file, its place and
the reason. Tried on the readers, on the import page, on the command and on pasting."""

import io
import zipfile
from dataclasses import dataclass
from functools import cache

from tests.articles.exchange.word.files import cell, p, packed, parts_of, row, run, table, word

OWN = "---\nformat: imprimatur/1\nslug: heavy\ntitle: Heavy\nsummary: Much.\n---\n"
LINE = ("word " * (2 * 1024 * 1024))[: 10 * 1024 * 1024 - 1000]  # with what stands around it less than 10 MB


@dataclass(frozen=True)
class Heavy:
    """A file; ``code`` and ``said`` are those of its refusal, "" if it is read."""

    name: str
    data: bytes
    code: str = ""
    said: str = ""


def sections(number: int) -> str:
    return "".join(f"## About thing {at}\n\nSome words on thing {at}, which end here.\n\n" for at in range(number))


def html_sections(number: int) -> str:
    return "".join(f"<h2>About thing {at}</h2>\n<p>Some words on thing {at}, here.</p>\n" for at in range(number))


def html_table(rows: int, columns: int) -> str:
    cells = ("".join(f"<td>{at}.{number} mg</td>" for number in range(columns)) for at in range(rows))
    return f"<table>{''.join(f'<tr>{one}</tr>' for one in cells)}</table>"


def word_table(rows: int, columns: int) -> str:
    return table(*(row(*(cell(p(f"{at}.{number} mg")) for number in range(columns))) for at in range(rows)))


def changed(number: int) -> list[str]:
    inserted = (f'<w:ins w:author="Ann">{run(f"{at} mg")}</w:ins>' for at in range(number))
    return [p(f"Dose {at} is ", one, " a day.") for at, one in enumerate(inserted)]


@cache
def many_names(number: int = 100_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at in range(number):
            archive.writestr(zipfile.ZipInfo(f"word/{at}.xml"), b"")
    return out.getvalue()


def in_utf_16() -> bytes:
    """A Word file whose text says that it is UTF-16, and is."""
    parts = parts_of(p("What it is"), p("Take one tablet of 5 mg a day, and no more than that."))
    text = parts["word/document.xml"]
    text = text[text.index("<w:document") :]
    whole = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    return packed({**parts, "word/document.xml": whole})


WORDS = "Why it twitches\n\nA muscle may twitch for many reasons: “most” do no harm.\n"
HEAVY = {
    "a line of 10 MB in Markdown": lambda: Heavy("line.md", f"# T\n\n{LINE}".encode(), "too-large", "line.md"),
    "a line of 10 MB in ours": lambda: Heavy("own.md", f"{OWN}{LINE}".encode(), "too-large", "own.md"),
    "a line of 10 MB in a text": lambda: Heavy("line.txt", f"T\n\n{LINE}".encode(), "too-large", "line.txt"),
    "a line of 10 MB in a page": lambda: Heavy(
        "line.html", f"<h1>T</h1><p>{LINE}</p>".encode(), "too-large", "line.html"
    ),
    "a line of 10 MB in Word": lambda: Heavy(
        "line.docx", word(p("T"), p(LINE + LINE[:2000])), "too-large", "line.docx"
    ),
    "a long line in a text": lambda: Heavy("line.txt", f"T\n\n{LINE[:200_000]}".encode(), "too-long", "Line 3"),
    "500 sections in Markdown": lambda: Heavy(
        "many.md", f"# T\n\n{sections(500)}".encode(), "too-large", "The next is “About thing 300”"
    ),
    "500 sections in a page": lambda: Heavy(
        "many.html", html_sections(500).encode(), "too-large", "many.html has more than 300 headings of sections"
    ),
    "500 sections in ours": lambda: Heavy("own.md", f"{OWN}Lead.\n\n{sections(500)}".encode()),
    "more text before any heading than one section holds": lambda: Heavy(
        "much.txt",
        b"Some words here that say a thing.[1]\n\n" * 7800,
        "too-large",
        "much.txt, before its first section",
    ),
    "more paragraphs than are read": lambda: Heavy(
        "much.html", b"<h1>T</h1>" + b"<p>Word.</p>" * 10_001, "too-large", "much.html: The page has more than"
    ),
    "2,000 cells in Word": lambda: Heavy("cells.docx", word(p("A title here"), word_table(100, 20))),
    "2,000 cells in a page": lambda: Heavy("cells.html", f"<h1>T</h1>{html_table(100, 20)}".encode()),
    "5,000 tracked changes": lambda: Heavy("changes.docx", word(*changed(5_000))),
    "100,000 names in a package": lambda: Heavy("names.docx", many_names(), "zip-bomb", "names.docx holds more than"),
    "UTF-16 with its mark": lambda: Heavy("wide.txt", WORDS.encode("utf-16")),
    "UTF-16 of the other order": lambda: Heavy("wide.md", b"\xfe\xff" + f"# {WORDS}".encode("utf-16-be")),
    "UTF-16 in Word": lambda: Heavy("wide.docx", in_utf_16()),
    "UTF-16 without its mark": lambda: Heavy("wide.txt", WORDS.encode("utf-16-le"), "not-text", "Line 1: wide.txt"),
    "UTF-16 that is cut off": lambda: Heavy(
        "wide.txt", WORDS.encode("utf-16")[:-1], "wrong-encoding", "wide.txt is not UTF-16"
    ),
    "Windows’ own letters in a text": lambda: Heavy(
        "old.txt", WORDS.encode("cp1252"), "wrong-encoding", "Line 3: old.txt is not UTF-8"
    ),
    "a page that lies about its letters": lambda: Heavy(
        "lies.html", b'<meta charset="utf-8"><h1>Caf\xe9</h1>', "wrong-encoding", "Line 1: lies.html is not UTF-8"
    ),
}
