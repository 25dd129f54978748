"""Signing asks who it is: at the first signature of a sitting, without losing what was ticked and typed."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from editorial.accounts.sitting import Authentication
from editorial.shared.issues import Refused
from reviews import actions
from reviews.enums import Verdict
from reviews.models import Approval, KeptDecision, SignOff
from tests.builders import PASSWORD, approve, codes, just_proved, sign
from tests.forms import answers_ticked
from tests.reviews.scenes import Scene, make_scene

pytestmark = pytest.mark.django_db
CONFIRM = "/accounts/reauthenticate/"


@pytest.fixture(scope="module")
def built(before_all) -> Scene:
    cache.clear()
    scene = make_scene()
    for role in ("member", "chair"):
        scene.people[role].set_password(PASSWORD)
        scene.people[role].save()
    return scene


@pytest.fixture
def scene(built, own) -> Scene:
    return own(built)


def tired(scene: Scene, role: str) -> Client:
    """Somebody who signed in so long ago that the sitting is over."""
    client = scene.client(role)
    session = client.session
    at = timezone.now() - timedelta(seconds=settings.SIGNING_IDLE + 60)
    session["account_authentication_methods"] = [{"method": "password", "at": at.timestamp()}]
    session.save()
    return client


def confirm(client: Client, response, password: str = PASSWORD):
    """Follow to the page on which one confirms who one is, and do."""
    address = urlsplit(response["Location"])
    back = parse_qs(address.query)["next"][0]
    assert address.path == CONFIRM
    page = client.get(response["Location"])
    assert page.status_code == 200
    return back, client.post(CONFIRM, {"password": password, "next": back})


@pytest.mark.parametrize("authentication", ["none", "expired", "another's"])
def test_without_a_fresh_proof_no_action_signs(scene, authentication):
    proof = {
        "none": None,
        "expired": Authentication(
            scene.member.pk, "password", timezone.now() - timedelta(seconds=settings.SIGNING_IDLE + 1)
        ),
        "another's": just_proved(scene.second),
    }[authentication]

    with pytest.raises(Refused) as refused:
        sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member, authentication=proof)

    assert codes(refused) == ["not-confirmed"]
    assert SignOff.objects.count() == 0


def test_the_signature_says_how_and_when_it_was_proved(scene):
    proof = just_proved(scene.member)

    signed = sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=scene.member, authentication=proof)

    said = f'"authentication":{{"at":"{proof.at.isoformat()}","method":"password"}}'
    assert said in signed.content


def test_approving_asks_too(scene):
    scene.sign_all("member", "second")

    with pytest.raises(Refused) as refused:
        approve(edition=scene.edition, by=scene.chair, authentication=None)

    assert (codes(refused), Approval.objects.count()) == (["not-confirmed"], 0)
    approved = approve(edition=scene.edition, by=scene.chair)
    assert ('"method":"password"' in approved.content, '"board_role":"chair"' in approved.content) == (True, True)


def test_what_else_is_wrong_is_said_before_anybody_is_asked_for_a_password(scene):
    with pytest.raises(Refused) as refused:
        actions.sign(
            version=scene.version("part-1"),
            verdict=Verdict.REQUEST_CHANGES,
            by=scene.member,
            authentication=None,
            screen="",
        )

    assert codes(refused) == ["no-note", "screen-changed"]


def test_the_way_round_keeps_everything_and_one_click_signs(scene):
    client = tired(scene, "member")
    data = {
        **scene.verdict("part-1"),
        **scene.verdict("part-2", Verdict.REQUEST_CHANGES, "Say how often."),
        "compare": "none",
    }

    response = client.post(scene.url("sign"), data)
    back, confirmed = confirm(client, response)

    assert SignOff.objects.count() == 0
    assert back == f"{scene.url()}?compare=none#section-part-2"
    assert confirmed["Location"] == back
    page = client.get(back).content.decode()
    assert "What you ticked and typed is still here, and not signed yet" in page
    assert "Say how often." in page
    assert answers_ticked(page) == 2
    signed = client.post(scene.url("sign"), data)
    assert signed["Location"].startswith(scene.url())
    assert (SignOff.objects.count(), KeptDecision.objects.count()) == (2, 0)


def test_a_wrong_password_signs_nothing_and_loses_nothing(scene):
    client = tired(scene, "member")

    response = client.post(scene.url("sign"), scene.verdict("part-1", note="Mine."))
    _, wrong = confirm(client, response, "not-the-password")
    again = client.post(scene.url("sign"), scene.verdict("part-1", note="Mine."))

    assert (wrong.status_code, again["Location"].startswith(CONFIRM)) == (200, True)
    assert SignOff.objects.count() == 0
    assert KeptDecision.objects.get().data == {"verdict": "approve", "note": "Mine."}


def test_in_a_sitting_nobody_is_asked_again(scene):
    client = tired(scene, "member")
    confirm(client, client.post(scene.url("sign"), scene.verdict("part-1")))

    first = client.post(scene.url("sign"), scene.verdict("part-1"))
    second = client.post(scene.url("sign"), scene.verdict("part-2"))

    assert [response["Location"].startswith(scene.url()) for response in (first, second)] == [True, True]
    assert SignOff.objects.count() == 2


def test_signing_in_begins_a_sitting(scene):
    client = Client()
    client.post("/accounts/login/", {"login": scene.member.email, "password": PASSWORD})

    client.post(scene.url("sign"), scene.verdict("part-1"))

    assert SignOff.objects.count() == 1


def test_a_session_in_which_nobody_proved_anything_does_not_sign(scene):
    client = Client()
    client.force_login(scene.member)

    response = client.post(scene.url("sign"), scene.verdict("part-1"))

    assert (response["Location"].startswith(CONFIRM), SignOff.objects.count()) == (True, 0)


def test_the_chair_comes_back_to_the_approval(scene):
    scene.sign_all("member", "second")
    client = tired(scene, "chair")

    back, confirmed = confirm(client, client.post(scene.url("approve")))

    assert (back, confirmed["Location"], Approval.objects.count()) == (scene.url("approve"), scene.url("approve"), 0)
    assert client.get(back).status_code == 200
    client.post(back)
    assert Approval.objects.count() == 1


def test_confirming_leads_nowhere_else(scene):
    client = tired(scene, "member")

    response = client.post(CONFIRM, {"password": PASSWORD, "next": "https://evil.example/"})

    assert response["Location"] == settings.LOGIN_REDIRECT_URL
