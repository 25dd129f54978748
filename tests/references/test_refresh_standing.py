"""From a file of a source to the standing of references: matched, weighed once, repeated safely, and said when not."""

import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.record.models import Event
from editorial.shared.issues import Refused
from references.actions import (
    add_reference,
    keep_upload,
    load_file,
    load_waiting,
    loading,
    merge_references,
    run_load,
    set_standing,
    update_reference,
)
from references.enums import Source, Standing
from references.models import Finding, Reference, StandingChange, StandingLoad, StandingNotice, StandingSource
from references.standing.queries import source_states
from references.tasks import load_waiting_standings, read_standings
from references.verification import check_notices
from tests.builders import make_editor, make_reference, make_user

from .standing_files import list_bytes, list_row, update, write_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def standings() -> dict[str, str]:
    return dict(Reference.objects.order_by("key").values_list("key", "standing"))


def test_references_are_found_by_doi_and_by_pubmed_number(tmp_path):
    make_reference("bydoi", DOI="10.1000/ABC")
    make_reference("bypmid", PMID="12345")
    make_reference("other", DOI="10.1000/abcd", PMID="123456")
    path = write_list(
        tmp_path,
        list_row(1, OriginalPaperDOI="10.1000/abc"),
        list_row(2, OriginalPaperPubMedID="0;12345", RetractionNature="Expression of concern"),
        list_row(3, OriginalPaperDOI="unavailable", OriginalPaperPubMedID="0"),
    )

    outcome = load_file(path=path)

    assert standings() == {"bydoi": "retracted", "bypmid": "concern", "other": "good"}
    assert (outcome.rows, outcome.added, outcome.concerned, outcome.changed, outcome.fault_count) == (3, 3, 2, 2, 0)
    change = StandingChange.objects.get(reference__key="bydoi")
    assert (change.source, change.record, change.by, change.note) == (
        "retraction-watch",
        "1",
        None,
        "Since 15 April 2021. Source: Retraction Watch.",
    )


def test_repeating_a_file_changes_nothing(tmp_path):
    make_reference("a", DOI="10.1000/a")
    path = write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a"))
    load_file(path=path)

    again = load_file(path=path)

    assert (again.rows, again.added, again.concerned, again.changed) == (1, 0, 0, 0)
    assert (StandingNotice.objects.count(), Finding.objects.count(), StandingChange.objects.count()) == (1, 1, 1)


def test_a_reinstatement_in_the_next_list_makes_it_good_again(tmp_path):
    make_reference("a", DOI="10.1000/a")
    retracted = list_row(1, OriginalPaperDOI="10.1000/a")
    load_file(path=write_list(tmp_path, retracted))

    load_file(path=write_list(
        tmp_path, retracted,
        list_row(2, OriginalPaperDOI="10.1000/a", RetractionNature="Reinstatement", RetractionDate="5/1/2022 0:00"),
    ))  # fmt: skip

    assert standings() == {"a": "good"}
    assert list(StandingChange.objects.order_by("at").values_list("old", "new", "record")) == [
        ("good", "retracted", "1"),
        ("retracted", "good", "2"),
    ]


def test_a_record_that_its_source_mends_counts_as_it_is_now(tmp_path):
    """It named the wrong work at first: the right one is found, and the wrong one is not found again."""
    make_reference("right", DOI="10.1000/right")
    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/wrong")))
    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/right")))

    make_reference("wrong", DOI="10.1000/wrong")

    assert standings() == {"right": "retracted", "wrong": "good"}


def test_what_the_desk_decides_after_a_notice_stands_until_there_is_news(tmp_path):
    reference, editor = make_reference("a", DOI="10.1000/a"), make_editor()
    row = list_row(1, OriginalPaperDOI="10.1000/a")
    load_file(path=write_list(tmp_path, row))
    set_standing(reference=reference, standing=Standing.GOOD, by=editor, note="The list means another paper.")

    load_file(path=write_list(tmp_path, row))
    assert standings() == {"a": "good"}

    load_file(path=write_list(tmp_path, row, list_row(2, OriginalPaperDOI="10.1000/a")))
    assert standings() == {"a": "retracted"}


@pytest.mark.parametrize(
    ("nature", "standing"),
    [("Correction", "superseded"), ("Reinstatement", "superseded"), ("Retraction", "retracted")],
)
def test_a_superseded_reference_stays_so_unless_it_is_doubted(tmp_path, nature, standing):
    reference, newer = make_reference("a", DOI="10.1000/a"), make_reference("newer")
    set_standing(reference=reference, standing=Standing.SUPERSEDED, replaced_by=newer, by=make_editor())

    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a", RetractionNature=nature)))

    assert standings() == {"a": standing, "newer": "good"}


def test_a_reference_added_after_the_list_is_compared_with_it(tmp_path):
    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a")))

    made = add_reference(csl={"type": "article-journal", "title": "T", "DOI": "10.1000/A"}, by=make_editor())

    assert made.standing == Standing.RETRACTED


def test_a_reference_that_gets_its_doi_after_the_list_is_compared_with_it(tmp_path):
    reference = make_reference("a")
    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a")))

    changed = update_reference(reference=reference, base=1, csl={**reference.csl, "DOI": "10.1000/a"}, by=make_editor())

    assert changed.standing == Standing.RETRACTED


def test_a_notice_about_a_merged_duplicate_is_about_the_one_that_answers(tmp_path):
    into, duplicate, editor = make_reference("a", DOI="10.1000/a"), make_reference("b", DOI="10.1000/b"), make_editor()
    merge_references(into=into, duplicate=duplicate, by=editor)

    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/b")))

    assert standings() == {"a": "retracted", "b": "good"}


def test_the_same_retraction_from_crossref_is_no_second_change(tmp_path):
    make_reference("a", DOI="10.1000/a")
    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a", RetractionDOI="10.1000/n")))
    answers = tmp_path / "works.json"
    answers.write_text(json.dumps([{"DOI": "10.1000/n", "update-to": [update("retraction", "10.1000/a")]}]))

    outcome = load_file(path=answers)

    assert (outcome.concerned, outcome.changed) == (1, 0)
    assert StandingChange.objects.count() == 1


def test_a_file_that_is_no_list_is_a_failure_of_the_source_and_no_clean_bill(tmp_path):
    load_file(path=write_list(tmp_path, list_row(1)))
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")

    with pytest.raises(Refused):
        load_file(path=bad)

    source = StandingSource.objects.get(pk=Source.RETRACTION_WATCH)
    assert source.is_failing
    assert source.failure == "This is not the list of retractions: it has no column “Record ID”."
    load_file(path=write_list(tmp_path, list_row(1)))
    source.refresh_from_db()
    assert not source.is_failing


def test_what_stops_half_way_goes_on_the_next_time(tmp_path, monkeypatch):
    make_reference("a", DOI="10.1000/a")
    path = write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a"))

    def broken(**kwargs):
        raise RuntimeError("the worker died")

    with monkeypatch.context() as patch:
        patch.setattr(loading, "weigh", broken)
        with pytest.raises(RuntimeError):
            load_file(path=path)
    assert (standings(), StandingNotice.objects.count()) == ({"a": "good"}, 1)
    assert StandingSource.objects.get().failure == "It stopped with RuntimeError."

    assert load_file(path=path).changed == 1
    assert standings() == {"a": "retracted"}


def test_each_change_is_in_the_record(tmp_path):
    make_reference("a", DOI="10.1000/a")
    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a")))

    verbs = Event.objects.filter(chain="references", actor=None).order_by("seq").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["reference-standing", "standing-source.read"]


def test_a_list_of_many_rows_costs_queries_by_batch_not_by_row(tmp_path, monkeypatch):
    few = write_list(tmp_path, *[list_row(n, OriginalPaperDOI=f"10.1000/x{n}") for n in range(3)], name="few.csv")
    many = write_list(tmp_path, *[list_row(n, OriginalPaperDOI=f"10.1000/y{n}") for n in range(300)], name="many.csv")
    more = write_list(tmp_path, *[list_row(n, OriginalPaperDOI=f"10.1000/z{n}") for n in range(3)], name="more.csv")
    load_file(path=few)

    counts = []
    for path in (more, many):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            load_file(path=path)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_command_reports_and_names_faults(tmp_path):
    make_reference("a", DOI="10.1000/a")
    path = write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a"), b"x\r\n")
    out, err = StringIO(), StringIO()

    call_command("refresh_standing", "--from", str(path), stdout=out, stderr=err)

    assert out.getvalue() == (
        "retractions.csv: 1 notices read, 1 of them new; 1 references concerned, the standing of 1 changed; 1 faults.\n"
    )
    assert "retractions.csv: Line 3: it has 1 fields instead of 20." in err.getvalue()


def test_the_command_fails_aloud_for_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="unknown since"):
        call_command("refresh_standing", "--from", str(tmp_path / "no.csv"), stdout=StringIO(), stderr=StringIO())

    assert StandingSource.objects.get().is_failing


def upload(*rows, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, list_bytes(*rows))


def test_an_upload_is_read_by_a_worker_and_then_let_go(store, django_capture_on_commit_callbacks):
    make_reference("a", DOI="10.1000/a")
    load = keep_upload(upload=upload(list_row(1, OriginalPaperDOI="10.1000/a"), b"x\r\n"), by=make_editor())
    waiting = [path for path in store.rglob("*") if path.is_file()]

    with django_capture_on_commit_callbacks(execute=True):
        assert read_standings(str(load.pk)) is True

    load.refresh_from_db()
    assert (load.rows, load.changed, load.fault_count, load.percent, load.failure) == (1, 1, 1, 100, "")
    assert load.faults == ["Line 3: it has 1 fields instead of 20."]
    assert len(waiting) == 1
    assert [path for path in store.rglob("*") if path.is_file()] == []
    assert read_standings(str(load.pk)) is False


def test_the_sweeper_reads_what_no_message_named_and_leaves_what_somebody_reads(store):
    make_reference("a", DOI="10.1000/a")
    editor = make_editor()
    keep_upload(upload=upload(list_row(1, OriginalPaperDOI="10.1000/a")), by=editor)
    busy = keep_upload(upload=upload(list_row(2)), by=editor)
    loading._begin(busy.pk)

    assert load_waiting_standings() == 1
    assert standings() == {"a": "retracted"}
    assert (run_load(load_id=busy.pk), load_waiting()) == (None, 0)


def test_a_worker_that_died_is_followed_by_another(store, settings):
    load = keep_upload(upload=upload(list_row(1)), by=make_editor())
    loading._begin(load.pk)
    settings.STANDING_PATIENCE = type(settings.STANDING_PATIENCE)(0)

    assert load_waiting() == 1


def test_a_bad_upload_tells_why_and_marks_the_source(store):
    load = keep_upload(upload=SimpleUploadedFile("x.csv", b"a,b\n"), by=make_editor())

    assert run_load(load_id=load.pk) is None

    load.refresh_from_db()
    assert load.failure == "This is not the list of retractions: it has no column “Record ID”."
    assert [source.is_failing for source in source_states()] == [True, False]


def test_uploads_that_are_empty_or_too_large_are_refused(store, settings):
    editor = make_editor()
    settings.STANDING_MAX_BYTES = 10
    for file in (SimpleUploadedFile("x.csv", b"  \n"), SimpleUploadedFile("x.csv", b"x" * 11)):
        with pytest.raises(Refused):
            keep_upload(upload=file, by=editor)

    assert StandingLoad.objects.count() == 0


def test_the_pages_take_a_file_and_show_how_far_it_is(client, store, eager_tasks):
    make_reference("a", DOI="10.1000/a")
    client.force_login(make_editor())

    page = client.post(reverse("references:standings"), {"file": upload(list_row(1, OriginalPaperDOI="10.1000/a"))},
                       follow=True)  # fmt: skip

    assert page.status_code == 200
    assert "Read to the end" in page.content.decode()
    assert standings() == {"a": "retracted"}
    assert "What sources say" in client.get(reverse("references:detail", args=["a"])).content.decode()


def test_an_empty_form_is_told_what_it_lacks(client):
    client.force_login(make_editor())

    assert client.post(reverse("references:standings"), {}).status_code == 422


def test_the_pages_are_for_the_desk(client):
    client.force_login(make_user())

    assert client.get(reverse("references:standings")).status_code == 403


def test_the_library_says_that_a_source_failed(client, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n")
    with pytest.raises(Refused):
        load_file(path=bad)
    client.force_login(make_editor())
    make_reference("a", DOI="10.1000/a")

    assert "standings are unknown" in client.get(reverse("references:list")).content.decode()
    detail = client.get(reverse("references:detail", args=["a"])).content.decode()
    assert "unknown (never read)" in detail


@pytest.mark.parametrize("column", ["nature = 'correction'", "dois = '{10.1000/other}'", "why = 'x'"])
def test_a_notice_that_was_changed_behind_the_product_is_found(tmp_path, column):
    load_file(path=write_list(tmp_path, list_row(1, OriginalPaperDOI="10.1000/a")))
    assert [failure for failure in check_notices() if failure] == []

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET session_replication_role = replica")
        cursor.execute(f"UPDATE references_standingnotice SET {column}")
        cursor.execute("SET session_replication_role = DEFAULT")

    assert [failure.problem for failure in check_notices() if failure] == ["its digest is not that of what it says"]
