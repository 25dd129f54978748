"""Who gets which page of the board: every role against every address."""

import uuid
from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from articles.actions import open_edition
from articles.enums import EditionState
from articles.exchange.doubts import Decided
from reviews.actions import declare_interest, end_term, submit, take_back
from reviews.enums import Verdict
from reviews.models import SignOff
from tests.builders import bring_source, edit, sign
from tests.reviews.scenes import ROLES, Scene, comment_on, make_scene, submit_with_author

pytestmark = pytest.mark.django_db

BOARD = ("member", "conflicted", "author_member", "chair", "deputy")
LEADERS = ("chair", "deputy")
SIGN_IN, NOT_FOUND, FORBIDDEN = 302, 404, 403


def expected(role: str, leaders_only: bool, answer: int) -> int:
    """What a role gets of an edition's page that answers ``answer`` to those who may have it."""
    if role in ("anonymous", "deactivated"):
        return SIGN_IN
    if role not in BOARD:
        return NOT_FOUND
    return FORBIDDEN if leaders_only and role not in LEADERS else answer


# name of the address -> (more of it, only for chair and deputy)
LOOKED_AT = {
    "edition": ((), False),
    "preview": (("patient",), False),
    "word": ((), False),
    "declare_interest": ((), False),
    "recuse": ((), False),
    "accept": ((), False),
    "section": (("part-1",), False),
    "renew": ((), False),
    "approve": ((), True),
    "approve_urgently": ((), True),
    "return": ((), True),
    "revoke": ((), True),
    "retire": ((), True),
    "correct": (("note",), True),
    "assign": ((), True),
    "guests": ((), True),
    "policy": ((), True),
    "corrections": ((), True),
    "schedule": ((), True),
    "leave_out": ((), True),
    "withdraw": ((), True),
}
# Addresses that need something to exist first, and those that only take what is sent.
WITH_AN_ID = {"reply": False, "settle": True}
SENT_ONLY = {"sign", "keep", "begin", "comment", "resolve", "reopen", "end_interest", "end_recusal"}
ONLY_IF_ASKED = {"decline", "more_time"}
# What the chair does with one review or one guest: see test_reassigning.py and test_guests.py.
WITH_A_ROW = {"reassign", "release", "revoke_guest", "answer_time"}
# What a submitted edition was imported from, where that is kept.
OF_A_SOURCE = {"source", "source_file"}
# Word files that come back: see test_returned_pages.py.
OF_A_FILE = {"bring_file", "look_at_file", "returned_file", "who_wrote", "confirm_remark"}
# Also for administrators: see test_handover.py.
HANDED = {"hand_over"}


def test_every_address_has_an_expectation():
    patterns = get_resolver("reviews.urls.review").url_patterns
    names = {one.name for pattern in patterns for one in getattr(pattern, "url_patterns", [pattern])}

    assert names == {
        "queue",
        "latest",
        "history",
        "section_history",
        *LOOKED_AT,
        *WITH_AN_ID,
        *SENT_ONLY,
        *ONLY_IF_ASKED,
        *WITH_A_ROW,
        *OF_A_SOURCE,
        *OF_A_FILE,
        *HANDED,
    }


@pytest.fixture(scope="module")
def built(before_all):
    return make_scene()


@pytest.fixture
def scene(built, own):
    return own(built)


def test_pages_open_only_to_whom_they_are_for(scene):
    answers = {
        (role, name): scene.get(role, name, *more).status_code
        for role in ROLES
        for name, (more, _) in LOOKED_AT.items()
    }

    assert answers == {
        (role, name): expected(role, leaders_only, 200)
        for role in ROLES
        for name, (_, leaders_only) in LOOKED_AT.items()
    }


@pytest.fixture
def imported(scene):
    """The next edition of the scene, which a file came into, and that file's row; submitted, with its doubt decided."""
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    source = bring_source(draft, by=scene.editor, decided={0: Decided("right")})
    return submit(edition=draft, by=scene.editor), source


def test_what_it_was_imported_from_is_for_its_board(scene, imported):
    edition, source = imported

    answers = {
        (role, name): scene.client(role).get(scene.url(name, source.pk, edition=edition))
        for role in ROLES
        for name in OF_A_SOURCE
    }

    assert {key: one.status_code for key, one in answers.items()} == {
        (role, name): expected(role, False, 200) for role, name in answers
    }
    assert {"no-store" in answers["member", name]["Cache-Control"] for name in OF_A_SOURCE} == {True}


def test_what_a_later_draft_came_from_is_not_found_under_an_earlier_edition(scene, imported):
    _, source = imported

    answers = [scene.client("chair").get(scene.url(name, source.pk)).status_code for name in OF_A_SOURCE]

    assert answers == [NOT_FOUND, NOT_FOUND]


def test_what_a_draft_came_from_is_nobodys_here(scene):
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    source = bring_source(draft, by=scene.editor)

    answers = [
        scene.client("chair").get(scene.url(name, source.pk, edition=edition)).status_code
        for name in OF_A_SOURCE
        for edition in (draft, scene.edition)
    ]

    assert answers == [NOT_FOUND] * 4


def test_what_is_sent_is_refused_to_whom_it_is_not_for(scene):
    comment, version = comment_on(scene), scene.version("part-1")
    sent = {
        "sign": ((), scene.verdict("part-1")),
        "keep": ((), scene.verdict("part-2")),
        "comment": ((), {"version": version.pk, "text": "A remark."}),
        "resolve": ((comment.pk,), {}),
    }

    answers = {
        (role, name): scene.client(role).post(scene.url(name, *more), data).status_code
        for role in ROLES
        for name, (more, data) in sent.items()
    }

    board = {(role, "sign"): 409 for role in ("conflicted", "author_member")}
    board |= {(role, "keep"): 204 for role in BOARD}
    assert answers == {(role, name): expected(role, False, board.get((role, name), 302)) for role, name in answers}
    assert {row.user.display_name for row in SignOff.objects.all()} == {"First Member", "Board Chair", "Board Deputy"}


def test_decisions_are_refused_to_whom_they_are_not_for(scene):
    names = ("approve", "return", "revoke", "retire", "assign", "policy", "schedule")

    answers = {
        (role, name): scene.client(role).post(scene.url(name), {}).status_code for role in ROLES for name in names
    }

    leaders = dict.fromkeys(names, 422) | {"approve": 409, "schedule": 302}
    assert answers == {(role, name): expected(role, True, leaders[name]) for role, name in answers}
    scene.edition.refresh_from_db()
    assert scene.edition.state == EditionState.SUBMITTED


def test_the_queue_is_for_board_members(scene):
    answers = {role: scene.client(role).get(reverse("review:queue")).status_code for role in ROLES}

    members = dict.fromkeys((*BOARD, "other_board"), 200)
    signed_out = dict.fromkeys(("anonymous", "deactivated"), SIGN_IN)
    assert answers == {**dict.fromkeys(ROLES, FORBIDDEN), **members, **signed_out}


def test_an_articles_own_address_leads_on_only_for_its_board(scene):
    address = reverse("review:latest", args=[scene.edition.article.slug])

    answers = {role: scene.client(role).get(address) for role in ROLES}

    assert {role: one.status_code for role, one in answers.items()} == {
        role: expected(role, False, 302) for role in ROLES
    }
    assert {answers[role]["Location"] for role in BOARD} == {scene.url()}


def test_an_articles_history_is_for_its_board_and_knows_no_drafts(scene):
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    edit(draft, "part-1", "<p>x</p>", by=scene.editor, heading="CANARY")
    address = reverse("review:history", args=[scene.edition.article.slug])
    comment_on(scene)

    answers = {role: scene.client(role).get(address) for role in ROLES}

    assert {role: one.status_code for role, one in answers.items()} == {
        role: expected(role, False, 200) for role in ROLES
    }
    page = answers["member"].content.decode()
    assert "commented on “Part 1”" in page
    assert ("CANARY" in page, "opened edition 2" in page, "changed “" in page) == (False, False, False)


def test_drafts_are_nobodys_here(scene):
    take_back(edition=scene.edition, by=scene.editor)
    draft = open_edition(article=scene.edition.article, by=scene.editor)

    assert scene.client("chair").get(scene.url(edition=draft)).status_code == NOT_FOUND
    assert scene.get("chair").status_code == 200


def test_a_term_that_ended_meanwhile_closes_the_page(scene):
    assert scene.get("member").status_code == 200
    term = scene.member.board_terms.get()
    end_term(member=term, on=timezone.localdate() - timedelta(days=1), by=scene.administrator)

    assert scene.get("member").status_code == NOT_FOUND
    assert scene.client("member").post(scene.url("sign"), scene.verdict("part-1")).status_code == NOT_FOUND
    assert SignOff.objects.count() == 0


def test_no_page_is_kept_by_a_cache(scene):
    pages = [scene.get("chair", name, *more) for name, (more, _) in LOOKED_AT.items()]
    pages.append(scene.client("chair").get(reverse("review:queue")))

    assert {"no-store" in page["Cache-Control"] for page in pages} == {True}


def test_what_is_only_sent_answers_no_look(scene):
    names = {
        "sign": (),
        "begin": (),
        "comment": (),
        "resolve": (uuid.uuid4(),),
        "reopen": (uuid.uuid4(),),
    }

    assert {scene.get("member", name, *more).status_code for name, more in names.items()} == {405}


def test_things_of_another_article_are_not_found_under_this_one(scene):
    other = make_scene_beside(scene)
    comment = comment_on(other)
    signed = other_request(other)
    here = scene.client("chair")

    assert here.post(scene.url("resolve", comment.pk)).status_code == NOT_FOUND
    assert here.post(scene.url("reopen", comment.pk)).status_code == NOT_FOUND
    assert here.get(scene.url("reply", comment.pk)).status_code == NOT_FOUND
    assert here.post(scene.url("reply", comment.pk), {"text": "x"}).status_code == NOT_FOUND
    assert here.post(scene.url("settle", signed.pk), {"reason": "x"}).status_code == NOT_FOUND
    assert here.post(scene.url("end_interest", other.interest.pk)).status_code == NOT_FOUND
    strange = {f"{other.version('part-1').pk}-verdict": Verdict.APPROVE}
    assert here.post(scene.url("sign"), {**scene.verdict("part-1"), **strange}).status_code == NOT_FOUND
    foreign = {"version": other.version("part-1").pk, "text": "x"}
    assert here.post(scene.url("comment"), foreign).status_code == NOT_FOUND
    assert list(SignOff.objects.all()) == [signed]
    comment.refresh_from_db()
    assert comment.resolved_at is None
    other.interest.refresh_from_db()
    assert other.interest.ended_at is None


def make_scene_beside(scene):
    """Another article of the same board."""
    other = Scene(scene.board, submit_with_author(scene.people, slug="another-article"), scene.people)
    interest = declare_interest(article=other.edition.article, statement="Mine.", by=scene.conflicted)
    other.people = {**scene.people, "interest": interest}
    return other


def other_request(other):
    return sign(version=other.version("part-1"), verdict=Verdict.REQUEST_CHANGES, note="No.", by=other.member)
