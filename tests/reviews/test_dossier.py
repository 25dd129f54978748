"""An edition's dossier: what is in it, for whom, that nothing is fetched for it, and that it says whether it holds."""

import re
import socket
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.actions import add_collaborator, open_edition
from articles.queries import part_of
from articles.site.presentation import present
from articles.text.allowed import CALLOUTS
from editorial.shared.audit import save_audited
from reviews.actions import add_comment, declare_interest, return_to_editor, settle_request, submit
from reviews.actions.alarms import raise_alarms
from reviews.enums import Verdict
from reviews.models import Approval, SignOff
from reviews.record import dossier_pdf, glyphs
from reviews.record.dossier import dossier_of
from reviews.record.dossier_pdf import fetcher_of_nothing, library, pdf_from
from reviews.rules.evidence import sentences_on
from tests.builders import (
    confirm_all,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    make_user,
    publish_draft,
    sign,
    sign_all,
)
from tests.reviews.test_alarms import cited_draft, decide, retract

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(editor, board):
    return make_submitted(by=editor, slug="twitches")


@pytest.fixture
def chair(board):
    return make_chair(board, "Chair")


def page(user, edition, *, name: str = "dossier"):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=[edition.article.slug, edition.number]))


def text_of(user, edition) -> str:
    response = page(user, edition)
    assert response.status_code == 200
    return response.content.decode()


def test_everything_about_an_edition_is_in_it(board, edition, chair):
    member = make_member(board, "Member")
    version = part_of(edition, "part-1").version
    add_comment(version=version, text="Which dose?", must_be_answered=True, by=member)
    request = sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Say it <plainly>.", by=member)
    settle_request(sign_off=request, reason="It is plain.", by=chair)
    declare_interest(article=edition.article, statement="Paid for talks.", by=make_member(board, "Interested"))
    return_to_editor(edition=edition, text="Please mend the doses.", by=chair)

    shown = text_of(chair, edition)

    for words in (
        "<p>Text of part 1.</p>",
        "<p>Plain words.</p>",
        "I am a patient",
        "Text for everyone",
        "A. Writer, BSc",
        "Member, MD",
        "I have read this section and ask for changes before it is published.",
        "Say it &lt;plainly&gt;.",
        "It is plain.",
        "Which dose?",
        "Paid for talks.",
        "Please mend the doses.",
        "returned edition 1 with a letter.",
        "Everything is as it was written.",
        edition.manifest.digest,
        version.digest,
        request.digest,
    ):
        assert words in shown, words


def test_a_published_edition_shows_its_approval_and_what_readers_get(editor):
    edition = make_published(by=editor)
    approval = Approval.objects.get()

    shown = text_of(editor, edition)

    assert [one in shown for one in (approval.printed_name, approval.digest, "published edition 1.")] == [True] * 3
    assert "Nothing to declare." in shown.partition("What those who signed had declared")[2].partition("</ul>")[0]
    assert all(body.digest in shown for body in edition.bodies.all())


def test_the_desk_reads_it_without_what_only_the_board_may_know(board, edition, editor, chair):
    declare_interest(article=edition.article, statement="canary1", by=make_member(board))
    add_comment(version=part_of(edition, "part-1").version, text="canary2", board_only=True, by=chair)

    shown = [text_of(user, edition) for user in (chair, make_administrator(), editor)]
    assert [("canary1" in text, "canary2" in text) for text in shown] == [(True, True), (True, True), (False, False)]


def test_what_an_interest_is_members_do_not_read(board, edition):
    declare_interest(article=edition.article, statement="canary1", by=make_member(board, "Interested"))

    shown = text_of(make_member(board), edition)

    assert ("Interested, MD" in shown, "canary1" in shown) == (True, False)


def test_nor_does_a_chair_or_an_administrator_whose_article_it_is(board, edition, editor, chair):
    declare_interest(article=edition.article, statement="canary1", by=make_member(board, "Interested"))
    for person in (chair, make_administrator()):
        person.is_editor = True
        save_audited(person, by=None, reason="A colleague")
        assert "canary1" in text_of(person, edition)
        add_collaborator(article=edition.article, user=person, by=editor)
        assert "canary1" not in text_of(person, edition)


def test_what_is_written_in_the_next_draft_is_not_in_it(editor, chair):
    edition = make_published(by=editor)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-1", "<p>canary1</p>", heading="canary2", by=editor)

    assert "canary" not in text_of(chair, edition)
    assert page(chair, draft).status_code == 404


@pytest.mark.parametrize("name", ["dossier", "dossier_pdf"])
def test_nobody_else_gets_it(edition, board, name):
    strangers = [make_user("Reader"), make_editor("Other"), make_chair(make_board(name="Another board"), "Other chair")]

    assert [page(user, edition, name=name).status_code for user in strangers] == [404] * 3


def test_who_is_to_judge_for_themselves_first_reads_it_after_that(editor):
    board = make_board(independent_opinion=True)
    edition = make_submitted(by=editor)
    first, second = make_member(board, "First"), make_member(board, "Second")
    sign_all(edition, first)

    before = page(second, edition)
    sign_all(edition, second)

    assert (before.status_code, page(first, edition).status_code, page(second, edition).status_code) == (409, 200, 200)
    assert "once you have given yours" in before.content.decode()


def test_it_says_what_does_not_hold(editor, chair):
    edition = make_published(by=editor)
    row = SignOff.objects.first()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE reviews_signoff SET printed_name = 'Somebody else' WHERE id = %s", [row.pk])
        cursor.execute("SET session_replication_role = DEFAULT")

    found = dossier_of(edition, confidential=True)

    assert (found.holds, [part.name for part in found.verified if part.failures]) == (False, ["signatures"])
    assert f"sign-off {row.pk}: it differs from what was signed: printed_name" in text_of(chair, edition)


@pytest.mark.parametrize("sections", [1, 3])
def test_it_costs_the_same_for_one_section_and_for_many(django_assert_num_queries, board, editor, chair, sections):
    edition = make_submitted(by=editor, sections=sections)
    edition.refresh_from_db()

    with django_assert_num_queries(37):
        dossier_of(edition, confidential=True)


def unpacked(pdf: bytes) -> Iterator[bytes]:
    """Every part of a PDF file that is compressed."""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            yield zlib.decompress(stream)


def test_the_pdf_is_tagged_for_screen_readers_and_says_what_it_is(edition, chair):
    response = page(chair, edition, name="dossier_pdf")

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="twitches-edition-1-dossier.pdf"'
    assert response.content.startswith(b"%PDF-1.7")
    said = b"".join(unpacked(response.content))
    assert [word in said for word in (b"pdfuaid:part", b"/StructTreeRoot", b"/Lang")] == [True] * 3


def lines_drawn(html: str) -> list[str]:
    """The lines of words that the PDF of some text shows, in order; what its stylesheet adds is among them."""
    weasyprint = library()
    page = f'<html lang="en"><title>x</title><body class="document"><div class="prose">{html}</div></body></html>'
    style = weasyprint.CSS(filename=finders.find("dossier.css"))
    document = weasyprint.HTML(string=page, base_url="https://here.example").render(stylesheets=[style])
    boxes = [box for one in document.pages for box in one._page_box.descendants()]
    lines = [box for box in boxes if type(box).__name__ == "LineBox"]
    return ["".join(getattr(box, "text", "") for box in line.descendants()) for line in lines][:-1]  # the page's number


@pytest.mark.parametrize("kind", CALLOUTS)
def test_the_pdf_names_a_callout_as_the_page_does(kind):
    """A danger that looks like any other paragraph is not what was signed."""
    page = Path(finders.find("reading.css")).read_text()
    named = dict(re.findall(r'\.prose aside\[data-callout(?:="(\w+)")?\]::before \{\s+content: "(\w+)"', page))
    name = named.get(kind) or named[""]

    assert lines_drawn(f'<aside data-callout="{kind}"><p>Call now.</p></aside>') == [name, "Call now."]
    assert name == kind.capitalize()


def test_the_pdf_keeps_citations_apart_from_words_and_from_each_other():
    cites = '<cite data-ref="a"></cite><cite data-ref="b" data-locator="p. 4"></cite>'

    drawn = lines_drawn(present(f"<p>It is rare{cites}.</p>", {"a": "Lane 1998", "b": "Day 2008"}))

    assert drawn == ["It is rare [Lane 1998] [Day 2008, p. 4]."]


def test_the_pdf_says_where_links_lead():
    assert lines_drawn('<p>See <a href="https://x.example/a">there</a>.</p>') == ["See there (https://x.example/a)."]


def test_a_document_fetches_nothing(monkeypatch):
    """Neither from elsewhere nor from this machine; what it names is left out."""

    def connect(*args, **kwargs):
        raise AssertionError("Something was asked for.")

    monkeypatch.setattr(socket, "create_connection", connect)
    html = '<html lang="en"><title>x</title><body><img alt="" src="http://elsewhere.example/x.png">'
    html += '<img alt="" src="file:///etc/passwd"><p style="background: url(//elsewhere.example/y)">Words</p>'

    assert pdf_from(html).startswith(b"%PDF")
    with pytest.raises(ValueError, match="Not fetched: file:///etc/passwd"):
        fetcher_of_nothing(library()).fetch("file:///etc/passwd")


def test_where_pango_is_missing_the_page_says_so_and_the_dossier_can_be_printed(edition, chair, monkeypatch):
    monkeypatch.setattr(dossier_pdf, "library", lambda: None)

    refused = page(chair, edition, name="dossier_pdf")

    assert refused.status_code == 409
    assert "Print this page from your browser instead" in refused.content.decode()
    assert page(chair, edition).status_code == 200


def test_what_no_font_can_draw_is_named_in_the_pdf_and_listed(editor, chair, board, monkeypatch):
    draft = make_draft(by=editor, slug="needles")
    edit(draft, "part-1", "<p>Needles (針灸) and 󱈴 help, ≥ 2 μm.</p>", by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    drawn = []
    real = glyphs.can_draw
    monkeypatch.setattr(glyphs, "can_draw", lambda one: one not in "針灸" and real(one))
    monkeypatch.setattr(dossier_pdf, "pdf_from", lambda html: drawn.append(html) or b"%PDF")

    assert page(chair, edition, name="dossier_pdf").status_code == 200
    [html] = drawn
    assert "Needles ([U+91DD][U+7078]) and [U+F1234] help, ≥ 2 μm." in html
    listed = html.split("What this file cannot show")[1].split("</ul>")[0]
    assert "<li>[U+91DD] cjk unified ideograph-91dd</li>" in listed
    assert "<li>[U+F1234] unnamed</li>" in listed
    assert "針灸" in page(chair, edition).content.decode()


def test_a_document_whose_characters_can_all_be_drawn_lists_no_gaps(edition, chair, monkeypatch):
    drawn = []
    monkeypatch.setattr(dossier_pdf, "pdf_from", lambda html: drawn.append(html) or b"%PDF")
    page(chair, edition, name="dossier_pdf")
    assert "What this file cannot show" not in drawn[0]


def test_facts_that_stand_side_by_side_are_not_glued_together_in_the_text(edition, chair):
    assert re.search(r"</span>\s*<span>version 1", page(chair, edition).content.decode())
    assert "</span><span>version" not in page(chair, edition).content.decode()


def test_the_requests_of_earlier_editions_that_its_words_answer_are_in_it(board, edition, editor, chair):
    member = make_member(board, "Member")
    asked = sign(
        version=part_of(edition, "part-1").version, verdict=Verdict.REQUEST_CHANGES, note="Say how often.", by=member
    )
    return_to_editor(edition=edition, text="Please.", by=chair)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-1", "<p>Once a week.</p>", by=editor)
    confirm_all(draft, by=editor)
    second = submit(edition=draft, by=editor)

    sections = {one.anchor: one for one in dossier_of(second, confidential=True).sections}
    assert [list(sections[anchor].answers) for anchor in ("part-1", "part-2")] == [[asked], []]
    shown = text_of(chair, second)
    assert "Requests that these words answer" in shown
    assert "Say how often." in shown
    assert "Requests that these words answer" not in text_of(chair, edition)


def test_what_was_learned_of_its_references_and_decided_is_in_it(editor, board, chair):
    reference = make_reference("boyer2005")
    edition = publish_draft(cited_draft(editor), by=editor)
    retract(reference, note="Since 15 April 2021.")
    raise_alarms()
    [sentence] = [one for one in sentences_on([reference]) if not one.audience]
    decide(sentence, chair, reason="Others found the same.")

    shown = text_of(chair, edition)
    part = shown.split("Evidence that changed")[1].split("What readers get")[0]
    for words in (
        "to “retracted”",
        "Since 15 April 2021.",
        "Serotonin does it.",
        "Still right",
        "Others found the same.",
    ):
        assert words in part
