"""Urgent safety changes: a basis on approving, marked until the normal quorum is reached."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles.actions import remove_section
from articles.models import Audience, PublicPage
from articles.queries import live_edition_of, part_of, parts_of
from editorial.record.verification import CHECKS
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Refused
from references.actions import update_reference
from references.models import Reference
from reviews.actions import (
    add_comment,
    compose_pages,
    open_urgent_edition,
    publish,
    revoke_approval,
    settle_request,
    submit,
)
from reviews.enums import ApprovalBasis, NoticeKind, Verdict
from reviews.models import Approval, Notice
from reviews.publishing.to_recompose import articles_to_recompose
from reviews.rules.case import case_of
from reviews.rules.urgent import Urgent, scope_issues, urgent_mark
from tests.builders import (
    approve,
    codes,
    confirm_all,
    edit,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    sign,
    sign_all,
)
from tests.reviews.test_corrections import CITING
from tests.reviews.urgent_scenes import (
    REASON,
    changed,
    keys,
    publish_with_three,
    published_by_three,
    sign_one,
    urgently,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(before_all):
    board = make_board(sign_offs=3)
    return board, publish_with_three(board)


@pytest.fixture
def three(built, own):
    """A board that asks for three signatures a section."""
    return own(built)[0]


@pytest.fixture
def live(built, own):
    """A live edition with three signatures on every section."""
    return own(built)[1]


def live_page(edition) -> str:
    return PublicPage.objects.get(article=edition.article, kind="live", audience="patient").content


def failures() -> list:
    return [failure for check in CHECKS for failure in check.run() if failure]


def test_two_signatures_on_the_named_section_suffice_and_the_page_says_why(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))

    approval = urgently(edition, chair, "part-2")
    assert publish(edition_id=edition.pk)

    assert (approval.basis, approval.reason) == (ApprovalBasis.URGENT, REASON)
    assert live_edition_of(edition.article) == edition
    assert urgent_mark(edition).headings == ["Part 2"]
    page = live_page(edition)
    assert "Urgent safety change" in page
    assert REASON in page
    assert "Take 5 mg." in page
    assert failures() == []


def test_the_whole_board_and_the_desk_are_told_at_once(three, live):
    edition, chair, member = changed(live, "part-2"), make_chair(three), make_member(three)
    bystander = make_member(three, "Bystander")
    sign_one(edition, "part-2", chair, member)

    urgently(edition, chair, "part-2")

    told = Notice.objects.filter(kind=NoticeKind.URGENT, is_urgent=True)
    people = {row.person for row in told.select_related("person")}
    assert {member, bystander, live.article.owner} <= people
    assert chair not in people
    assert REASON not in told.first().text
    assert "still need the normal signatures" in told.first().text


def test_no_signatures_are_asked_for_that_are_there(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three), make_member(three, "Third Signer"))

    urgently(edition, chair, "part-2")

    told = Notice.objects.filter(kind=NoticeKind.URGENT).first()
    assert told.text.endswith("approved edition 2 as an urgent safety change.")


def test_the_same_is_not_enough_for_a_normal_approval(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=chair)

    assert codes(refused) == ["signatures-missing"]


def test_the_mark_goes_with_the_last_signature_of_the_normal_quorum(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    urgently(edition, chair, "part-2")
    publish(edition_id=edition.pk)
    assert "Urgent safety change" in live_page(edition)

    sign_one(edition, "part-2", make_member(three))

    assert urgent_mark(edition) is None
    assert list(articles_to_recompose()) == [edition.article]  # the sweeper finds it within a minute
    compose_pages(edition.article)
    assert "Urgent safety change" not in live_page(edition)


def test_nothing_else_marks_a_page(live):
    assert urgent_mark(live) is None
    assert urgent_mark(None) is None
    assert "Urgent safety change" not in live_page(live)


def test_every_section_that_differs_must_be_named(three, live):
    edition, chair = changed(live, "part-1", "part-2"), make_chair(three)
    for anchor in ("part-1", "part-2"):
        sign_one(edition, anchor, chair, make_member(three))

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-2")

    assert codes(refused) == ["not-named"]
    assert urgently(edition, chair, "part-1", "part-2").edition == edition


def test_a_section_that_does_not_differ_is_not_named(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-1", "part-2")

    assert codes(refused) == ["not-changed"]


def test_a_removal_is_a_change_of_the_front(three, live):
    editor, chair, member = live.article.owner, make_chair(three), make_member(three)
    edition = open_urgent_edition(article=live.article, by=editor)
    remove_section(edition=edition, anchor="part-2", reason="It was wrong.", by=editor)
    confirm_all(edition, by=editor)
    edition = submit(edition=edition, by=editor)
    sign_one(edition, "front", chair, member)

    urgently(edition, chair, "front")
    publish(edition_id=edition.pk)

    assert [part.section.anchor for part in parts_of(live_edition_of(edition.article))] == ["front", "part-1"]


@pytest.mark.parametrize(
    ("signers", "missing"),
    [
        ("nobody", ["own-signature-missing", "second-signature-missing"]),
        ("chair", ["second-signature-missing"]),
        ("members", ["own-signature-missing"]),
    ],
)
def test_who_approves_and_one_more_must_have_signed(three, live, signers, missing):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-1", chair)  # begins the review
    people = {"nobody": [], "chair": [chair], "members": [make_member(three), make_member(three)]}
    sign_one(edition, "part-2", *people[signers])

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-2")

    assert codes(refused) == missing


def test_a_reason_must_be_given(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-2", reason="  ")

    assert codes(refused) == ["no-reason"]


def test_only_who_leads_the_board_approves_urgently(three, live):
    edition, member = changed(live, "part-2"), make_member(three)
    sign_one(edition, "part-2", member, make_chair(three))

    with pytest.raises(PermissionDenied):
        urgently(edition, member, "part-2")


def test_an_open_request_on_the_section_blocks_until_it_is_settled(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    version = part_of(edition, "part-2").version
    request = sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Wait.", by=make_member(three))

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-2")
    settle_request(sign_off=request, reason="It cannot wait.", by=chair)

    assert codes(refused) == ["changes-requested"]
    assert urgently(edition, chair, "part-2").edition == edition


def test_comments_on_the_named_section_block_and_others_wait(three, live):
    edition, chair, member = changed(live, "part-2"), make_chair(three), make_member(three)
    sign_one(edition, "part-2", chair, member)
    add_comment(version=part_of(edition, "part-1").version, text="And here?", by=member, must_be_answered=True)
    add_comment(version=part_of(edition, "part-2").version, text="Sure?", by=member, must_be_answered=True)

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-2")

    assert [issue.target for issue in refused.value.issues] == ["section:part-2"]


def test_a_first_edition_cannot_be_urgent(three):
    editor, chair = make_editor(), make_chair(three)
    edition = submit(edition=make_draft(by=editor), by=editor)
    sign_all(edition, chair, make_member(three))

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "front", "part-1", "part-2")

    assert codes(refused) == ["nothing-live"]


def test_nothing_changed_is_nothing_urgent(three, live):
    edition, chair = changed(live), make_chair(three)
    sign_one(edition, "part-2", chair)

    with pytest.raises(Refused) as refused:
        approve(edition=edition, by=chair, urgent=Urgent(frozenset(), REASON))

    assert codes(refused) == ["no-change"]


def test_nobody_reads_another_wording_of_what_stays(three, live):
    Audience.objects.filter(key="carer").update(fallback=Audience.objects.get(key="clinician"))
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))

    with pytest.raises(Refused) as refused:
        urgently(edition, chair, "part-2")

    assert codes(refused) == ["other-words"]


@pytest.mark.parametrize(
    ("csl", "refused"),
    [({"title": "Another work", "author": [{"family": "Other"}]}, ["other-works"]), ({"page": "1112-1121"}, [])],
)
def test_what_stays_rests_on_the_same_works_if_with_corrected_records(three, csl, refused):
    editor = make_editor()
    make_reference("boyer2005", page="1112-1120")
    draft = make_draft(by=editor)
    edit(draft, "part-1", CITING, by=editor)
    confirm_all(draft, by=editor)
    live = published_by_three(three, submit(edition=draft, by=editor))
    row = Reference.objects.get(key="boyer2005")
    update_reference(reference=row, by=editor, kind=row.kind, base=row.revision, csl={**row.csl, **csl})
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))

    issues = scope_issues(case_of(edition), Urgent(keys(edition, "part-2"), REASON))

    assert [issue.code for issue in issues] == refused


def test_what_changed_before_publication_revokes_it(three, live):
    """A request between the urgent approval and its publication: the system takes the approval back."""
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    urgently(edition, chair, "part-2")
    version = part_of(edition, "part-2").version
    sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Still wrong.", by=make_member(three))

    assert publish(edition_id=edition.pk) is False

    edition.refresh_from_db()
    assert edition.state == "under_review"


def test_a_revoked_urgent_approval_can_be_given_again(three, live):
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    urgently(edition, chair, "part-2")
    revoke_approval(edition=edition, reason="A slip.", by=chair)

    urgently(edition, chair, "part-2")

    assert publish(edition_id=edition.pk)


def test_a_second_urgent_change_carries_the_mark_of_the_first(three, live):
    chair, member = make_chair(three), make_member(three)
    first = changed(live, "part-1")
    sign_one(first, "part-1", chair, member)
    urgently(first, chair, "part-1")
    publish(edition_id=first.pk)
    second = changed(live_edition_of(live.article), "part-2")
    sign_one(second, "part-2", chair, member)

    urgently(second, chair, "part-2")
    publish(edition_id=second.pk)

    assert urgent_mark(second).headings == ["Part 1", "Part 2"]
    sign_one(second, "part-1", make_member(three))
    assert urgent_mark(second).headings == ["Part 2"]


def test_the_dates_of_a_page_never_look_fresher_for_an_urgent_change(three, live):
    page = PublicPage.objects.get(article=live.article, kind="live", audience="patient").card
    edition, chair = changed(live, "part-2"), make_chair(three)
    sign_one(edition, "part-2", chair, make_member(three))
    urgently(edition, chair, "part-2")
    publish(edition_id=edition.pk)

    card = PublicPage.objects.get(article=live.article, kind="live", audience="patient").card

    assert (card["last_reviewed"], card["next_review"]) == (page["last_reviewed"], page["next_review"])


def test_postgresql_refuses_an_urgent_approval_of_what_is_not_named_or_signed(three, live):
    edition, chair = changed(live, "part-1", "part-2"), make_chair(three)
    sign_one(edition, "part-1", chair, make_member(three))
    sign_one(edition, "part-2", chair)
    everything, one = keys(edition, "part-1", "part-2"), keys(edition, "part-1")

    refused(edition, chair, one, match="only in the sections that it names")
    refused(edition, chair, everything, match="and by one more member")
    refused(edition, chair, everything, basis="quorum", match="must name its basis")
    sign_one(edition, "part-2", make_member(three))
    refused(edition, chair, everything, counted=(), match="and by one more member")


def refused(edition, chair, sections, *, match: str, basis: str = "urgent", counted=None) -> None:
    counted = edition.sign_offs.values_list("digest", flat=True) if counted is None else counted
    said = {"manifest": edition.manifest.digest, "edition": str(edition.pk), "user": str(chair.pk), "scheme": 2}
    said |= {"authentication": {"method": "password", "at": edition.submitted_at.isoformat()}}
    said["sign_offs"] = sorted(counted)
    text = canonical_json({**said, "basis": "urgent", "reason": REASON, "sections": sorted(sections), "bodies": {}})
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        Approval.objects.create(
            edition=edition,
            basis=basis,
            reason=REASON,
            by=chair,
            printed_name="Chair",
            at=edition.submitted_at,
            content=text,
            digest=sha256(text),
        )
