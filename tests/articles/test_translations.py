"""A translation: linked to its source, held against it section by section, and carrying the hands of its words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from lxml import html

from articles.actions import (
    add_collaborator,
    add_section,
    begin_translation,
    confirm_translation,
    create_article,
    open_edition,
    set_language,
)
from articles.actions.importing import import_document
from articles.actions.translating import keep_source
from articles.exchange.markdown_reader import read_markdown
from articles.models import Article, Section, TranslatedFrom
from articles.queries import latest_edition_of, part_of, parts_of
from articles.translations import held_against_source
from articles.words.content import Wording
from articles.words.translating import Keeping, Made, keeping, made_from, source_of_next
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import add_member, declare_interests, submit
from reviews.enums import BoardRole
from reviews.models import ReviewPolicy
from reviews.rules.eligibility import contributors_to
from tests.builders import (
    codes,
    edit,
    make_administrator,
    make_board,
    make_complete,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    publish_draft,
    sign,
)

A, B, C = (f"{number:08}-0000-0000-0000-000000000000" for number in range(3))
X, Y = "x", "y"


def test_a_section_keeps_up_only_where_somebody_said_so():
    here, there = {"one": A, "two": B, "own": C}, {"one": X, "two": Y, "three": X}

    found = keeping(here, there, [Made(A, X), Made(B, X)])

    assert found == {
        "one": Keeping.UP,
        "two": Keeping.BEHIND,
        "three": Keeping.MISSING,
        "own": Keeping.OWN,
    }
    assert keeping({"one": A}, {"one": X}, []) == {"one": Keeping.UNMADE}
    assert made_from(A, [Made(A, X), Made(A, Y)]) == Y


@pytest.mark.parametrize(
    ("made", "keeps_up", "wanted"),
    [
        ([], False, Y),  # the first words are made from what stood beside them
        ([Made(A, X)], False, X),  # a mended comma brings nothing up to date
        ([Made(A, X)], True, Y),
        ([Made(A, X), Made(A, Y)], False, Y),  # it kept up, and goes on
    ],
)
def test_what_new_words_are_made_from(made, keeps_up, wanted):
    assert source_of_next(A, Y, made, keeps_up=keeps_up) == wanted


@pytest.fixture
def editor(db):
    make_board()
    return make_editor()


@pytest.fixture
def source(editor):
    return make_published(by=editor, slug="twitches")


@pytest.fixture
def german(source, editor):
    """The draft of a translation that was just begun."""
    article = begin(source.article, editor)
    return latest_edition_of(article)


def begin(source: Article, by, language: str = "de", slug: str = "zuckungen") -> Article:
    return begin_translation(source=source, language=language, title="Muskelzucken", slug=slug, by=by)


def standing(edition, by) -> dict[str, str]:
    held = held_against_source(edition, parts_of(edition), by)
    return {anchor: one.value for anchor, one in held.standing.items()}


def translate_part(edition, anchor: str, text: str, *, by, shown, keeps_up: bool = False):
    before = part_of(edition, anchor).version
    version, _ = edit(edition, anchor, text, by=by, heading="Teil")
    keep_source(edition=edition, before=before, version=version, shown=shown.pk, keeps_up=keeps_up, by=by)
    return version


def test_it_begins_with_the_outline_and_without_a_word(german, source):
    parts = parts_of(german)

    assert [part.section.anchor for part in parts] == ["front", "part-1", "part-2"]
    assert {part.section.kind for part in parts[1:]} == {"body"}
    assert all(part.content.base == Wording() and not part.content.wordings for part in parts[1:])
    assert german.article.translation_of == source.article
    assert german.article.language == "de"
    assert standing(german, german.opened_by) == dict.fromkeys(["front", "part-1", "part-2"], "unmade")
    assert Event.objects.filter(verb="article.translation_begun").count() == 1


def test_what_cannot_be_translated_is_refused(german, source, editor):
    for of, language, code in (
        (source.article, "en-GB", "same-language"),
        (source.article, "DE", "translated"),
        (source.article, "nothing", "unknown-language"),
        (german.article, "fr", "of-a-translation"),
    ):
        with pytest.raises(Refused) as refused:
            begin(of, editor, language, "another")
        assert codes(refused) == [code]
    with pytest.raises(PermissionDenied):
        begin(source.article, make_editor("Another"), "fr", "another")
    for article, language in ((german.article, "en-GB"),):
        with pytest.raises(Refused) as refused:
            set_language(article=article, language=language, by=editor)
        assert codes(refused) == ["language-taken"]


def test_the_database_lets_no_circle_and_no_other_link_be(german, source, editor):
    alone = create_article(slug="alone", language="fr", front=Wording(heading="Seul"), by=editor)
    link = "UPDATE articles_article SET translation_of_id = %s WHERE id = %s"

    for target, of, why in (
        (source.article_id, german.article_id, "none itself"),
        (alone.pk, german.article_id, "none itself"),
        (german.article_id, alone.pk, "never changes"),
        (german.article_id, None, "never changes"),
        (alone.pk, alone.pk, "another language"),
    ):
        with pytest.raises(IntegrityError, match=why), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(link, [of, target])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET language = 'en-GB' WHERE id = %s", [german.article_id])


def test_it_falls_behind_section_by_section_and_catches_up(german, source, editor):
    first = part_of(source, "part-1").version
    translate_part(german, "part-1", "<p>Text des ersten Teils.</p>", by=editor, shown=first)
    assert standing(german, editor)["part-1"] == "up"

    after = make_next(source, editor, "<p>Other words of part 1.</p>")
    second = part_of(after, "part-1").version
    assert standing(german, editor) == {"front": "unmade", "part-1": "behind", "part-2": "unmade"}
    version = translate_part(german, "part-1", "<p>Text des ersten Teils!</p>", by=editor, shown=second)
    assert standing(german, editor)["part-1"] == "behind"
    assert TranslatedFrom.objects.get(version=version).source == first

    confirm_translation(edition=german, anchor="part-1", source=second.pk, by=editor)
    assert standing(german, editor)["part-1"] == "up"


def make_next(source, editor, text: str):
    """The next edition of the source, published."""
    draft = open_edition(article=source.article, by=editor)
    edit(draft, "part-1", text, by=editor)
    return publish_draft(draft, by=editor)


def test_who_wrote_the_source_has_a_hand_in_its_translation(german, source, editor):
    translator = make_editor("Translator")
    add_collaborator(article=german.article, user=translator, by=editor)
    shown = part_of(source, "part-1").version

    version = translate_part(german, "part-1", "<p>Text.</p>", by=translator, shown=shown)

    hands = contributors_to([version])[version.pk]
    assert {editor.pk, translator.pk} <= set(hands)


@pytest.mark.parametrize("anchor", ["part-1", "teil-1"])
def test_whoever_wrote_the_source_has_a_hand_in_a_translation_that_nobody_held_against_it(source, editor, anchor):
    """Brought from a file, under whatever anchors: words of another language cannot be compared, so all that the source
    said until then counts, approved there or not, and nothing of later."""
    second, late, translator = make_editor("Second"), make_editor("Late"), make_editor("Translator")
    for one in (second, late, translator):
        add_collaborator(article=source.article, user=one, by=editor)
    draft = open_edition(article=source.article, by=second)
    edit(draft, "part-1", "<p>Other words of part 1.</p>", by=second)

    version = brought_translation(anchor, by=translator)
    edit(draft, "part-1", "<p>Still other words.</p>", by=late)

    assert contributors_to([version])[version.pk] == {editor.pk, second.pk, translator.pk}


def test_another_section_of_the_source_brings_no_hands_where_there_is_the_same(source, editor):
    second, translator = make_editor("Second"), make_editor("Translator")
    for one in (second, translator):
        add_collaborator(article=source.article, user=one, by=editor)
    edit(open_edition(article=source.article, by=second), "part-2", "<p>Other words of part 2.</p>", by=second)

    same, foreign = brought_translation("part-1", "teil-2", by=translator)

    hands = contributors_to([same, foreign])
    assert hands[same.pk] == {editor.pk, translator.pk}
    assert hands[foreign.pk] == {editor.pk, second.pk, translator.pk}


def test_what_the_source_gets_later_takes_no_hands_from_a_translation_that_is_there(source, editor):
    """A section of the same anchor: the words here cannot have come from it alone, since it was not there."""
    second, translator = make_editor("Second"), make_editor("Translator")
    for one in (second, translator):
        add_collaborator(article=source.article, user=one, by=editor)
    draft = open_edition(article=source.article, by=second)
    edit(draft, "part-2", "<p>Other words of part 2.</p>", by=second)
    version = brought_translation("teil-1", by=translator)
    before = contributors_to([version])[version.pk]

    add_section(edition=draft, anchor="teil-1", kind="body", base=Wording("Part", "<p>Words.</p>"), by=editor)

    assert before == {editor.pk, second.pk, translator.pk}
    assert contributors_to([version])[version.pk] == before
    later, _ = edit(latest_edition_of(Article.objects.get(slug="zuckungen")), "teil-1", "<p>Mehr.</p>", by=translator)
    assert contributors_to([later])[later.pk] == before  # by the words that it came from


def brought_translation(*anchors: str, by):
    """The versions of a translation of the source that comes from a file with sections of these anchors."""
    sections = "".join(f"\n## Teil {{#{anchor} .body}}\n\nWorte des Teils.\n" for anchor in anchors)
    head = ["format: imprimatur/1", "title: Muskelzucken", "question: Warum?", "summary: Kurz.", "slug: zuckungen"]
    front = "\n".join(["---", *head, "language: de", "---", "", "Worte.", ""])
    document = read_markdown(front + sections)
    document.translation_of = "twitches"
    edition = import_document(document=document, by=by).edition
    versions = [part_of(edition, anchor).version for anchor in anchors]
    return versions if len(versions) > 1 else versions[0]


def test_what_is_said_to_be_right_beside_the_source_was_made_from_it(source, editor):
    translator = make_editor("Translator")
    add_collaborator(article=source.article, user=translator, by=editor)
    version = brought_translation("part-1", by=translator)
    draft, shown = latest_edition_of(Article.objects.get(slug="zuckungen")), part_of(source, "part-1").version

    confirm_translation(edition=draft, anchor="part-1", source=shown.pk, by=translator)
    confirm_translation(edition=draft, anchor="part-1", source=shown.pk, by=translator)

    rows = TranslatedFrom.objects.filter(version=version).values_list("how", "source")
    assert list(rows) == [("made", shown.pk), ("still_right", shown.pk)]
    assert version.contributions.filter(came_from=shown).count() == 1
    assert standing(draft, translator)["part-1"] == "up"


def test_whoever_wrote_the_source_cannot_sign_a_translation_that_came_from_a_file(source, editor):
    """By the rule, and by the database where nobody asks it."""
    board, writer = ReviewPolicy.objects.get(is_default=True).board, make_editor("Board Editor")
    add_member(
        board=board,
        user=writer,
        by=make_administrator(),
        role=BoardRole.MEMBER,
        starts_on=timezone.localdate() - timedelta(days=30),
    )
    declare_interests(items=[], by=writer)
    add_collaborator(article=source.article, user=writer, by=editor)
    edit(open_edition(article=source.article, by=writer), "part-1", "<p>Other words.</p>", by=writer)
    version = brought_translation("teil-1", by=editor)
    draft = latest_edition_of(Article.objects.get(slug="zuckungen"))
    make_complete(draft, by=editor)
    submit(edition=draft, by=editor)

    with pytest.raises(Refused) as refused:
        sign(version=version, verdict="approve", by=writer)
    assert codes(refused) == ["contributor"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id FROM reviews_contributors(%s)", [[version.pk]])
        assert (writer.pk,) in cursor.fetchall()
    assert sign(version=version, verdict="approve", by=make_member(board, "Other")).verdict == "approve"


def test_it_stays_behind_whatever_else_changes_the_section(german, source, editor):
    """Another outline, a proposal that is accepted, a mended comma: none of it was held against the source."""
    for anchor in ("part-1", "part-2", "front"):
        shown = next(part.version for part in parts_of(source) if part.section.anchor == anchor)
        translate_part(german, anchor, "<p>Worte.</p>", by=editor, shown=shown)
    second = open_edition(article=source.article, by=editor)
    edit(second, "part-1", "<p>Other words.</p>", by=editor)
    add_section(edition=second, anchor="more", kind="body", base=Wording("More", "<p>More.</p>"), by=editor)
    publish_draft(second, by=editor)
    was = {"front": "behind", "part-1": "behind", "part-2": "up", "more": "missing"}
    assert standing(german, editor) == was

    add_section(edition=german, anchor="mehr", kind="body", base=Wording("Mehr", "<p>Mehr.</p>"), by=editor)
    edit(german, "part-1", "<p>Worte, mehr.</p>", by=editor, heading="Teil")
    edit(german, "part-2", "<p>Worte, mehr.</p>", by=editor, heading="Teil")

    assert standing(german, editor) == was | {"mehr": "own"}


def test_only_the_source_of_the_section_can_be_named(german, source, editor):
    other = make_submitted(by=editor)
    stranger = part_of(other, "part-1").version

    with pytest.raises(Refused) as refused:
        confirm_translation(edition=german, anchor="part-1", source=stranger.pk, by=editor)
    assert codes(refused) == ["no-source"]
    with pytest.raises(IntegrityError, match="no source of this section"), transaction.atomic():
        TranslatedFrom.objects.create(version=part_of(german, "part-1").version, source=stranger, how="made", by=editor)
    with pytest.raises(IntegrityError, match="no source of this section"), transaction.atomic():
        TranslatedFrom.objects.create(
            version=part_of(german, "part-1").version,
            source=part_of(source, "part-2").version,
            how="made",
            by=editor,
        )


def test_a_draft_of_the_source_is_shown_only_to_who_may_edit_it(editor):
    draft = make_draft(by=editor, slug="draft-only")
    article = begin(draft.article, editor)
    edition, other = latest_edition_of(article), make_editor("Another")

    assert held_against_source(edition, parts_of(edition), editor) is not None
    assert held_against_source(edition, parts_of(edition), other) is None
    assert Section.objects.filter(article=article).count() == 3


def test_the_desk_begins_translates_and_confirms(client, source, editor):
    client.force_login(editor)
    page = client.get("/desk/articles/twitches/")
    assert "/desk/articles/twitches/translate/" in page.text

    sent = {"language": "de", "heading": "Muskelzucken", "slug": ""}
    assert client.post("/desk/articles/twitches/translate/", sent).url == "/desk/articles/twitches-de/"
    again = client.post("/desk/articles/twitches/translate/", sent)
    assert again.status_code == 422
    assert "There is a translation into German already." in again.text

    url = "/desk/articles/twitches-de/sections/part-2/"
    shown = html.fromstring(client.get(url).text)
    (beside,) = shown.xpath("//section[@id='wording-everyone']//div[contains(@class, 'panel-source')]")
    assert "Text of part 2." in beside.text_content()
    fields = {
        one.get("name"): one.get("value") for one in shown.xpath("//form[@id='words-form']//input[@type='hidden']")
    }
    words = {"everyone-heading": "Teil 2", "everyone-html": "<p>Text von Teil 2.</p>"}
    assert client.post(url, {**fields, **words}).status_code == 302
    edition = latest_edition_of(Article.objects.get(slug="twitches-de"))
    assert standing(edition, editor)["part-2"] == "up"

    at_source = client.get("/desk/articles/twitches/").text
    assert "2 sections behind" in at_source
    assert "not translated yet" in client.get("/desk/articles/twitches-de/").text


def test_the_source_stays_with_who_it_belongs_to(client, german, editor):
    other = make_editor("Another")
    client.force_login(other)

    assert client.get("/desk/articles/twitches/translate/").status_code == 404
    assert client.post("/desk/articles/twitches/translate/", {"language": "fr"}).status_code == 404
