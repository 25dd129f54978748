"""Evidence that changes: found in every article, section and audience; shown to readers; decided; mended."""

import pytest
from django.core.exceptions import PermissionDenied

from articles.actions import open_edition
from articles.models import Edition, PublicPage
from articles.queries import part_of
from editorial.shared.issues import Refused
from references.actions import merge_references, set_standing
from references.enums import Standing
from references.models import Reference
from reviews.actions import publish, submit, take_back
from reviews.actions.alarms import decide_sentence, raise_alarms
from reviews.enums import EvidenceVerdict
from reviews.models import Alarm, EvidenceDecision
from reviews.publishing.to_recompose import articles_to_recompose
from reviews.room.alarms import open_alarms_for
from reviews.rules.case import case_of
from reviews.rules.evidence import sentences_on
from reviews.rules.requirements import to_approve
from reviews.rules.submission import to_submit
from reviews.tasks import recompose_stale_pages
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
    make_submitted,
    publish_draft,
    sign_all,
)

pytestmark = pytest.mark.django_db
CITES = '<p>Twitches pass. Serotonin does it. <cite data-ref="boyer2005"></cite></p>'


@pytest.fixture
def reference(db) -> Reference:
    return make_reference("boyer2005")


@pytest.fixture
def editor(db):
    return make_editor()


@pytest.fixture
def board(db):
    return make_board()


def cited_draft(editor, html: str = CITES, **draft) -> Edition:
    edition = make_draft(by=editor, **draft)
    edit(edition, "part-2", html, by=editor)
    confirm_all(edition, by=editor)
    return edition


def retract(reference, standing: str = Standing.RETRACTED, **more) -> None:
    set_standing(reference=reference, standing=standing, by=None, source="retraction-watch", **more)


def decide(sentence, by, verdict: str = EvidenceVerdict.STILL_RIGHT, **more) -> EvidenceDecision:
    return decide_sentence(
        reference=sentence.reference,
        section=sentence.section,
        audience=sentence.audience,
        digest=sentence.digest,
        verdict=verdict,
        reason=more.pop("reason", "It says so itself."),
        by=by,
        **more,
    )


def test_every_sentence_is_found_by_article_section_and_audience(reference, editor, board):
    first = publish_draft(cited_draft(editor, slug="first"), by=editor)
    second = make_submitted(by=editor, slug="second")
    third = make_draft(by=editor, slug="third")
    part = part_of(third, "part-1")
    edit(third, "part-1", CITES, by=editor)
    following = open_edition(article=first.article, by=editor)
    edit(following, "part-2", CITES.replace("Twitches pass.", "Mostly."), by=editor)
    retract(reference)

    found = [
        (one.article.slug, one.section.anchor, one.audience, one.text, [e.state for e in one.editions])
        for one in sentences_on([reference])
    ]

    assert (second.state, part.content.wordings["patient"].html) == ("submitted", "<p>Plain words.</p>")
    assert found == [
        ("first", "part-2", "", "Serotonin does it.", ["published", "draft"]),
        ("third", "part-1", "", "Serotonin does it.", ["draft"]),
    ]


def test_one_alarm_opens_for_a_reference_and_later_changes_join_it(reference, editor, board):
    publish_draft(cited_draft(editor), by=editor)
    retract(reference, Standing.CONCERN)
    assert raise_alarms() == 1
    retract(reference)

    assert (raise_alarms(), raise_alarms()) == (1, 0)
    alarm = Alarm.objects.get()
    assert (alarm.closed_at, alarm.changes.count()) == (None, 2)


def test_no_alarm_about_what_nothing_rests_on(reference, editor):
    retract(reference)

    assert (raise_alarms(), Alarm.objects.count()) == (0, 0)
    cited_draft(editor)
    assert raise_alarms() == 1


def test_an_alarm_closes_when_the_reference_is_good_again(reference, editor, board):
    publish_draft(cited_draft(editor), by=editor)
    retract(reference)
    raise_alarms()

    retract(reference, Standing.GOOD)

    assert raise_alarms() == 1
    assert Alarm.objects.filter(closed_at__isnull=True).count() == 0


def test_readers_see_it_at_the_reference_and_at_the_top_and_the_words_stay(reference, editor, board):
    edition = publish_draft(cited_draft(editor), by=editor)
    body = PublicPage.objects.get(article=edition.article, is_default=True).body.html
    retract(reference, note="Since 15 April 2021.")

    assert recompose_stale_pages() == 1

    page = PublicPage.objects.get(article=edition.article, is_default=True)
    place = '<span class="standing" data-standing-for="boyer2005">'
    assert page.body.html == body
    assert f"{place}Retracted. Since 15 April 2021.</span>" in page.content
    assert "About the evidence on this page" in page.content
    assert page.content.replace(f"{place}Retracted. Since 15 April 2021.</span>", f"{place}</span>").count(body) == 1


def test_of_a_superseded_reference_readers_are_told_in_milder_words(reference, editor, board):
    newer = make_reference("newer2020", title="A newer guideline")
    edition = publish_draft(cited_draft(editor), by=editor)
    set_standing(reference=reference, standing=Standing.SUPERSEDED, by=editor, replaced_by=newer)

    assert recompose_stale_pages() == 1

    page = PublicPage.objects.get(article=edition.article, is_default=True).content
    assert '"boyer2005">Superseded. Replaced by A newer guideline.</span>' in page
    assert '<p class="notice-title">There is newer evidence than on this page</p>' in page
    assert '<li><a href="#ref-1">Boyer 2005</a>: Superseded. Replaced by A newer guideline.</li>' in page
    assert "About the evidence on this page" not in page
    assert raise_alarms() == 1


def test_a_citation_of_a_merged_duplicate_is_found_and_its_page_too(reference, editor, board):
    edition = publish_draft(cited_draft(editor), by=editor)
    into = make_reference("kept2005")
    merge_references(into=into, duplicate=reference, by=editor)
    recompose_stale_pages()

    retract(into)

    assert [one.section.anchor for one in sentences_on([into])] == ["part-2"]
    assert list(articles_to_recompose()) == [edition.article]
    recompose_stale_pages()
    assert "Retracted." in PublicPage.objects.get(article=edition.article, is_default=True).content
    assert raise_alarms() == 1


def submitted(editor, board):
    edition = submit(edition=cited_draft(editor), by=editor)
    members = [make_member(board, "First"), make_member(board, "Second")]
    sign_all(edition, *members)
    edition.refresh_from_db()
    return edition, members, make_chair(board)


def test_signatures_given_before_do_not_count_until_it_is_decided(reference, editor, board):
    edition, members, chair = submitted(editor, board)
    assert to_approve(case_of(edition), chair) == []
    retract(reference)

    issues = to_approve(case_of(edition), chair)

    assert [issue.code for issue in issues] == ["signatures-missing", "evidence-changed"]
    with pytest.raises(Refused):
        approve(edition=edition, by=chair)
    [sentence] = sentences_on([reference])
    decide(sentence, members[0])
    assert to_approve(case_of(edition), chair) == []


def test_what_is_to_be_mended_is_not_approved_as_it_is(reference, editor, board):
    edition, members, chair = submitted(editor, board)
    retract(reference)
    decide(sentences_on([reference])[0], members[0], EvidenceVerdict.REWRITE)

    assert [one.code for one in to_approve(case_of(edition), chair)] == ["signatures-missing", "evidence-to-mend"]


def test_publication_checks_again_and_the_approval_is_revoked(reference, editor, board):
    edition, _, chair = submitted(editor, board)
    approve(edition=edition, by=chair)
    retract(reference)

    assert publish(edition_id=edition.pk) is False

    edition.refresh_from_db()
    assert edition.state == "under_review"


def test_a_decision_is_about_one_standing(reference, editor, board):
    edition, members, chair = submitted(editor, board)
    retract(reference, Standing.CONCERN)
    decide(sentences_on([reference])[0], members[0])
    assert to_approve(case_of(edition), chair) == []

    retract(reference)

    assert "evidence-changed" in [issue.code for issue in to_approve(case_of(edition), chair)]


@pytest.mark.parametrize("standing", [Standing.RETRACTED, Standing.CONCERN, Standing.SUPERSEDED])
def test_a_draft_that_rests_on_it_is_submitted_only_with_a_reason(reference, editor, board, standing):
    edition = cited_draft(editor)
    retract(reference, standing)
    code = "retracted-reference" if standing == Standing.RETRACTED else "evidence-changed"
    with pytest.raises(Refused) as refused:
        submit(edition=edition, by=editor)
    assert codes(refused) == [code]

    decide(sentences_on([reference])[0], editor)

    assert to_submit(edition) == []
    assert submit(edition=edition, by=editor).state == "submitted"


def test_a_correction_blocks_nothing(reference, editor, board):
    edition = cited_draft(editor)
    retract(reference, Standing.CORRECTED)

    assert (to_submit(edition), raise_alarms()) == ([], 0)


def test_who_decides(reference, editor, board):
    live = publish_draft(cited_draft(editor), by=editor)
    draft = cited_draft(editor, CITES.replace("Twitches", "They"))
    member, stranger = make_member(board), make_editor()
    retract(reference)
    lines = {one.article.pk: one for one in sentences_on([reference])}
    theirs, own = lines[live.article_id], lines[draft.article_id]

    with pytest.raises(PermissionDenied):
        decide(theirs, editor)
    with pytest.raises(PermissionDenied):
        decide(own, member)
    with pytest.raises(PermissionDenied):
        decide(own, stranger)
    assert decide(theirs, member).by_board
    assert not decide(own, editor).by_board


@pytest.mark.parametrize(
    ("verdict", "more", "code"),
    [
        ("nonsense", {}, "unknown-verdict"),
        (EvidenceVerdict.STILL_RIGHT, {"reason": " "}, "no-reason"),
        (EvidenceVerdict.REPLACE, {}, "no-replacement"),
    ],
)
def test_decisions_that_say_too_little_are_refused(reference, editor, verdict, more, code):
    cited_draft(editor)
    retract(reference)

    with pytest.raises(Refused) as refused:
        decide(sentences_on([reference])[0], editor, verdict, **more)

    assert codes(refused) == [code]


def test_a_reference_is_replaced_by_a_good_one_only(reference, editor):
    cited_draft(editor)
    retract(reference)
    [sentence] = sentences_on([reference])
    other = make_reference("good2020")
    bad = make_reference("bad2020")
    retract(bad)

    for wrong in (reference, bad):
        with pytest.raises(Refused) as refused:
            decide(sentence, editor, EvidenceVerdict.REPLACE, replacement=wrong)
        assert codes(refused) == ["bad-replacement"]
    assert decide(sentence, editor, EvidenceVerdict.REPLACE, replacement=other).replacement == other


def test_a_sentence_that_is_gone_is_not_decided(reference, editor):
    edition = cited_draft(editor)
    retract(reference)
    [sentence] = sentences_on([reference])
    edit(edition, "part-2", "<p>Other words.</p>", by=editor)

    with pytest.raises(Refused) as refused:
        decide(sentence, editor)

    assert codes(refused) == ["sentence-gone"]


def test_the_alarm_closes_when_all_is_still_right_or_gone(reference, editor, board):
    draft = cited_draft(editor)
    second = cited_draft(editor)
    retract(reference)
    raise_alarms()
    decide(next(one for one in sentences_on([reference]) if one.article.pk == draft.article_id), editor)
    assert Alarm.objects.filter(closed_at__isnull=True).count() == 1

    edit(second, "part-2", "<p>Other words.</p>", by=editor)

    assert raise_alarms() == 1
    assert Alarm.objects.filter(closed_at__isnull=True).count() == 0


def test_a_draft_is_asked_about_the_sections_that_it_changes(reference, editor, board):
    """An urgent change of one section does not wait for decisions about another one, which readers have already."""
    edition = publish_draft(cited_draft(editor), by=editor)
    retract(reference)
    following = open_edition(article=edition.article, by=editor)
    unchanged = [issue.code for issue in to_submit(following)]

    edit(following, "part-1", "<p>Do not take it.</p>", by=editor)
    confirm_all(following, by=editor)
    elsewhere = to_submit(following)
    edit(following, "part-2", part_of(following, "part-2").content.base.html + "<p>More.</p>", by=editor)
    confirm_all(following, by=editor)

    assert (unchanged, elsewhere) == (["retracted-reference"], [])
    assert [issue.code for issue in to_submit(following)] == ["retracted-reference"]


def test_a_new_edition_ends_it(reference, editor, board):
    """From the retraction to the edition that no longer rests on it."""
    edition = publish_draft(cited_draft(editor), by=editor)
    member = make_member(board, "Careful Member")
    retract(reference)
    raise_alarms()
    decide(sentences_on([reference])[0], member, EvidenceVerdict.TAKE_DOWN)
    following = open_edition(article=edition.article, by=editor)
    assert [issue.code for issue in to_submit(following)] == ["evidence-to-mend"]

    edit(following, "part-2", "<p>Nobody knows yet.</p>", by=editor)
    confirm_all(following, by=editor)
    following = submit(edition=following, by=editor)
    sign_all(following, member, make_member(board, "Second"))
    approve(edition=following, by=make_chair(board))
    publish(edition_id=following.pk)

    assert raise_alarms() == 1
    assert open_alarms_for(editor) == []
    page = PublicPage.objects.get(article=edition.article, is_default=True)
    assert "Retracted" not in page.content


def test_what_was_taken_back_is_asked_about_until_a_draft_follows_that_says_something_else(reference, editor, board):
    edition = submit(edition=cited_draft(editor), by=editor)
    take_back(edition=edition, by=editor)
    retract(reference)
    assert [one.editions for one in sentences_on([reference])] == [[edition]]

    edit(open_edition(article=edition.article, by=editor), "part-2", "<p>Twitches pass.</p>", by=editor)

    assert sentences_on([reference]) == []
