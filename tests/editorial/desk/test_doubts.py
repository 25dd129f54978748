"""Deciding doubts in the section editor, and the pages and files of what was imported."""

import pytest
from django.urls import reverse

from articles.actions import open_edition
from articles.exchange.doubts import Decided
from articles.models import SectionVersion
from articles.queries import part_of
from reviews.actions import submit
from reviews.actions.submission import take_back
from reviews.models import ReviewPolicy
from tests.builders import bring_source, make_board, make_draft, make_editor, make_member, make_submitted, make_user

pytestmark = pytest.mark.django_db
DATA = b"<script>alert('canary4711')</script> not more than 200"


@pytest.fixture
def editor():
    make_board()
    return make_editor()


@pytest.fixture
def draft(editor):
    return make_draft(by=editor, slug="doses")


def sent(draft, html: str, **more) -> dict[str, str]:
    base = {"base_version": str(part_of(draft, "part-1").version.pk), "everyone-heading": "Part 1"}
    return {**base, "everyone-html": html, "for_patient-html": "<p>Plain words.</p>", **more}


def test_the_section_says_what_the_source_said_and_the_article_leads_there(desk, draft, editor):
    doubt = bring_source(draft, by=editor).doubts.get()

    article = desk.get("/desk/articles/doses/").text
    section = desk.get("/desk/articles/doses/sections/part-1/").text

    assert f"/desk/articles/doses/sections/part-1/#doubt-{doubt.pk}" in article
    assert "not more than 200" in section
    assert "Paragraph 1" in section
    assert f'value="{doubt.pk}:right"' in section


def test_mending_and_saying_so_is_one_action(desk, draft, editor):
    doubt = bring_source(draft, by=editor).doubts.get()
    page = "/desk/articles/doses/sections/part-1/"

    answer = desk.post(page, sent(draft, "<p>At most 50 mg.</p>", doubt=f"{doubt.pk}:mended"), follow=True)

    assert doubt.decisions.get().verdict == "mended"
    assert part_of(draft, "part-1").content.base.html == "<p>At most 50 mg.</p>"
    assert "The board sees your decision." in answer.text


def test_what_was_typed_is_kept_when_the_decision_is_refused(desk, draft, editor):
    doubt = bring_source(draft, by=editor).doubts.get()
    page = "/desk/articles/doses/sections/part-1/"

    answer = desk.post(page, sent(draft, "<p>Text of part 1.</p>", doubt=f"{doubt.pk}:mended"))

    assert answer.status_code == 409
    assert "still as they came in" in answer.text
    assert doubt.decisions.count() == 0


def test_a_refused_decision_saves_no_words(desk, draft, editor):
    other = bring_source(make_draft(by=editor), by=editor).doubts.get()
    before = SectionVersion.objects.count()

    answer = desk.post("/desk/articles/doses/sections/part-1/", sent(draft, "<p>New.</p>", doubt=f"{other.pk}:right"))

    assert (answer.status_code, SectionVersion.objects.count()) == (404, before)


@pytest.mark.parametrize("doubt", ["x:right", "00000000-0000-0000-0000-000000000000:right"], ids=["words", "unknown"])
def test_a_doubt_that_does_not_exist_is_not_found(desk, draft, doubt):
    answer = desk.post("/desk/articles/doses/sections/part-1/", sent(draft, "<p>New.</p>", doubt=doubt))

    assert answer.status_code == 404


# The file


def test_the_article_names_its_source_and_hands_out_the_file_to_be_saved(desk, draft, editor):
    source = bring_source(draft, by=editor, data=DATA)
    page = reverse("desk:source", args=["doses", source.pk])

    assert page in desk.get("/desk/articles/doses/").text
    assert "These words are struck out" in desk.get(page).text
    answer = desk.get(reverse("desk:source_file", args=["doses", source.pk]))
    assert b"".join(answer.streaming_content) == DATA
    assert answer["Content-Disposition"] == 'attachment; filename="page.docx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_nobody_else_gets_the_file_of_a_draft(client, draft, editor):
    source = bring_source(draft, by=editor, data=DATA)
    address = reverse("desk:source_file", args=["doses", source.pk])
    statuses = [client.get(address).status_code]
    for person in (make_user("Reader"), make_editor("Other"), make_member(ReviewPolicy.objects.get().board)):
        client.force_login(person)
        statuses.append(client.get(address).status_code)

    assert statuses == [302, 404, 404, 404]


def test_a_source_is_found_below_its_own_article_only(desk, draft, editor):
    source = bring_source(draft, by=editor, data=DATA)
    make_draft(by=editor, slug="other")

    assert desk.get(reverse("desk:source_file", args=["other", source.pk])).status_code == 404


def test_the_board_has_the_file_of_what_was_submitted_and_not_of_later_drafts(client, draft, editor):
    source = bring_source(draft, by=editor, data=DATA, decided={0: Decided("right", "It says 200.")})
    edition = submit(edition=draft, by=editor)
    take_back(edition=edition, by=editor)
    later = bring_source(open_edition(article=draft.article, by=editor), by=editor, data=b"later")
    client.force_login(make_member(ReviewPolicy.objects.get().board))

    def board(name: str, pk) -> int:
        return client.get(reverse(f"review:{name}", args=["doses", edition.number, pk])).status_code

    assert [board("source", source.pk), board("source_file", source.pk)] == [200, 200]
    assert [board("source", later.pk), board("source_file", later.pk)] == [404, 404]
    page = client.get(reverse("review:edition", args=["doses", edition.number])).text
    assert "It says 200." in page
    assert reverse("review:source", args=["doses", edition.number, source.pk]) in page


def test_the_dossier_holds_the_codes_the_report_and_the_decision_and_not_the_file(desk, draft, editor):
    source = bring_source(draft, by=editor, data=DATA, decided={0: Decided("right", "It says 200.")})
    edition = submit(edition=draft, by=editor)

    page = desk.get(reverse("dossier", args=["doses", edition.number])).text

    for words in (source.digest, source.file_id, "It says 200.", "page.docx (docx)"):
        assert words in page
    assert "canary4711" not in page


def test_no_public_page_says_anything_of_it(client, draft, editor):
    bring_source(draft, by=editor, data=DATA, decided={0: Decided("right", "canary4711")})
    submit(edition=draft, by=editor)
    make_submitted()

    for address in ("/", "/articles/doses/", "/feed/", "/sitemap.xml", "/media/", "/files/", "/media/files/sha256/"):
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"canary4711" not in content
