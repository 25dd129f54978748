"""What the review page says of an edition beside the one before, and what it costs to say it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions import add_section, move_section, open_edition, remove_section, save_section
from articles.queries import part_of
from articles.words.content import Wording
from references.actions import set_standing
from reviews.actions import publish, submit, take_back
from reviews.enums import Verdict
from reviews.room.comparison import moved_sections
from reviews.room.page import review_page
from tests.builders import approve, confirm_all, edit, make_reference, sign
from tests.reviews.scenes import Scene, make_scene, submit_with_author

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene(sections=3)


@pytest.fixture
def scene(built, own):
    return own(built)


@pytest.fixture
def live(scene) -> Scene:
    scene.sign_all("member", "second")
    approve(edition=scene.edition, by=scene.chair)
    publish(edition_id=scene.edition.pk)
    scene.edition.refresh_from_db()
    return scene


def submit_next(scene: Scene, change) -> None:
    """Open the next edition, change it, and make it the scene's."""
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    change(draft)
    confirm_all(draft, by=scene.editor)
    scene.edition = submit(edition=draft, by=scene.editor)


def page_of(scene: Scene, role: str = "member", **options):
    return review_page(scene.edition, scene.people[role], **options)


def by_anchor(page) -> dict:
    return {section.anchor: section for section in page.sections}


def test_a_first_edition_is_new_and_shown_without_marks(scene):
    page = page_of(scene)

    assert page.base is None
    assert {section.state for section in page.sections} == {"new"}
    assert not any("<ins>" in wording.html for section in page.sections for wording in section.wordings)


def test_only_what_changed_is_open_and_marked(live):
    submit_next(live, lambda draft: edit(draft, "part-2", "<p>Text of part two.</p>", by=live.editor))

    sections = by_anchor(page_of(live))

    assert {anchor: one.state for anchor, one in sections.items()} == {
        "front": "same",
        "part-1": "same",
        "part-2": "changed",
        "part-3": "same",
    }
    assert [anchor for anchor, one in sections.items() if not one.is_folded] == ["part-2"]
    assert "<ins>" in sections["part-2"].wordings[0].html
    assert "<del>" in sections["part-2"].wordings[0].html


def test_what_was_removed_is_named_with_its_reason_and_its_words(live):
    submit_next(
        live, lambda draft: remove_section(edition=draft, anchor="part-2", reason="Out of date.", by=live.editor)
    )

    changes = page_of(live).changes
    page = live.get("member").content.decode()

    assert [(one.heading, one.reason) for one in changes.removed] == [("Part 2", "Out of date.")]
    assert "“Out of date.”" in page
    assert "Text of part 2." in page
    assert [section.anchor for section in changes.changed] == ["front"]


def test_what_was_added_and_moved_is_said(live):
    def change(draft):
        add_section(
            edition=draft, anchor="part-4", kind="body", base=Wording(heading="Part 4", html="<p>x</p>"), by=live.editor
        )
        move_section(edition=draft, anchor="part-3", to=0, by=live.editor)

    submit_next(live, change)
    changes = page_of(live).changes

    assert [section.anchor for section in changes.added] == ["part-4"]
    assert [section.anchor for section in changes.moved] == ["part-3"]


def test_the_page_compares_with_the_last_approved_edition_unless_another_is_asked_for(live):
    submit_next(live, lambda draft: edit(draft, "part-2", "<p>Two.</p>", by=live.editor))

    assert page_of(live).base.edition.number == 1
    assert page_of(live).base.words == "edition 1, which is live"
    assert page_of(live, compare="none").base is None
    assert page_of(live, compare="77").base.edition.number == 1
    assert page_of(live, compare="<script>").base.edition.number == 1


def test_every_wording_says_who_reads_it(scene):
    sections = by_anchor(page_of(scene))

    assert [(one.label, one.readers) for one in sections["part-1"].wordings] == [
        ("Text for everyone", ("I am a health professional",)),
        ("I am a patient", ("I am a patient", "I care for someone")),
    ]
    assert [one.readers for one in sections["part-2"].wordings] == [
        ("I am a patient", "I care for someone", "I am a health professional")
    ]


def change_wording(scene, draft, anchor, **wordings):
    part = part_of(draft, anchor)
    kept = {key: one for key, one in {**part.content.wordings, **wordings}.items() if one is not None}
    save_section(
        edition=draft,
        anchor=anchor,
        base_version=part.version.pk,
        base=part.content.base,
        wordings=kept,
        by=scene.editor,
    )


def test_wordings_that_come_go_or_leave_a_section_out_say_so_in_words(live):
    def change(draft):
        change_wording(live, draft, "part-1", patient=None, clinician=Wording(left_out=True))
        change_wording(live, draft, "part-2", clinician=Wording(html="<p>For doctors.</p>"))

    submit_next(live, change)
    sections = by_anchor(page_of(live))
    said = {
        (anchor, one.key): (one.state, one.said) for anchor in ("part-1", "part-2") for one in sections[anchor].wordings
    }

    assert said == {
        ("part-1", ""): ("same", ""),
        ("part-1", "patient"): ("gone", "This wording was removed: these readers now read the text for everyone."),
        ("part-1", "clinician"): (
            "new",
            "The section is now left out for these readers, who had no wording of their own.",
        ),
        ("part-2", ""): ("same", ""),
        ("part-2", "clinician"): ("new", "New: until now these readers had no wording of their own here."),
    }
    assert "<del>" in next(one.html for one in sections["part-1"].wordings if one.key == "patient")


def test_references_have_names_standing_and_the_sentences_that_cite_them():
    make_reference("boyer2005")
    scene = make_scene_citing("boyer2005")
    sign(version=scene.version("part-2"), verdict=Verdict.APPROVE, by=scene.member)

    reference = by_anchor(page_of(scene))["part-2"].references[0]
    page = scene.get("second").content.decode()

    assert (reference.name, reference.standing, reference.mentions[0].locator) == ("Boyer 2005", "good", "p. 4")
    assert reference.mentions[0].sentence == "It can be serious."
    assert 'href="#ref-part-2-boyer2005">Boyer 2005, p. 4</a>' in page
    assert ">boyer2005<" not in page


def make_scene_citing(key: str) -> Scene:
    scene = make_scene()

    def change(draft):
        cite = f'<cite data-ref="{key}" data-locator="p. 4"></cite>'
        edit(draft, "part-2", f"<p>It can be serious{cite}. Rest.</p>", by=scene.editor)

    take_back(edition=scene.edition, by=scene.editor)
    submit_next(scene, change)
    return scene


def test_a_reference_that_was_retracted_since_is_shown_and_blocks():
    reference = make_reference("boyer2005")
    scene = make_scene_citing("boyer2005")
    set_standing(reference=reference, standing="retracted", note="Withdrawn by its journal.", by=scene.editor)

    page = page_of(scene, "chair")
    html = scene.get("chair").content.decode()

    assert by_anchor(page)["part-2"].references[0].standing == "retracted"
    assert "evidence-changed" in {issue.code for issue in page.blockers}
    assert "Withdrawn by its journal." in html


def test_the_preview_is_what_approving_publishes(scene):
    scene.sign_all("member", "second")
    preview = scene.get("member", "preview", "clinician").content.decode()
    approve(edition=scene.edition, by=scene.chair)

    body = scene.edition.bodies.get(audience="clinician").html

    assert body in preview
    assert scene.get("member", "preview", "astronaut").status_code == 404


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "{{ settings.SECRET_KEY }}", '"><img src=x onerror=alert(1)>']
)
def test_words_of_people_never_become_markup(scene, hostile):
    take = {"text": hostile, "quote": hostile, "version": scene.version("part-1").pk}
    scene.post("member", "comment", **take)
    scene.post("member", "sign", **scene.verdict("part-1", Verdict.REQUEST_CHANGES, hostile))
    scene.post("second", "declare_interest", statement=hostile)

    pages = [scene.get("chair").content.decode(), scene.get("chair", "return").content.decode()]

    assert not any(hostile in page for page in pages if "<" in hostile)
    assert all("<script>alert" not in page and "<img src=x" not in page for page in pages)


def queries_of(scene) -> int:
    scene.get("chair")
    with CaptureQueriesContext(connection) as captured:
        assert scene.get("chair").status_code == 200
    return len(captured)


def test_the_page_costs_the_same_for_one_section_and_for_three():
    one = make_scene(sections=1)
    one.sign_all("member")
    cost = queries_of(one)
    three = Scene(one.board, submit_more(one), one.people)
    three.sign_all("member", "second")
    sign(version=three.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="No.", by=three.deputy)

    assert queries_of(three) == cost
    assert cost <= 44


def submit_more(scene):
    return submit_with_author(scene.people, slug="three-sections", sections=3)


def test_the_fewest_moves_explain_an_order():
    assert moved_sections(list("abcd"), list("abcd")) == set()
    assert moved_sections(list("dabc"), list("abcd")) == {"d"}
    assert moved_sections(list("axb"), list("ab")) == set()
    assert moved_sections(list("ba"), list("ab")) in ({"a"}, {"b"})
