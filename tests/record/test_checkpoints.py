"""Checkpoints build on each other, are signed and sent out; who keeps one finds a record that was cut or exchanged."""

import json
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from editorial.record.actions import SITE, append_event, record_checkpoint, rotate_key, send_checkpoints
from editorial.record.checkpoints import outside_failure
from editorial.record.keys import make_key
from editorial.record.models import Checkpoint, CheckpointKey, CheckpointPlace
from editorial.record.notes import new_key, read_public_key, sign
from editorial.shared import outgoing
from editorial.shared.issues import Refused
from tests.builders import codes

from .test_verification import found, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key(tmp_path, settings):
    """A key of the test's own."""
    settings.CHECKPOINT_KEY = tmp_path / "checkpoint.key"
    return settings.CHECKPOINT_KEY


def happens(chain: str = SITE) -> None:
    append_event(chain=chain, verb="tried", subject="test:1", by=None)


def heads(point: Checkpoint) -> list[str]:
    return [chain for chain, _, _ in json.loads(point.content)["heads"]]


def test_each_says_only_what_moved_and_names_the_one_before():
    happens("article:1")
    happens("article:2")
    first = record_checkpoint()
    happens("article:2")
    second = record_checkpoint()

    assert heads(first)[:2] == ["article:1", "article:2"]
    assert heads(second) == ["article:2", SITE]  # the first checkpoint is an event of the site
    assert json.loads(second.content)["previous"] == first.digest
    assert (first.number, second.number) == (1, 2)
    assert found() == []


def test_the_key_is_made_once_and_nobody_else_may_read_it(key):
    record_checkpoint()
    made = key.read_text()
    record_checkpoint()

    assert (key.stat().st_mode & 0o777, key.read_text()) == (0o600, made)
    assert CheckpointKey.objects.count() == 1


def test_in_production_no_key_is_made_silently(key, settings):
    settings.PRODUCTION = True

    with pytest.raises(Refused) as refused:
        record_checkpoint()

    assert (codes(refused), key.exists()) == (["key-file"], False)


def test_a_key_that_others_may_read_signs_nothing(key):
    make_key(key)
    key.chmod(0o640)

    with pytest.raises(Refused) as refused:
        record_checkpoint()

    assert codes(refused) == ["key-open"]


@pytest.mark.parametrize(
    "text", ["", "PRIVATE+KEY+x", "PRIVATE+KEY+a+00000000+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"]
)
def test_a_file_that_is_no_key_is_named_and_not_quoted(key, text):
    key.write_text(text)
    key.chmod(0o600)

    with pytest.raises(Refused) as refused:
        record_checkpoint()

    assert codes(refused) == ["key-file"]
    assert "AYEKF" not in str(refused.value)


def test_another_key_signs_only_after_the_old_one_said_so(key, settings, tmp_path):
    old = record_checkpoint()
    settings.CHECKPOINT_KEY = tmp_path / "other.key"
    with pytest.raises(Refused) as refused:
        record_checkpoint()
    assert codes(refused) == ["key-not-current"]

    settings.CHECKPOINT_KEY = key
    row = rotate_key(path=tmp_path / "new.key")
    settings.CHECKPOINT_KEY = tmp_path / "new.key"
    new = record_checkpoint()

    assert row.note.count("\n— ") == 2
    assert found() == []
    assert [outside_failure(old.note), outside_failure(new.note)] == [None, None]


def test_a_key_is_never_overwritten(key):
    record_checkpoint()
    before = key.read_text()

    with pytest.raises(Refused) as refused:
        rotate_key(path=key)

    assert (codes(refused), key.read_text()) == (["key-exists"], before)


def test_the_command_makes_one_key_and_then_only_rotates(key, settings, tmp_path, capsys):
    call_command("checkpoint_key", key)
    line = capsys.readouterr().out.strip()
    record_checkpoint()

    assert CheckpointKey.objects.get().line == line
    with pytest.raises(CommandError, match="use --rotate"):
        call_command("checkpoint_key", tmp_path / "second.key")
    call_command("checkpoint_key", tmp_path / "second.key", rotate=True)
    assert read_public_key(capsys.readouterr().out.strip()) == read_public_key(CheckpointKey.objects.last().line)


# What somebody kept outside


def test_a_checkpoint_that_was_kept_is_found_again_also_by_the_key_that_was_kept_with_it():
    point = record_checkpoint()

    assert outside_failure(point.note) is None
    assert outside_failure(point.note, [read_public_key(CheckpointKey.objects.get().line)]) is None


def forged(point: Checkpoint) -> str:
    return sign(point.note.split("\n\n")[0] + "\n", new_key("localhost/record"))


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda note: note[:-20], "cut"),
        (lambda note: note.split("\n\n")[0], "cut"),
        (lambda note: "", "no signed note"),
        (lambda note: note.replace("checkpoint 1", "checkpoint 2"), "does not hold"),
        (lambda note: sign(note.split("\n\n")[0] + "\n", new_key("localhost/record")), "signed by no known key"),
    ],
)
def test_a_file_that_was_cut_changed_or_signed_by_another_key_is_named(spoil, problem):
    point = record_checkpoint()

    failure = outside_failure(spoil(point.note))

    assert failure is not None
    assert problem in failure.problem


def test_a_checkpoint_of_a_record_that_was_exchanged_is_named(key, settings, tmp_path):
    """Everything is consistent, and signed by the same key: only what was kept outside tells."""
    happens()
    kept = record_checkpoint().note
    for table in ("checkpoint", "checkpointedhead"):
        tamper(f"DELETE FROM record_{table}")
    happens()
    again = record_checkpoint()

    assert again.number == 1
    assert "another" in outside_failure(kept).problem


def test_a_checkpoint_of_a_record_that_was_cut_is_named():
    record_checkpoint()
    kept = record_checkpoint().note
    tamper("DELETE FROM record_checkpoint WHERE number = 2")

    assert "cut before it" in outside_failure(kept).problem


def test_verification_names_the_file(tmp_path, capsys):
    kept = tmp_path / "kept.note"
    kept.write_text(record_checkpoint().note[:-9])

    with pytest.raises(CommandError):
        call_command("verify_record", note=[kept, tmp_path / "none.note"])

    said = capsys.readouterr().err
    assert f"{kept}: the checkpoint" in said
    assert "none.note: it cannot be read" in said


# In the database


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        (
            "UPDATE record_checkpoint SET content = content || ' ' WHERE number = 2",
            "its digest is not that of its content",
        ),
        ("UPDATE record_checkpoint SET note = replace(note, 'checkpoint', 'Checkpoint') WHERE number = 2", "not hold"),
        (
            "UPDATE record_checkpoint SET note = (SELECT note FROM record_checkpoint WHERE number = 1)",
            "says something else",
        ),
        ("UPDATE record_checkpoint SET note = '' WHERE number = 2", "no signed note"),
        ("UPDATE record_checkpoint SET at = at + interval '1 hour' WHERE number = 2", "its columns differ"),
        ("DELETE FROM record_checkpoint WHERE number = 2", "does not follow the checkpoint before it"),
        ("DELETE FROM record_event WHERE chain = 'article:1'", "no longer contains what it saw"),
        ("UPDATE record_checkpoint SET content = 'x' WHERE number = 2", "cannot be read"),
    ],
)
def test_a_checkpoint_that_was_changed_is_named(sql, problem):
    for _ in range(3):
        happens("article:1")
        record_checkpoint()
    tamper(sql)

    assert [said for name, said in found() if name == "checkpoints" and problem in said]


def test_a_key_that_was_slipped_in_is_named():
    record_checkpoint()
    other = new_key("localhost/record")
    tamper(
        "INSERT INTO record_checkpointkey (id, number, line, note, at) VALUES (gen_random_uuid(), 2, %s, %s, now())",
        other.public.line,
        sign("This one.\n", other),
    )

    assert "keys" in {name for name, _ in found()}


def test_that_a_chain_was_written_down_further_than_it_was_is_named():
    record_checkpoint()
    happens("article:1")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_checkpointedhead "
            "SELECT chain, seq, hash FROM record_chainhead WHERE chain = 'article:1'"
        )

    assert "heads in checkpoints" in {name for name, _ in found()}


def test_those_of_the_first_scheme_stay_valid_and_the_next_one_names_the_last():
    happens()
    tamper(
        """INSERT INTO record_checkpoint (id, at, content, digest, note) SELECT gen_random_uuid(), now(), said,
        encode(sha256(convert_to(said, 'UTF8')), 'hex'), '' FROM (SELECT '{"heads":' || json_agg(json_build_array(
        chain, seq, hash))::text || ',"scheme":1}' AS said FROM record_chainhead) one"""
    )
    old = Checkpoint.objects.get()

    assert json.loads(record_checkpoint().content)["previous"] == old.digest
    assert [failure for failure in found() if failure[0] != "rows and events"] == []


# Sending


def test_they_are_sent_to_everybody_named_and_once(settings, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "editorial.record.actions.sending.ask",
        lambda url, **said: asked.append((url, said["body"].decode())) or outgoing.Answer(url, 201, {}),
    )
    settings.CHECKPOINT_MAIL = ["board@example.org"]
    settings.CHECKPOINT_DIRECTORY = str(tmp_path)
    settings.CHECKPOINT_ADDRESS = "https://witness.example.org/"
    first, second = record_checkpoint(), record_checkpoint()

    assert send_checkpoints() == []
    assert send_checkpoints() == []

    assert [(one.to, first.note in one.body, second.note in one.body) for one in mail.outbox] == [
        (["board@example.org"], True, True)
    ]
    assert (tmp_path / "checkpoint-00000002.note").read_text() == second.note
    assert asked == [("https://witness.example.org/", first.note), ("https://witness.example.org/", second.note)]


def test_what_could_not_be_sent_is_said_and_sent_the_next_time(settings, tmp_path):
    settings.CHECKPOINT_DIRECTORY = str(tmp_path / "not-mounted")
    point = record_checkpoint()
    with pytest.raises(CommandError, match="Not sent to directory:"):
        call_command("checkpoint")
    assert "FileNotFoundError" in CheckpointPlace.objects.get().problem

    Path(settings.CHECKPOINT_DIRECTORY).mkdir()
    assert send_checkpoints() == []
    assert (tmp_path / "not-mounted" / "checkpoint-00000001.note").read_text() == point.note
    assert CheckpointPlace.objects.get().problem == ""


def test_an_address_without_encryption_is_not_asked(settings):
    settings.CHECKPOINT_ADDRESS = "http://witness.example.org/"
    record_checkpoint()

    assert "https addresses only" in send_checkpoints()[0].problem


def test_the_public_page_has_the_key_and_the_newest_checkpoint(client):
    assert "None has been written yet" in client.get("/record/").content.decode()
    assert client.get("/record/latest.note").status_code == 404
    point = record_checkpoint()

    page, note = client.get("/record/"), client.get("/record/latest.note")
    assert CheckpointKey.objects.get().line in page.content.decode()
    assert f"digest {point.digest}" in page.content.decode()
    assert (note.content.decode(), note["Content-Type"]) == (point.note, "text/plain; charset=utf-8")
    assert not page.cookies
