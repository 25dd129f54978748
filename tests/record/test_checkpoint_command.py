"""The command that writes a checkpoint: what it prints is what verification takes."""

import pytest
from django.core.management import CommandError, call_command

from editorial.record.models import Checkpoint
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


def test_without_a_key_nothing_is_written_and_it_is_said_what_to_do(settings):
    settings.CHECKPOINT_KEY = None

    with pytest.raises(CommandError, match="checkpoint_key FILE"):
        call_command("checkpoint")

    assert not Checkpoint.objects.exists()
