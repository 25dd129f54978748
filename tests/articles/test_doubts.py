"""A doubt of an import stays with its words, keeps the edition from the board, and is decided for the board to see."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actions import decide_doubt, open_edition, remove_section
from articles.doubts import decided_for, doubts_in, sources_of
from articles.exchange.doubts import Decided
from articles.models import Doubt, DoubtDecision, SourceDocument
from articles.queries import part_of, parts_of
from articles.requirements import draft_issues
from articles.verification import source_failure
from editorial.record.models import Event
from editorial.shared.issues import Refused
from reviews.actions import submit
from reviews.actions.submission import discard, take_back
from tests.builders import (
    bring_source,
    codes,
    edit,
    make_board,
    make_draft,
    make_editor,
    make_published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    make_board()
    return make_editor()


@pytest.fixture
def draft(editor):
    return make_draft(by=editor)


def why_not(edition) -> list[tuple[str, str]]:
    return [(issue.code, issue.target.rsplit(":", 1)[0]) for issue in draft_issues(edition)]


UNDECIDED = ("doubt-undecided", "doubt:part-1")


def test_an_undecided_doubt_keeps_the_edition_from_the_board(draft, editor):
    before = why_not(draft)
    bring_source(draft, by=editor)

    assert (before, why_not(draft)) == ([], [UNDECIDED])
    with pytest.raises(Refused) as refused:
        submit(edition=draft, by=editor)
    assert codes(refused) == ["doubt-undecided"]
    assert "These words are struck out: “not more than 200”" in refused.value.issues[0].message


def test_right_as_it_stands_lets_it_through_and_says_who_and_why(draft, editor):
    source = bring_source(draft, by=editor)

    decision = decide_doubt(edition=draft, doubt=source.doubts.get(), verdict="right", note="See the label.", by=editor)

    assert (decision.printed_name, decision.note, decision.edition) == (editor.printed_name, "See the label.", draft)
    assert Event.objects.filter(verb="doubt.decided", subject=f"edition:{draft.pk}", actor=editor).count() == 1
    assert submit(edition=draft, by=editor).state == "submitted"


def test_mended_is_refused_while_the_words_are_as_they_came_in(draft, editor):
    doubt = bring_source(draft, by=editor).doubts.get()

    with pytest.raises(Refused) as refused:
        decide_doubt(edition=draft, doubt=doubt, verdict="mended", by=editor)
    edit(draft, "part-1", "<p>Not more than 50 mg.</p>", by=editor)
    decide_doubt(edition=draft, doubt=doubt, verdict="mended", by=editor)

    assert codes(refused) == ["not-mended"]
    assert UNDECIDED not in why_not(draft)


def test_it_stays_however_often_the_section_is_saved(draft, editor):
    bring_source(draft, by=editor)
    for number in range(3):
        edit(draft, "part-1", f"<p>Text {number}.</p>", by=editor)

    assert UNDECIDED in why_not(draft)


def test_it_goes_with_words_that_are_moved_into_another_section(draft, editor):
    words = "<p>Take one tablet of fifty milligrams every morning before breakfast, with water, for two weeks.</p>"
    edit(draft, "part-1", words, by=editor)
    bring_source(draft, by=editor)
    edit(draft, "part-2", words, by=editor)
    remove_section(edition=draft, anchor="part-1", reason="Merged.", by=editor)

    assert ("doubt-undecided", "doubt:part-2") in why_not(draft)


def test_it_goes_with_its_section_and_is_asked_once(draft, editor):
    bring_source(draft, by=editor)
    words = "<p>Text of part 1.</p>"
    edit(draft, "part-2", words, by=editor)

    assert [code for code, _ in why_not(draft)].count("doubt-undecided") == 1

    remove_section(edition=draft, anchor="part-2", reason="", by=editor)
    remove_section(edition=draft, anchor="part-1", reason="", by=editor)
    assert UNDECIDED not in why_not(draft)


def test_words_that_were_never_imported_have_no_doubt(editor):
    """The draft was discarded: what readers have is in the next one, and nothing of what was imported."""
    live = make_published(by=editor)
    imported = open_edition(article=live.article, by=editor)
    edit(imported, "part-1", "<p>From a file.</p>", by=editor)
    bring_source(imported, by=editor)
    discard(edition=imported, by=editor)

    again = open_edition(article=live.article, by=editor)

    assert doubts_in(parts_of(again)) == {}


def test_it_stays_when_the_edition_is_taken_back(draft, editor):
    doubt = bring_source(draft, by=editor, decided={0: Decided("right", "So it is.")}).doubts.get()
    submitted = submit(edition=draft, by=editor)
    take_back(edition=submitted, by=editor)
    again = open_edition(article=draft.article, by=editor)

    [standing] = decided_for(again, parts_of(again))[part_of(again, "part-1").version.pk]

    assert (standing.doubt, standing.decision.note) == (doubt, "So it is.")
    assert [source.pk for source in sources_of(again)] == [doubt.source_id]


def test_a_later_word_stands_instead_and_the_same_word_twice_is_one(draft, editor):
    doubt = bring_source(draft, by=editor).doubts.get()
    for note in ("Right.", "Right.", "The label says 200."):
        decide_doubt(edition=draft, doubt=doubt, verdict="right", note=note, by=editor)

    [standing] = doubts_in(parts_of(draft))[part_of(draft, "part-1").version.pk]

    assert standing.decision.note == "The label says 200."
    assert doubt.decisions.count() == 2


def test_a_doubt_of_another_article_cannot_be_decided_here(draft, editor):
    other = bring_source(make_draft(by=editor), by=editor).doubts.get()

    with pytest.raises(Refused) as refused:
        decide_doubt(edition=draft, doubt=other, verdict="right", by=editor)

    assert (codes(refused), other.decisions.count()) == (["no-doubt"], 0)


@pytest.mark.parametrize("verdict", ["", "wrong"])
def test_a_verdict_is_one_of_two(draft, editor, verdict):
    doubt = bring_source(draft, by=editor).doubts.get()

    with pytest.raises(Refused, match="right as they stand, or mended"):
        decide_doubt(edition=draft, doubt=doubt, verdict=verdict, by=editor)


def test_the_same_doubt_of_a_file_imported_again_is_not_asked_again(draft, editor):
    first = bring_source(draft, by=editor, decided={0: Decided("right")})
    again = bring_source(draft, by=editor)

    assert (first.doubts.count(), again.doubts.count()) == (1, 0)


# The source


def test_a_source_keeps_its_file_its_report_and_what_was_decided(draft, editor):
    source = bring_source(draft, by=editor, data=b"the file", decided={0: Decided("right", "Yes.")})
    said = json.loads(source.content)

    assert (source.name, source.file.size, said["file"]) == ("page.docx", 8, source.file.digest)
    assert said["doubts"][0]["decided"] == {"verdict": "right", "note": "Yes."}
    assert said["report"]["remarks"][0]["words"] == "not more than 200"
    assert source_failure(source) is None


# The database


def execute(sql: str, *params) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_the_database_takes_no_submission_with_an_undecided_doubt(draft, editor):
    bring_source(draft, by=editor)
    edit(draft, "part-1", "<p>Other words.</p>", by=editor)

    with pytest.raises(IntegrityError, match="is undecided"):
        execute(
            "INSERT INTO articles_manifest (edition_id, content, digest, at) VALUES (%s, '{}', %s, now())",
            draft.pk,
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        )


def test_the_database_takes_no_late_source_and_no_late_decision(draft, editor):
    doubt = bring_source(draft, by=editor, decided={0: Decided("right")}).doubts.get()
    submitted = submit(edition=draft, by=editor)

    with pytest.raises(IntegrityError, match="not draft"), transaction.atomic():
        DoubtDecision.objects.create(doubt=doubt, edition=submitted, verdict="right", by=editor, printed_name="x")
    with pytest.raises(IntegrityError, match="not draft"), transaction.atomic():
        SourceDocument.objects.create(edition=submitted, file=doubt.source.file, content="{}", digest="", by=editor)


def test_the_database_takes_no_doubt_about_another_section(draft, editor):
    doubt = bring_source(draft, by=editor).doubts.get()
    other = part_of(draft, "part-2")

    with pytest.raises(IntegrityError, match="another section"), transaction.atomic():
        Doubt.objects.create(
            source=doubt.source, section=doubt.section, version=other.version, position=9, kind="x", reason="x"
        )


def test_a_source_that_was_changed_behind_the_products_back_is_found(draft, editor):
    source = bring_source(draft, by=editor)
    source.content = source.content.replace("200", "20")
    other = bring_source(draft, by=editor, data=b"other")
    other.file_id = source.file_id

    assert source_failure(source).problem == "its digest is not that of its content"
    assert source_failure(other).problem == "it was made from another file"
