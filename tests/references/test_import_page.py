"""Importing references in the page: what is read waits, is decided on and corrected, and only then added."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from editorial.record.models import Event
from editorial.shared.issues import Refused
from references.actions import (
    correct_entry,
    decide_entries,
    finish_reference_import,
    keep_reference_import,
    sweep_reference_imports,
)
from references.formats.reading import read_references
from references.imports import judge
from references.models import Reference, ReferenceImport

from .builders import article, make_editor, make_person, make_reference

pytestmark = pytest.mark.django_db
BIB = """
@article{new2001, title = {A new work}, author = {Lane, Roger}, year = 2001, journal = {QJM}}
@article{bad, author = {Day, L.}, year = 2002, doi = {nonsense}}
@book{twice, title = {A new work}, author = {Lane, R.}, year = 2001}
"""


@pytest.fixture
def editor(client):
    person = make_editor()
    client.force_login(person)
    return person


def kept(by, text: str = BIB) -> ReferenceImport:
    return keep_reference_import(read=read_references(text.encode(), name="refs.bib"), source="refs.bib", by=by)


def states(draft: ReferenceImport) -> list[tuple[str, str]]:
    draft.refresh_from_db()
    return [(one.state, one.decision) for one in judge(draft.entries)]


def send(client, draft: ReferenceImport, do: str, **fields: str):
    draft.refresh_from_db()
    address = reverse("references:import_preview", args=[draft.pk])
    return client.post(address, {"revision": draft.revision, "do": do, **fields}, follow=True)


# Reading


def test_a_file_is_read_and_waits_without_touching_the_library(client, editor):
    upload = SimpleUploadedFile("refs.bib", BIB.encode())

    page = client.post(reverse("references:import"), {"file": upload}, follow=True)

    draft = ReferenceImport.objects.get()
    assert page.redirect_chain[-1][0] == reverse("references:import_preview", args=[draft.pk])
    assert (draft.owner, draft.source, draft.format, Reference.objects.count()) == (editor, "refs.bib", "bibtex", 0)
    assert states(draft) == [("new", "add"), ("failed", "drop"), ("twice", "drop")]
    assert "“DOI”: “nonsense” is not a DOI" in page.content.decode()


def test_references_can_be_pasted(client, editor):
    text = "1. Boyer EW, Shannon M. The serotonin syndrome. N Engl J Med. 2005;352(11):1112-20."

    page = client.post(reverse("references:import"), {"text": text}, follow=True)

    assert "The serotonin syndrome" in page.content.decode()
    assert ReferenceImport.objects.get().format == "plain"


@pytest.mark.parametrize(
    ("fields", "status", "message"),
    [
        ({}, 422, "Choose a file, or paste some references."),
        ({"text": "<html>"}, 422, "pasted text is XML or a web page."),
        ({"file": SimpleUploadedFile("a.ris", b"%PDF")}, 422, "a.ris is a PDF"),
        (
            {"file": SimpleUploadedFile("a.txt", b"A reference, 2001.\n" * 501)},
            422,
            "at most 500 can be looked through",
        ),
        ({"file": SimpleUploadedFile("a.txt", b"x" * 10_485_761)}, 422, "a.txt has 10.0 MB; at most 10 MB are read."),
        ({"file": SimpleUploadedFile("a.txt", b"x" * 21_000_000)}, 413, "at most 10 MB are read."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(client, editor, fields, status, message):
    response = client.post(reverse("references:import"), fields)

    assert (response.status_code, message in response.content.decode()) == (status, True)
    assert ReferenceImport.objects.count() == 0


def test_what_hides_in_an_entry_is_written_out_and_the_entry_fails(client, editor):
    client.post(reverse("references:import"), {"text": "TY  - BOOK\nTI  - A \u202etitle\nER  - \n"}, follow=True)

    draft = ReferenceImport.objects.get()
    assert draft.entries[0]["entry"]["text"] == "TY  - BOOK\nTI  - A [U+202E]title\nER  -"
    assert states(draft) == [("failed", "drop")]


def test_an_entry_that_the_file_does_not_have_is_not_found(client, editor):
    draft = kept(editor)

    answers = [
        client.get(reverse("references:import_entry", args=[draft.pk, number])).status_code for number in (0, 3, 4)
    ]

    assert answers == [404, 200, 404]


# What the library has


def test_each_entry_is_judged_against_the_library_and_its_neighbours(django_assert_num_queries):
    editor = make_editor()
    known = make_reference(DOI="10.1000/known")
    alike = make_reference(title="A title", author=[{"family": "Lane"}], issued={"date-parts": [[1998]]})
    items = [
        article(DOI="10.1000/KNOWN"),
        {**alike.csl, "volume": "9"},
        {**alike.csl, "volume": "9", "DOI": "10.1000/other"},
        {"title": "Only here", "DOI": "10.1000/other"},
    ]
    draft = kept(editor, json.dumps(items))

    with django_assert_num_queries(2):
        judged = judge(draft.entries)

    assert [(one.state, one.existing, one.twin) for one in judged] == [
        ("known", known, None),
        ("alike", alike, None),
        ("alike", alike, 2),
        ("twice", None, 3),
    ]


def test_a_work_that_may_be_here_is_asked_about_with_what_differs(client, editor):
    here = make_reference(
        title="Akathisia in adults and its treatment", author=[{"family": "Lane"}],
        issued={"date-parts": [[1998]]}, volume="12",
    )  # fmt: skip
    items = [
        {
            "type": "article-journal",
            "title": "Akathisia in adults and its treatment",
            "issued": {"date-parts": [[1998]]},
        }
    ]
    draft = kept(editor, json.dumps(items))

    (one,) = judge(draft.entries)

    assert (one.state, one.existing) == ("alike", here)
    assert ("Volume", "12", "–") in [(row.name, row.here, row.there) for row in one.differs]
    page = client.get(reverse("references:import_preview", args=[draft.pk])).content.decode()
    assert "This may be" in page
    assert '<th scope="row">Authors</th>' in page


@pytest.mark.parametrize(
    "item",
    [
        {"title": "Akathisia in adults and its treatment", "issued": {"date-parts": [[2011]]}},
        {"title": "Akathisia in adults and its treatment", "author": [{"family": "Reed"}]},
        {"title": "Akathisia in adults and its treatment", "DOI": "10.1000/other"},
        {"title": "Akathisia"},
    ],
)
def test_a_record_that_contradicts_the_librarys_is_new(editor, item):
    make_reference(
        title="Akathisia in adults and its treatment", author=[{"family": "Lane"}],
        issued={"date-parts": [[1998]]}, DOI="10.1000/one",
    )  # fmt: skip
    draft = kept(editor, json.dumps([{"type": "article-journal", **item}]))

    assert [one.state for one in judge(draft.entries)] == ["new"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_preview_costs_the_same_whatever_it_holds(client, editor, django_assert_num_queries, number):
    draft = kept(editor, json.dumps([article(DOI=f"10.1000/{n}") for n in range(number)]))
    address = reverse("references:import_preview", args=[draft.pk])
    client.get(address)

    with django_assert_num_queries(7):
        client.get(address)


# Deciding


def test_what_was_decided_is_kept_and_added_when_it_is_confirmed(client, editor):
    draft = kept(editor)

    send(client, draft, "save", **{"decision-1": "drop", "decision-3": "add", "kind-3": "guideline"})
    assert states(draft) == [("new", "drop"), ("failed", "drop"), ("twice", "add")]
    page = send(client, draft, "finish")

    assert "1 reference added to the library." in page.content.decode()
    assert list(Reference.objects.values_list("key", "kind")) == [("twice", "guideline")]
    assert ReferenceImport.objects.count() == 0
    assert Event.objects.filter(verb="references-imported").count() == 1


def test_a_failed_entry_can_be_mended_and_joins_the_rest(client, editor):
    draft = kept(editor)
    address = reverse("references:import_entry", args=[draft.pk, 2])
    form = client.get(address).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}

    client.post(
        address,
        {**fields, "revision": draft.revision, "title": "A good title", "doi": "10.1000/mended", "key": "Day2002"},
    )
    assert states(draft)[1] == ("new", "add")
    send(client, draft, "finish")

    assert Reference.objects.get(key="day2002").doi == "10.1000/mended"


def test_a_mended_entry_is_refused_while_its_key_is_taken(client, editor):
    make_reference(key="day2002")
    draft = kept(editor)
    fields = {"type": "book", "title": "A", "key": "day2002", "revision": draft.revision}

    response = client.post(reverse("references:import_entry", args=[draft.pk, 2]), fields)

    assert (response.status_code, "belongs to another reference" in response.content.decode()) == (422, True)
    assert states(draft)[1] == ("failed", "drop")


def test_a_work_that_the_library_got_meanwhile_is_not_added_again(client, editor):
    draft = kept(editor, json.dumps([article(DOI="10.1000/x"), article(DOI="10.1000/y")]))
    make_reference(DOI="10.1000/x")

    page = send(client, draft, "finish")

    assert "1 reference added to the library. 1 was here already." in page.content.decode()
    assert Reference.objects.count() == 2


def test_two_entries_with_one_doi_are_one_reference_even_if_both_are_wanted(client, editor):
    draft = kept(editor, json.dumps([article(DOI="10.1000/x"), article(DOI="10.1000/x")]))

    send(client, draft, "finish", **{"decision-1": "add", "decision-2": "add"})

    assert Reference.objects.count() == 1


def test_nothing_accepted_is_nothing_added_and_the_import_stays(client, editor):
    draft = kept(editor)

    response = send(client, draft, "finish", **{"decision-1": "drop"})

    assert (response.status_code, "Nothing of this import is to be added" in response.content.decode()) == (409, True)
    assert ReferenceImport.objects.count() == 1


def test_a_decision_on_an_old_view_is_refused(client, editor):
    draft = kept(editor)
    decide_entries(draft=draft, revision=1, decisions={1: "drop"}, kinds={}, by=editor)
    address = reverse("references:import_preview", args=[draft.pk])

    response = client.post(address, {"revision": 1, "do": "save", "decision-1": "add"})

    assert (response.status_code, states(draft)[0]) == (409, ("new", "drop"))


def test_saving_the_same_makes_no_revision(editor):
    draft = kept(editor)
    decide_entries(draft=draft, revision=1, decisions={1: "drop"}, kinds={}, by=editor)

    again = decide_entries(draft=draft, revision=2, decisions={1: "drop", 9_999: "odd"}, kinds={1: "odd"}, by=editor)

    assert again.revision == 2


def test_an_import_is_its_importers_alone(client, editor):
    others = kept(make_editor())

    for name, more in (("import_preview", []), ("import_entry", [1])):
        assert client.get(reverse(f"references:{name}", args=[others.pk, *more])).status_code == 404
    with pytest.raises(Refused, match="changed in another window"):
        finish_reference_import(draft=others, revision=1, by=editor)
    with pytest.raises(Refused, match="changed in another window"):
        correct_entry(draft=others, revision=1, number=1, csl={}, said={}, key="", by=editor)


def test_a_person_without_role_keeps_no_import():
    with pytest.raises(PermissionDenied):
        kept(make_person())


def test_our_own_page_is_never_offered_as_a_guideline(client, editor, settings):
    settings.SITE_ADDRESS = "https://ours.example.org"
    items = [
        {"type": "report", "title": "A guideline", "URL": f"https://{host}.example.org/a"} for host in ("ours", "nice")
    ]
    draft = kept(editor, json.dumps(items))

    rows = client.get(reverse("references:import_preview", args=[draft.pk])).context["rows"]

    assert [("guideline" in dict(row.kinds), row.kind) for row in rows] == [(False, "web_page"), (True, "guideline")]


def test_what_waits_too_long_is_swept():
    old, fresh = kept(make_editor()), kept(make_editor())
    ReferenceImport.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=15))

    assert (sweep_reference_imports(), list(ReferenceImport.objects.all())) == (1, [fresh])


def test_a_discarded_import_leaves_nothing(client, editor):
    draft = kept(editor)

    client.post(reverse("references:import_discard", args=[draft.pk]))

    assert (ReferenceImport.objects.count(), Reference.objects.count()) == (0, 0)


def test_markup_of_a_file_is_shown_and_never_run(client, editor):
    draft = kept(editor, "@book{a, title = {<script>alert(1)</script>}, doi = {<img src=x onerror=alert(1)>}}")

    page = client.get(reverse("references:import_preview", args=[draft.pk])).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
