"""What checks find, on the pages of the desk: under each text, before submitting, and of words that are not saved."""

import pytest
from django.urls import reverse

from articles.findings import checked_in
from articles.models import Dismissal, SectionVersion
from articles.queries import part_of, parts_of
from editorial.desk.warnings import to_mind
from reviews.actions import submit
from tests.builders import DOSE, confirm_all, edit, let_dose_stand, make_board, make_chair, make_draft, make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client):
    make_board()
    editor = make_editor()
    client.force_login(editor)
    draft = make_draft(by=editor)
    edit(draft, "part-1", DOSE, by=editor)
    draft.editor = editor
    return draft


def address(edition, name: str = "section", anchor: str = "part-1") -> str:
    return reverse(f"desk:{name}", args=[edition.article.slug, anchor])


def fingerprint(edition) -> str:
    (found,) = [
        one for text in checked_in(parts_of(edition), language="en") for one in text.standing if one.finding.asks
    ]
    return found.finding.fingerprint


def sent(edition, html: str = DOSE, **more) -> dict:
    version = part_of(edition, "part-1").version.pk
    return {"base_version": version, "everyone-heading": "Part 1", "everyone-html": html, **more}


def dismissing(edition, reason: str, html: str = DOSE) -> dict:
    mark = fingerprint(edition)
    said = {"dismiss": f":units:{mark}", f"finding-everyone-{mark}": reason}
    return sent(edition, html, **{"for_patient-html": "<p>Plain words.</p>"}, **said)


def test_the_words_why_and_whose_word_stand_under_the_text(draft, client):
    html = client.get(address(draft)).content.decode()

    assert "“1.0 mg”: A zero behind the point is read as a tenfold dose: leave it out." in html
    assert "Institute for Safe Medication Practices" in html
    assert f'id="finding-everyone-{fingerprint(draft)}"' in html
    assert "Mend it, or say why it stays" in html


def test_letting_it_stand_saves_the_words_and_the_reason(draft, client):
    answer = client.post(address(draft), dismissing(draft, "The pump shows it so.", f"{DOSE}<p>More.</p>"))

    assert answer.status_code == 302
    assert Dismissal.objects.get().reason == "The pump shows it so."
    assert part_of(draft, "part-1").content.base.html == f"{DOSE}<p>More.</p>"
    html = client.get(address(draft)).content.decode()
    assert "1 point was answered" in html
    assert "It stays: The pump shows it so." in html


@pytest.mark.parametrize(
    ("reason", "html"), [("", f"{DOSE}<p>More.</p>"), ("It is so on the pump.", "<p>Give 1.0 mg now.</p>")]
)
def test_what_is_refused_saves_nothing_and_keeps_what_was_typed(draft, client, reason, html):
    before = SectionVersion.objects.count()

    answer = client.post(address(draft), dismissing(draft, reason, html))

    page = answer.content.decode()
    assert (answer.status_code, SectionVersion.objects.count(), Dismissal.objects.count()) == (409, before, 0)
    assert "More." in page or "Give 1.0 mg now." in page
    assert ("Say why the words stay as they are." if not reason else "no longer in the draft") in page


def test_a_reason_that_was_typed_stays_in_its_field(draft, client):
    answer = client.post(address(draft), dismissing(draft, "x" * 1001))

    assert answer.status_code == 409
    assert "x" * 1001 in answer.content.decode()


def test_words_that_are_not_saved_are_checked_and_nothing_is_written(draft, client):
    before = SectionVersion.objects.count()

    found = client.post(address(draft, "checks"), {"audience": "", "everyone-html": "<p>Give .5 mg.</p>"})
    silent = client.post(address(draft, "checks"), {"audience": "", "everyone-html": "<p>Rest.</p>"})

    assert "“.5 mg”" in found.content.decode()
    assert (silent.status_code, silent.content.strip()) == (200, b"")
    assert SectionVersion.objects.count() == before


@pytest.mark.parametrize(
    ("anchor", "data", "status"),
    [("nowhere", {}, 404), ("part-1", {"everyone-html": "a\u200bb"}, 422), ("part-1", {"audience": "none"}, 200)],
)
def test_what_cannot_be_checked_is_not(draft, client, anchor, data, status):
    assert client.post(address(draft, "checks", anchor), data).status_code == status


def test_an_audience_hears_of_its_own_words(draft, client):
    said = {"audience": "patient", "for_patient-html": "<p>You have hypertension.</p>"}

    assert "hypertension" in client.post(address(draft, "checks"), said).content.decode()


def test_what_only_warns_is_counted_before_submitting_and_leads_to_its_place(draft, client):
    edit(draft, "part-2", "<p>This cures gout. It is always safe. Half of all people have it.</p>", by=draft.editor)
    html = client.get(reverse("desk:article", args=[draft.article.slug])).content.decode()

    said = [issue.message for issue in to_mind(draft, parts_of(draft)) if issue.code == "findings"]
    assert said[-1].startswith("“Part 2”: 4 points to look at (Claims without a citation 2, Promises 2)")
    assert "#finding-everyone-" in html
    assert "mend “1.0 mg”, or say why it stays" in html


def test_the_board_reads_what_stays_and_why(client):
    board = make_board()
    editor = make_editor()
    draft = make_draft(by=editor)
    let_dose_stand(draft, "part-1", by=editor)
    edit(draft, "part-2", "<p>This cures gout.</p>", by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    client.force_login(make_chair(board, "Chair"))

    html = client.get(reverse("review:edition", args=[edition.article.slug, edition.number])).content.decode()

    assert "It stays: The pump shows it so." in html
    assert "1 answered by the desk, 1 not" in html
    assert "“cures” promises more than anybody can know." in html
