"""The import page: from a file or a paste to the preview, and from there to a draft."""

from pathlib import Path

import pytest
from django.urls import reverse

from articles.models import Article, ImportDraft, SectionVersion
from articles.queries import latest_edition_of, parts_of
from references.models import Reference
from reviews.models import ArticlePolicy
from tests.builders import make_board, make_draft, make_editor, make_reference, make_submitted
from tests.editorial.desk.import_pages import (
    MARKDOWN,
    PAGE,
    change,
    fields_of,
    issues_in,
    paste,
    press,
    preview_of,
    upload,
)

pytestmark = pytest.mark.django_db


def said(article: Article) -> list[tuple[str, str]]:
    return [(part.content.base.heading, part.content.base.html) for part in parts_of(latest_edition_of(article))]


def test_a_page_becomes_a_draft_only_when_the_person_says_so(desk, editor):
    draft = paste(desk, PAGE)
    assert Article.objects.count() == 0
    assert "A muscle may twitch" in desk.get(preview_of(draft)).content.decode()

    answer = press(desk, draft, "create")

    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/desk/articles/why-do-muscles-twitch/")
    assert [heading for heading, _ in said(article)] == ["Why do muscles twitch?", "What you may feel", "What to do"]
    assert (article.owner, ImportDraft.objects.count()) == (editor, 0)


def test_the_preview_shows_citations_by_the_names_of_their_references(desk):
    page = desk.get(preview_of(paste(desk, PAGE))).content.decode()

    assert "Boyer" in page
    assert "Lane 1998" in page


def test_what_is_typed_is_in_the_article(desk):
    draft = paste(desk, PAGE)

    press(
        desk,
        draft,
        "create",
        **{
            "front-heading": "Twitching muscles",
            "front-slug": "twitching",
            "front-topic": "Nerves",
            "front-summary": "In short.",
            "section-what-to-do-heading": "What helps",
            "section-what-to-do-kind": "help",
            "person-new-name": "A. Writer",
            "person-new-credentials": "MD",
            "person-new-interests": "none",
        },
    )

    article = Article.objects.get(slug="twitching")
    front, _, last = parts_of(latest_edition_of(article))
    assert (article.topic, front.content.base.heading, front.content.base.summary) == (
        "Nerves",
        "Twitching muscles",
        "In short.",
    )
    assert (last.content.base.heading, last.content.kind) == ("What helps", "help")
    people = latest_edition_of(article).bylines.select_related("contributor")
    assert [(p.contributor.name, p.contributor.credentials, p.contributor.interests) for p in people] == [
        ("A. Writer", "MD", "none")
    ]


def test_every_button_saves_what_was_typed(desk):
    draft = paste(desk, PAGE)

    press(desk, draft, "drop:what-to-do", **{"front-topic": "Nerves"})

    draft.refresh_from_db()
    assert draft.document["topic"] == "Nerves"
    assert [section["anchor"] for section in draft.dropped] == ["what-to-do"]


def test_saving_without_a_change_changes_nothing(desk):
    draft = paste(desk, PAGE)

    press(desk, draft, "save")

    assert ImportDraft.objects.get().revision == draft.revision


def test_a_dropped_section_can_be_put_back_where_it_was(desk):
    draft = paste(desk, PAGE)
    before = draft.document["sections"]

    press(desk, draft, "drop:what-you-may-feel")
    dropped = ImportDraft.objects.get().document["sections"]
    press(desk, draft, "restore:what-you-may-feel")

    assert [section["anchor"] for section in dropped] == ["what-to-do"]
    assert ImportDraft.objects.get().document["sections"] == before


def test_a_section_merged_into_the_one_before_becomes_a_smaller_heading_there(desk):
    draft = paste(desk, PAGE)

    press(desk, draft, "merge:what-to-do")

    (section,) = ImportDraft.objects.get().document["sections"]
    assert "<h3>What to do</h3>" in section["base"]["html"]


def test_what_was_set_apart_can_be_put_back_as_paragraph_or_section(desk):
    draft = paste(desk, PAGE.replace("What to do\n", "Advertisement\n\nWhat to do\n"))
    number = [item["text"] for item in draft.document["set_apart"]].index("Advertisement")

    press(desk, draft, "put-back:paragraph", apart=str(number))

    document = ImportDraft.objects.get().document
    assert "<p>Advertisement</p>" in document["sections"][0]["base"]["html"]
    assert [item["text"] for item in document["set_apart"]].count("Advertisement") == 0
    assert document["places"][str(draft.document["set_apart"][number]["line"])] == "section:what-you-may-feel"


def test_the_text_of_a_section_can_be_corrected(desk):
    draft = paste(desk, PAGE)
    address = reverse("import_text", args=[draft.pk, "what-to-do"])

    answer = desk.post(address, {"revision": draft.revision, "html": "<p>Rest.<script>alert(1)</script></p>"})

    assert answer.status_code == 302
    assert ImportDraft.objects.get().document["sections"][1]["base"]["html"] == "<p>Rest.</p>"


@pytest.mark.parametrize("key", ["nobody1999"])
def test_a_corrected_text_cites_only_what_there_is(desk, key):
    draft = paste(desk, PAGE)
    address = reverse("import_text", args=[draft.pk, "what-to-do"])
    cited = f'<p>Rest <cite data-ref="{key}"></cite>.</p>'

    refused = desk.post(address, {"revision": draft.revision, "html": cited})
    make_reference(key)
    taken = desk.post(address, {"revision": draft.revision, "html": cited})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert f"There is no reference “{key}”." in refused.content.decode()


def test_a_thin_reference_can_be_completed(desk):
    draft = paste(desk, PAGE.replace("2. Lane RM. ", "2. Own notes.\n3. Lane RM. "))
    thin = next(entry for entry in draft.document["references"] if entry["thin"])
    address = reverse("import_reference", args=[draft.pk, thin["key"]])

    answer = desk.post(
        address,
        {"revision": draft.revision, "type": "book", "title": "Own notes", "authors": "Lane, R.", "year": "1998"},
    )

    entry = next(e for e in ImportDraft.objects.get().document["references"] if e["key"] == thin["key"])
    assert answer.status_code == 302
    assert (entry["thin"], entry["csl"]["author"]) == (False, [{"family": "Lane", "given": "R."}])


def test_the_same_page_again_updates_nothing(desk):
    press(desk, paste(desk, PAGE), "create")
    versions, references = SectionVersion.objects.count(), Reference.objects.count()

    again = paste(desk, PAGE)
    page = desk.get(preview_of(again)).content.decode()
    press(desk, again, "create")

    assert "The article says all of this already" in page
    assert (SectionVersion.objects.count(), Reference.objects.count()) == (versions, references)


def test_a_changed_page_says_which_sections_of_the_article_change(desk):
    press(desk, paste(desk, PAGE), "create")

    again = paste(desk, PAGE.replace("Rest is best", "Sleep is best"))
    page = desk.get(preview_of(again)).content.decode()
    press(desk, again, "create")

    assert "Changes “What to do”" in page
    assert "Changes “What you may feel”" not in page
    assert "Sleep is best" in said(Article.objects.get())[2][1]


def test_an_address_of_somebody_else_has_to_be_changed_and_nothing_typed_is_lost(desk):
    make_draft(by=make_editor("Other"), slug="taken")
    draft = paste(desk, PAGE)

    answer = press(desk, draft, "create", **{"front-slug": "taken", "front-topic": "Nerves"})

    assert answer.status_code == 409
    assert "used by somebody else’s article already" in answer.content.decode()
    assert fields_of(answer)["front-topic"] == "Nerves"
    assert ImportDraft.objects.get().document["topic"] == "Nerves"


def test_an_article_with_the_board_is_not_updated(desk, editor):
    make_submitted(by=editor, slug="dosing")
    draft = paste(desk, PAGE)

    answer = press(desk, draft, "create", **{"front-slug": "dosing"})

    assert answer.status_code == 409
    assert "take edition 1 back first" in answer.content.decode()
    assert ImportDraft.objects.count() == 1


def test_a_stale_preview_is_refused_with_everything_that_was_typed(desk):
    draft = paste(desk, PAGE)
    change(draft, lambda document: document.update(topic="Changed meanwhile"))

    answer = press(desk, draft, "create", stale=draft.revision, **{"front-heading": "My own title"})

    assert answer.status_code == 409
    assert "changed in another window" in answer.content.decode()
    assert fields_of(answer)["front-heading"] == "My own title"
    assert Article.objects.count() == 0


def test_our_own_markdown_names_its_policy(desk):
    board = make_board()
    policy = board.policies.get()

    press(desk, upload(desk, "dosing.md", MARKDOWN.replace("POLICY", policy.name)), "create")

    assert ArticlePolicy.objects.get().policy == policy


def test_a_policy_that_nobody_set_up_keeps_the_article_from_being_made(desk):
    draft = upload(desk, "dosing.md", MARKDOWN.replace("POLICY", "Nonsense"))

    answer = press(desk, draft, "create")

    assert (answer.status_code, Article.objects.count()) == (409, 0)
    assert "There is no review policy “Nonsense”." in answer.content.decode()


def test_every_line_of_the_source_says_where_it_went(desk):
    draft = paste(desk, PAGE)

    page = desk.get(reverse("import_source", args=[draft.pk])).content.decode()

    assert "Everything is accounted for: a second reading" in page
    assert page.count('<tr id="line-') == len(draft.document["lines"])


def test_of_our_own_markdown_the_page_says_that_it_is_read_once(desk):
    draft = upload(desk, "dosing.md", MARKDOWN)

    page = desk.get(reverse("import_source", args=[draft.pk])).content.decode()

    assert ("Not checked twice" in page, "Everything is accounted for" in page) == (True, False)


def test_word_and_html_come_through_the_page(desk):
    pages = Path(__file__).parents[2] / "articles" / "exchange" / "pages"
    for path in sorted(pages.glob("*.docx"))[:1] + sorted(pages.glob("*.html"))[:1]:
        draft = upload(desk, path.name, path.read_bytes())
        assert desk.get(preview_of(draft)).status_code == 200


def test_pasted_html_is_read_with_its_headings_and_lists(desk):
    html = "<h1>Why?</h1><p>A lead of some words, as pages have.</p><h2>One</h2><ul><li>a</li><li>b</li></ul>"

    draft = paste(desk, "Why?\nA lead of some words, as pages have.\nOne\na\nb", html=html)

    (section,) = draft.document["sections"]
    assert section["base"] | {"html": ""} == section["base"] | {"html": "", "heading": "One"}
    assert section["base"]["html"] == "<ul><li>a</li><li>b</li></ul>"


def test_discarding_leaves_nothing(desk):
    draft = paste(desk, PAGE)

    answer = desk.post(reverse("import_discard", args=[draft.pk]))

    assert (answer.status_code, ImportDraft.objects.count(), Article.objects.count()) == (302, 0, 0)


def test_issues_of_the_page_lead_somewhere(desk):
    answer = desk.post(reverse("import"), {"text": "x" * 60_000})

    assert answer.status_code == 422
    assert issues_in(answer) == ["#id_text"]


PENDING = Path(__file__).parents[2] / "articles" / "exchange" / "cases" / "tracked-insertion.docx"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "Take 75 mg once a day"),
        ({"tracked": "rejected"}, "Take 75 mg once a day"),
        ({"tracked": "accepted"}, "or 300 mg (is this right?"),
    ],
    ids=["no-choice", "rejected", "accepted"],
)
def test_tracked_changes_are_read_as_chosen(desk, chosen, words):
    draft = upload(desk, "aspirin.docx", PENDING.read_bytes(), **chosen)

    assert words in draft.document["sections"][0]["base"]["html"]
    assert [remark["kind"] for remark in draft.document["remarks"]] == ["inserted"]
