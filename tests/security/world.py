"""One small world with somebody in every role and something behind every address."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.actions import add_collaborator, set_bylines, set_statement
from articles.actions.contributors import contributor_for_user, save_contributor
from articles.actions.followups import ask_follow_up
from articles.actions.import_drafts import keep_import
from articles.actions.passages import place_passage
from articles.actions.plain_terms import save_plain_term
from articles.actions.previews import make_preview_link
from articles.actions.templates import save_template
from articles.exchange import read_pasted
from articles.exchange.doubts import Decided
from articles.models import Article, Contributor, Edition, ImportDraft
from articles.queries import part_of, parts_of
from editorial.accounts.models import User
from editorial.scratch.actions import Pause, keep_typed
from editorial.scratch.actions import Place as FormPlace
from editorial.scratch.models import ScratchCopy
from editorial.scratch.queries import copies_of
from references.actions import keep_reference_import, keep_upload, set_standing
from references.actions.lookups import ask_for
from references.enums import Standing
from references.formats.reading import read_references
from references.models import Lookup, ReferenceImport, StandingLoad
from reviews.actions import (
    add_comment,
    ask_for_time,
    assign,
    declare_interest,
    invite_guest,
    make_set,
    recuse,
    set_article_policy,
    set_photograph,
    submit,
)
from reviews.enums import Verdict
from reviews.models import Assignment, Board, EditionSet, ReviewPolicy
from reviews.notices.request_links import secret_of
from tests.articles.returned.files import brought
from tests.builders import (
    PASSWORD,
    bring_picture,
    bring_source,
    confirm_all,
    illustrate,
    let_dose_stand,
    make_administrator,
    make_board,
    make_chair,
    make_draft,
    make_editor,
    make_member,
    make_picture,
    make_reference,
    make_user,
    placed,
    publish_draft,
    sign,
)
from tests.passages import make_live_passage, make_passage_draft

ROLES = (
    "anonymous",
    "reader",
    "owner",
    "other_editor",
    "collaborator",
    "member",
    "interested",
    "author_member",
    "past_member",
    "chair",
    "administrator",
    "deactivated",
)


@dataclass
class Place:
    """An article in review, or a draft, with what belongs to it."""

    edition: Edition
    comment: Any = None
    interest: Any = None
    recusal: Any = None
    sign_off: Any = None
    contributor: Any = None
    assignment: Any = None
    guest: Any = None
    secret: str = "not-a-secret"
    preview_secret: str = "not-a-secret"
    preview: Any = None
    source: Any = None
    returned: Any = None

    @property
    def article(self) -> Article:
        return self.edition.article

    @property
    def slug(self) -> str:
        return self.edition.article.slug


@dataclass
class World:
    """``people`` by role; ``draft``, ``reviewed`` and ``live`` are the owner's, ``foreign…`` another desk's. Of the
    passages the owner's is live and stands in the draft; the other desk's is a draft. Of each desk a set is in
    review."""

    people: dict[str, User]
    draft: Place
    reviewed: Place
    live: Place
    foreign_draft: Place
    foreign_reviewed: Place
    foreign_live: Place
    imported: ImportDraft
    foreign_import: ImportDraft
    load: StandingLoad
    lookup: Lookup
    references: ReferenceImport
    foreign_references: ReferenceImport
    typed: ScratchCopy
    foreign_typed: ScratchCopy
    passage: Place
    foreign_passage: Place
    set: EditionSet
    foreign_set: EditionSet
    others: dict[str, User] = field(default_factory=dict)
    forms: dict[str, list] = field(default_factory=dict)  # what each role came upon, once somebody has looked
    values: dict[str, dict[str, Any]] = field(default_factory=dict)  # of each route, what its parameters are here

    def secret_for(self, name: str) -> str:
        """The link behind an address that is for whoever has it."""
        if name in ("preview", "preview_medium"):
            return self.draft.preview_secret
        return secret_of(self.reviewed.assignment.links.get().pk) if name == "request" else self.reviewed.secret


def _typed(slug: str, owner: User) -> ScratchCopy:
    """What an editor typed into an article's address and did not save."""
    page = f"/desk/articles/{slug}/address/"
    sent = "slug=not-saved"
    keep_typed(pause=Pause("earlier.0", 1), place=FormPlace(page, page, "Address"), sent=sent, by=owner)
    return copies_of(owner, page=page).get()


def make_world() -> World:
    """Everything at once: about two hundred rows."""
    board, people = _people()
    foreign_board = make_board(name="Another board")
    others = {
        "owner": make_editor("Foreign Owner"),
        "chair": make_chair(foreign_board, "Foreign Chair"),
        "member": make_member(foreign_board, "Foreign Member"),
        "interested": make_member(foreign_board, "Foreign Interested"),
        "author_member": make_member(foreign_board, "Foreign Author"),
        "collaborator": make_editor("Foreign Collaborator"),
    }
    make_reference("boyer2005")
    make_reference("lane1998")
    set_standing(reference=make_reference("doubted2001"), standing=Standing.CONCERN, by=None)
    save_template(by=people["administrator"], subject="test", lines="body | What it is for | Say what it looks for.")
    save_plain_term(
        by=people["owner"], term="oedema", kind="medical", plain="swelling", note="From fluid.", source="Own"
    )
    ours = ReviewPolicy.objects.get(board=board)
    theirs = ReviewPolicy.objects.get(board=foreign_board)
    draft, passage = _draft(people, "our-draft", ours), make_live_passage(by=people["owner"], slug="our-passage")
    place_passage(edition=draft.edition, passage=passage, by=people["owner"])
    return World(
        people=people,
        others=others,
        passage=Place(passage.editions.get()),
        foreign_passage=Place(make_passage_draft(by=others["owner"], slug="foreign-passage")),
        set=_set(people, ours),
        foreign_set=_set(others, theirs),
        draft=draft,
        reviewed=_reviewed(people, "our-reviewed", ours),
        live=_live(people, "our-live"),
        foreign_draft=_draft(others, "foreign-draft", theirs),
        foreign_reviewed=_reviewed(others, "foreign-reviewed", theirs),
        foreign_live=_live(others, "foreign-live"),
        imported=_import(people["owner"], "Sleep"),
        foreign_import=_import(others["owner"], "Hunger"),
        load=keep_upload(upload=SimpleUploadedFile("list.csv", b"Record ID"), by=people["owner"]),
        typed=_typed("our-draft", people["owner"]),
        foreign_typed=_typed("foreign-draft", others["owner"]),
        lookup=ask_for(text="15784664", by=people["owner"]),
        references=_references(people["owner"]),
        foreign_references=_references(others["owner"]),
    )


def _people() -> tuple[Board, dict[str, User]]:
    board = make_board(name="Medical advisory board")
    yesterday = timezone.localdate() - timedelta(days=1)
    people = {
        "reader": make_user("Reader"),
        "owner": make_editor("Owner"),
        "other_editor": make_editor("Other Editor"),
        "collaborator": make_editor("Collaborator"),
        "member": make_member(board, "Member"),
        "interested": make_member(board, "Interested Member"),
        "author_member": make_member(board, "Author And Member"),
        "past_member": make_member(board, "Past Member", ends_on=yesterday),
        "chair": make_chair(board, "Chair"),
        "administrator": make_administrator(
            "Administrator",
        ),
        "deactivated": make_member(board, "Deactivated", starts_on=yesterday),
    }
    set_photograph(person=people["member"], upload=make_picture(), by=people["member"])
    people["member"].refresh_from_db()
    people["deactivated"].is_editor = True
    for person in people.values():
        person.set_password(PASSWORD)
        person.save()
    return board, people


def _begin(people: dict[str, User], slug: str) -> Edition:
    """A complete draft with three sections, worked on by two editors, naming a member among its authors."""
    edition = make_draft(by=people["owner"], slug=slug, sections=3)
    add_collaborator(article=edition.article, user=people["collaborator"], by=people["owner"])
    author = _contributor(people["author_member"], by=people["owner"])
    bylines = [(line.contributor, line.role) for line in edition.bylines.all()]
    set_bylines(edition=edition, bylines=[*bylines, (author, "author")], by=people["owner"])
    said = {"note": "Doses are new.", "funding": "A foundation.", "ai_use": "wording", "ai_tool": "A tool, version 2"}
    set_statement(edition=edition, by=people["owner"], **said)
    _illustrated(edition, people["owner"], slug)
    return edition


COLOURS = ["red", "green", "blue", "navy", "black", "white"]
PLACES = ["our-draft", "our-reviewed", "our-live", "foreign-draft", "foreign-reviewed", "foreign-live"]


def _illustrated(edition: Edition, owner: User, slug: str) -> None:
    """A picture that stands nowhere else."""
    medium = bring_picture(edition, by=owner, colour=COLOURS[PLACES.index(slug)])
    illustrate(edition, "part-2", placed(medium, caption=f"The picture of {slug}."), by=owner)


def _contributor(user: User, *, by: User) -> Contributor:
    row = contributor_for_user(user, by=by)
    return save_contributor(by=by, contributor=row, name=row.name, credentials="MD", interests="none")


def _draft(people: dict[str, User], slug: str, policy: ReviewPolicy) -> Place:
    edition = _begin(people, slug)
    set_article_policy(article=edition.article, policy=policy, by=people["owner"])
    comment = add_comment(version=part_of(edition, "part-1").version, text="Which dose?", by=people["collaborator"])
    source = bring_source(edition, by=people["owner"], data=slug.encode())
    returned = brought(edition, by=people["owner"])
    person = edition.bylines.first().contributor
    until = timezone.localdate() + timedelta(days=7)
    link, secret = make_preview_link(edition=edition, until=until, by=people["owner"])
    place = Place(edition, comment=comment, contributor=person, source=source, returned=returned)
    place.preview, place.preview_secret = link, secret
    return place


def _reviewed(people: dict[str, User], slug: str, policy: ReviewPolicy) -> Place:
    owner, chair, member = people["owner"], people["chair"], people["member"]
    edition = _begin(people, slug)
    article = edition.article
    set_article_policy(article=article, policy=policy, by=owner)
    source = bring_source(edition, by=owner, data=slug.encode(), decided={0: Decided("right", "It is 200.")})
    let_dose_stand(edition, "part-2", by=owner, reason=f"The pump of {slug} shows it so.")
    confirm_all(edition, by=owner)
    edition = submit(edition=edition, by=owner)
    edition.article = article
    version = part_of(edition, "part-1").version
    assignment = _asked(article, member, chair)
    until = timezone.localdate() + timedelta(days=7)
    guest, secret = invite_guest(edition=edition, name="Guest", email="guest@example.org", until=until, by=chair)
    return Place(
        edition,
        source=source,
        returned=brought(edition, by=owner),
        assignment=assignment,
        guest=guest,
        secret=secret,
        comment=add_comment(version=version, text="Say how often.", by=member),
        interest=declare_interest(article=article, statement="Paid for talks.", by=people["interested"]),
        recusal=recuse(article=article, reason="A friend wrote it.", by=people["author_member"]),
        sign_off=sign(version=version, verdict=Verdict.REQUEST_CHANGES, note="Say it plainly.", by=member),
        contributor=edition.bylines.first().contributor,
    )


def _asked(article: Article, member: User, chair: User) -> Assignment:
    """A member who was asked, and asks for a later day."""
    today = timezone.localdate()
    row = assign(article=article, user=member, by=chair, due_on=today + timedelta(days=5))
    return ask_for_time(assignment=row, until=today + timedelta(days=9), reason="On call until then.", by=member)


def _live(people: dict[str, User], slug: str) -> Place:
    edition = make_draft(by=people["owner"], slug=slug)
    _illustrated(edition, people["owner"], slug)
    confirm_all(edition, by=people["owner"])
    edition = publish_draft(edition, by=people["owner"])
    add_collaborator(article=edition.article, user=people["collaborator"], by=people["owner"])
    question = ask_follow_up(slug=slug, question="Does it hurt?", reply_to="reader@example.org")
    return Place(edition, comment=question)


def _set(people: dict[str, User], policy: ReviewPolicy) -> EditionSet:
    """Two editions that the board has, to go live together."""
    articles = []
    for _ in range(2):
        edition = make_draft(by=people["owner"])
        add_collaborator(article=edition.article, user=people["collaborator"], by=people["owner"])
        set_article_policy(article=edition.article, policy=policy, by=people["owner"])
        submit(edition=edition, by=people["owner"])
        articles.append(edition.article)
    name = f"The set of {people['owner'].display_name}"
    return make_set(articles=articles, name=name, reason="One warning.", by=people["owner"])


def _import(by: User, title: str) -> ImportDraft:
    """A pasted page that waits: a section, a citation that has its reference, and one that has none."""
    text = f"{title}\n\nWritten by A. Writer\n\nA lead about it.\n\n"
    text += "What happens\n\nA claim is made here [1]. Another [7].\n\n"
    text += f"References\n\n1. Boyer EW, Shannon M. The {title} syndrome. N Engl J Med. 2005;352(11):1112-20.\n"
    return keep_import(document=read_pasted(text, ""), by=by)


def _references(by: User) -> ReferenceImport:
    """A list of references that waits: one that is new, and one that cannot be used."""
    read = read_references(b"TY  - BOOK\nTI  - A title\nAU  - Plato,\nER  - \nwords outside\n", name="refs.ris")
    return keep_reference_import(read=read, source="refs.ris", by=by)


def section_of(place: Place, anchor: str = "part-1"):
    """One of the place's sections with its version."""
    return next(part for part in parts_of(place.edition) if part.section.anchor == anchor)
