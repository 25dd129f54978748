"""Texts made to keep a program busy (threat 31): every reader comes to an end, within so much processor time."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 10  # of the processor, for one reader and one text: a slow machine is not punished, an endless one is found
MEGABYTES = 1500

# What each kind repeats, so often that a quadratic program would be at it for long.
TEXTS = """
N = 15_000
TEXTS = [
    "a" * N, " " * N + "x",
    "\\n" * N + "x", "\\t \\n" * (N // 4), "[" * N, "]" * N, "[1" * (N // 2), "[1]" * (N // 3),
    "1, " * (N // 3), "1-" * (N // 2), "1–2, " * (N // 5), "<" * N, "<p" * (N // 2), "</" * (N // 2), "&" * N,
    "&#" * (N // 2), "&amp;" * (N // 5), "<b>" * (N // 3), "<div>" * (N // 5), "<a href='" * (N // 9),
    "<!--" * (N // 4),
    "*" * N, "_" * N, "`" * N, "**a" * (N // 3), "![" * (N // 2), "](" * (N // 2), "> " * (N // 2), "- " * (N // 2),
    "#" * N, "::: " * (N // 4), ":::\\n" * (N // 4), "{" * N, "{.a" * (N // 3), "|" * N, "|a\\n|-\\n" * (N // 6),
    "A. " * (N // 3), "A B, " * (N // 5), "Smith J, " * (N // 9), "10." * (N // 3), "10.1/" * (N // 5),
    "https://" * (N // 8), "doi:" * (N // 4), "et al. " * (N // 7), "2001;" * (N // 5), "(" * N, ")" * N, "\\"" * N,
    "“" * N, "References\\n" * (N // 11), "1. A\\n" * (N // 5), "@" * N, "[@a; " * (N // 5), "[@" * (N // 2),
    "mg " * (N // 3), "0." * (N // 2), "1 000 " * (N // 6), "\\u0301" * N, "e\\u0301" * (N // 2), "---\\n" * (N // 4),
    "a: " * (N // 3), "&a " * (N // 3), "{{" * (N // 2), "\\\\" * N, "Written by " * (N // 11), "a." * (N // 2),
]
"""
READERS = {
    "clean": "from articles.text import clean as read",
    "clean_line": "from articles.text import clean_line as read",
    "stored text": """
from articles.text import citations_in, clean, plain_text
def read(text):
    html = clean(text).html
    citations_in(html), plain_text(html), clean(html)
""",
    "pasted page": """
from articles.exchange import read_pasted
def read(text): return read_pasted(text, "")
""",
    "pasted html": """
from articles.exchange import read_pasted
def read(text): return read_pasted("", f"<h1>A</h1><p>{text}</p><h2>B</h2>{text}")
""",
    "our markdown": """
from articles.exchange import read_file
def read(text):
    body = f"---\\nformat: imprimatur/1\\nslug: a\\ntitle: A\\n---\\n## B {{#b .body}}\\n\\n{text}\\n"
    return read_file("a.md", body.encode(), bibliography=[], known_keys=[], audiences=["patient"])
""",
    "front matter": """
from articles.exchange import read_file
def read(text):
    return read_file("a.md", f"---\\n{text}\\n---\\n# A\\n".encode(), bibliography=[], known_keys=[], audiences=[])
""",
    "html page": """
from articles.exchange import read_file
def read(text): return read_file("a.html", f"<title>A</title><h1>A</h1>{text}".encode(), bibliography=[])
""",
    "reference entry": "from references.formats.plain import parse_entry as read",
    "bibliography": """
import json
from references.formats.reading import read_csl_list
def read(text): return read_csl_list(json.dumps([{"type": "book", "id": "a", "title": text}]))
""",
    "no bibliography": """
from references.formats.reading import read_csl_list
def read(text):
    if text != PLAIN:
        read_csl_list(text)
""",
    "bibliographic record": """
from references.formats.csl import clean_csl
from references.formatting import format_reference, short_name
def read(text):
    record = {"type": "book", "title": text, "author": [{"family": text}], "DOI": text, "URL": text, "PMID": text}
    for name in record:
        if name != "type":
            try:
                csl = clean_csl({"type": "book", name: record[name]})
            except Refused:
                continue
            format_reference(csl), short_name(csl)
""",
    "likely references": """
from references.matching import likely
def read(text): return likely(text, [(str(n), {"title": text[:500], "author": [{"family": "A"}]}) for n in range(20)])
""",
    "redline": """
from articles.redline import redline
from articles.text import clean
def read(text):
    half = clean(text).html
    redline(half, clean(text[: len(text) // 2] + "x" + text[len(text) // 2 :]).html)
""",
    "question": "from articles.actions.followups import readable as read",
}
PLAIN = "Some plain words."
PROGRAM = """
import os, resource, sys, time
import django
django.setup()
import articles.exchange, articles.redline, articles.actions, references.formats.reading  # once for all readers
from editorial.shared.issues import Refused
{texts}
READERS = {readers!r}
PLAIN = {plain!r}

def allow(seconds):
    used = sum(os.times()[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + 1 + seconds, hard))

def read_all(reader):
    resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20, {megabytes} << 20))
    names = {{"Refused": Refused, "PLAIN": PLAIN}}
    exec(reader, names)
    os.write(1, b"plain\\n")
    allow({seconds})
    names["read"](PLAIN)  # a reader that refuses every text would be quick
    for number, text in enumerate(TEXTS):
        os.write(1, f"{{number}} {{text[:12]!r}}\\n".encode())
        allow({seconds})
        try:
            names["read"](text)
        except Refused:
            pass
    os.write(1, b"all read\\n")

for name, reader in READERS.items():
    os.write(1, f"\\x1e{{name}}\\n".encode())
    process = os.fork()
    if not process:
        try:
            read_all(reader)
        except BaseException as error:
            os.write(1, f"{{error!r}}\\n".encode())
        os._exit(0)
    os.waitpid(process, 0)
"""


def last_lines(readers: dict[str, str], *, seconds: int = SECONDS) -> dict[str, str]:
    """The last line that each reader wrote, each in a process of its own with limits of its own."""
    program = PROGRAM.format(texts=TEXTS, readers=readers, plain=PLAIN, seconds=seconds, megabytes=MEGABYTES)
    environment = {
        "DJANGO_SETTINGS_MODULE": "editorial.settings",
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": "postgres://",
    }
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    parts = done.stdout.split("\x1e")[1:]
    return {part.splitlines()[0]: part.splitlines()[-1] for part in parts}


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    return last_lines(READERS)


@pytest.mark.parametrize("reader", READERS)
def test_every_text_is_read_to_its_end(said, reader):
    assert said[reader] == "all read"


def test_a_reader_that_never_ends_is_found():
    endless = "def read(text):\n    import re\n    re.match('(a+)+$', 'a' * 60 + 'b')"

    assert last_lines({"endless": endless}, seconds=3)["endless"] == "plain"


def test_a_reader_that_fails_is_found():
    assert last_lines({"failing": "def read(text): return text[0] + 1"})["failing"].startswith("TypeError")


def test_a_reader_that_refuses_every_text_is_found():
    refusing = "from references.formats.reading import read_csl_list as read"

    assert last_lines({"refusing": refusing})["refusing"].startswith("Refused")
