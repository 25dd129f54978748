"""The sample content: loaded through the same reader and actions as anybody's, so that it shows only what can be done.

People are called by their roles; they exist only where samples were loaded, never in production.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction

from articles.actions import import_document, open_edition, save_section, set_statement
from articles.actions.audiences import save_audience
from articles.actions.contributors import save_contributor
from articles.exchange.document import Byline
from articles.exchange.markdown_reader import read_fragment, read_markdown
from articles.models import Article, Audience, Edition, SectionVersion
from articles.queries import active_audiences, part_of, parts_of
from editorial.accounts.models import User
from editorial.accounts.sitting import by_command
from references.models import Reference
from reviews.actions import (
    add_member,
    approve,
    assign,
    create_board,
    create_policy,
    declare_interests,
    publish,
    set_article_policy,
    sign,
    submit,
)
from reviews.enums import BoardRole, Verdict
from reviews.models import Board, ReviewPolicy
from reviews.rules.checklist import checklist_from_lines
from reviews.rules.signoffs import YES, Answer, signing_places

FOLDER = Path(settings.BASE_DIR) / "articles" / "samples"
PASSWORD = "imprimatur-sample"  # noqa: S105  printed for everybody by script/server, and refused in production
SIGNED_ARTICLE, PENDING_ARTICLE = "muscle-twitches-ssris", "muscle-twitching-anxiety"


@dataclass(frozen=True)
class SamplePerson:
    """Somebody to sign in as."""

    email: str
    name: str
    role: str
    credentials: str = ""
    is_editor: bool = False
    is_administrator: bool = False
    board_role: str = ""
    specialties: tuple[str, ...] = field(default=())


PEOPLE = (
    SamplePerson("editor@example.org", "Staff Editor", "editor", "BSc", is_editor=True),
    SamplePerson("other.editor@example.org", "Second Editor", "another editor", "BSc", is_editor=True),
    SamplePerson(
        "neurologist@example.org",
        "Board Neurologist",
        "board member",
        "MD",
        board_role=BoardRole.MEMBER,
        specialties=("neurology",),
    ),
    SamplePerson(
        "pharmacist@example.org",
        "Board Pharmacist",
        "board member",
        "PharmD",
        board_role=BoardRole.MEMBER,
        specialties=("pharmacology",),
    ),
    SamplePerson(
        "chair@example.org",
        "Board Chair",
        "chair of the board",
        "MD, PhD",
        board_role=BoardRole.CHAIR,
        specialties=("psychiatry",),
    ),
    SamplePerson(
        "deputy@example.org",
        "Deputy Chair",
        "deputy chair",
        "MD",
        board_role=BoardRole.DEPUTY,
        specialties=("general practice",),
    ),
    SamplePerson("administrator@example.org", "Site Administrator", "administrator", is_administrator=True),
)


def load_samples(*, progress: Callable[[str], None] = lambda step: None) -> None:
    """Load whatever of the samples is not there yet; each step is one transaction, so it can be repeated."""
    progress("people")
    people = load_people()
    progress("audiences")
    load_audiences(people["administrator"])
    progress("board and policies")
    load_board(people)
    if _sample(SIGNED_ARTICLE) is None:
        progress("first article")
        load_signed_article(people)
    if not _has_second_edition():
        progress("its second edition")
        load_second_edition(people)
    if _sample(PENDING_ARTICLE) is None:
        progress("second article")
        load_pending_article(people)


@transaction.atomic
def load_people() -> dict[str, User]:
    """Accounts by the part of their address before the @."""
    people = {}
    for person in PEOPLE:
        user = User.objects.filter(email=person.email).first()
        people[person.email.split("@")[0]] = user or User.objects.create_user(
            person.email,
            PASSWORD,
            display_name=person.name,
            credentials=person.credentials,
            is_editor=person.is_editor,
            is_staff=person.is_administrator,
            is_superuser=person.is_administrator,
        )
    return people


@transaction.atomic
def load_audiences(administrator: User) -> None:
    rows = yaml.safe_load((FOLDER / "audiences.yaml").read_text(encoding="utf-8"))
    for row in rows:
        if Audience.objects.filter(key=row["key"]).exists():
            continue
        save_audience(
            by=administrator,
            key=row["key"],
            label=row["label"],
            fallback=Audience.objects.filter(key=row["fallback"]).first(),
            order=row["order"],
            reading_level_target=row["reading_level_target"],
            disclaimer=row["disclaimer"],
            is_default=row["default"],
        )


@transaction.atomic
def load_board(people: dict[str, User]) -> None:
    """One board with a chair, a deputy and two members, and its policies; the first policy is the default."""
    if Board.objects.exists():
        return
    administrator = people["administrator"]
    board = create_board(
        name="Medical advisory board",
        about="Physicians and pharmacists who sign every section of every article before it may appear.",
        by=administrator,
    )
    for person in PEOPLE:
        if person.board_role:
            add_member(
                board=board,
                user=people[person.email.split("@")[0]],
                by=administrator,
                role=person.board_role,
                specialties=person.specialties,
            )
            declare_interests(items=[], by=people[person.email.split("@")[0]])
    rows = yaml.safe_load((FOLDER / "policies.yaml").read_text(encoding="utf-8"))
    for place, row in enumerate(rows):
        create_policy(
            board=board,
            name=row["name"],
            by=administrator,
            is_default=place == 0,
            sign_offs=row["signoffs_per_section"],
            sign_offs_by_kind=row["signoffs_by_kind"],
            months=row["months_until_review"],
            months_by_kind=row["months_by_kind"],
            checklist=checklist_from_lines("\n".join(row["checklist"])),
            show_pending=row["show_pending"],
        )


def load_signed_article(people: dict[str, User]) -> None:
    """The article that goes all the way: imported, submitted, signed by two members, approved, published."""
    edition = _import_and_submit(SIGNED_ARTICLE, people, policy="Review of pages about medicines")
    _sign_approve_publish(edition, people)


def load_second_edition(people: dict[str, User]) -> None:
    """One section changes: only that one is signed again, the other signatures carry over."""
    change = yaml.safe_load((FOLDER / "second_edition.yaml").read_text(encoding="utf-8"))
    editor, article = people["editor"], Article.objects.get(slugs__slug=change["slug"])
    with transaction.atomic():
        edition = open_edition(article=article, by=editor)
        part = part_of(edition, change["section"])
        wordings = {
            key: replace(wording, html=_fragment(change[key])) if key in change else wording
            for key, wording in part.content.wordings.items()
        }
        save_section(
            edition=edition,
            anchor=change["section"],
            base_version=part.version.pk,
            base=replace(part.content.base, html=_fragment(change["base"])),
            wordings=wordings,
            by=editor,
        )
        set_statement(edition=edition, note=change["change_note"], by=editor)
        edition = submit(edition=edition, by=editor)
    _sign_approve_publish(edition, people, only=change["section"])


def load_pending_article(people: dict[str, User]) -> None:
    """The article that is under review, visible with its caution: one member has signed its first sections."""
    edition = _import_and_submit(PENDING_ARTICLE, people)
    assign(article=edition.article, user=people["neurologist"], by=people["chair"])
    for part in parts_of(edition)[:3]:
        _approve_section(part.version, people["neurologist"])


def _import_and_submit(slug: str, people: dict[str, User], *, policy: str = "") -> Edition:
    editor = people["editor"]
    document = _document(slug)
    with transaction.atomic():
        for person in document.bylines:
            account = User.objects.filter(display_name=person.name).first()
            save_contributor(
                by=editor,
                name=person.name,
                credentials=person.credentials,
                interests="None declared.",
                user=account,
                outsider=account is None,
            )
        result = import_document(document=document, by=editor, confirm_base=True)
        if policy:
            set_article_policy(article=result.article, policy=ReviewPolicy.objects.get(name=policy), by=editor)
        return submit(edition=result.edition, by=editor)


def _document(slug: str):
    bibliography = json.loads((FOLDER / "references.json").read_text(encoding="utf-8"))
    document = read_markdown(
        (FOLDER / f"{slug}.md").read_text(encoding="utf-8"),
        name=f"{slug}.md",
        bibliography=bibliography,
        audiences=[audience.key for audience in active_audiences()],
    )
    document.bylines = document.bylines or [Byline("Staff Editor", credentials="BSc")]
    return document


def _fragment(markdown: str) -> str:
    return read_fragment(markdown, known_keys=Reference.objects.values_list("key", flat=True))


def _sign_approve_publish(edition: Edition, people: dict[str, User], *, only: str = "") -> None:
    for part in parts_of(edition):
        if not only or part.section.anchor == only:
            for member in ("neurologist", "pharmacist"):
                _approve_section(part.version, people[member])
    approve(edition=edition, by=people["chair"], authentication=by_command(people["chair"]))
    publish(edition_id=edition.pk)


def _approve_section(version: SectionVersion, member: User) -> None:
    """A sample member's signature. It says of itself that it was given by a command."""
    place = signing_places(version.section.article, [version], member)[version.pk]
    sign(
        version=version,
        verdict=Verdict.APPROVE,
        by=member,
        authentication=by_command(member),
        screen=place.screen.token,
        answers={question.key: Answer(YES) for question in place.questions},
    )


def _sample(slug: str) -> Article | None:
    """The article that came with this address, whatever its address is now."""
    return Article.objects.filter(slugs__slug=slug).first()


def _has_second_edition() -> bool:
    """Whether any was opened after the first: a later draft is somebody's work, and none of ours."""
    article = _sample(SIGNED_ARTICLE)
    return article is not None and article.editions.filter(number__gt=1).exists()
