"""One article in each state of its edition, with somebody in each of the roles of the table around it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from articles.actions import open_edition, set_bylines, set_statement
from articles.actions.contributors import contributor_for_user, save_contributor
from articles.enums import EditionState
from articles.exchange.doubts import Decided
from articles.models import Article, Edition, SectionVersion
from articles.queries import part_of
from editorial.accounts.models import User
from reviews.actions import (
    add_comment,
    create_policy,
    declare_interest,
    invite_guest,
    open_urgent_edition,
    publish,
    retire,
    return_to_editor,
    set_article_policy,
    submit,
)
from reviews.actions.submission import begin_review, discard, take_back
from reviews.enums import BoardRole, Verdict
from reviews.models import Board, Guest, PolicyVersion, ReviewPolicy
from tests.builders import (
    approve,
    article_of,
    bring_source,
    confirm_all,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_reference,
    make_user,
    sign,
    sign_all,
    sit_down,
)

from .who_may import ALWAYS, ROLES, URGENT

CITES = '<p>Serotonin does it. <cite data-ref="boyer2005"></cite></p>'
SIGNERS = ("first_signer", "second_signer")
WITHOUT_ACCOUNT = ("anonymous", "guest")
S = EditionState


@dataclass
class Scene:
    """``edition`` is in the scene's state; ``people`` has the roles, and members of the board beside them."""

    board: Board
    people: dict[str, User]
    edition: Edition
    other_policy: PolicyVersion
    guest: Guest | None = None
    secret: str = "no-such-link"
    rows: dict[str, Any] = field(default_factory=dict)  # what an action was prepared with
    clients: dict[str, Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in ROLES:
            self.clients[role] = Client() if role in WITHOUT_ACCOUNT else sit_down(Client(), self.people[role])

    @property
    def article(self) -> Article:
        return article_of(self.edition)

    @property
    def newest(self) -> Edition:
        """What the desk's pages are about."""
        return self.edition.article.editions.latest("number")

    @property
    def slug(self) -> str:
        return self.edition.article.slug

    @property
    def version(self) -> SectionVersion:
        """The words on which people sign and comment here."""
        return part_of(self.edition, "part-1").version

    def term(self, name: str) -> Any:
        return self.board.members.get(user=self.people[name])


def make_scene(state: str) -> Scene:
    """The article's first edition in this state. Submitted, it may be shown while it waits; one guest was invited."""
    board = make_board(show_pending=True)
    people = _people(board)
    make_reference("boyer2005")
    edition = _draft(people)
    source = bring_source(edition, by=people["owner"], decided={0: Decided("right")})
    policy = create_policy(board=board, name="Another policy", by=people["administrator"], sign_offs=1)
    scene = Scene(board, people, edition, policy)
    scene.rows["source"], scene.rows["doubt"] = source, source.doubts.get()
    for reach in STEPS[state]:
        reach(scene)
        scene.edition.refresh_from_db()
    return scene


def _people(board: Board) -> dict[str, User]:
    yesterday, elsewhere = timezone.localdate() - timedelta(days=1), make_board(name="Another board")
    return {
        "reader": make_user("A Reader"),
        "owner": make_editor("Article Editor"),
        "other_editor": make_editor("Other Editor"),
        "newcomer": make_editor("New Editor"),
        "member": make_member(board, "A Member"),
        "interested": make_member(board, "Interested Member"),
        "author_member": make_member(board, "Author And Member"),
        "past_member": make_member(board, "Past Member", ends_on=yesterday),
        "chair": make_chair(board, "Board Chair"),
        "deputy": make_member(board, "Board Deputy", role=BoardRole.DEPUTY),
        "interested_chair": make_member(board, "Interested Chair", role=BoardRole.CHAIR),
        "other_board": make_member(elsewhere, "Member Elsewhere"),
        "other_chair": make_chair(elsewhere, "Chair Elsewhere"),
        "administrator": make_administrator("The Administrator"),
        "first_signer": make_member(board, "First Signer"),
        "second_signer": make_member(board, "Second Signer"),
        "asked": make_member(board, "Asked Member"),
    }


def _draft(people: dict[str, User]) -> Edition:
    """Complete, with a citation, an author who sits on the board, and a member who has an interest in it."""
    owner = people["owner"]
    edition = make_draft(by=owner, slug="twitching")
    row = contributor_for_user(people["author_member"], by=owner)
    author = save_contributor(by=owner, contributor=row, name=row.name, credentials="MD", interests="none")
    named = [(line.contributor, line.role) for line in edition.bylines.all()]
    set_bylines(edition=edition, bylines=[*named, (author, "author")], by=owner)
    edit(edition, "part-2", CITES, by=owner)
    set_statement(edition=edition, note="First words.", by=owner)
    confirm_all(edition, by=owner)
    set_article_policy(article=edition.article, policy=ReviewPolicy.objects.get(is_default=True), by=owner)
    declare_interest(article=edition.article, statement="Paid for talks.", by=people["interested"])
    declare_interest(article=edition.article, statement="Sits on a company’s board.", by=people["interested_chair"])
    return edition


def _submit(scene: Scene) -> None:
    submit(edition=scene.edition, by=scene.people["owner"])
    scene.edition.refresh_from_db()
    until, chair = tomorrow(), scene.people["chair"]
    scene.guest, scene.secret = invite_guest(
        edition=scene.edition, name="A Guest", email="guest@example.org", until=until, by=chair
    )
    scene.rows["comment"] = add_comment(version=scene.version, text="Say how often.", by=scene.people["asked"])


def _begin(scene: Scene) -> None:
    begin_review(edition=scene.edition, by=scene.people["first_signer"])


def _approve(scene: Scene) -> None:
    signed(scene)
    approve(edition=scene.edition, by=scene.people["chair"])


def signed(scene: Scene) -> None:
    """All that approval needs, of members who are in no column of the table."""
    sign_all(scene.edition, *(scene.people[name] for name in SIGNERS))


def _publish(scene: Scene) -> None:
    publish(edition_id=scene.edition.pk)


def _supersede(scene: Scene) -> None:
    """A second edition, with other words where people sign, took the first one's place."""
    owner, first = scene.people["owner"], scene.edition
    second = open_edition(article=first.article, by=owner)
    edit(second, "part-1", "<p>Other words.</p>", by=owner)
    confirm_all(second, by=owner)
    scene.edition = submit(edition=second, by=owner)
    _begin(scene)
    _approve(scene)
    _publish(scene)
    scene.edition = first


def _return(scene: Scene) -> None:
    return_to_editor(edition=scene.edition, text="Please mend the doses.", by=scene.people["chair"])


def _take_back(scene: Scene) -> None:
    take_back(edition=scene.edition, by=scene.people["owner"])


def _discard(scene: Scene) -> None:
    discard(edition=scene.edition, by=scene.people["owner"])


def _retire(scene: Scene) -> None:
    retire(edition=scene.edition, reason="Out of date.", by=scene.people["chair"])


def _urgent(scene: Scene) -> None:
    """A second edition for an urgent change, signed by the chair and one more."""
    owner = scene.people["owner"]
    scene.edition = open_urgent_edition(article=scene.article, by=owner)
    edit(scene.edition, "part-1", "<p>Do not take it.</p>", by=owner)
    confirm_all(scene.edition, by=owner)
    scene.edition = submit(edition=scene.edition, by=owner)
    for name in ("first_signer", "chair"):
        sign(version=scene.version, verdict=Verdict.APPROVE, by=scene.people[name])


TO_PUBLISHED = (_submit, _begin, _approve, _publish)
STEPS = {
    ALWAYS: (),
    S.DRAFT: (),
    S.SUBMITTED: TO_PUBLISHED[:1],
    S.UNDER_REVIEW: TO_PUBLISHED[:2],
    S.APPROVED: TO_PUBLISHED[:3],
    S.PUBLISHED: TO_PUBLISHED,
    URGENT: (*TO_PUBLISHED, _urgent),
    S.SUPERSEDED: (*TO_PUBLISHED, _supersede),
    S.RETURNED: (*TO_PUBLISHED[:2], _return),
    S.TAKEN_BACK: (*TO_PUBLISHED[:2], _take_back),
    S.DISCARDED: (_discard,),
    S.RETIRED: (*TO_PUBLISHED, _retire),
}


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)
