"""The command that writes a checkpoint: what it prints is what verification takes."""

import pytest
from django.core.management import CommandError, call_command

from editorial.record.models import Checkpoint
from tests.builders import make_published

pytestmark = pytest.mark.django_db


def test_what_it_prints_is_found_again(capsys):
    make_published()

    call_command("checkpoint")
    at, digest = capsys.readouterr().out.split()
    call_command("verify_record", head=digest)

    point = Checkpoint.objects.get()
    assert (at, digest) == (point.at.isoformat(), point.digest)


def test_another_digest_is_not_found(capsys):
    call_command("checkpoint")

    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_record", head="0" * 64)
