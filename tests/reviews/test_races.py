"""Two people at once, with real connections: one outcome, nothing half done, the loser told why."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.actions import open_edition, save_section
from articles.models import Edition, Pin, PublicPage, SectionVersion
from articles.queries import part_of, parts_of
from articles.words.content import Wording
from editorial.record.actions import SITE, append_event
from editorial.record.models import Event
from editorial.record.verification import CHECKS
from editorial.shared.issues import Refused
from reviews.actions import create_policy, end_term, publish, revoke_approval, set_edition_policy, submit, take_back
from reviews.enums import Verdict
from reviews.models import Approval, BoardMember, EditionPolicy, ReviewPolicy, SignOff
from reviews.rules.checklist import checklist_from_lines
from reviews.rules.signoffs import signing_places
from tests.builders import (
    approve,
    confirm_all,
    edit,
    make_administrator,
    make_approved,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_submitted,
    sign,
    sign_all,
)
from tests.waiting import LONG

pytestmark = pytest.mark.django_db(transaction=True)
ONLY_MEMBERS = "Only members of the article's board may sign."


def race(*runners: Callable[[], object]) -> list[object]:
    """Run all at the same moment, each on a connection of its own; what each returned, or the exception it raised."""
    barrier, results = threading.Barrier(len(runners)), [None] * len(runners)

    def run(place: int, runner: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=LONG)
            results[place] = runner()
        except Exception as problem:
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=LONG)
    return results


def failures() -> list:
    """What the verification of the record finds wrong."""
    return [failure for check in CHECKS for failure in check.run() if failure]


def board():
    return ReviewPolicy.objects.get(is_default=True).board


@pytest.mark.parametrize("round_", range(5))
def test_eight_publications_at_once_publish_once(round_):
    edition = make_approved()

    results = race(*[lambda: publish(edition_id=edition.pk)] * 8)

    assert sorted(results) == [False] * 7 + [True]
    assert Event.objects.filter(verb="edition.publish", subject=f"edition:{edition.pk}").count() == 1
    assert failures() == []


@pytest.mark.parametrize("round_", range(5))
def test_two_approvals_at_once_approve_once(round_):
    edition = make_submitted()
    sign_all(edition, make_member(board()), make_member(board()))
    one, two = make_chair(board()), make_chair(board(), "Second Chair")

    results = race(lambda: approve(edition=edition, by=one), lambda: approve(edition=edition, by=two))

    assert sorted(type(result).__name__ for result in results) == ["Approval", "Refused"]
    assert [issue.code for r in results if isinstance(r, Refused) for issue in r.issues] == ["wrong-state"]
    assert Approval.objects.filter(edition=edition).count() == 1


@pytest.mark.parametrize("round_", range(5))
def test_two_last_signatures_at_once_both_count(round_):
    edition = make_submitted()
    members = [make_member(board()), make_member(board())]
    version = part_of(edition, "part-1").version

    results = race(*[lambda m=m: sign(version=version, verdict=Verdict.APPROVE, by=m) for m in members])

    assert {type(result) for result in results} == {SignOff}
    assert SignOff.objects.filter(version=version).count() == 2
    assert failures() == []


@pytest.mark.parametrize("round_", range(5))
def test_approval_against_taking_back_has_one_winner(round_):
    editor = make_editor()
    edition = make_submitted(by=editor)
    sign_all(edition, make_member(board()), make_member(board()))
    chair = make_chair(board())

    results = race(lambda: approve(edition=edition, by=chair), lambda: take_back(edition=edition, by=editor))

    edition.refresh_from_db()
    refused = [result for result in results if isinstance(result, Refused)]
    assert (len(refused), edition.state in {"approved", "taken_back"}) == (1, True)
    assert Approval.objects.filter(edition=edition).exists() == (edition.state == "approved")
    assert failures() == []


@pytest.mark.parametrize("round_", range(5))
def test_a_signature_against_taking_back_is_lost_by_neither(round_):
    """Words that were taken back may still be signed: both happen, in whatever order, and the signature moves along."""
    editor = make_editor()
    edition, member = make_submitted(by=editor), make_member(board())
    version = part_of(edition, "part-1").version

    signed, taken_back = race(
        lambda: sign(version=version, verdict=Verdict.APPROVE, by=member),
        lambda: take_back(edition=edition, by=editor),
    )

    edition.refresh_from_db()
    assert (signed.version, isinstance(taken_back, Exception), edition.state) == (version, False, "taken_back")
    draft = Edition.objects.filter(article=edition.article).order_by("-number").first()
    assert part_of(draft, "part-1").version.sign_offs.get() == signed
    assert failures() == []


@pytest.mark.parametrize("round_", range(5))
def test_approval_against_a_change_request_never_approves_over_it(round_):
    """Either the request came first and blocks, or the edition was approved before it was made."""
    edition = make_submitted()
    sign_all(edition, make_member(board()), make_member(board()))
    chair, critic = make_chair(board()), make_member(board())
    version = part_of(edition, "part-1").version

    approval, request = race(
        lambda: approve(edition=edition, by=chair),
        lambda: sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Wait.", by=critic),
    )

    assert isinstance(request, SignOff)
    if isinstance(approval, Refused):
        assert [issue.code for issue in approval.issues] == ["changes-requested"]
    else:
        assert approval.at < request.at


@pytest.mark.parametrize("round_", range(5))
def test_publication_against_revocation_has_one_winner(round_):
    edition = make_approved()
    chair = edition.approvals.get().by

    published, revoked = race(
        lambda: publish(edition_id=edition.pk), lambda: revoke_approval(edition=edition, reason="Stop.", by=chair)
    )

    edition.refresh_from_db()
    if published is True:
        assert (edition.state, type(revoked)) == ("published", Refused)
        assert PublicPage.objects.filter(article=edition.article, kind="live").count() == 3
    else:
        assert (edition.state, published) == ("under_review", False)
        assert PublicPage.objects.filter(article=edition.article, kind="live").count() == 0


@pytest.mark.parametrize("round_", range(5))
def test_two_saves_from_the_same_base_keep_one_and_refuse_the_other(round_):
    editor = make_editor()
    draft = make_draft(by=editor)
    base = part_of(draft, "part-1").version.pk

    def save(words: str):
        wording = Wording(heading="Part 1", html=f"<p>{words}</p>")
        return save_section(edition=draft, anchor="part-1", base_version=base, base=wording, wordings={}, by=editor)

    results = race(lambda: save("One."), lambda: save("Two."))

    assert sorted(type(result).__name__ for result in results) == ["StaleBase", "tuple"]
    assert SectionVersion.objects.filter(section__anchor="part-1", section__article=draft.article).count() == 2


@pytest.mark.parametrize("round_", range(5))
def test_an_edit_against_submission_is_in_the_manifest_or_refused(round_):
    """No words slip into a submitted edition unseen."""
    editor = make_editor()
    make_submitted()  # a policy exists
    draft = make_draft(by=editor)
    part = part_of(draft, "part-2")

    def save():
        wording = Wording(heading="Part 2 as edited", html=part.content.base.html)
        return save_section(
            edition=draft, anchor="part-2", base_version=part.version.pk, base=wording, wordings={}, by=editor
        )

    race(save, lambda: submit(edition=draft, by=editor))

    assert failures() == []
    draft.refresh_from_db()
    if draft.state == "submitted":
        pinned = set(Pin.objects.filter(edition=draft).values_list("version__digest", flat=True))
        assert all(digest in draft.manifest.content for digest in pinned)


@pytest.mark.parametrize("round_", range(5))
def test_a_late_pin_in_raw_sql_racing_submission_is_refused_or_frozen(round_):
    """The guard reads the edition FOR SHARE: it waits for the submission, and then sees that it is no draft."""
    editor = make_editor()
    make_submitted()
    draft = make_draft(by=editor)
    other = parts_of(draft)[1]

    def forge():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE articles_pin SET version_id = version_id WHERE edition_id = %s", [draft.pk])
            cursor.execute("DELETE FROM articles_pin WHERE version_id = %s", [other.version.pk])

    forged, _ = race(forge, lambda: submit(edition=draft, by=editor))

    draft.refresh_from_db()
    if draft.state == "submitted" and isinstance(forged, IntegrityError):
        assert draft.pins.filter(version=other.version).exists()
    assert failures() == []


def test_two_openings_at_once_open_one_edition():
    editor = make_editor()
    edition = make_submitted(by=editor)
    take_back(edition=edition, by=editor)

    results = race(*[lambda: open_edition(article=edition.article, by=editor)] * 4)

    assert sorted(type(result).__name__ for result in results) == ["Edition", "Refused", "Refused", "Refused"]
    assert Edition.objects.filter(article=edition.article, state="draft").count() == 1


@pytest.mark.parametrize("round_", range(3))
def test_another_policy_against_signing_is_signed_unseen_by_nobody(round_):
    """Either the signature came first, on what was on the screen; or the policy did, and the member is told."""
    edition, member, chair = make_submitted(), make_member(board()), make_chair(board())
    version = part_of(edition, "part-1").version
    screen = signing_places(edition.article, [version], member)[version.pk].screen.token
    asks = {"checklist": checklist_from_lines("Is every dose right?")}
    policy = create_policy(board=board(), name="Another", by=make_administrator(), **asks)

    signed, changed = race(
        lambda: sign(version=version, verdict=Verdict.APPROVE, by=member, screen=screen),
        lambda: set_edition_policy(edition=edition, version=policy, reason="Doses.", by=chair),
    )

    assert isinstance(changed, EditionPolicy)
    if isinstance(signed, Refused):
        assert ([issue.code for issue in signed.issues], SignOff.objects.count()) == (["screen-changed"], 0)
    else:
        assert (signed.at < changed.at, json.loads(signed.content)["checklist"]) == (True, [])
    assert failures() == []


@pytest.mark.parametrize("round_", range(3))
def test_words_mended_against_signing_are_signed_unseen_by_nobody(round_):
    editor = make_editor()
    edition, member = make_submitted(by=editor), make_member(board())
    version = part_of(edition, "part-1").version
    screen = signing_places(edition.article, [version], member)[version.pk].screen.token
    take_back(edition=edition, by=editor)
    draft = open_edition(article=edition.article, by=editor)
    edit(draft, "part-1", "<p>Mended.</p>", by=editor)
    confirm_all(draft, by=editor)

    signed, submitted = race(
        lambda: sign(version=version, verdict=Verdict.APPROVE, by=member, screen=screen),
        lambda: submit(edition=draft, by=editor),
    )

    assert isinstance(submitted, Edition)
    if isinstance(signed, Refused):
        assert ([issue.code for issue in signed.issues], SignOff.objects.count()) == (["version-changed"], 0)
    else:
        assert (signed.version, signed.edition) == (version, edition)
    assert failures() == []


@pytest.mark.parametrize("round_", range(3))
def test_a_term_that_ends_against_signing(round_):
    edition = make_submitted()
    member = make_member(board())
    term, administrator = BoardMember.objects.get(user=member), make_administrator()
    yesterday = timezone.localdate() - timedelta(days=1)
    version = part_of(edition, "part-1").version

    signed, _ = race(
        lambda: sign(version=version, verdict=Verdict.APPROVE, by=member),
        lambda: end_term(member=term, on=yesterday, by=administrator),
    )

    assert isinstance(signed, SignOff) or (type(signed), str(signed)) == (PermissionDenied, ONLY_MEMBERS)
    assert SignOff.objects.filter(user=member).count() == isinstance(signed, SignOff)


def test_concurrent_events_never_fork_a_chain():
    administrator = make_administrator()

    results = race(*[lambda: append_event(chain=SITE, verb="test", subject="test:1", by=administrator)] * 8)

    assert all(isinstance(result, Event) for result in results)
    numbers = list(Event.objects.filter(chain=SITE).order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert failures() == []
