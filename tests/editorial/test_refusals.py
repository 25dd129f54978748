"""The two kinds of "no": a page of reasons, and a denial that is noted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import override_settings
from django.urls import include, path

from editorial.accounts.models import User
from editorial.record.models import Denial
from editorial.shared.issues import Issue, Refused

REASONS = [Issue("no-lead", "Write a lead <b>first</b>.", "section:front"), Issue("no-author", "Name an author.")]


def refuses(request):
    raise Refused(REASONS)


def denies(request):
    raise PermissionDenied("Only the chair approves.")


def hides(request):
    raise Http404("No such article.")


def allows(request):
    return HttpResponse("done")


urlpatterns = [
    path("refuses/", refuses),
    path("denies/", denies),
    path("hides/", hides),
    path("allows/", allows),
    path("", include("editorial.urls")),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_refusal_is_a_409_page_with_every_reason_escaped(client):
    response = client.post("/refuses/")

    assert response.status_code == 409
    assert "Write a lead &lt;b&gt;first&lt;/b&gt;." in response.text
    assert "Name an author." in response.text
    assert "no-store" in response["Cache-Control"]


def test_refusal_leads_back_to_the_page_it_came_from(client):
    response = client.post("/refuses/", headers={"referer": "http://testserver/desk/one/?tab=2"})

    assert response.context["back"] == "/desk/one/?tab=2"


@pytest.mark.parametrize("referrer", ["", "https://evil.example/desk/", "javascript:alert(1)", "//evil.example/"])
def test_refusal_never_leads_to_another_site(client, referrer):
    response = client.post("/refuses/", headers={"referer": referrer})

    assert response.context["back"] == ""


def test_refusal_writes_no_denial(client):
    client.post("/refuses/")

    assert Denial.objects.count() == 0


@pytest.mark.parametrize(("path", "status"), [("/refuses/", 409), ("/hides/", 404)])
def test_what_somebody_was_refused_in_another_way_is_noted(client, path, status):
    user = User.objects.create_user("ed@example.org", display_name="Ed")
    client.force_login(user)

    assert client.post(path).status_code == status
    denial = Denial.objects.get()
    assert (denial.user, denial.method, denial.path, f"({status})" in denial.reason) == (user, "POST", path, True)


def test_an_address_that_there_is_not_is_nobodys_denial(client):
    client.force_login(User.objects.create_user("ed@example.org", display_name="Ed"))

    assert (client.get("/no-such-page/").status_code, Denial.objects.count()) == (404, 0)


def test_denial_is_403_and_noted_with_who_and_what(client):
    user = User.objects.create_user("ed@example.org", display_name="Ed")
    client.force_login(user)

    response = client.post("/denies/")

    denial = Denial.objects.get()
    assert response.status_code == 403
    assert (denial.user, denial.method, denial.path, denial.reason) == (
        user,
        "POST",
        "/denies/",
        "Only the chair approves.",
    )


def test_denial_of_nobody_is_noted_without_a_name(client):
    client.get("/denies/")

    assert Denial.objects.get().user is None


def test_denial_page_does_not_repeat_the_reason_or_the_address(client):
    text = client.get("/denies/").text

    assert ("Only the chair approves" in text, "/denies/" in text) == (False, False)


def test_allowed_request_writes_no_denial(client):
    assert client.get("/allows/").text == "done"
    assert Denial.objects.count() == 0


@override_settings(DEBUG=False)
def test_page_that_does_not_exist_never_repeats_its_address(client):
    one, other = client.get("/no-such-page/"), client.get("/draft-of-something/")

    assert (one.status_code, other.status_code) == (404, 404)
    assert one.text == other.text
