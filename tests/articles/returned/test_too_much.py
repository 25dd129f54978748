"""Files that are small to send and long to read: they are read in seconds, and nobody waits for them."""

import time

from articles.exchange.word.strip import read_strip
from articles.returned.matching import match
from tests.articles.returned.files import base, commented, comments, file_of, found, inserted, marked, paragraph, run

SECONDS = 10  # a busy machine included; each took from half a minute to several
WORDS = "Text of part 2."


def test_paragraphs_that_lost_their_marks_and_are_long_and_alike():
    said = [f"{'dose a day of ' * 200} {number}" for number in range(30)]
    before = base("".join(f"<p>{words}</p>" for words in said))
    began = time.process_time()

    remarks = found([before], body="".join(paragraph(run(words + " more")) for words in said))

    assert time.process_time() - began < SECONDS
    assert [one.what for one in remarks] == ["inserted"] * 30


def test_another_text_in_long_paragraphs_is_taken_for_none_of_the_articles():
    before = base(f"<p>{'Give the usual dose by mouth. ' * 60}</p>")
    other = "Nothing here was ever said of children before. " * 40

    assert {one.what for one in found([before], body=paragraph(run(other)))} == {"section-missing", "new-paragraph"}


def test_thousands_of_new_paragraphs_and_comments_below_one_leaf():
    before = base(f"<p>{WORDS}</p>")
    new = "".join(paragraph(inserted(f"New words {n}", f"P{n % 7}")) for n in range(8000))
    noted = "".join(paragraph(commented("Some more words here.", n)) for n in range(4000))
    data = file_of(
        paragraph(marked(before.leaves[0], run(WORDS))) + new + noted,
        comments=comments(*(("Many", f"Remark {n}") for n in range(4000))),
    )
    began = time.process_time()

    remarks = match(read_strip("back.docx", data, max_unpacked_bytes=50_000_000), [before]).found

    assert time.process_time() - began < SECONDS
    assert len([one for one in remarks if one.kind == "comment"]) == 4000
