"""What a guest reads and writes beyond remarks: the chair's question, what differs from what readers have, and words
that they propose, in which they then had a hand, under whatever name they come back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions import open_edition, remove_section
from articles.models import Contribution
from articles.queries import part_of
from editorial.accounts.models import User
from editorial.record.models import Event
from editorial.shared.audit import save_audited
from editorial.shared.issues import Refused
from reviews.actions import (
    accept_proposal,
    add_member,
    comment_as_guest,
    declare_interests,
    decline_proposal,
    invite_guest,
    submit,
    take_back,
)
from reviews.enums import Verdict
from reviews.models import Comment, Guest, Notice
from reviews.rules.case import case_of
from reviews.rules.eligibility import contributors_to
from tests.builders import codes, confirm_all, edit, make_chair, make_editor, make_published, make_user, sign

from .scenes import make_scene

pytestmark = pytest.mark.django_db
ADDRESS = "Outside.Expert@example.org"


@pytest.fixture
def scene():
    return make_scene()


def invite(edition, chair, **more) -> tuple[Guest, str]:
    until = timezone.localdate() + timedelta(days=7)
    return invite_guest(edition=edition, name="Outside Expert", email=ADDRESS, until=until, by=chair, **more)


def page(secret: str) -> str:
    return Client().get(reverse("guest", args=[secret])).content.decode()


def propose(scene, guest: Guest, **more) -> Comment:
    said = {"text": "", "quote": "Text of part 1", "proposal": "Better text of part 1"}
    return comment_as_guest(guest=guest, version=scene.version("part-1"), **said | more)


def accepted(scene, comment: Comment):
    """The editor takes the words over, and submits again; returns the version that came of it."""
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    base = part_of(draft, "part-1").version.pk
    version = accept_proposal(comment=comment, edition=draft, base_version=base, by=scene.editor)
    confirm_all(draft, by=scene.editor)
    scene.edition = submit(edition=draft, by=scene.editor)
    return version


def seat(scene, person: User) -> User:
    add_member(board=scene.board, user=person, by=scene.administrator, starts_on=timezone.localdate())
    declare_interests(items=[], by=person)
    return person


# The question


def test_the_question_of_whoever_invited_stands_on_top_and_not_in_the_mail(scene):
    fields = {"name": "Outside Expert", "email": ADDRESS, "question": "Is <5 mg> too much?"}
    fields["until"] = (timezone.localdate() + timedelta(days=7)).isoformat()
    shown = scene.client("chair").post(scene.url("guests"), fields).content.decode()
    secret = shown.split('id="guest-link">')[1].split("</code>")[0].rsplit("/", 2)[1]
    read = page(secret)

    assert read.index("Is &lt;5 mg&gt; too much?") < read.index("Text of part 1.")
    assert "Is &lt;5 mg&gt; too much?" in scene.get("chair", "guests").content.decode()
    assert Guest.objects.get().question == "Is <5 mg> too much?"


def test_without_a_question_nothing_stands_there(scene):
    _, secret = invite(scene.edition, scene.chair)

    assert "notice-title" not in page(secret)


# What differs


def test_a_guest_sees_what_differs_from_what_readers_have():
    editor = make_editor()
    live = make_published(by=editor, sections=3)
    chair = make_chair(board_of(live))
    draft = open_edition(article=live.article, by=editor)
    edit(draft, "part-1", "<p>Text of part one.</p>", by=editor)
    remove_section(edition=draft, anchor="part-3", reason="Out of date.", by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    _, secret = invite(edition, chair)
    read = page(secret)

    assert "differs from edition 1, which readers have" in read
    assert ("<del>" in read, "<ins>" in read) == (True, True)
    assert "Out of date." in read
    assert [read.count(f">{state}</span>") > 0 for state in ("Changed", "Unchanged", "New section")] == [
        True,
        True,
        False,
    ]


def board_of(edition):
    return case_of(edition).policy.policy.board


def test_before_readers_have_anything_nothing_is_marked(scene):
    _, secret = invite(scene.edition, scene.chair)
    read = page(secret)

    assert ("What is new" in read, "<ins>" in read, "Unchanged" in read) == (False, False, False)


def test_comparing_costs_the_same_for_two_sections_and_for_four():
    costs = []
    for sections in (2, 4):
        editor = make_editor()
        live = make_published(by=editor, sections=sections)
        draft = open_edition(article=live.article, by=editor)
        for number in range(1, sections):
            edit(draft, f"part-{number}", "<p>Other words.</p>", by=editor)
        confirm_all(draft, by=editor)
        _, secret = invite(submit(edition=draft, by=editor), make_chair(board_of(live)))
        with CaptureQueriesContext(connection) as asked:
            page(secret)
        costs.append(len(asked))

    assert costs[0] == costs[1] <= 8


# Proposing


def test_a_guest_proposes_words_and_the_editor_is_told(scene):
    guest, secret = invite(scene.edition, scene.chair)
    sent = {"version": scene.version("part-1").pk, "quote": "Text of part 1", "proposal": "Better text of part 1"}
    answer = Client().post(reverse("guest", args=[secret]), sent)
    comment = Comment.objects.get()

    assert (answer.status_code, comment.author, comment.proposal) == (302, guest.person, "Better text of part 1")
    assert "Better" in page(secret)
    assert Notice.objects.get(person=scene.editor, kind="comment").text == (
        "Outside Expert, a guest, proposed words for edition 1."
    )
    assert (
        "Accept"
        in scene.client("editor")
        .get(reverse("desk:section", args=[scene.edition.article.slug, "part-1"]))
        .content.decode()
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"quote": ""}, "no-quote"),
        ({"quote": "Nowhere said"}, "quote-not-there"),
        ({"proposal": "See [@nobody1900]"}, "unknown-reference"),
        ({"proposal": ""}, "no-text"),
    ],
)
def test_words_that_cannot_be_proposed_say_why(scene, fields, code):
    guest, _ = invite(scene.edition, scene.chair)

    with pytest.raises(Refused) as refused:
        propose(scene, guest, **fields)

    assert codes(refused) == [code]


def test_a_refused_proposal_keeps_what_was_typed(scene):
    _, secret = invite(scene.edition, scene.chair)
    sent = {"version": scene.version("part-1").pk, "quote": "Nowhere said", "proposal": "My better words"}
    answer = Client().post(reverse("guest", args=[secret]), sent)

    assert (answer.status_code, "My better words" in answer.content.decode()) == (409, True)
    assert Comment.objects.count() == 0


def test_a_guest_proposes_words_for_one_wording(scene):
    guest, _ = invite(scene.edition, scene.chair)
    comment = propose(scene, guest, quote="Plain words", proposal="Plainer words", audience="patient")
    version = accepted(scene, comment)

    assert "Plainer words" in version.content


def test_a_guest_reads_what_became_of_their_words(scene):
    guest, secret = invite(scene.edition, scene.chair)
    comment = propose(scene, guest)
    decline_proposal(comment=comment, reason="It is said below.", by=scene.editor)
    read = page(secret)

    assert ("It is said below." in read, "Declined" in read) == (True, True)


# Hands


def test_accepted_words_make_the_named_guest_a_contributor(scene):
    guest, _ = invite(scene.edition, scene.chair)
    version = accepted(scene, propose(scene, guest))

    hands = set(version.contributions.values_list("user__display_name", "part"))
    assert ("Outside Expert", Contribution.Part.PROPOSED) in hands
    assert guest.person.pk in contributors_to([version])[version.pk]
    assert Event.objects.filter(verb="comment.accepted").count() == 1


@pytest.mark.parametrize("how", ["new-account", "had-it-already", "had-it-once"])
def test_a_guest_whose_words_were_accepted_cannot_sign_them_as_a_member(scene, how):
    """The guest is known by the address to which the link went, also where the account has another by now."""
    person = User(email=ADDRESS.lower(), display_name="Dr O. Expert", credentials="MD")
    if how != "new-account":
        save_audited(person, by=None, reason="Made")
    guest, _ = invite(scene.edition, scene.chair)
    version = accepted(scene, propose(scene, guest))
    if how == "new-account":
        save_audited(person, by=None, reason="Made")
    if how == "had-it-once":
        person.email = "another@example.org"
        save_audited(person, by=None, reason="Moved")
    seat(scene, person)

    assert person.pk in contributors_to([version])[version.pk]
    assert case_of(scene.edition).relation(person).had_a_hand
    with pytest.raises(Refused) as refused:
        sign(version=version, verdict=Verdict.APPROVE, by=person)
    assert codes(refused) == ["contributor"]
    assert sign(version=scene.version("part-2"), verdict=Verdict.APPROVE, by=person)


@pytest.mark.parametrize("what", ["another-address", "not-accepted"])
def test_who_is_not_the_guest_or_whose_words_were_not_taken_over_signs(scene, what):
    guest, _ = invite(scene.edition, scene.chair)
    comment = propose(scene, guest)
    if what == "another-address":
        accepted(scene, comment)
    address = "else@example.org" if what == "another-address" else ADDRESS.lower()
    person = User(email=address, display_name="Outside Expert", credentials="MD")
    save_audited(person, by=None, reason="Made")
    seat(scene, person)

    assert sign(version=scene.version("part-1"), verdict=Verdict.APPROVE, by=person)


def test_the_database_counts_a_guests_hand_too(scene):
    guest, _ = invite(scene.edition, scene.chair)
    version = accepted(scene, propose(scene, guest))
    person = make_user("Dr O. Expert")
    User.objects.filter(pk=person.pk).update(email=ADDRESS.lower())
    with connection.cursor() as cursor:
        cursor.execute("SELECT user_id FROM reviews_contributors(%s)", [[version.pk]])
        hands = {user for (user,) in cursor.fetchall()}

    assert {guest.person.pk, person.pk} <= hands
