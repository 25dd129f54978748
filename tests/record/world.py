"""A small world in which every watched table has a row: what the generated test of tampering changes."""

from datetime import date, timedelta

from django.utils import timezone

from articles.actions import (
    add_collaborator,
    begin_translation,
    confirm_translation,
    open_edition,
    remove_section,
    rename_article,
)
from articles.actions.moving_in import keep_old_path
from articles.actions.translating import keep_source
from articles.exchange.doubts import Decided
from articles.models import Edition
from articles.queries import latest_edition_of, part_of
from editorial.accounts.models import User
from editorial.record.actions import record_checkpoint
from references.actions import set_standing, update_reference
from references.actions.loading import take_in
from references.enums import Nature, Source, Standing
from references.models import Reference
from references.standing.reports import Report
from reviews.actions import (
    accept_proposal,
    add_comment,
    assign,
    begin_review,
    carry_corrections,
    confirm_remark,
    correct_told,
    declare_interest,
    end_interest,
    invite_guest,
    leave_out,
    open_urgent_edition,
    publish_set,
    recuse,
    retire,
    return_to_editor,
    revoke_approval,
    say_who,
    set_article_policy,
    settle_request,
    submit,
    take_back,
    tell_set_published,
    withdraw_set,
)
from reviews.actions.alarms import decide_sentence, raise_alarms
from reviews.actions.together import prepare_set
from reviews.enums import EvidenceVerdict, ToldReaders, Verdict
from reviews.models import Board, Comment, ReviewPolicy
from reviews.rules.evidence import sentences_on
from tests.articles.returned.files import brought
from tests.builders import (
    approve,
    bring_picture,
    bring_source,
    confirm_all,
    edit,
    illustrate,
    let_dose_stand,
    make_approved,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_published,
    make_reference,
    make_submitted,
    placed,
    publish_draft,
    sign,
    sign_all,
)
from tests.reviews.set_scenes import submitted_set

DOI = "10.1000/retracted"


def make_world() -> None:
    """Everything, through the product's actions."""
    board, editor = make_board(), make_editor("Desk")
    chair = make_chair(board, "Chair of the world")
    _of_the_library(editor, chair)
    _of_articles(editor)
    _of_files(editor)
    _of_reviewing(board, editor, chair)
    _of_corrections(board, editor, chair)
    _of_sets(editor, chair)
    record_checkpoint()


def _of_the_library(editor: User, chair: User) -> None:
    reference = make_reference("boyer2005", DOI=DOI)
    edition = make_draft(by=editor)
    edit(edition, "part-2", '<p>Serotonin does it. <cite data-ref="boyer2005"></cite></p>', by=editor)
    confirm_all(edition, by=editor)
    publish_draft(edition, by=editor)
    report = Report(
        source=Source.RETRACTION_WATCH, record="1", nature=Nature.RETRACTION, on=date(2026, 1, 2), dois=(DOI,)
    )
    take_in(source=Source.RETRACTION_WATCH, reports=[report], by=None)
    if Reference.objects.get(pk=reference.pk).standing != Standing.RETRACTED:
        set_standing(reference=reference, standing=Standing.RETRACTED, by=None, source="desk")
    raise_alarms()
    sentence = sentences_on([reference])[0]
    decide_sentence(
        reference=reference,
        section=sentence.section,
        audience=sentence.audience,
        digest=sentence.digest,
        verdict=EvidenceVerdict.STILL_RIGHT,
        reason="Others found the same.",
        by=chair,
    )


def _of_articles(editor: User) -> None:
    draft = make_draft(by=editor)
    bring_source(draft, by=editor, decided={0: Decided("right", "The file is wrong.")})
    let_dose_stand(draft, "part-2", by=editor)
    translate(draft, by=editor)
    illustrate(draft, "part-1", placed(bring_picture(draft, by=editor)), by=editor)
    live = make_published(sections=3, by=editor)
    add_collaborator(article=live.article, user=make_editor("Colleague"), by=editor)
    keep_old_path(article=live.article, address="/old/page.html", by=editor)
    rename_article(article=live.article, slug="moved-elsewhere", by=editor)
    waits = open_edition(article=live.article, by=editor)
    edit(waits, "part-2", "<p>Leisurely.</p>", by=editor)
    urgent = open_urgent_edition(article=live.article, by=editor)
    edit(urgent, "part-2", "<p>Urgent.</p>", by=editor)
    publish_draft(urgent, by=editor)
    draft = open_edition(article=live.article, by=editor)
    remove_section(edition=draft, anchor="part-3", reason="Out of date.", by=editor)


def translate(source: Edition, *, by: User) -> None:
    """A translation of which one section was made from its source, and said to be right beside it."""
    article = begin_translation(source=source.article, language="de", title="Zuckungen", slug="zuckungen", by=by)
    draft = latest_edition_of(article)
    before, shown = part_of(draft, "part-2").version, part_of(source, "part-2").version
    version, _ = edit(draft, "part-2", "<p>Langsam.</p>", by=by, heading="Teil 2")
    keep_source(edition=draft, before=before, version=version, shown=shown.pk, keeps_up=False, by=by)
    confirm_translation(edition=draft, anchor="part-2", source=shown.pk, by=by)


def _of_files(editor: User) -> None:
    """A file that came back: a remark is confirmed, and words of somebody known by name are accepted."""
    edition = make_draft(by=editor)
    row = brought(edition, by=editor)
    first, second = Comment.objects.filter(returned__file=row).order_by("returned__number")[:2]
    confirm_remark(comment=second, by=editor)
    say_who(file=row, name="A. Reviewer", by=editor)
    version = part_of(edition, first.section.anchor).version
    accept_proposal(comment=first, edition=edition, base_version=version.pk, by=editor)


def _of_reviewing(board: Board, editor: User, chair: User) -> None:
    returned, approved, gone = make_submitted(by=editor), make_approved(by=editor), make_published(by=editor)
    set_article_policy(article=gone.article, policy=ReviewPolicy.objects.get(is_default=True), by=editor)
    member = make_member(board, "Member of the world")
    request = sign(version=_words(returned), verdict=Verdict.REQUEST_CHANGES, note="Say it plainly.", by=member)
    settle_request(sign_off=request, reason="It is plain.", by=chair)
    assign(article=returned.article, user=member, by=chair)
    add_comment(version=_words(returned), text="How often?", by=member)
    until = timezone.localdate() + timedelta(days=7)
    invite_guest(edition=returned, name="Guest of the world", email="g@example.org", until=until, by=chair)
    interest = declare_interest(article=returned.article, statement="Paid for talks.", by=member)
    end_interest(interest=interest, by=member)
    recuse(article=gone.article, reason="A friend wrote it.", by=member)
    return_to_editor(edition=returned, text="Please mend the doses.", by=chair)
    revoke_approval(edition=approved, reason="A dose is wrong.", by=chair)
    retire(edition=gone, reason="Superseded.", by=chair)
    correct_told(
        edition=gone, of=ToldReaders.REASON, text="Replaced.", reason="Plainer.", shown="Superseded.", by=chair
    )


def _of_corrections(board: Board, editor: User, chair: User) -> None:
    reference = make_reference("lane1998", page="1-9")
    draft = make_draft(by=editor)
    edit(draft, "part-2", '<p>Others found it. <cite data-ref="lane1998"></cite></p>', by=editor)
    confirm_all(draft, by=editor)
    edition = submit(edition=draft, by=editor)
    first, second = make_member(board, "Third of the world"), make_member(board, "Fourth of the world")
    sign_all(edition, first, second)
    take_back(edition=edition, by=editor)
    row = Reference.objects.get(pk=reference.pk)
    update_reference(
        reference=row, base=row.revision, csl={**row.csl, "page": "1-10"}, kind=row.kind, by=make_editor("Librarian")
    )
    again = open_edition(article=edition.article, by=editor)
    confirm_all(again, by=editor)
    again = submit(edition=again, by=editor)
    begin_review(edition=again, by=first)
    carry_corrections(edition=again, reason="Only the last page.", by=chair)


def _of_sets(editor: User, chair: User) -> None:
    """A set that was published, one of it left out; and half of it taken down again."""
    made, (first, second, third) = submitted_set(3, by=editor)
    for one in (first, second):
        approve(edition=one, by=chair)
    leave_out(edition=third, reason="Its doses wait.", by=chair)
    publish_set(set_id=made.pk)
    tell_set_published(set_id=made.pk)
    withdraw_set(edition=first, note="The study was faked.", by=chair)
    made, editions = submitted_set(2, by=editor)
    for one in editions:
        approve(edition=one, by=chair)
    prepare_set(set_id=made.pk)  # composed, and not public yet


def _words(edition: Edition):
    return part_of(edition, "part-1").version
