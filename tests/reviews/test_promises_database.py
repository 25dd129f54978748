"""The first four promises as PostgreSQL keeps them: each test goes around the product, by the ORM or by raw SQL."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.actions import open_edition, set_statement
from articles.models import Edition, Manifest, Pin, PublicPage, PublishedBody, SectionVersion
from articles.queries import parts_of
from editorial.accounts.models import User
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.immutable import ImmutableError
from reviews.actions import begin_review, submit
from reviews.enums import Verdict
from reviews.models import Approval, ReviewPolicy, Revocation, SignOff
from tests.builders import (
    approve,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    name_raw_rows,
    sign,
)

pytestmark = pytest.mark.django_db

IMMUTABLE = [
    "articles_articleslug",
    "articles_section",
    "articles_sectionversion",
    "articles_contribution",
    "articles_confirmation",
    "articles_oldpath",
    "articles_sourcedocument",
    "articles_doubt",
    "articles_doubtdecision",
    *("articles_dismissal", "articles_translatedfrom"),
    *("articles_medium", "articles_rendition"),
    *("articles_namedhand", "articles_manifest", "articles_publishedbody"),
    "record_event",
    "record_checkpoint",
    "references_finding",
    "references_standingchange",
    "references_standingnotice",
    "reviews_alarmchange",
    "reviews_evidencedecision",
    "reviews_policyversion",
    "reviews_declaration",
    "reviews_editionpolicy",
    "reviews_signoff",
    "reviews_settlement",
    "reviews_approval",
    "reviews_revocation",
    "reviews_letter",
    "reviews_retirement",
    "reviews_erratum",
    "reviews_setwithdrawal",
    "reviews_requestlink",
    *(
        "reviews_returnedfile",
        "reviews_returnedremark",
        "reviews_returnedname",
        "reviews_remarkconfirmation",
        "reviews_filehand",
    ),
]
FROZEN = ["articles_pin", "articles_pendingmerge", "articles_removal", "articles_byline"]


def execute(sql: str, *params) -> None:
    """One statement, in a savepoint of its own."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def refused(sql: str, *params, match: str = "refused") -> None:
    with pytest.raises(IntegrityError, match=match):
        execute(sql, *params)


@pytest.fixture(scope="module")
def built(before_all) -> Edition:
    return make_published()


@pytest.fixture
def published(built, own) -> Edition:
    return own(built)


@pytest.mark.parametrize("table", [*IMMUTABLE, *FROZEN, "articles_edition"])
def test_truncate_is_refused(table, published):
    with connection.cursor() as cursor:  # in no savepoint that is released: the next test begins as this one did
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # otherwise PostgreSQL refuses for another reason

    refused(f"TRUNCATE {table} CASCADE", match="immutable")


@pytest.mark.parametrize(
    "table",
    ["articles_sectionversion", "articles_manifest", "articles_publishedbody", "record_event", "reviews_signoff"],
)
def test_update_and_delete_of_immutable_rows_are_refused(table, published):
    column = {"articles_manifest": "edition_id"}.get(table, "id")

    refused(f"UPDATE {table} SET {column} = {column}", match="immutable")
    refused(f"DELETE FROM {table}", match="immutable")


@pytest.mark.parametrize("table", IMMUTABLE)
def test_every_immutable_table_has_its_triggers(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O' AND NOT tgisinternal",
            [table],
        )
        names = {name for (name,) in cursor.fetchall()}

    assert {f"{table}_immutable", f"{table}_no_truncate"} <= names


def test_the_orm_refuses_too(published):
    version = SectionVersion.objects.first()

    with pytest.raises(ImmutableError):
        version.save()
    with pytest.raises(ImmutableError):
        version.delete()
    with pytest.raises(ImmutableError):
        SectionVersion.objects.update(number=9)


def test_pins_of_a_draft_change_and_those_of_a_submitted_edition_do_not():
    editor = make_editor()
    edition = make_draft(by=editor)
    pin = edition.pins.first()
    execute("UPDATE articles_pin SET version_id = version_id WHERE id = %s", pin.pk)
    make_submitted()  # a policy exists
    submit(edition=edition, by=editor)

    refused("UPDATE articles_pin SET version_id = version_id WHERE id = %s", pin.pk)
    refused("DELETE FROM articles_pin WHERE id = %s", pin.pk)


def test_a_late_pin_into_a_submitted_edition_is_refused(published):
    pin = published.pins.exclude(section__kind="front").first()

    refused(
        "INSERT INTO articles_pin (edition_id, section_id, version_id) VALUES (%s, %s, %s)",
        published.pk,
        pin.section_id,
        pin.version_id,
    )


@pytest.mark.parametrize("table", ["articles_removal", "articles_byline"])
def test_late_removals_and_bylines_are_refused(table, published):
    extra = {
        "articles_removal": ("section_id, reason", "(SELECT section_id FROM articles_pin LIMIT 1), 'x'"),
        "articles_byline": (
            "contributor_id, role, position",
            "(SELECT id FROM articles_contributor LIMIT 1), 'editor', 5",
        ),
    }
    columns, values = extra[table]

    refused(f"INSERT INTO {table} (edition_id, {columns}) VALUES (%s, {values})", published.pk)


def test_a_pin_of_another_articles_section_is_refused():
    draft, other = make_draft(), make_draft()
    pin = other.pins.first()

    with pytest.raises(IntegrityError, match="another article"), transaction.atomic():
        Pin.objects.create(edition=draft, section_id=pin.section_id, version_id=pin.version_id)


def test_a_pin_of_another_sections_version_is_refused():
    draft = make_draft()
    one, two = draft.pins.all()[:2]

    refused(
        "UPDATE articles_pin SET version_id = %s WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE",
        two.version_id,
        one.pk,
        match="pin_version_of_its_section",
    )


def test_a_version_with_a_wrong_digest_is_refused():
    version = make_draft().pins.first().version

    with pytest.raises(IntegrityError, match="version_digest_of_content"), transaction.atomic():
        SectionVersion.objects.create(
            section=version.section, number=99, content=version.content + " ", digest=version.digest[::-1],
            created_by=version.created_by,
        )  # fmt: skip


def test_a_version_that_names_another_section_is_refused():
    one, two = [pin.version for pin in make_draft().pins.all()[:2]]

    with pytest.raises(IntegrityError, match="version_content_names_section"), transaction.atomic():
        SectionVersion.objects.create(
            section=two.section, number=99, content=one.content, digest=one.digest, created_by=one.created_by
        )


def test_the_same_words_twice_are_refused():
    version = make_draft().pins.first().version

    with pytest.raises(IntegrityError, match="version_no_change_no_version"), transaction.atomic():
        SectionVersion.objects.create(
            section=version.section,
            number=99,
            content=version.content,
            digest=version.digest,
            created_by=version.created_by,
        )


def test_a_manifest_written_after_submission_is_refused():
    edition = make_submitted()
    content = "{}"

    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        Manifest.objects.create(edition=edition, content=content, digest=sha256(content))


def test_submitting_without_a_manifest_is_refused():
    edition = make_draft()

    refused("UPDATE articles_edition SET state = 'submitted' WHERE id = %s", edition.pk, match="manifest")


def test_a_body_outside_of_an_approval_is_refused(published):
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        PublishedBody.objects.create(edition=published, audience="patient", html="x", digest=sha256("x"))


def test_an_edition_does_not_begin_published():
    draft = make_draft()

    with pytest.raises(IntegrityError, match="begins as a draft"), transaction.atomic():
        Edition.objects.create(article=draft.article, number=2, state="published", opened_by=draft.opened_by)


def test_what_an_edition_is_never_changes(published):
    for column, value in {
        "number": 7,
        "based_on_id": published.pk,
        "change_note": "other",
        "opened_at": "now()",
    }.items():
        with pytest.raises(IntegrityError, match="never changes"):
            execute(f"UPDATE articles_edition SET {column} = %s WHERE id = %s", value, published.pk)


def test_the_key_of_an_audience_never_changes_or_goes(published):
    execute("UPDATE articles_audience SET label = 'I am ill' WHERE key = 'patient'")

    for statement in (
        "UPDATE articles_audience SET key = 'ill' WHERE key = 'patient'",
        "DELETE FROM articles_audience",
    ):
        refused(statement, match="never changes or goes")


def test_a_second_open_edition_is_refused():
    draft = make_draft()

    with pytest.raises(IntegrityError, match="edition_one_open"), transaction.atomic():
        Edition.objects.create(article=draft.article, number=2, opened_by=draft.opened_by)


def test_approving_without_an_approval_is_refused():
    edition = make_submitted()
    execute("UPDATE articles_edition SET state = 'under_review' WHERE id = %s", edition.pk)
    name_raw_rows()

    refused("UPDATE articles_edition SET state = 'approved' WHERE id = %s", edition.pk, match="approval")


def test_an_edition_that_is_not_based_on_the_live_one_is_refused(published):
    with pytest.raises(IntegrityError, match="based on the one that is live"), transaction.atomic():
        Edition.objects.create(article=published.article, number=2, opened_by=published.opened_by)


def test_publishing_after_the_live_edition_was_retired_is_refused(published):
    """What was approved to follow a text may not come back once that text was taken down."""
    editor = published.opened_by
    second = open_edition(article=published.article, by=editor)
    set_statement(edition=second, note="Nothing changes.", by=editor)
    second = submit(edition=second, by=editor)
    begin_review(edition=second, by=User.objects.get(display_name="First Member"))
    approve(edition=second, by=User.objects.get(display_name="Board Chair"))
    execute("UPDATE articles_edition SET state = 'retired' WHERE id = %s", published.pk)
    name_raw_rows()

    refused(
        "UPDATE articles_edition SET state = 'published', published_at = now() WHERE id = %s",
        second.pk,
        match="no longer the live one",
    )


def test_a_sign_off_moved_to_another_version_is_refused():
    edition = make_submitted()
    board = ReviewPolicy.objects.get(is_default=True).board
    one, two = parts_of(edition)[:2]
    given = sign(version=one.version, verdict=Verdict.APPROVE, by=make_member(board))

    with pytest.raises(IntegrityError, match="exactly the version"), transaction.atomic():
        SignOff.objects.create(
            version=two.version,
            edition=edition,
            user=given.user,
            verdict=given.verdict,
            printed_name=given.printed_name,
            at=given.at,
            content=given.content,
            digest=given.digest,
        )


def test_a_sign_off_with_another_content_is_refused():
    edition = make_submitted()
    version = edition.pins.first().version

    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(
            version=version,
            edition=edition,
            user=make_editor(),
            verdict="approve",
            printed_name="x",
            at="2026-01-01T00:00Z",
            content="{}",
            digest=sha256("{} "),
        )


def test_an_approval_by_a_contributor_is_refused_by_the_database():
    editor = make_editor()
    edition = make_submitted(by=editor)
    execute("UPDATE articles_edition SET state = 'under_review' WHERE id = %s", edition.pk)
    name_raw_rows()
    content = canonical_json(
        {"manifest": edition.manifest.digest, "edition": str(edition.pk), "user": str(editor.pk), "bodies": {}}
    )

    with pytest.raises(IntegrityError, match="their own words"), transaction.atomic():
        Approval.objects.create(
            edition=edition,
            by=editor,
            printed_name="x",
            at="2026-01-01T00:00Z",
            content=content,
            digest=sha256(content),
        )


def test_revoking_the_approval_of_a_published_edition_is_refused(published):
    with pytest.raises(IntegrityError, match="only before its edition is published"), transaction.atomic():
        Revocation.objects.create(approval=published.approvals.get(), reason="Too late.")


def test_a_live_page_with_changed_words_is_refused(published):
    page = PublicPage.objects.get(article=published.article, audience="patient")
    forged = page.content.replace("Plain words.", "Other words.")
    assert forged != page.content

    with pytest.raises(IntegrityError, match="signed words unchanged"), transaction.atomic():
        PublicPage.objects.filter(pk=page.pk).update(content=forged)


def test_a_live_page_with_another_audiences_body_is_refused(published):
    patient, clinician = (
        PublicPage.objects.get(article=published.article, audience=a) for a in ("patient", "clinician")
    )

    with pytest.raises(IntegrityError, match="for its audience"), transaction.atomic():
        PublicPage.objects.filter(pk=patient.pk).update(body=clinician.body, content=clinician.content)


def test_events_only_follow_the_last_one(published):
    refused(
        "INSERT INTO record_event (chain, seq, at, verb, subject, content, prev_hash, hash)"
        " VALUES ('site', 99999, now(), 'x', 'x', '{}', '', %s)",
        sha256("\n{}"),
        match="does not follow",
    )
