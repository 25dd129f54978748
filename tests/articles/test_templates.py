"""With which sections articles begin, and what is said while one of them is empty."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions import create_article
from articles.actions.templates import add_from_template, save_template, set_subject
from articles.checks.outline import MEDICINE, SYMPTOM
from articles.enums import SectionKind, Subject
from articles.findings import contexts_of, language_of, offered
from articles.models import Article, ArticleTemplate
from articles.queries import latest_edition_of, parts_of
from articles.templates import (
    Planned,
    lacking,
    lacking_in,
    last_change_of_template,
    prompt_for,
    read_lines,
    shipped,
    template_for,
)
from articles.words.content import Wording
from editorial.record.models import Event
from editorial.shared.issues import Refused
from tests.builders import codes, edit, make_administrator, make_draft, make_editor


@pytest.fixture
def editor(db):
    return make_editor()


def begun(editor, about: str):
    article = create_article(slug="begun", about=about, front=Wording(heading="Begun"), by=editor)
    edition = latest_edition_of(article)
    add_from_template(edition=edition, by=editor)
    return edition


def test_every_kind_of_article_has_a_template_that_can_be_read():
    assert set(shipped()) == set(Subject.values)
    for lines in shipped().values():
        planned, issues = read_lines(lines)
        assert issues == []
        assert len({one.anchor for one in planned}) == len(planned) >= 5
        assert all(one.prompt for one in planned)
        assert SectionKind.HELP in {one.kind for one in planned}


def test_an_article_begins_with_its_sections_and_remembers_what_it_is_about(editor):
    edition = begun(editor, Subject.MEDICINE)

    parts = [part for part in parts_of(edition) if not part.content.is_front]
    planned = template_for(Subject.MEDICINE)
    assert [(part.section.kind, part.content.base) for part in parts] == [
        (one.kind, Wording(heading=one.heading)) for one in planned
    ]
    assert Article.objects.get().about == Subject.MEDICINE
    assert lacking_in(edition) == []
    assert add_from_template(edition=edition, by=editor) == []


def test_what_is_lacking_is_named_and_added(editor):
    edition = make_draft(by=editor, sections=1)
    assert lacking_in(edition) == []

    set_subject(article=edition.article, subject=Subject.SYMPTOM, by=editor)
    edition.article.refresh_from_db()

    assert lacking_in(edition) == template_for(Subject.SYMPTOM)
    assert len(add_from_template(edition=edition, by=editor)) == len(template_for(Subject.SYMPTOM))
    assert lacking_in(edition) == []


def test_a_section_is_there_by_its_kind_its_beginning_or_its_heading():
    text, risks = Planned("body", "Causes", "", "causes"), Planned("risks", "Risks", "", "risks")
    both = [text, risks]
    assert lacking(both, [("body", "something", "Something")]) == both
    assert lacking(both, [("body", "causes", "Why it comes"), ("risks", "dangers", "Dangers")]) == []
    assert lacking(both, [("note", "causes-2", "Why"), ("body", "risks-of-it", "risks")]) == []
    assert lacking(both, [("body", "causes-unknown", "Why")]) == both


def test_a_prompt_is_found_for_the_section_it_is_for():
    planned = [Planned("body", "Causes", "Say why.", "causes")]
    assert prompt_for(planned, "causes", "Anything") == prompt_for(planned, "x", "causes") == "Say why."
    assert prompt_for(planned, "x", "Else") == ""


@pytest.mark.parametrize(
    "line", ["body", "front | Heading", "nothing | Heading", "body |  | Prompt", f"body | {'x' * 201}"]
)
def test_a_line_that_cannot_be_read_is_named_by_its_number(line):
    planned, issues = read_lines(f"body | First\n\n{line}")
    assert [one.heading for one in planned] == ["First"]
    assert [issue.message.startswith("Line 3: ") for issue in issues] == [True]


def test_administrators_change_a_template_and_articles_keep_theirs(editor):
    edition, administrator = begun(editor, Subject.TEST), make_administrator()
    before, events = parts_of(edition), Event.objects.count()

    row = save_template(by=administrator, subject="test", lines=" note |  Bring \n\n", base=0)

    assert row.lines == "note | Bring"
    assert template_for("test") == [Planned("note", "Bring", "", "bring")]
    assert parts_of(edition) == before
    assert [one.heading for one in lacking_in(edition)] == ["Bring"]
    assert ArticleTemplate.history.count() == 1
    assert Event.objects.count() == events + 1
    save_template(by=administrator, subject="test", lines="note | Bring", base=last_change_of_template("test"))
    assert ArticleTemplate.history.count() == 1


def test_who_may_not_and_what_cannot_be_kept_are_refused(editor):
    with pytest.raises(PermissionDenied):
        save_template(by=editor, subject="test", lines="")
    administrator = make_administrator()
    for said, code in [({"subject": "nothing", "lines": ""}, "subject"), ({"subject": "test", "lines": "x"}, "line")]:
        with pytest.raises(Refused) as refused:
            save_template(by=administrator, **said)
        assert codes(refused) == [code]
    save_template(by=administrator, subject="test", lines="")
    with pytest.raises(Refused) as refused:
        save_template(by=administrator, subject="test", lines="note | Late", base=0)
    assert codes(refused) == ["changed"]
    assert ArticleTemplate.objects.get().lines == ""


@pytest.mark.parametrize(("about", "asked"), [("", SYMPTOM), (Subject.MEDICINE, MEDICINE), (Subject.TEST, "test")])
def test_checks_go_by_what_an_article_is_said_to_be_about(editor, about, asked):
    edition = make_draft(by=editor, sections=1)
    edit(edition, "front", "<p>Lead.</p>", by=editor, heading="Headache")
    set_subject(article=edition.article, subject=about, by=editor)

    found = contexts_of(parts_of(edition), language=language_of(edition), known={}, audiences=offered())

    assert next(context for _, _, context in found).article == asked
