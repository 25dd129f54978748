"""What each action tells: exactly whom, in which words, and the page that it leads to. Nobody else, and no draft."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.actions import open_edition
from articles.actions.followups import ask_follow_up
from articles.queries import part_of
from editorial.shared.audit import save_audited
from reviews.actions import (
    add_comment,
    answer_assignment,
    assign,
    declare_interest,
    publish,
    recuse,
    retire,
    return_to_editor,
    revoke_approval,
    settle_request,
    submit,
    take_back,
)
from reviews.actions.notices.sentences import tell_question
from reviews.enums import NoticeKind, Verdict
from reviews.models import BoardMember, Notice
from tests.builders import (
    approve,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_submitted,
    make_user,
    sign,
    sign_all,
)

pytestmark = pytest.mark.django_db
DESK, SECTION, REVIEW = "/desk/articles/twitches/", "/desk/articles/twitches/sections/part-1/", "/review/twitches/1/"
READY = ("Every section of edition 1 has its signatures: it can be approved.", f"{REVIEW}approve/")


@pytest.fixture(scope="module")
def built(before_all):
    board, editor = make_board(), make_editor()
    chair, member = make_chair(board, "Chair"), make_member(board, "Member")
    make_editor("Another editor")
    edition = make_submitted(by=editor, slug="twitches")
    Notice.objects.all().delete()
    return {"board": board, "editor": editor, "chair": chair, "member": member, "edition": edition}


@pytest.fixture
def board(built, own):
    return own(built)["board"]


@pytest.fixture
def editor(built, own):
    return own(built)["editor"]


@pytest.fixture
def chair(built, own):
    return own(built)["chair"]


@pytest.fixture
def member(built, own):
    return own(built)["member"]


@pytest.fixture
def edition(built, own):
    return own(built)["edition"]


def told(*kinds: str) -> dict[str, tuple[str, str]]:
    """Who was told what, and where it leads. One of a kind each."""
    rows = Notice.objects.filter(kind__in=kinds) if kinds else Notice.objects.all()
    found = {row.person.display_name: (row.text, row.path) for row in rows.select_related("person", "article")}
    assert len(found) == len(rows)
    return found


def version(edition, anchor="part-1"):
    return part_of(edition, anchor).version


def test_a_submission_is_told_to_who_leads_the_board(board, editor, chair, member):
    make_submitted(by=editor, slug="cramps")

    assert told() == {"Chair": ("Staff Editor submitted edition 1 for review.", "/review/cramps/1/")}


def test_the_next_submission_is_told_to_those_who_were_asked_too(edition, editor, chair, member):
    assign(article=edition.article, user=member, by=chair)
    take_back(edition=edition, by=editor)
    draft = open_edition(article=edition.article, by=editor)
    Notice.objects.all().delete()

    submit(edition=draft, by=editor)

    text = "Staff Editor submitted edition 2 for review."
    assert told() == dict.fromkeys(("Chair", "Member"), (text, "/review/twitches/2/"))


def test_an_assignment_is_told_to_the_member_with_its_day(edition, chair, member):
    day = timezone.localdate() + timedelta(days=40)
    sections = [version(edition).section]

    assign(article=edition.article, user=member, by=chair, due_on=day, sections=sections)

    text = f"Chair asks you to review 1 section of edition 1 by {day.day} {day:%B %Y}."
    assert told() == {"Member": (text, REVIEW)}
    assert Notice.objects.get().is_urgent is False


@pytest.mark.parametrize(("days", "urgent"), [(-1, True), (2, True), (3, False)])
def test_what_is_due_within_two_days_is_told_at_once(edition, chair, member, days, urgent):
    assign(article=edition.article, user=member, by=chair, due_on=timezone.localdate() + timedelta(days=days))

    assert Notice.objects.get().is_urgent is urgent


def test_asking_the_same_again_tells_nobody(edition, chair, member):
    for _ in range(2):
        assign(article=edition.article, user=member, by=chair)

    assert len(told()) == 1


def test_that_a_member_took_a_review_on_is_told_to_the_chair(edition, chair, member):
    assign(article=edition.article, user=member, by=member)

    assert told() == {"Chair": ("Member took on the review of all of edition 1.", REVIEW)}


@pytest.mark.parametrize(
    ("accept", "words"), [(True, "Member will review."), (False, "Member declined to review, with a reason.")]
)
def test_a_members_answer_is_told_to_who_asked(edition, chair, member, accept, words):
    row = assign(article=edition.article, user=member, by=chair)
    Notice.objects.all().delete()

    answer_assignment(assignment=row, accept=accept, reason="A secret illness.", by=member)

    assert told() == {"Chair": (words, REVIEW)}


def test_an_interest_and_keeping_out_are_told_to_the_chair_without_what_was_said(edition, member):
    declare_interest(article=edition.article, statement="Paid for talks.", by=member)
    assert told() == {"Chair": ("Member declared an interest in the article: they comment, and do not sign.", REVIEW)}
    Notice.objects.all().delete()

    recuse(article=edition.article, reason="A friend wrote it.", by=member)
    assert told() == {"Chair": ("Member keeps out of signing the article, with a reason.", REVIEW)}


def test_a_request_is_told_to_desk_and_chair_and_to_no_other_member(board, edition, member):
    make_member(board, "Another member")

    sign(version=version(edition), verdict=Verdict.REQUEST_CHANGES, note="Say it plainly.", by=member)

    text = "Member requests changes in “Part 1”."
    assert told() == {"Staff Editor": (text, f"{SECTION}#comments"), "Chair": (text, f"{REVIEW}#section-part-1")}


def test_an_approval_of_a_section_is_told_to_nobody(edition, member):
    sign(version=version(edition), verdict=Verdict.APPROVE, by=member)

    assert told() == {}


def test_the_last_signature_is_told_to_who_can_approve_once(board, edition, member):
    other = make_member(board, "Another member")
    last = part_of(edition, "part-2").version
    sign_all(edition, member)
    for part in edition.pins.exclude(version=last).select_related("version"):
        sign(version=part.version, verdict=Verdict.APPROVE, by=other)
    assert told() == {}

    for _ in range(2):
        sign(version=last, verdict=Verdict.APPROVE, by=other)

    assert told() == {"Chair": READY}
    assert Notice.objects.count() == 1


def test_a_settled_request_is_told_to_its_author_and_the_desk(edition, chair, member):
    request = sign(version=version(edition), verdict=Verdict.REQUEST_CHANGES, note="Say it plainly.", by=member)
    Notice.objects.all().delete()

    settle_request(sign_off=request, reason="It is plain.", by=chair)

    text = "Chair settled Member, MD’s request for changes in “Part 1”, with a reason. The request stays on record."
    assert told() == {"Staff Editor": (text, f"{SECTION}#comments"), "Member": (text, f"{REVIEW}#section-part-1")}


@pytest.mark.parametrize(
    ("must", "words"),
    [(False, "Member commented on “Part 1”."), (True, "Member asks for an answer, before approval, on “Part 1”.")],
)
def test_a_remark_of_the_board_is_told_to_the_desk(edition, member, must, words):
    comment = add_comment(version=version(edition), text="Which dose?", must_be_answered=must, by=member)

    assert told() == {"Staff Editor": (words, f"{SECTION}#comment-{comment.pk}")}


def test_a_reply_is_told_to_those_who_spoke_and_names_the_section_as_it_was(board, edition, editor, member):
    other = make_member(board, "Another member")
    comment = add_comment(version=version(edition), text="Which dose?", by=member)
    add_comment(version=version(edition), text="And how often?", in_reply_to=comment, by=other)
    take_back(edition=edition, by=editor)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-1", "<p>Other words.</p>", heading="A secret heading", by=editor)
    Notice.objects.all().delete()

    add_comment(version=version(draft), text="As often as needed.", in_reply_to=comment, by=editor)

    page = f"{REVIEW}#comment-{comment.pk}"
    text = "Staff Editor replied in a thread on “Part 1”."
    assert told() == dict.fromkeys(("Member", "Another member"), (text, page))


def test_a_remark_on_a_draft_stays_on_the_desk(board, editor, chair):
    draft = make_draft(by=editor)

    add_comment(version=version(draft), text="Is this so?", by=editor)

    assert told() == {}


def test_taking_back_is_told_to_the_board_that_was_at_it(edition, editor, chair, member):
    assign(article=edition.article, user=member, by=chair)
    Notice.objects.all().delete()

    take_back(edition=edition, by=editor)

    text = "Staff Editor took edition 1 back to mend it. What you signed stays signed."
    assert told() == dict.fromkeys(("Chair", "Member"), (text, REVIEW))


def test_a_return_is_told_to_the_desk(edition, chair):
    return_to_editor(edition=edition, text="Please mend the doses.", by=chair)

    assert told() == {"Staff Editor": ("Chair returned edition 1 with a letter.", DESK)}


def approved(board, edition, chair, member):
    sign_all(edition, member, make_member(board, "Another member"))
    approve(edition=edition, by=chair)


def test_approval_and_publication_are_told_to_the_desk_and_those_who_were_asked(board, edition, chair, member):
    assign(article=edition.article, user=member, by=chair)
    Notice.objects.all().delete()
    approved(board, edition, chair, member)

    text = "Chair approved edition 1."
    assert told() == {"Staff Editor": (text, DESK), "Member": (text, REVIEW), "Chair": READY}
    publish(edition_id=edition.pk)
    page = ("Edition 1 is published.", "/articles/twitches/")
    assert told(NoticeKind.PUBLISHED) == dict.fromkeys(("Staff Editor", "Member", "Chair"), page)


def test_that_the_chair_revoked_an_approval_is_told_to_the_desk(board, edition, chair, member):
    approved(board, edition, chair, member)
    revoke_approval(edition=edition, reason="A doubt.", by=chair)

    text = "Chair revoked the approval of edition 1: it is under review again."
    assert told(NoticeKind.REVOKED) == {"Staff Editor": (text, DESK)}


def test_that_the_system_revoked_an_approval_is_told_to_the_chair_at_once(board, edition, chair, member):
    approved(board, edition, chair, member)
    declare_interest(article=edition.article, statement="Shares.", by=member)

    assert publish(edition_id=edition.pk) is False

    text = (
        "A check before publication failed, and the system revoked the approval of edition 1: it is under review again."
    )
    assert told(NoticeKind.REVOKED) == {"Staff Editor": (text, DESK), "Chair": (text, REVIEW)}
    assert set(Notice.objects.filter(kind=NoticeKind.REVOKED).values_list("is_urgent", flat=True)) == {True}


def test_that_an_article_was_taken_down_is_told_to_the_desk(board, chair, editor):
    edition = make_published(by=editor, slug="cramps")
    Notice.objects.all().delete()

    retire(edition=edition, reason="Out of date.", by=chair)

    text = "Chair took the article down, with a reason."
    assert told()["Staff Editor"] == (text, "/articles/cramps/")
    assert "Chair" not in told()


def test_readers_questions_are_told_once_for_an_article_and_day(editor):
    edition = make_published(by=editor, slug="cramps")
    Notice.objects.all().delete()
    for _ in range(3):
        ask_follow_up(slug="cramps", question="Does it hurt?")
    day = timezone.localdate()

    results = [tell_question(edition.article, day), tell_question(edition.article, day)]

    text = f"Readers asked about the article on {day.day} {day:%B %Y}."
    assert (results, told()) == ([1, 0], {"Staff Editor": (text, "/desk/questions/")})


def test_whose_term_has_ended_is_told_nothing_more(edition, editor, chair, member):
    assign(article=edition.article, user=member, by=chair)
    term = BoardMember.objects.get(user=member)
    term.ends_on = timezone.localdate() - timedelta(days=1)
    save_audited(term, by=None, reason="Ended")
    Notice.objects.all().delete()

    take_back(edition=edition, by=editor)

    assert set(told()) == {"Chair"}


def test_every_page_that_is_named_opens_for_whom_it_is_told(board, edition, editor, chair, member):
    """The links are those of pages that the person may open."""
    make_user("Reader")
    assign(article=edition.article, user=member, by=chair)
    comment = add_comment(version=version(edition), text="Which dose?", by=member)
    add_comment(version=version(edition), text="The usual one.", in_reply_to=comment, by=editor)
    request = sign(version=version(edition), verdict=Verdict.REQUEST_CHANGES, note="Say it.", by=member)
    settle_request(sign_off=request, reason="It is said.", by=chair)
    take_back(edition=edition, by=editor)
    again = open_edition(article=edition.article, by=editor)
    confirm_all(again, by=editor)
    submit(edition=again, by=editor)

    answers = {}
    for notice in Notice.objects.select_related("person", "article"):
        client = Client()
        client.force_login(notice.person)
        path = notice.path.split("#")[0]
        answers[notice.person.display_name, path] = client.get(path).status_code

    assert set(answers.values()) == {200}
    assert len(answers) == 5
