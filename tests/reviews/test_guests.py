"""A guest's link: one edition, to read and to comment, until a day or until it is closed; and nothing else."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.queries import part_of
from editorial.record.models import Event
from editorial.shared.canonical import sha256
from editorial.shared.issues import Refused
from reviews.actions import add_comment, comment_as_guest, invite_guest, revoke_guest, take_back
from reviews.actions.notices.mails import send_due
from reviews.models import Comment, Guest, Notice

from .scenes import comment_on, make_scene, next_edition

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def invite(scene, **more) -> tuple[Guest, str]:
    fields = {"name": "Outside Expert", "credentials": "PhD", "email": "expert@example.org", "until": in_days(7)}
    return invite_guest(edition=scene.edition, by=scene.chair, **fields | more)


def address(secret: str) -> str:
    return reverse("guest", args=[secret])


def say(scene, secret: str, text: str = "I doubt the dose.", **more):
    version = scene.version("part-1")
    return Client().post(address(secret), {"version": version.pk, "text": text, **more})


def codes(refused) -> list[str]:
    return [issue.code for issue in refused.value.issues]


# Inviting


def test_the_chair_gets_the_link_once_and_the_guest_gets_it_by_mail(scene):
    fields = {"name": "Outside Expert", "credentials": "PhD", "email": "expert@example.org", "until": in_days(7)}
    page = scene.client("chair").post(scene.url("guests"), fields).content.decode()
    guest = Guest.objects.get()
    secret = page.split('id="guest-link">')[1].split("</code>")[0].rsplit("/", 2)[1]

    assert (guest.link_digest, guest.person.is_active) == (sha256(secret), False)
    assert mail.outbox == []  # no request speaks to the mail server
    assert "the mail is on its way" in page
    assert [send_due(), send_due()] == [1, 0]
    assert "link mailed" in scene.get("chair", "guests").content.decode()
    assert (mail.outbox[0].to, secret in mail.outbox[0].body) == (["expert@example.org"], True)
    assert secret not in scene.get("chair", "guests").content.decode()
    assert Event.objects.filter(verb="guest.invited", subject=f"guest:{guest.pk}").count() == 1


@pytest.mark.parametrize(("days", "wanted"), [(-1, ["past"]), (0, []), (90, []), (91, ["too-far"])])
def test_a_link_opens_something_until_a_day_that_is_near(scene, days, wanted):
    """Asked by the form, and by whatever else invites."""
    fields = {"name": "Outside Expert", "email": "expert@example.org", "until": in_days(days)}
    shown = scene.client("chair").post(scene.url("guests"), fields).content.decode()
    assert ("at most 90 days ahead" in shown) == bool(wanted)
    if wanted:
        with pytest.raises(Refused) as refused:
            invite(scene, until=in_days(days))
        assert codes(refused) == wanted
    assert Guest.objects.count() == (0 if wanted else 1)


@pytest.mark.parametrize("why", ["closed", "other-key"])
def test_a_link_that_opens_nothing_any_more_is_not_mailed(scene, settings, why):
    chair = scene.people["chair"]
    guest, _secret = invite_guest(edition=scene.edition, name="X", email="x@example.org", until=in_days(1), by=chair)
    if why == "closed":
        revoke_guest(guest=guest, by=chair)
    else:
        settings.SECRET_KEY = "another key"

    assert (send_due(), mail.outbox) == (0, [])
    guest.mail.refresh_from_db()
    assert (guest.mail.was_sent, guest.mail.finished_at is None) == (False, False)


def test_of_a_link_nothing_is_kept_by_which_it_could_be_made(scene):
    chair = scene.people["chair"]
    _guest, secret = invite_guest(edition=scene.edition, name="X", email="x@example.org", until=in_days(1), by=chair)
    _other, another = invite_guest(edition=scene.edition, name="Y", email="y@example.org", until=in_days(1), by=chair)
    with connection.cursor() as cursor:
        cursor.execute("SELECT g::text || coalesce(m::text, '') FROM reviews_guest g LEFT JOIN reviews_guestmail m "
                       "ON m.guest_id = g.id")  # fmt: skip
        kept = "".join(text for (text,) in cursor.fetchall())

    assert secret not in kept
    assert (len(secret), secret != another) == (43, True)


def test_a_mail_that_cannot_be_sent_leaves_the_link_with_the_chair(scene, monkeypatch):
    def fail(self, *args, **options):
        raise SMTPException("No such server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    fields = {"name": "Outside Expert", "email": "expert@example.org", "until": in_days(7)}
    page = scene.client("chair").post(scene.url("guests"), fields).content.decode()

    assert "pass the link on yourself" in page
    assert Guest.objects.count() == 1
    assert send_due() == 0
    assert "the mail is tried again" in scene.get("chair", "guests").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("email", "nobody"), ("until", "soon"), ("until", "2020-01-01"), ("until", "2999-01-01")],
)
def test_an_invitation_that_cannot_be_sent_says_why_and_keeps_what_was_typed(scene, field, value):
    fields = {"name": "Outside Expert", "email": "expert@example.org", "until": in_days(7), field: value}
    answer = scene.client("chair").post(scene.url("guests"), fields)

    assert (answer.status_code, Guest.objects.count()) == (422, 0)
    assert ("Outside Expert" in answer.content.decode()) == (field != "name")


def test_nobody_is_invited_to_an_edition_that_is_not_with_the_board(scene):
    take_back(edition=scene.edition, by=scene.editor)

    with pytest.raises(Refused) as refused:
        invite(scene)

    assert codes(refused) == ["wrong-state"]


def test_only_the_chair_invites_and_closes(scene):
    guest, _ = invite(scene)

    with pytest.raises(PermissionDenied):
        invite_guest(edition=scene.edition, name="X", email="x@example.org", until=in_days(1), by=scene.member)
    with pytest.raises(PermissionDenied):
        revoke_guest(guest=guest, by=scene.member)


# Reading and commenting


def test_a_guest_reads_the_edition_and_nothing_of_the_boards_talk(scene):
    comment_on(scene, text="Among ourselves.")
    scene.sign_all("member")
    _, secret = invite(scene)
    answer = Client().get(address(secret))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Text of part 2." in page
    assert "Plain words." in page
    assert ("Among ourselves." in page, "First Member" in page) == (False, False)
    assert (answer["X-Robots-Tag"], "no-store" in answer["Cache-Control"]) == ("noindex, nofollow", True)


def test_a_guest_comments_and_the_board_and_the_chair_know(scene):
    _, secret = invite(scene)
    answer = say(scene, secret, quote="Text of part 1.")

    comment = Comment.objects.get()
    assert answer.status_code == 302
    assert (comment.author.printed_name, comment.text, comment.quote) == (
        "Outside Expert, PhD",
        "I doubt the dose.",
        "Text of part 1.",
    )
    assert "I doubt the dose." in scene.get("member").content.decode()
    assert Notice.objects.filter(person=scene.chair, kind="comment").count() == 1


def test_a_guest_reads_answers_and_goes_on(scene):
    _, secret = invite(scene)
    say(scene, secret)
    comment = Comment.objects.get()
    add_comment(version=scene.version("part-1"), text="Why?", in_reply_to=comment, by=scene.member)

    page = Client().get(address(secret)).content.decode()
    say(scene, secret, "Because.", in_reply_to=str(comment.pk))

    assert "Why?" in page
    assert Comment.objects.get(text="Because.").in_reply_to == comment


def test_a_guest_goes_on_in_no_thread_of_others(scene):
    guest, secret = invite(scene)
    theirs = comment_on(scene)

    assert say(scene, secret, in_reply_to=str(theirs.pk)).status_code == 404
    with pytest.raises(Refused) as refused:
        comment_as_guest(guest=guest, version=scene.version("part-1"), text="Hm.", in_reply_to=theirs)
    assert codes(refused) == ["not-yours"]


def test_a_guest_goes_on_in_a_thread_at_its_own_section_only(scene):
    guest, secret = invite(scene)
    say(scene, secret)
    mine = Comment.objects.get()

    with pytest.raises(Refused) as refused:
        comment_as_guest(guest=guest, version=scene.version("part-2"), text="Hm.", in_reply_to=mine)

    assert codes(refused) == ["not-yours"]
    assert comment_as_guest(guest=guest, version=scene.version("part-1"), text="Hm.", in_reply_to=mine).pk


def test_an_empty_comment_is_refused(scene):
    _, secret = invite(scene)

    assert (say(scene, secret, "").status_code, Comment.objects.count()) == (422, 0)


def test_a_guest_reaches_no_other_edition(scene):
    guest, secret = invite(scene)
    take_back(edition=scene.edition, by=scene.editor)
    later = next_edition(scene, part_1="<p>Secret new words.</p>")
    version = part_of(later, "part-1").version

    assert "Secret new words." not in Client().get(address(secret)).content.decode()
    assert Client().post(address(secret), {"version": version.pk, "text": "Hm."}).status_code == 404
    with pytest.raises(Refused) as refused:
        comment_as_guest(guest=guest, version=version, text="Hm.")
    assert codes(refused) == ["other-edition"]


def test_a_guest_signs_in_nowhere(scene):
    guest, secret = invite(scene)
    client = Client()
    client.get(address(secret))

    assert client.get(scene.url()).status_code == 302
    assert not guest.person.has_usable_password()
    assert client.login(email=guest.person.email, password="") is False


# Closing


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_closed_link_opens_nothing_and_says_so(scene, how):
    guest, secret = invite(scene)
    if how == "revoked":
        answer = scene.post("chair", "revoke_guest", guest.pk)
        assert answer.status_code == 302
    else:
        Guest.objects.filter(pk=guest.pk).update(until=in_days(-1))

    looked, said = Client().get(address(secret)), say(scene, secret)

    assert (looked.status_code, said.status_code, Comment.objects.count()) == (410, 410, 0)
    assert "Text of part" not in looked.content.decode()


def test_a_link_that_closes_while_the_guest_writes_takes_no_comment(scene):
    guest, _ = invite(scene)
    revoke_guest(guest=guest, by=scene.chair)

    with pytest.raises(Refused) as refused:
        comment_as_guest(guest=guest, version=scene.version("part-1"), text="Late.")

    assert codes(refused) == ["closed"]


def test_on_its_last_day_a_link_is_open(scene):
    _, secret = invite(scene, until=in_days(0))

    assert Client().get(address(secret)).status_code == 200


def test_no_other_link_opens_anything(scene):
    _, secret = invite(scene)

    assert Client().get(address(secret[:-1])).status_code == 404


def test_guest_page_costs_the_same_for_one_comment_and_for_three(scene, django_assert_num_queries):
    _, secret = invite(scene)
    say(scene, secret)
    with django_assert_num_queries(5):
        Client().get(address(secret))
    say(scene, secret)
    say(scene, secret)
    with django_assert_num_queries(5):
        Client().get(address(secret))
