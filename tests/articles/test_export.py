"""What is exported reads back as the same: import(export(x)) = x, over articles made in the database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from articles.actions import add_section, create_article, import_document, save_section, set_bylines
from articles.actions.contributors import save_contributor
from articles.enums import SectionKind
from articles.exchange import read_file, write_bibliography, write_markdown
from articles.exchange.html_out import write_html
from articles.exchange.word_out import write_word
from articles.exporting import document_of
from articles.exporting.editions import outgoing_of, whole_of
from articles.models import Article, Edition, SectionVersion
from articles.queries import active_audiences, latest_edition_of, part_of, parts_of
from articles.text import clean_line
from articles.words.content import Wording
from editorial.shared.issues import Refused
from references.actions import merge_references
from tests.articles.html_strategies import documents as stored_html
from tests.builders import make_audiences, make_draft, make_editor, make_published, make_reference
from tests.properties import examples

pytestmark = pytest.mark.django_db

line = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u00ad"), max_size=40
).map(lambda text: _plain(text) or "A heading")


def _plain(text: str) -> str:
    try:
        return clean_line(text)
    except Refused:
        return ""


KINDS = [kind for kind in SectionKind.values if kind != "front"]
TABLE = (
    '<table><thead><tr><th scope="col">Drug</th><th scope="col">Dose</th></tr></thead>'
    '<tbody><tr><td>A | B</td><td>5 mg <cite data-ref="roe2001" data-locator="table 2"></cite></td></tr></tbody>'
    "</table>"
)
CALLOUT = '<aside data-callout="warning"><p>Do <strong>not</strong> stop.</p><ul><li>one</li><li>two</li></ul></aside>'


@st.composite
def wordings(draw) -> dict[str, Wording]:
    """Words of their own for some audiences; one may be spared the section."""
    made = {}
    for key in draw(st.sets(st.sampled_from(["patient", "carer", "clinician"]))):
        left_out = draw(st.booleans()) and draw(st.booleans())
        made[key] = Wording(left_out=True) if left_out else Wording(heading=draw(line), html=draw(stored_html))
    return made


section = st.tuples(st.sampled_from(KINDS), line, stored_html, wordings())


def export_of(edition: Edition) -> tuple[str, str]:
    document = document_of(Edition.objects.select_related("article").get(pk=edition.pk))
    return write_markdown(document), write_bibliography(document.references)


def read_again(text: str, bibliography: str, name: str = "x.md"):
    audiences = [audience.key for audience in active_audiences()]
    return read_file(name, text.encode(), bibliography=json.loads(bibliography), audiences=audiences)


def contents(edition: Edition) -> list:
    return [
        (part.content.anchor, part.content.kind, part.content.base, part.content.wordings) for part in parts_of(edition)
    ]


def make_article(sections, lead, *, by):
    front = Wording(heading="Title: “quoted” #1", html=lead, question="Why? [yes]", summary="A: b, *c*.")
    article = create_article(slug="exported", topic="Sleep & rest", by=by, front=front)
    edition = latest_edition_of(article)
    for number, (kind, heading, html, said) in enumerate(sections, start=1):
        base = Wording(heading=heading, html=html)
        add_section(edition=edition, anchor=f"part-{number}", kind=kind, base=base, wordings=said, by=by)
    person = save_contributor(by=by, name="A. Writer: “B”", credentials="MD, PhD", interests="none")
    set_bylines(edition=edition, bylines=[(person, "author")], by=by)
    return edition


@examples(12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sections=st.lists(section, max_size=2), lead=stored_html)
def test_importing_an_export_makes_no_version_and_exporting_again_gives_the_same(db, sections, lead):
    with undone():
        edition = make_article(sections, lead, by=prepare())
        text, bibliography = export_of(edition)
        before = SectionVersion.objects.count()

        result = import_document(document=read_again(text, bibliography), by=edition.opened_by)

        assert not result.changed_anything
        assert SectionVersion.objects.count() == before
        assert export_of(edition) == (text, bibliography)


@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sections=st.lists(section, min_size=1, max_size=2), lead=stored_html)
def test_an_export_imported_elsewhere_is_the_same_article(db, sections, lead):
    with undone():
        edition = make_article(sections, lead, by=prepare())
        text, bibliography = export_of(edition)
        document = read_again(text, bibliography)
        document.slug = "elsewhere"

        copy = import_document(document=document, by=edition.opened_by)

        assert contents(copy.edition) == contents(edition)
        assert export_of(copy.edition) == (text.replace("slug: exported", "slug: elsewhere", 1), bibliography)


@contextmanager
def undone() -> Iterator[None]:
    """Every example of a property starts from an empty database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def prepare():
    """Audiences, the references that random texts cite, and an editor."""
    make_audiences()
    make_reference("lane1998", title="SSRI-induced <i>extrapyramidal</i> side-effects", DOI="10.1177/02698811980")
    make_reference("roe2001", title="Twitches: “a review”")
    return make_editor()


def test_tables_callouts_and_locators_survive(db):
    by = prepare()
    edition = make_article([("risks", "Risks", TABLE + CALLOUT, {})], "<p>Lead.</p>", by=by)
    text, bibliography = export_of(edition)

    document = read_again(text, bibliography)

    assert document.sections[0].base.html == part_of(edition, "part-1").content.base.html
    assert [entry.key for entry in document.references] == ["roe2001"]
    assert "[@roe2001, table 2]" in text


def test_a_changed_word_in_the_export_changes_that_section_alone(db):
    by = make_editor()
    edition = make_draft(by=by, slug="dosing")
    text, bibliography = export_of(edition)

    result = import_document(
        document=read_again(text.replace("Text of part 2", "Words of part 2"), bibliography), by=by
    )

    assert (result.changed, result.unchanged, result.added) == (["part-2"], ["front", "part-1"], [])


def test_a_merged_reference_stays_under_the_key_that_was_cited(db):
    by = make_editor()
    edition = make_draft(by=by, slug="dosing")
    old, new = make_reference("lane1998"), make_reference("roe2001")
    part = part_of(edition, "part-2")
    cited = replace(part.content.base, html='<p>It is so <cite data-ref="lane1998"></cite>.</p>')
    save_section(
        edition=edition,
        anchor="part-2",
        base_version=part.version.pk,
        base=cited,
        wordings=part.content.wordings,
        by=by,
    )
    merge_references(into=new, duplicate=old, by=by, reason="The same work.")
    text, bibliography = export_of(edition)

    result = import_document(document=read_again(text, bibliography), by=by)

    assert not result.changed_anything


def test_the_command_writes_two_files_that_the_import_reads(tmp_path, capsys):
    edition = make_published(slug="dosing")

    call_command("export_articles", "dosing", to=str(tmp_path))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["dosing.md", "dosing.references.json"]
    assert (tmp_path / "dosing.md").read_text() == export_of(edition)[0]
    assert capsys.readouterr().out.startswith("dosing: edition 1 (Published), 2 sections")


@pytest.mark.parametrize(("form", "name"), [("docx", "dosing.docx"), ("html", "dosing.html")])
def test_the_command_writes_one_file_for_people(tmp_path, capsys, form, name):
    edition = make_published(slug="dosing")
    outgoing = outgoing_of(edition, whole_of(edition))
    expected = {"docx": write_word(outgoing), "html": write_html(outgoing).encode()}

    call_command("export_articles", "dosing", to=str(tmp_path), format=form)

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == expected[form]
    assert f"references: {name}" in capsys.readouterr().out


def test_the_command_knows_no_other_format(tmp_path):
    with pytest.raises(CommandError, match="invalid choice: 'pdf'"):
        call_command("export_articles", "dosing", "--format", "pdf", "--to", str(tmp_path))


def test_the_command_exports_the_open_edition_only_when_asked(tmp_path):
    make_draft(slug="dosing")

    with pytest.raises(CommandError, match="Not exported: dosing"):
        call_command("export_articles", "dosing", to=str(tmp_path))
    call_command("export_articles", "dosing", to=str(tmp_path), draft=True)

    assert (tmp_path / "dosing.md").exists()


def test_one_wrong_address_does_not_keep_the_others_from_being_exported(tmp_path, capsys):
    make_published(slug="dosing")

    with pytest.raises(CommandError, match="Not exported: nonsense"):
        call_command("export_articles", "nonsense", "dosing", to=str(tmp_path))

    assert (tmp_path / "dosing.md").exists()
    assert "nonsense: no article has this address." in capsys.readouterr().err
    assert Article.objects.count() == 1
