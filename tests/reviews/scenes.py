"""A board with somebody of every role around one article, for the tests of the review pages."""

from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions import open_edition, set_bylines
from articles.actions.contributors import contributor_for_user, save_contributor
from articles.models import Edition
from articles.queries import part_of
from editorial.accounts.models import User
from editorial.shared.audit import save_audited
from reviews.actions import add_comment, declare_interest, submit
from reviews.enums import BoardRole, Verdict
from reviews.models import Board
from reviews.rules.signoffs import signing_places
from tests.builders import (
    confirm_all,
    edit,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_user,
    same_browser,
    sign_all,
    sit_down,
)

ROLES = (
    "anonymous",
    "reader",
    "editor",
    "other_editor",
    "member",
    "conflicted",
    "author_member",
    "past_member",
    "other_board",
    "chair",
    "deputy",
    "administrator",
    "deactivated",
)


@dataclass
class Scene:
    """One submitted edition and the people around it."""

    board: Board
    edition: Edition
    people: dict[str, User]
    clients: dict[str, Client] = field(default_factory=dict)

    def __deepcopy__(self, memo: dict[int, Any]) -> "Scene":
        """With browsers of its own, in which the same people are signed in."""
        again = copy(self)
        again.clients = {role: same_browser(client) for role, client in self.clients.items()}
        for name in vars(self).keys() - {"clients"}:
            setattr(again, name, deepcopy(vars(self)[name], memo))
        return again

    def __getattr__(self, role: str) -> User:
        try:
            return vars(self)["people"][role]
        except KeyError as error:
            raise AttributeError(role) from error

    def client(self, role: str) -> Client:
        """A browser in which this person is signed in; for "anonymous" nobody is."""
        if role not in self.clients:
            self.clients[role] = Client()
            if role in self.people:
                sit_down(self.clients[role], self.people[role])
        return self.clients[role]

    def url(self, name: str = "edition", *more: Any, edition: Edition | None = None) -> str:
        edition = edition or self.edition
        return reverse(f"review:{name}", args=[edition.article.slug, edition.number, *more])

    def version(self, anchor: str, edition: Edition | None = None):
        return part_of(edition or self.edition, anchor).version

    def verdict(
        self, anchor: str, verdict: str = Verdict.APPROVE, note: str = "", edition: Edition | None = None, role="member"
    ):
        """What the form sends for one section."""
        version = self.version(anchor, edition)
        place = signing_places(version.section.article, [version], getattr(self, role)).get(version.pk)
        token = place.screen.token if place else ""
        return {f"{version.pk}-verdict": verdict, f"{version.pk}-note": note, f"{version.pk}-screen": token}

    def get(self, role: str, name: str = "edition", *more: Any, **query: Any):
        return self.client(role).get(self.url(name, *more), query)

    def post(self, role: str, name: str, *more: Any, **data: Any):
        return self.client(role).post(self.url(name, *more), data)

    def sign_all(self, *roles: str) -> None:
        sign_all(self.edition, *(self.people[role] for role in roles))


def make_scene(board: Board | None = None, **draft: Any) -> Scene:
    """Everybody, and an edition whose author sits on the board too."""
    board = board or make_board()
    other_board = make_board(name="Another board")
    yesterday = timezone.localdate() - timedelta(days=1)
    people = {
        "reader": make_user("A Reader"),
        "editor": make_editor("Article Editor"),
        "other_editor": make_editor("Other Editor"),
        "member": make_member(board, "First Member"),
        "second": make_member(board, "Second Member"),
        "conflicted": make_member(board, "Conflicted Member"),
        "author_member": make_member(board, "Author Member"),
        "past_member": make_member(board, "Past Member", ends_on=yesterday),
        "other_board": make_member(other_board, "Somebody Else"),
        "chair": make_chair(board),
        "deputy": make_member(board, "Board Deputy", role=BoardRole.DEPUTY),
        "administrator": make_administrator(),
        "deactivated": make_member(board, "Deactivated Member"),
    }
    scene = Scene(board, submit_with_author(people, **draft), people)
    scene.client("deactivated")  # signed in while the account was still active
    deactivated = people["deactivated"]
    deactivated.is_active = False
    save_audited(deactivated, by=people["administrator"], reason="Deactivated")
    declare_interest(article=scene.edition.article, statement="Paid by the maker.", by=people["conflicted"])
    return scene


def submit_with_author(people: dict[str, User], **draft: Any) -> Edition:
    edition = make_draft(by=people["editor"], **draft)
    author = contributor_for_user(people["author_member"], by=people["editor"])
    author = save_contributor(
        by=people["editor"], contributor=author, name="Author Member", credentials="MD", interests="none"
    )
    set_bylines(edition=edition, bylines=[(author, "author")], by=people["editor"])
    return submit(edition=edition, by=people["editor"])


def next_edition(scene: Scene, **texts: str) -> Edition:
    """The editor's next edition with new words for some sections (``part_1="<p>…</p>"``), submitted."""
    draft = open_edition(article=scene.edition.article, by=scene.editor)
    for name, html in texts.items():
        edit(draft, name.replace("_", "-"), html, by=scene.editor)
    confirm_all(draft, by=scene.editor)
    return submit(edition=draft, by=scene.editor)


def comment_on(scene: Scene, anchor: str = "part-1", **fields: Any):
    fields.setdefault("text", "Is this so?")
    return add_comment(version=scene.version(anchor), by=fields.pop("by", scene.member), **fields)
