"""The version stands in one place, and the changes of it in another."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from editorial.version import VERSION
from tests.architecture.source import ROOT
from tests.builders import make_administrator, make_published

HEADING = re.compile(r"^## \[(?P<version>[^\]]+)\](?: – (?P<day>\d{4}-\d\d-\d\d))?$", re.MULTILINE)


@pytest.mark.django_db
def test_the_command_says_the_version_and_what_it_runs_on(capsys):
    call_command("about")

    first, _python, database = capsys.readouterr().out.splitlines()
    assert first == f"Imprimatur {VERSION}"
    assert re.fullmatch(r"PostgreSQL \d+\.\d+.*", database)


@pytest.mark.django_db
def test_administrators_see_the_version_and_nobody_else_does(client):
    edition = make_published()
    open_to_all = [client.get(address) for address in ("/", f"/{edition.article.slug}/", "/readyz", "/healthz")]
    open_to_all.append(client.get(reverse("admin:login"), follow=True))
    client.force_login(make_administrator())

    assert f"Imprimatur {VERSION}" in client.get(reverse("admin:index")).content.decode()
    assert [answer for answer in open_to_all if VERSION in answer.content.decode()] == []


def test_the_changelog_begins_with_this_version():
    """A version in the making has its changes under “Unreleased”; a released one its day."""
    headings = HEADING.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    released = [(version, day) for version, day in headings if version != "Unreleased"]

    assert headings[0] == ("Unreleased", "")
    assert all(day for _version, day in released)
    if "dev" not in VERSION:
        assert released[0][0] == VERSION
    else:
        assert VERSION.partition(".dev")[0] not in dict(released)
