"""The sample content is in order: everything that the record verifies of it holds."""

import pytest
from django.core.management import call_command

from articles.models import PublicPage
from reviews.models import Approval

pytestmark = pytest.mark.django_db


def test_the_record_holds_on_the_sample_content(capsys):
    call_command("load_samples")
    call_command("verify_record")

    assert capsys.readouterr().out.splitlines()[-1] == "The record holds."
    assert Approval.objects.exists()
    assert PublicPage.objects.filter(kind=PublicPage.Kind.LIVE).exists()
