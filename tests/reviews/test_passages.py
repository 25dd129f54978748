"""What a host counts of its passages' signatures, who decides about it, what blocks it; where passages are signed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.actions import open_edition
from articles.actions.passages import place_passage
from articles.enums import EditionState
from articles.models import Audience, Contribution, Edition, PublicPage
from articles.queries import parts_of
from editorial.shared.canonical import canonical_json, sha256
from editorial.shared.issues import Refused
from references.actions import set_standing
from references.enums import Standing
from reviews.actions import (
    add_comment,
    begin_review,
    create_board,
    create_policy,
    declare_interest,
    publish,
    recuse,
    set_article_policy,
    set_edition_policy,
    submit,
)
from reviews.enums import Verdict
from reviews.models import PolicyVersion, ReviewPolicy, SignOff
from reviews.publishing.check import checked
from reviews.publishing.to_recompose import articles_to_recompose
from reviews.rules.case import case_of
from reviews.rules.requirements import lacking, to_approve, unmet
from reviews.rules.signoffs import signable_editions, signing_places
from tests.builders import (
    approve,
    codes,
    confirm_all,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_complete,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    name_raw_rows,
    publish_draft,
    sign,
    sign_all,
)
from tests.passages import as_committed, make_passage_draft

pytestmark = pytest.mark.django_db


class World:
    """A live passage that two members signed, and a host with it, in review by the same board."""

    def __init__(self) -> None:
        self.editor = make_editor()
        self.board = make_board()
        self.chair = make_chair(self.board)
        self.first, self.second = make_member(self.board, "First"), make_member(self.board, "Second")
        self.home = self.live(make_passage_draft(by=self.editor))
        self.passage = self.home.article
        self.host = self.with_board(self.placed())

    def live(self, draft: Edition) -> Edition:
        edition = self.with_board(draft)
        sign_all(edition, self.first, self.second)
        approve(edition=edition, by=self.chair)
        publish(edition_id=edition.pk)
        return Edition.objects.select_related("article").get(pk=edition.pk)

    def placed(self) -> Edition:
        host = make_draft(by=self.editor, sections=1)
        place_passage(edition=host, passage=self.passage, by=self.editor)
        return host

    def with_board(self, draft: Edition) -> Edition:
        make_complete(draft, by=self.editor)
        edition = submit(edition=draft, by=self.editor)
        return begin_review(edition=edition, by=self.first)

    def place(self, anchor: str = "emergency", edition: Edition | None = None):
        case = case_of(edition or self.host)
        return next(place for place in case.sections if place.part.section.anchor == anchor)


@pytest.fixture(scope="module")
def built(before_all) -> World:
    return World()


@pytest.fixture
def world(built, own) -> World:
    return own(built)


# Counting


def test_the_signatures_of_a_passage_count_in_its_hosts(world):
    case = case_of(world.host)

    found = {place.part.section.anchor: place.standing.signed for place in case.sections}
    assert found == {"front": 0, "part-1": 0, "emergency": 2, "numbers": 2}
    sign_all(world.host, world.first, world.second)
    assert to_approve(case_of(world.host), world.chair) == []
    approval = approve(edition=world.host, by=world.chair)
    there = SignOff.objects.filter(version__section__article=world.passage).exclude(version__section__kind="front")
    signed = there.values_list("digest", flat=True)
    assert {digest for digest in signed if digest in approval.content} == set(signed)


def test_the_policy_of_the_host_says_how_many_are_enough(world):
    sign_all(world.host, world.first, world.second)
    policy = create_policy(board=world.board, name="Three", by=make_administrator(), sign_offs=3)

    set_edition_policy(edition=world.host, version=policy, reason="It is grave.", by=world.chair)
    case = case_of(world.host)

    assert world.place().standing.signed == 2
    assert not world.place().standing.is_reached
    assert "signatures-missing" in [issue.code for issue in to_approve(case, world.chair)]


def another_boards_policy(**asks) -> PolicyVersion:
    board = create_board(name="Other board", by=make_administrator())
    return create_policy(board=board, name="Other policy", by=make_administrator(), sign_offs=2, **asks)


@pytest.mark.parametrize("accepts", [True, False])
def test_signatures_for_another_board_count_where_the_hosts_policy_accepts_it(accepts, world):
    theirs = another_boards_policy(also_accepts=[world.board.pk] if accepts else [])
    host = world.placed()
    set_article_policy(article=host.article, policy=theirs.policy, by=world.editor)
    make_complete(host, by=world.editor)
    edition = submit(edition=host, by=world.editor)

    assert world.place(edition=edition).standing.signed == (2 if accepts else 0)


def test_an_interest_in_the_passage_voids_in_every_host(world):
    declare_interest(article=world.passage, statement="Paid by the makers.", by=world.first)

    assert world.place().standing.signed == 1
    assert world.place(edition=world.home).standing.signed == 1
    assert "in this passage" in case_of(world.host).eligibility.aside(
        next(one for one in world.place().sign_offs if one.user == world.first.pk)
    )


def test_an_interest_in_a_host_voids_there_alone(world):
    other = world.with_board(world.placed())

    recuse(article=world.host.article, reason="A friend wrote it.", by=world.first)

    assert world.place().standing.signed == 1
    assert world.place(edition=other).standing.signed == 2
    assert world.place(edition=world.home).standing.signed == 2


def test_who_keeps_out_of_a_passage_decides_nothing_about_its_hosts_but_signs_their_own_words(world):
    recuse(article=world.passage, reason="A friend wrote it.", by=world.chair)
    case = case_of(world.host)

    assert [issue.code for issue in case.relation(world.chair).deciding_issues()] == ["conflict"]
    assert case.eligibility.issues(world.chair, world.place("part-1").part.version) == []


def test_who_wrote_a_passage_does_not_approve_its_hosts(world):
    version = world.place().part.version
    sign_all(world.host, world.first, world.second)
    assert to_approve(case_of(world.host), world.chair) == []

    Contribution.objects.create(version=version, user=world.chair, part="wrote")
    name_raw_rows()

    assert [issue.code for issue in to_approve(case_of(world.host), world.chair)] == ["contributor"]
    said = {"edition": str(world.host.pk), "manifest": world.host.manifest.digest, "user": str(world.chair.pk)}
    content = canonical_json(said)
    with pytest.raises(IntegrityError, match="their own words"), transaction.atomic():
        world.host.approvals.create(
            by=world.chair, printed_name="X", at=timezone.now(), content=content, digest=sha256(content)
        )


# Where it is signed


def test_nobody_signs_a_passage_in_a_host(world):
    member = make_member(world.board, "Third")
    version = world.place().part.version

    assert [issue.code for issue in case_of(world.host).eligibility.issues(member, version)] == ["of-a-passage"]
    given = sign(version=version, verdict=Verdict.APPROVE, by=member)
    assert given.edition == world.home
    left_out = ("id", "edition_id")
    said = {f.attname: getattr(given, f.attname) for f in given._meta.concrete_fields if f.attname not in left_out}
    with pytest.raises(IntegrityError, match="their own article"), transaction.atomic():
        SignOff(**said, edition=world.host).save(force_insert=True)
    assert world.place().standing.signed == 3


def test_words_that_a_live_host_has_stay_signable(world):
    sign_all(world.host, world.first, world.second)
    approve(edition=world.host, by=world.chair)
    publish(edition_id=world.host.pk)
    as_committed()
    version = world.place().part.version
    for words in ("<p>Call 112 now.</p>", "<p>Call 112 at once.</p>"):
        draft = open_edition(article=world.passage, by=world.editor)
        edit(draft, "emergency", words, by=world.editor)
        confirm_all(draft, by=world.editor)
        world.live(draft)

    assert world.home.pk in [edition.pk for edition in signable_editions(world.passage)]
    member = make_member(world.board, "Third")
    assert signing_places(world.passage, [version], member)[version.pk].edition == world.home
    sign(version=version, verdict=Verdict.APPROVE, by=member)
    assert world.place().standing.signed == 3
    assert world.host.article.pk in {article.pk for article in articles_to_recompose()}


# What blocks


def test_a_comment_in_the_passage_blocks_the_passage_alone(world):
    said = {"version": world.place().part.version, "text": "How often?", "must_be_answered": True}
    add_comment(**said, by=world.first)

    assert [issue.code for issue in unmet(case_of(world.home))] == ["comment-unanswered"]
    assert case_of(world.host).open_comments == ()


def test_changed_evidence_suspends_its_signatures_in_hosts(world):
    reference = make_reference("boyer2005")
    draft = open_edition(article=world.passage, by=world.editor)
    edit(draft, "emergency", '<p>Call 112. <cite data-ref="boyer2005"></cite></p>', by=world.editor)
    confirm_all(draft, by=world.editor)
    world.live(draft)
    host = world.with_board(world.placed())
    assert world.place(edition=host).standing.signed == 2

    set_standing(reference=reference, standing=Standing.RETRACTED, by=None, source="desk")

    assert world.place(edition=host).standing.signed == 0
    assert {one.article.pk for one in case_of(host).resting} == {world.passage.pk}


# What the board of a host sees


def test_the_host_shows_it_as_signed_elsewhere(world, client):
    client.force_login(world.first)

    page = client.get(f"/review/{world.host.article.slug}/1/").content.decode()

    assert page.count("Signed as the passage “When to call an ambulance”") == 2
    assert "2 of 2 signed" in page


def test_what_the_passages_board_has_in_review_is_not_shown_in_a_host(world, client):
    draft = open_edition(article=world.passage, by=world.editor)
    edit(draft, "emergency", "<p>Canary in review.</p>", by=world.editor)
    confirm_all(draft, by=world.editor)
    world.with_board(draft)
    client.force_login(world.first)

    host = f"/review/{world.host.article.slug}"
    for address in (f"{host}/1/", f"{host}/1/sections/emergency/", f"{host}/history/"):
        assert "Canary" not in client.get(address).content.decode()
    there = client.get(f"/review/{world.passage.slug}/1/sections/emergency/").content.decode()
    assert "Canary" in there


# What readers are told


def test_codes_of_a_passage_lead_to_the_article_that_readers_have(world):
    version = world.place().part.version
    assert checked(version.digest) is None
    assert checked(world.home.manifest.digest) is None

    sign_all(world.host, world.first, world.second)
    approve(edition=world.host, by=world.chair)
    publish(edition_id=world.host.pk)

    assert checked(version.digest).edition == world.host
    assert checked(world.home.manifest.digest) is None


def test_the_pages_of_hosts_are_composed_again_when_an_interest_comes_up(world):
    sign_all(world.host, world.first, world.second)
    approve(edition=world.host, by=world.chair)
    publish(edition_id=world.host.pk)
    PublicPage.objects.update(stale_since=None, composed_at=timezone.now() - timedelta(hours=1))

    declare_interest(article=world.passage, statement="Paid by the makers.", by=world.first)
    PublicPage.objects.update(stale_since=None)

    assert [article.pk for article in articles_to_recompose()] == [world.host.article_id]


def test_a_host_whose_passage_was_changed_is_not_approved_but_taken_back(world):
    sign_all(world.host, world.first, world.second)
    draft = open_edition(article=world.passage, by=world.editor)
    edit(draft, "emergency", "<p>Call 112 now.</p>", by=world.editor)
    confirm_all(draft, by=world.editor)
    publish_draft(draft, by=world.editor)

    with pytest.raises(Refused) as refused:
        approve(edition=world.host, by=world.chair)

    assert codes(refused) == ["passage-behind"]
    assert ReviewPolicy.objects.count() == 1
    assert world.passage.editions.filter(state=EditionState.PUBLISHED).count() == 1
    assert len(parts_of(world.host)) == 4


def test_a_host_says_that_a_passage_was_signed_for_other_audiences(world):
    Audience.objects.create(key="nurse", label="I am a nurse", order=9)
    name_raw_rows()

    later = world.with_board(world.placed())

    said = [issue for issue in unmet(case_of(later)) if issue.code == "passage-signed-otherwise"]
    assert [str(world.passage.pk) in issue.target for issue in said] == [True]
    assert "When to call an ambulance" in str(said[0].message)
    assert "passage-signed-otherwise" not in [issue.code for issue in unmet(case_of(world.host))]


def test_an_edition_that_was_submitted_with_a_passage_in_another_language_is_not_approved(world):
    """Submitting asks it now; an edition may be with its board from before."""
    assert "passage-in-another-language" not in [issue.code for issue in lacking(case_of(world.host))]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE articles_article SET language = 'de' WHERE id = %s", [world.host.article_id])
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    case = case_of(Edition.objects.select_related("article").get(pk=world.host.pk))

    for issues in (to_approve(case, world.chair), lacking(case)):
        assert "passage-in-another-language" in [issue.code for issue in issues]
