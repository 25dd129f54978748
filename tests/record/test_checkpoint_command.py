"""The command that writes a checkpoint: what it prints is what verification takes."""

import pytest
from django.core.management import CommandError, call_command

from editorial.record.management.commands.verify_record import Command
from editorial.record.models import Checkpoint
from editorial.record.notes import new_key
from tests.builders import make_published

pytestmark = pytest.mark.django_db


def test_what_it_prints_is_found_again(capsys, tmp_path):
    make_published()

    call_command("checkpoint")
    kept = tmp_path / "kept.note"
    kept.write_text(capsys.readouterr().out)
    point = Checkpoint.objects.get()
    call_command("verify_record", head=point.digest, note=[kept])

    assert kept.read_text() == point.note


def test_another_digest_is_not_found(capsys):
    call_command("checkpoint")

    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_record", head="0" * 64)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"key": ["example.org/record"], "note": ["kept.note"]}, "--key: A public key is written name"),
        ({"key": ["example.org/record+00000000+AQ=="], "note": ["kept.note"]}, "--key: This is no Ed25519 key"),
        ({"key": ["KEY"]}, "give the checkpoint too, with --note"),
        ({"head": "1f0c"}, "--head: a digest has 64 characters"),
    ],
)
def test_what_is_asked_wrongly_is_said_before_anything_is_looked_at(monkeypatch, capsys, given, said):
    """The checks may take hours; and a key that nothing is compared with must not end with “The record holds.”"""
    key = new_key("example.org/record").public.line
    given = {
        name: [key if one == "KEY" else one for one in value] if name == "key" else value
        for name, value in given.items()
    }
    monkeypatch.setattr(Command, "run_check", lambda *args: pytest.fail("The checks were begun."))

    with pytest.raises(CommandError, match=said):
        call_command("verify_record", **given)


def test_without_a_key_nothing_is_written_and_it_is_said_what_to_do(settings):
    settings.CHECKPOINT_KEY = None

    with pytest.raises(CommandError, match="checkpoint_key FILE"):
        call_command("checkpoint")

    assert not Checkpoint.objects.exists()
