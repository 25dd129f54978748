"""A list of references in a real browser: pasted, doubted beside its entry, corrected, and only then added."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from references.models import Reference
from tests.builders import PASSWORD, make_editor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASTED = "\n".join(
    (
        "1. Engel J Jr, Van Ness PC. Outcome with respect to epileptic seizures. In: Engel J Jr, editor. "
        "Surgical treatment of the epilepsies. New York: Raven Press; 1993. p. 609-621.",
        "2. Hofmann SG. The efficacy. Cognit Ther Res. 2012;36(5):427-440. Erratum in: 2013;37:9.",
        "3. Depression fact sheet. All about mood. 2018",
    )
)


def test_a_doubt_is_seen_and_mended_before_anything_is_added(page: Page, live_server):
    person = make_editor("Owner")
    person.set_password(PASSWORD)
    person.save()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/my-work/")

    page.goto(f"{live_server.url}{reverse('references:import')}")
    page.locator("textarea[name=text]").fill(PASTED)
    page.locator("main button[type=submit]").first.click()
    doubted, unknown = page.locator("#entry-2"), page.locator("#entry-3")
    expect(doubted).to_contain_text("“Erratum in: 2013;37:9” found no place.")
    expect(unknown).to_contain_text("Its title is not known.")

    unknown.get_by_role("button", name="Correct").click()
    expect(page.locator("aside")).to_contain_text("say which")
    page.locator("[name=title]").fill("Depression fact sheet")
    page.get_by_role("button", name="Save and go back").click()
    expect(page.locator("#entry-3")).to_contain_text("Depression fact sheet")

    assert Reference.objects.count() == 0
