"""The verification of the record: an untouched one holds; each change made behind the product's back is named."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from editorial.record.actions import record_checkpoint
from editorial.record.models import ChainHead, Event
from editorial.record.verification import CHECKS
from tests.builders import make_published

pytestmark = pytest.mark.django_db


def found() -> list[tuple[str, str]]:
    """(which check, what is wrong) for everything that does not hold."""
    return [(check.name, failure.problem) for check in CHECKS for failure in check.run() if failure]


def tamper(sql: str, *params) -> None:
    """As somebody with full rights to the database would: past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET session_replication_role = DEFAULT; SET CONSTRAINTS record_all_named DEFERRED")


@pytest.fixture(scope="module")
def built(before_all):
    edition = make_published()
    record_checkpoint()
    return edition


@pytest.fixture
def published(built, own):
    return own(built)


def test_an_untouched_record_holds(published, capsys):
    call_command("verify_record")

    assert capsys.readouterr().out.splitlines()[-1] == "The record holds."


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("content", "content || ' '"),
        ("hash", "repeat('0', 64)"),
        ("prev_hash", "repeat('0', 64)"),
        ("at", "at + interval '1 second'"),
        ("verb", "verb || 'x'"),
        ("subject", "subject || 'x'"),
        ("actor_id", "(SELECT id FROM accounts_user u WHERE u.id IS DISTINCT FROM record_event.actor_id LIMIT 1)"),
        ("seq", "seq + 1000"),
    ],
)
def test_a_changed_column_of_an_event_is_found(published, column, value):
    event = Event.objects.filter(chain=f"article:{published.article_id}").order_by("seq")[3]
    tamper(f"UPDATE record_event SET {column} = {value} WHERE id = %s", event.pk)

    assert "events" in {name for name, _ in found()}


def test_a_deleted_event_is_found_at_its_place(published):
    event = Event.objects.filter(chain=f"article:{published.article_id}").order_by("seq")[3]
    tamper("DELETE FROM record_event WHERE id = %s", event.pk)

    assert ("events", f"event {event.seq} is missing before it") in found()


def test_two_swapped_events_are_found(published):
    one, two = Event.objects.filter(chain=f"article:{published.article_id}").order_by("seq")[3:5]
    tamper("ALTER TABLE record_event DROP CONSTRAINT event_once_per_place")
    tamper("UPDATE record_event SET seq = %s - seq WHERE id IN (%s, %s)", one.seq + two.seq, one.pk, two.pk)

    assert "events" in {name for name, _ in found()}


def test_a_cut_tail_is_found_by_the_head_and_by_the_checkpoint(published):
    chain = f"article:{published.article_id}"
    last = Event.objects.filter(chain=chain).order_by("-seq")[0]
    tamper("DELETE FROM record_event WHERE id = %s", last.pk)
    by_head = found()
    before = Event.objects.filter(chain=chain).order_by("-seq")[0]
    ChainHead.objects.filter(chain=chain).update(seq=before.seq, hash=before.hash)

    assert ("chain heads", "its end was cut or replaced") in by_head
    assert ("checkpoints", f"chain {chain} no longer contains what it saw") in found()


def test_a_checkpoint_that_was_published_and_is_gone_is_found(published):
    digest = "0" * 64

    with pytest.raises(CommandError):
        call_command("verify_record", head=digest)


@pytest.mark.parametrize(
    ("sql", "check"),
    [
        ("UPDATE articles_sectionversion SET content = replace(content, 'Plain', 'Other')", "section versions"),
        ("UPDATE articles_manifest SET content = replace(content, 'A. Writer', 'B. Writer')", "manifests"),
        ("UPDATE articles_publishedbody SET html = html || ' '", "published bodies"),
        ("UPDATE articles_publicpage SET content = content || ' '", "public pages"),
        ("UPDATE reviews_signoff SET printed_name = 'Somebody else'", "sign-offs"),
        ("UPDATE reviews_signoff SET verdict = 'outside_field'", "sign-offs"),
        ("UPDATE reviews_signoff SET at = at + interval '1 day'", "sign-offs"),
        ("UPDATE reviews_declaration SET public_line = 'Nothing at all.'", "declarations"),
        ("DELETE FROM reviews_declaration", "sign-offs"),
        ("UPDATE reviews_approval SET content = replace(content, 'MD', 'PhD')", "approvals"),
        ("UPDATE articles_edition SET state = 'retired'", "states"),
        ("DELETE FROM reviews_editionpolicy", "signers and authors"),  # judged by nobody: named, and the rest goes on
    ],
)
def test_a_change_behind_the_products_back_is_found(published, sql, check):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE articles_sectionversion DROP CONSTRAINT version_digest_of_content")
        cursor.execute("ALTER TABLE articles_manifest DROP CONSTRAINT manifest_digest_of_content")
        cursor.execute("ALTER TABLE articles_publishedbody DROP CONSTRAINT body_digest_of_html")
        cursor.execute("ALTER TABLE reviews_approval DROP CONSTRAINT approval_digest_of_content")
    tamper(sql)

    assert check in {name for name, _ in found()}


def test_a_pin_exchanged_after_submission_is_found(published):
    pin = published.pins.exclude(section__kind="front").first()
    tamper("DELETE FROM articles_pin WHERE id = %s", pin.pk)

    assert ("manifests", "its edition no longer contains what was submitted") in found()


def test_the_command_names_the_first_row_that_fails(published, capsys):
    tamper("UPDATE reviews_signoff SET printed_name = 'Somebody else'")

    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_record")

    assert "it differs from what was signed: printed_name" in capsys.readouterr().err


def test_events_hold_no_prose(published):
    """What is written in the record can never be erased: ids, digests, numbers and enum values only."""
    for event in Event.objects.all():
        text = json.dumps(json.loads(event.content)["facts"])
        assert "Plain words" not in text
        assert "Writer" not in text
        assert "twitch" not in text.lower()
