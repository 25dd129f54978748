"""Who may look at the gallery."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from editorial.accounts.models import User
from editorial.gallery import gallery, gallery_page


def request_of(rf, user, path: str = "/desk/components/"):
    request = rf.get(path)
    request.user = user
    return request


@pytest.mark.parametrize("view", [gallery, gallery_page])
def test_nobody_is_sent_to_sign_in(rf, view):
    response = view(request_of(rf, AnonymousUser()))

    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/desk/components/")


@pytest.mark.parametrize("view", [gallery, gallery_page])
def test_editor_is_denied(rf, view):
    with pytest.raises(PermissionDenied):
        view(request_of(rf, User(is_editor=True)))


def test_administrator_sees_the_example_in_the_words_asked_for(rf):
    request = request_of(rf, User(is_staff=True), "/desk/components/page/for/clinician/?status=submitted")

    text = gallery_page(request, "clinician").text

    assert ('<article class="article" data-audience="clinician">' in text, "pending human review" in text) == (
        True,
        True,
    )


@pytest.mark.parametrize("status", ["approved", "nonsense"])
def test_example_in_no_known_status_still_renders(rf, status):
    request = request_of(rf, User(is_staff=True), f"/desk/components/page/?status={status}")

    assert gallery_page(request).status_code == 200
