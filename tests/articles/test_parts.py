"""A section is divided, merged with the next, or made another kind: no word is lost, and none loses its hands."""

from dataclasses import replace

import pytest
from hypothesis import given

from articles.actions import (
    change_kind,
    merge_sections,
    open_edition,
    restore_section,
    split_section,
)
from articles.doubts import doubts_in
from articles.queries import active_audiences, part_of, parts_of
from articles.text import clean
from articles.words.audiences import as_mapping, source_of, wording_from
from articles.words.content import SectionContent, Wording
from articles.words.parts import Cut, blocks_of, divided, joined, merged_wordings, proposed_cuts, with_own_words
from editorial.record.models import Event
from editorial.record.verification import check_events
from editorial.shared.issues import Refused
from reviews.actions import take_back
from tests.articles.dividing import ONE, PATIENT, TWO, anchors, cut, merge, waits, write
from tests.articles.html_strategies import documents
from tests.builders import (
    bring_picture,
    bring_source,
    codes,
    confirm_all,
    edit,
    illustrate,
    make_board,
    make_draft,
    make_editor,
    make_reference,
    make_submitted,
    placed,
)


@pytest.fixture(scope="module")
def built(before_all):
    """A draft whose first section has three blocks for everyone and for patients; clinicians read the former."""
    editor = make_editor()
    make_reference()
    draft = make_draft(by=editor, sections=3)
    write(draft, "part-1", Wording(heading="Part 1", html=ONE + TWO), {"patient": PATIENT}, by=editor)
    confirm_all(draft, by=editor)
    return draft, editor


@pytest.fixture
def desk(built, own):
    return own(built)


def test_a_section_is_divided_in_every_wording_with_its_citations(desk):
    draft, editor = desk

    first, second = cut(draft, editor)

    assert anchors(draft)[1:] == ["part-1", second.anchor, "part-2", "part-3"]
    here, there = part_of(draft, first.anchor).content, part_of(draft, second.anchor).content
    assert (here.base.html, there.base.heading) == (ONE, "If you miss it")
    assert there.base.html == '<p>Wait.<cite data-ref="boyer2005"></cite></p>'
    assert here.wordings == {"patient": replace(PATIENT, html="<p>At night.</p>")}
    assert there.wordings == {"patient": Wording(heading="Missed?", html="<p>Just wait.</p>")}
    assert there.kind == here.kind
    assert waits(draft, first.anchor) == waits(draft, second.anchor) == set()


def test_a_heading_that_is_given_otherwise_stays_in_the_text(desk):
    draft, editor = desk

    _, second = cut(draft, editor, **{"": Cut(1, "Another heading")})

    assert part_of(draft, second.anchor).content.base.html == TWO


def test_what_waits_to_be_looked_at_waits_in_both_parts(desk):
    draft, editor = desk
    edit(draft, "part-1", ONE + TWO + "<p>More.</p>", by=editor)
    assert waits(draft, "part-1") == {"patient", "clinician"}

    _, second = cut(draft, editor)

    assert waits(draft, "part-1") == waits(draft, second.anchor) == {"patient", "clinician"}


def test_who_gets_nothing_of_their_own_in_a_part_is_asked_about(desk):
    draft, editor = desk

    _, second = cut(draft, editor, patient=Cut(3))

    assert part_of(draft, "part-1").content.wordings == {"patient": PATIENT}
    assert part_of(draft, second.anchor).content.wordings == {}
    assert waits(draft, "part-1") == set()
    assert waits(draft, second.anchor) == {"patient", "carer"}


def test_what_is_left_out_is_left_out_in_both_parts_and_pictures_stay(desk):
    draft, editor = desk
    content = part_of(draft, "part-1").content
    write(draft, "part-1", content.base, {"patient": PATIENT, "clinician": Wording(left_out=True)}, by=editor)
    medium = placed(bring_picture(draft, by=editor))
    illustrate(draft, "part-1", medium, by=editor)

    _, second = cut(draft, editor)

    for anchor in ("part-1", second.anchor):
        assert part_of(draft, anchor).content.wordings["clinician"].left_out
    assert [part_of(draft, anchor).content.media for anchor in ("part-1", second.anchor)] == [(medium,), ()]


@pytest.mark.parametrize(
    ("cuts", "code"),
    [
        ({"": Cut(0, "X")}, "empty-part"),
        ({"": Cut(3, "X")}, "empty-part"),
        ({"": Cut(1, " ")}, "no-heading"),
        ({"patient": Cut(4)}, "no-cut"),
        ({"patient": Cut(-1)}, "no-cut"),
    ],
)
def test_a_cut_that_leaves_nothing_or_is_nowhere_is_refused(desk, cuts, code):
    draft, editor = desk
    before = [part.version for part in parts_of(draft)]

    with pytest.raises(Refused) as refused:
        cut(draft, editor, **cuts)

    assert codes(refused) == [code]
    assert [part.version for part in parts_of(draft)] == before


def test_a_section_that_somebody_saved_meanwhile_is_not_divided(desk):
    draft, editor = desk
    seen = part_of(draft, "part-1").version.pk
    edit(draft, "part-1", ONE + TWO + "<p>More.</p>", by=editor)

    with pytest.raises(Refused) as refused:
        split_section(edition=draft, anchor="part-1", base_version=seen, cuts={"": Cut(1, "X")}, by=editor)

    assert codes(refused) == ["stale-base"]


def test_the_front_is_neither_divided_nor_merged(desk):
    draft, editor = desk
    for act in (cut, merge):
        with pytest.raises((Refused, ValueError)):
            act(draft, editor, anchor="front")


def test_what_an_import_left_doubtful_is_decided_before_words_move(desk):
    draft, editor = desk
    bring_source(draft, by=editor)
    assert doubts_in(parts_of(draft))

    for act in (cut, merge, lambda *who: change_kind(edition=draft, anchor="part-1", kind="risks", by=editor)):
        with pytest.raises(Refused) as refused:
            act(draft, editor)
        assert "doubt-undecided" in codes(refused)


def test_merging_gives_every_audience_what_it_read(desk):
    draft, editor = desk
    second = part_of(draft, "part-2").content
    write(draft, "part-2", second.base, {"clinician": Wording(left_out=True)}, by=editor)
    confirm_all(draft, by=editor)
    read = {key: [said(draft, anchor, key) for anchor in ("part-1", "part-2")] for key in ("patient", "carer")}

    merged = merge(draft, editor)

    assert anchors(draft)[1:] == ["part-1", "part-3"]
    assert merged.content.base == Wording(heading="Part 1", html=f"{ONE}{TWO}<h3>Part 2</h3><p>Text of part 2.</p>")
    for audience, (one, two) in read.items():
        assert said(draft, "part-1", audience).html == f"{one.html}<h3>{two.heading}</h3>{two.html}"
    assert said(draft, "part-1", "clinician") == Wording(heading="Part 1", html=ONE + TWO)
    assert waits(draft, "part-1") == set()


def said(draft, anchor, audience) -> Wording:
    content = part_of(draft, anchor).content
    return wording_from(content, source_of(content, audience, as_mapping(active_audiences())))


def test_what_waits_in_either_waits_in_the_whole(desk):
    draft, editor = desk
    edit(draft, "part-2", "<p>New text.</p>", by=editor)
    assert waits(draft, "part-2") == {"patient", "carer", "clinician"}

    merge(draft, editor)

    assert waits(draft, "part-1") == {"patient", "clinician"}  # carers read the patients' words there


def test_sections_of_different_kinds_are_not_merged(desk):
    draft, editor = desk
    change_kind(edition=draft, anchor="part-2", kind="dosing", by=editor)

    with pytest.raises(Refused) as refused:
        merge(draft, editor)

    assert codes(refused) == ["other-kind"]


def test_the_last_section_has_no_next(desk):
    draft, editor = desk
    with pytest.raises(Refused) as refused:
        merge_sections(edition=draft, anchor="part-3", base_version=None, next_version=None, reason="", by=editor)
    assert codes(refused) == ["no-next"]


def test_what_was_merged_is_undone_by_bringing_both_back(desk):
    draft, editor = desk
    first, second = (part_of(draft, anchor) for anchor in ("part-1", "part-2"))
    merge(draft, editor)

    write(draft, "part-1", first.content.base, first.content.wordings, by=editor)
    restore_section(edition=draft, section=second.section, by=editor)

    assert part_of(draft, "part-1").version == first.version
    assert part_of(draft, "part-2").version == second.version


def test_pictures_of_both_stand_in_the_whole(desk):
    draft, editor = desk
    one, two = (placed(bring_picture(draft, by=editor, colour=colour)) for colour in ("navy", "green"))
    illustrate(draft, "part-1", one, by=editor)
    illustrate(draft, "part-2", two, by=editor)

    assert merge(draft, editor).content.media == (one, two)


# ── Kinds ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_another_kind_keeps_words_wordings_order_and_what_was_confirmed(desk):
    draft, editor = desk
    before = part_of(draft, "part-2").content

    section = change_kind(edition=draft, anchor="part-2", kind="dosing", by=editor)

    after = part_of(draft, section.anchor).content
    assert anchors(draft)[1:] == ["part-1", section.anchor, "part-3"]
    assert (after.kind, after.base, after.wordings) == ("dosing", before.base, before.wordings)
    assert waits(draft, section.anchor) == set()
    assert change_kind(edition=draft, anchor=section.anchor, kind="dosing", by=editor) == section


@pytest.mark.parametrize("kind", ["front", "unknown"])
def test_a_kind_that_there_is_not_is_refused(desk, kind):
    draft, editor = desk
    with pytest.raises(Refused) as refused:
        change_kind(edition=draft, anchor="part-2", kind=kind, by=editor)
    assert codes(refused) == ["unknown-kind"]


def test_what_the_board_has_had_keeps_its_kind_and_so_do_words_split_from_it(db):
    make_board()
    editor = make_editor()
    make_reference()
    submitted = make_submitted(by=editor, sections=1)
    take_back(edition=submitted, by=editor)
    draft = open_edition(article=submitted.article, by=editor)
    edit(draft, "part-1", ONE + "<p>Else.</p>", by=editor)
    patient = Cut(1)
    _, second = cut(draft, editor, patient=patient)

    for anchor in ("part-1", second.anchor):
        with pytest.raises(Refused) as refused:
            change_kind(edition=draft, anchor=anchor, kind="note", by=editor)
        assert codes(refused) == ["was-submitted"]


def test_the_record_names_what_was_done(desk):
    draft, editor = desk
    before = Event.objects.count()

    cut(draft, editor)
    merge(draft, editor)
    change_kind(edition=draft, anchor="part-1", kind="risks", by=editor)

    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)[before:]
    assert [verb for verb in verbs if verb in ("section.split", "section.joined", "section.kind_changed")] == [
        "section.split",
        "section.joined",
        "section.kind_changed",
    ]
    assert [failure for failure in check_events() if failure] == []


# ── Any text ────────────────────────────────────────────────────────────────────────────────────────────────


@given(documents)
def test_blocks_are_the_text_and_a_divided_text_joins_again(html):
    blocks = blocks_of(html)
    assert "".join(blocks) == html

    for at in range(len(blocks) + 1):
        first, second = divided(Wording(heading="A", html=html), Cut(at, ""))
        assert first.html + second.html == html
        assert clean(first.html).html == first.html
        assert clean(second.html).html == second.html
        assert joined(first, second).html == clean(html).html


def test_a_wording_of_another_length_is_asked_about():
    wordings = {"patient": Wording(html="<p>One.</p>"), "carer": Wording(left_out=True), "other": Wording(heading="X")}
    content = SectionContent("s", "a", "body", Wording(html=ONE + TWO), wordings)
    assert proposed_cuts(content, 1) == {"": Cut(1, "If you miss it"), "patient": None, "other": Cut(0)}


def test_a_heading_with_a_citation_or_a_link_stays_in_the_text_of_the_second_part():
    for inside in ('Dose<cite data-ref="boyer2005"></cite>', '<a href="https://example.org/">Dose</a>'):
        html = f"<p>One.</p><h3>{inside}</h3><p>Two.</p>"

        first, second = divided(Wording(heading="A", html=html), Cut(1, "Dose"))

        assert first.html + second.html == html
    plain = divided(Wording(heading="A", html="<p>One.</p><h3>Dose</h3><p>Two.</p>"), Cut(1, "Dose"))[1]
    assert plain == Wording(heading="Dose", html="<p>Two.</p>")


def test_an_audience_that_is_not_offered_any_more_keeps_its_own_words_in_a_merged_section():
    kids = {"kids": Wording(heading="K", html="<p>For kids.</p>")}
    one = SectionContent("s", "a", "body", Wording("A", "<p>One.</p>"), kids)
    two = SectionContent("t", "b", "body", Wording("B", "<p>Two.</p>"))

    merged = merged_wordings(one, two, with_own_words({}, one, two))

    assert merged["kids"].html == "<p>For kids.</p><h3>B</h3><p>Two.</p>"
    assert merged[""].html == "<p>One.</p><h3>B</h3><p>Two.</p>"
