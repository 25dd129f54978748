"""What is kept when two people changed one section."""

from hypothesis import given
from hypothesis import strategies as st

from articles.words.content import SectionContent, Wording
from articles.words.merges import Conflict, merge


def content(base: Wording, **wordings: Wording) -> SectionContent:
    return SectionContent("s", "risks", "risks", base, wordings)


STARTED = content(Wording("Risks", "<p>One.</p>"), patient=Wording(html="<p>Plain.</p>"))


def test_their_change_is_taken_where_you_changed_nothing():
    theirs = content(Wording("Risks", "<p>Two.</p>"), patient=Wording(html="<p>Plain.</p>"))

    merged = merge(STARTED, theirs, Wording("Dangers", "<p>One.</p>"), {"patient": Wording(html="<p>Plain.</p>")})

    assert merged.base == Wording("Dangers", "<p>Two.</p>")
    assert merged.conflicts == ()
    assert merged.taken == (("", "html"),)


def test_what_both_changed_in_different_ways_is_a_conflict_with_your_words_kept():
    theirs = content(Wording("Risks", "<p>Two.</p>"), patient=Wording(html="<p>Plain.</p>"))

    merged = merge(STARTED, theirs, Wording("Risks", "<p>Three.</p>"), {"patient": Wording(html="<p>Plain.</p>")})

    assert merged.base.html == "<p>Three.</p>"
    assert merged.conflicts == (Conflict("", "html", theirs="<p>Two.</p>", yours="<p>Three.</p>"),)


def test_the_same_change_by_both_is_no_conflict():
    theirs = content(Wording("Risks", "<p>Two.</p>"))

    merged = merge(STARTED, theirs, Wording("Risks", "<p>Two.</p>"), {})

    assert (merged.conflicts, merged.taken) == ((), ())
    assert merged.wording("patient") == Wording()


def test_a_wording_that_they_added_is_taken():
    theirs = content(STARTED.base, patient=STARTED.wordings["patient"], clinician=Wording(html="<p>Exact.</p>"))

    merged = merge(STARTED, theirs, STARTED.base, STARTED.wordings)

    assert merged.wording("clinician") == Wording(html="<p>Exact.</p>")


def test_leaving_out_against_rewriting_is_a_conflict():
    theirs = content(STARTED.base, patient=Wording(left_out=True))

    merged = merge(STARTED, theirs, STARTED.base, {"patient": Wording(html="<p>Plainer.</p>")})

    assert [(one.audience, one.part) for one in merged.conflicts] == [("patient", "html")]


def test_without_knowing_the_start_every_difference_is_a_conflict():
    merged = merge(None, STARTED, Wording("Risks", "<p>Mine.</p>"), STARTED.wordings)

    assert [(one.audience, one.part) for one in merged.conflicts] == [("", "html")]


texts = st.sampled_from(["", "<p>a</p>", "<p>b</p>", "<p>c</p>"])


@given(texts, texts, texts)
def test_nobodys_words_are_lost_in_silence(was, theirs, yours):
    merged = merge(content(Wording(html=was)), content(Wording(html=theirs)), Wording(html=yours), {})

    shown = {merged.base.html, *(one.theirs for one in merged.conflicts)}
    assert yours in shown or yours == was
    assert theirs in shown or theirs == was
