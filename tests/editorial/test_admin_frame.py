"""What we put in the place of the administration's own templates."""

import re

import pytest
from django.urls import reverse

from editorial.shared.audit import save_audited
from tests.builders import make_administrator, make_editor

INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|javascript:")


@pytest.fixture
def client(client, db):
    client.force_login(make_administrator("Site Administrator"))
    return client


def test_administration_has_the_site_s_icon(client):
    page = client.get(reverse("admin:index")).content.decode()

    assert re.findall(r'<link rel="icon" href="([^"]+)"', page) == ["/static/favicon.svg"]


def test_history_shows_who_and_why_and_nothing_that_the_policy_refuses(client):
    person, actor = make_editor(), make_administrator("Who Did It")
    person.credentials = "PhD"
    save_audited(person, by=actor, reason="A degree.")
    actor.display_name = "Renamed Since"
    actor.save()

    page = client.get(reverse("admin:accounts_user_history", args=[person.pk])).content.decode()

    rows = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.DOTALL)
    cells = [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", rows[0], re.DOTALL)]
    assert cells[-3:-1] == ["Who Did It", "A degree."]
    assert "PhD" in cells[-1]
    assert INLINE.findall(page) == []


def test_long_history_has_pages(client):
    person = make_editor()
    for number in range(120):
        person.credentials = str(number)
        save_audited(person, by=None, reason="Again.")

    page = client.get(reverse("admin:accounts_user_history", args=[person.pk]), {"p": "2"}).content.decode()

    assert page.count('<span class="this-page">2</span>') == 1
    assert "121 entries" in page
